"""reading: events, contents -> curves, readers."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import ReadingConfig
from transforms.reading import reading


def work(job: Job) -> Output:
    """How long tonight's readers took for texts of each length, and how fast each of them reads."""
    tables = reading(
        job.scan("events", Span.TONIGHT),
        job.scan("contents", Span.KNOWN),
        job.scan("curves", Span.WINDOW_BEFORE),
        config=job.settings,
    )
    return computed(tables._asdict())


STAGE = Stage(
    name="reading",
    reads=(Read("events", Span.TONIGHT), Read("contents", Span.KNOWN), Read("curves", Span.WINDOW_BEFORE)),
    writes=("curves", "readers"),
    settings=ReadingConfig,
    modules=(__name__,),
    work=work,
)
