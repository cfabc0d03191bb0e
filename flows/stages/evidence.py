"""evidence: statistics of the window, propensities, contents -> evidence, comparisons, loadings, dropped."""

import hashlib
from datetime import timedelta

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import EvidenceConfig
from transforms.evidence import evidence
from transforms.evidence.pooling import NOWHERE, borrowed
from transforms.evidence.statistics import Inputs, Statistics

STATISTICS = ("votes", "reads", "turns", "totals", "verdicts")
BELIEFS = ("signal", "anchor", "loading", "loading_se", "style", "style_se")
LEARNED = "learned"
"""Detail of a record: what the site has learned about signals, for other sites, who begin with it."""


def work(job: Job) -> Output:
    """How much each response of the window is preferred, and how sure that is."""
    tables = evidence(inputs(job), config=job.settings, kind=job.site.kind)
    output = computed(tables._asdict())
    [(_, loadings)] = output.tables["loadings"]
    output.details[LEARNED] = loadings.select(BELIEFS).sort("signal").to_dicts()
    return output


def inputs(job: Job) -> Inputs:
    """What evidence rests on, from the lake."""
    return Inputs(
        Statistics(**{table: job.scan(table, Span.WINDOW) for table in STATISTICS}),
        job.scan("contents", Span.KNOWN),
        job.scan("curves", Span.WINDOW),
        job.scan("propensities", Span.TONIGHT),
        elsewhere(job),
    )


def elsewhere(job: Job) -> pl.LazyFrame:
    """What the other sites had learned the night before; of the same night it would depend on who is first.

    It stands in the ledger, so that no key reads a table, and nothing becomes stale when `loadings` expire.
    """
    night = job.date - timedelta(days=1)
    others = [site.name for site in job.config.sites if site.name != job.site.name]
    entries = [entry for name in others if (entry := job.lake.ledger.newest(name, night))]
    learned = [
        {"site": entry.site} | signal
        for entry in entries
        if (record := entry.standing(STAGE.name))
        for signal in record.details.get(LEARNED, ())
    ]
    return pl.LazyFrame(learned, schema=NOWHERE.collect_schema())


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
