"""calibrate: what evidence reads, evidence, loadings -> calibration, leaderboard."""

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from flows.stages import evidence as evidence_stage
from schemas.calibration import OVERALL
from schemas.config import EvidenceConfig
from transforms.calibrate import calibrate
from transforms.evidence.statistics import Statistics
from transforms.leaderboard import leaderboard


def work(job: Job) -> Output:
    """Whether half of the users foretell the votes of the other half, and which models write what people prefer."""
    contents, loadings = job.scan("contents", Span.KNOWN), job.scan("loadings", Span.TONIGHT)
    calibration = calibrate(
        Statistics(**{table: job.scan(table, Span.WINDOW) for table in evidence_stage.STATISTICS}),
        contents,
        job.scan("curves", Span.WINDOW),
        job.scan("propensities", Span.TONIGHT),
        loadings,
        config=job.settings,
        kind=job.site.kind,
        elsewhere=evidence_stage.elsewhere(job),
    )
    ranks = leaderboard(job.scan("evidence", Span.TONIGHT), loadings, contents, kind=job.site.kind)
    output = computed({"calibration": calibration, "leaderboard": ranks})
    [(_, found)] = output.tables["calibration"]
    output.details[OVERALL] = found.row(by_predicate=pl.col("bin") == 0, named=True)
    return output


STAGE = Stage(
    name="calibrate",
    reads=(
        *evidence_stage.STAGE.reads,
        Read("evidence", Span.TONIGHT),
        Read("loadings", Span.TONIGHT),
    ),
    writes=("calibration", "leaderboard"),
    settings=EvidenceConfig,
    modules=(__name__,),
    work=work,
    outside=evidence_stage.outside,
)
