"""pairs: evidence -> pairs, decided, dropped."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import PairsConfig
from transforms.pairs import pairs
from transforms.touched import Tonight, touched


def work(job: Job) -> Output:
    """Who is preferred to whom, in the contexts that tonight touched."""
    tonight = Tonight(**{table: job.scan(table, Span.TONIGHT) for table in Tonight._fields})
    contexts = touched(
        tonight, job.scan("votes", Span.WINDOW), job.scan("turns", Span.WINDOW), job.scan("contents", Span.KNOWN)
    )
    tables = pairs(
        job.scan("evidence", Span.TONIGHT), job.scan("comparisons", Span.TONIGHT), contexts, config=job.settings
    )
    return computed(tables._asdict())


STAGE = Stage(
    name="pairs",
    reads=(
        Read("evidence", Span.TONIGHT),
        Read("comparisons", Span.TONIGHT),
        *(Read(table, Span.TONIGHT) for table in Tonight._fields),
        Read("votes", Span.WINDOW),
        Read("turns", Span.WINDOW),
        Read("contents", Span.KNOWN),
    ),
    writes=("pairs", "decided", "dropped"),
    settings=PairsConfig,
    modules=(__name__,),
    work=work,
)
