"""clean: events, curves, readers -> verdicts."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import CleanConfig
from transforms.clean import clean


def work(job: Job) -> Output:
    """Which of tonight's events, and which users, are not believed, and why."""
    verdicts = clean(
        job.scan("events", Span.TONIGHT),
        job.scan("contents", Span.KNOWN),
        job.scan("curves", Span.WINDOW),
        job.scan("readers", Span.WINDOW),
        config=job.settings,
    )
    return computed({"verdicts": verdicts})


STAGE = Stage(
    name="clean",
    reads=(
        Read("events", Span.TONIGHT),
        Read("contents", Span.KNOWN),
        Read("curves", Span.WINDOW),
        Read("readers", Span.WINDOW),
    ),
    writes=("verdicts",),
    settings=CleanConfig,
    modules=(__name__,),
    work=work,
)
