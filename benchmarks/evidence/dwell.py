"""Dwell as the only signal, corrected as far as the tables at hand are: whoever was read for longer wins."""

import polars as pl

from benchmarks.evidence.mill import Tables
from schemas.config import EvidenceConfig
from transforms.evidence import dwell, responses
from transforms.expected import expected_by_response
from worlds.naive import MIN_VIEWS

KEYS = ["context", "response"]


def by_dwell(made: Tables, contents: pl.LazyFrame, propensities: pl.LazyFrame) -> pl.DataFrame:
    """Every two responses of a context with believable views, as (chosen_id, rejected_id, confidence, preference)."""
    index = responses.index(contents)
    usual = expected_by_response(contents, made["curves"].lazy(), config=EvidenceConfig())
    reads = made["reads"].lazy().join(usual.select("response", "log_expected"), on="response", how="left")
    sums = dwell.of_reads(responses.pool(reads, index), propensities)
    stays = dwell.measure(sums.join(responses.describe(index).select(*KEYS, "length"), on=KEYS))
    sides = stays.filter(pl.col("trials") >= MIN_VIEWS).select(*KEYS, "mean")
    return (
        sides.join(sides, on="context", suffix="_other")
        .filter(pl.col("mean") > pl.col("mean_other"))
        .select(chosen_id="response", rejected_id="response_other", confidence=pl.lit(1.0), preference=pl.lit(1.0))
        .collect()
    )
