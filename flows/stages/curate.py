"""curate: pairs, contents -> curated, dropped."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import CurateConfig
from transforms.curate import curate


def work(job: Job) -> Output:
    """Pairs with their text that are fit to train on."""
    tables = curate(
        job.scan("pairs", Span.TONIGHT),
        job.scan("contents", Span.KNOWN),
        site=job.site.name,
        config=job.settings,
    )
    return computed(tables._asdict())


STAGE = Stage(
    name="curate",
    reads=(Read("pairs", Span.TONIGHT), Read("contents", Span.KNOWN)),
    writes=("curated", "dropped"),
    settings=CurateConfig,
    modules=(__name__,),
    work=work,
)
