"""signals: events without verdicts, contents -> votes, reads, turns."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import SignalsConfig
from transforms.signals import signals


def work(job: Job) -> Output:
    """Tonight's statistics, which add up over any window."""
    tables = signals(
        job.scan("events", Span.TONIGHT),
        job.scan("contents", Span.KNOWN),
        job.scan("verdicts", Span.TONIGHT),
        job.scan("curves", Span.WINDOW),
        job.scan("readers", Span.WINDOW),
        config=job.settings,
    )
    return computed(tables._asdict())


STAGE = Stage(
    name="signals",
    reads=(
        Read("events", Span.TONIGHT),
        Read("contents", Span.KNOWN),
        Read("verdicts", Span.TONIGHT),
        Read("curves", Span.WINDOW),
        Read("readers", Span.WINDOW),
    ),
    writes=("votes", "reads", "turns"),
    settings=SignalsConfig,
    modules=("transforms.signals",),
    work=work,
)
