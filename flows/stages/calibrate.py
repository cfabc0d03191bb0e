"""calibrate: what evidence reads, evidence, loadings -> calibration, leaderboard."""

from typing import Any

import polars as pl

from flows.lake.details import BINS, POSITIONS
from flows.stage import Job, Output, Read, Span, Stage, computed
from flows.stages import evidence as evidence_stage
from schemas.calibration import OVERALL
from schemas.config import EvidenceConfig
from transforms.calibrate import calibrate
from transforms.leaderboard import leaderboard


def work(job: Job) -> Output:
    """Whether half of the users foretell the votes of the other half, and which models write what people prefer."""
    inputs, loadings = evidence_stage.inputs(job), job.scan("loadings", Span.TONIGHT)
    calibration = calibrate(inputs, loadings, config=job.settings, kind=job.site.kind)
    ranks = leaderboard(job.scan("evidence", Span.TONIGHT), loadings, inputs.contents, kind=job.site.kind)
    output = computed({"calibration": calibration, "leaderboard": ranks})
    [(_, found)] = output.tables["calibration"]
    output.details = {
        OVERALL: found.row(by_predicate=pl.col("bin") == 0, named=True),
        BINS: found.filter(pl.col("bin") > 0).sort("bin").to_dicts(),
        POSITIONS: _positions(inputs.propensities),
    }
    return output


def _positions(propensities: pl.LazyFrame) -> dict[str, Any]:
    """How many positions are known to have been looked at, and whether opens are held against them."""
    known = pl.col("impressions") > 0
    return propensities.select(known=known.sum(), applied=pl.col("applied").any()).collect().row(0, named=True)


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
