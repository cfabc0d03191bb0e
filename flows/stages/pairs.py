"""pairs: evidence, calibration -> pairs, ties, decided, dropped."""

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import PairsConfig
from transforms.pairs import pairs
from transforms.pairs.touched import Tonight, touched
from transforms.recalibrate import AS_IT_IS, Mending, recalibrate


def work(job: Job) -> Output:
    """Who is preferred to whom, in the contexts that tonight touched."""
    tonight = Tonight(**{table: job.scan(table, Span.TONIGHT) for table in Tonight._fields})
    contexts = touched(
        tonight, job.scan("votes", Span.WINDOW), job.scan("turns", Span.WINDOW), job.scan("contents", Span.KNOWN)
    )
    evidence = recalibrate(job.scan("evidence", Span.TONIGHT), _mending(job))
    tables = pairs(evidence, job.scan("comparisons", Span.TONIGHT), contexts, config=job.settings)
    return computed(tables._asdict())


def _mending(job: Job) -> Mending:
    """What tonight's calibration says that the evidence is worth; its word where it could not be calibrated."""
    overall = job.scan("calibration", Span.TONIGHT).filter(pl.col("bin") == 0).select(Mending._fields).collect()
    return Mending(*overall.row(0)) if overall.height else AS_IT_IS


STAGE = Stage(
    name="pairs",
    reads=(
        Read("evidence", Span.TONIGHT),
        Read("comparisons", Span.TONIGHT),
        Read("calibration", Span.TONIGHT),
        *(Read(table, Span.TONIGHT) for table in Tonight._fields),
        Read("votes", Span.WINDOW),
        Read("turns", Span.WINDOW),
        Read("contents", Span.KNOWN),
    ),
    writes=("pairs", "ties", "decided", "dropped"),
    settings=PairsConfig,
    modules=(__name__,),
    work=work,
)
