"""exposure: reads, votes and verdicts of the window -> propensities."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import ExposureConfig
from transforms.exposure import exposure

INPUTS = ("reads", "votes", "verdicts")


def work(job: Job) -> Output:
    """What a position does to being opened, and to how long one stays."""
    tables = (job.scan(table, Span.WINDOW) for table in INPUTS)
    return computed({"propensities": exposure(*tables, config=job.settings)})


STAGE = Stage(
    name="exposure",
    reads=tuple(Read(table, Span.WINDOW) for table in INPUTS),
    writes=("propensities",),
    settings=ExposureConfig,
    modules=(__name__,),
    work=work,
)
