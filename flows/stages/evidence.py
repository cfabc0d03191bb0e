"""evidence: statistics of the window, propensities, contents -> evidence, comparisons, loadings, dropped."""

import hashlib
from datetime import timedelta

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import EvidenceConfig
from transforms.evidence import evidence
from transforms.evidence.pooling import NOWHERE, borrowed
from transforms.evidence.statistics import Statistics

STATISTICS = ("votes", "reads", "turns", "totals", "verdicts")


def work(job: Job) -> Output:
    """How much each response of the window is preferred, and how sure that is."""
    tables = evidence(
        Statistics(**{table: job.scan(table, Span.WINDOW) for table in STATISTICS}),
        job.scan("contents", Span.KNOWN),
        job.scan("curves", Span.WINDOW),
        job.scan("propensities", Span.TONIGHT),
        config=job.settings,
        kind=job.site.kind,
        elsewhere=elsewhere(job),
    )
    return computed(tables._asdict())


def elsewhere(job: Job) -> pl.LazyFrame:
    """What the other sites had learned the night before; of the same night it would depend on who is first."""
    night = job.date - timedelta(days=1)
    others = [site.name for site in job.config.sites if site.name != job.site.name]
    return pl.concat([NOWHERE, *(job.lake.scan("loadings", name, [night]) for name in others)], how="diagonal")


def outside(job: Job) -> dict[str, str]:
    """Digest of what is believed because of other sites; small changes of their tables do not change it."""
    beliefs = borrowed(elsewhere(job)).sort("signal").collect()
    return {"loadings of other sites (night before)": hashlib.sha256(beliefs.write_json().encode()).hexdigest()}


STAGE = Stage(
    name="evidence",
    reads=(
        *(Read(table, Span.WINDOW) for table in STATISTICS),
        Read("contents", Span.KNOWN),
        Read("curves", Span.WINDOW),
        Read("propensities", Span.TONIGHT),
    ),
    writes=("evidence", "comparisons", "loadings", "dropped"),
    settings=EvidenceConfig,
    modules=(__name__,),
    work=work,
    outside=outside,
)
