"""evidence: statistics of the window, propensities, contents -> evidence, comparisons, dropped."""

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import EvidenceConfig
from transforms.evidence import evidence
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
    )
    return computed(tables._asdict())


STAGE = Stage(
    name="evidence",
    reads=(
        *(Read(table, Span.WINDOW) for table in STATISTICS),
        Read("contents", Span.KNOWN),
        Read("curves", Span.WINDOW),
        Read("propensities", Span.TONIGHT),
    ),
    writes=("evidence", "comparisons", "dropped"),
    settings=EvidenceConfig,
    modules=(__name__,),
    work=work,
)
