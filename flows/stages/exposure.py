"""exposure: reads of the window -> propensities."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import ExposureConfig
from transforms.exposure import exposure


def work(job: Job) -> Output:
    """What a position does to being opened."""
    return computed({"propensities": exposure(job.scan("reads", Span.WINDOW), config=job.settings)})


STAGE = Stage(
    name="exposure",
    reads=(Read("reads", Span.WINDOW),),
    writes=("propensities",),
    settings=ExposureConfig,
    modules=(__name__,),
    work=work,
)
