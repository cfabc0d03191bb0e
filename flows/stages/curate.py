"""curate: pairs, contents -> curated, dropped."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import CurateConfig
from transforms.curate import curate, judge


def work(job: Job) -> Output:
    """Pairs with their text that are fit to train on."""
    pairs, contents = job.scan("pairs", Span.TONIGHT), job.scan("contents", Span.KNOWN)
    judged = judge(pairs, contents, config=job.settings).collect(engine="streaming")
    return computed(curate(judged.lazy(), site=job.site.name, config=job.settings)._asdict())


STAGE = Stage(
    name="curate",
    reads=(Read("pairs", Span.TONIGHT), Read("contents", Span.KNOWN)),
    writes=("curated", "generated", "dropped"),
    settings=CurateConfig,
    modules=(__name__,),
    work=work,
)
