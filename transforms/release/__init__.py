"""Stage `release`: what stands, of all sites, as one table: no couple twice, q-values, and a split that never moves."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import ReleaseConfig
from schemas.evidence import Dropped
from schemas.pairs import Released
from transforms.identity import json_messages
from transforms.text import digest, hash64

TRAIN_PERCENT, VALIDATION_PERCENT = 90, 5
DIGITS = 4


class Release(NamedTuple):
    """The three files of a release, each sorted by pair_id, and what was left out."""

    train: dy.LazyFrame[Released]
    validation: dy.LazyFrame[Released]
    test: dy.LazyFrame[Released]
    dropped: dy.LazyFrame[Dropped]


def release(standing: pl.LazyFrame, *, config: ReleaseConfig) -> Release:
    """Released pairs of the pairs that stand: `Curated` with `site`, `kind` and `dt`.

    `duplicate`: another row, of the same site or another, holds the same prompt and couple of answers and is better
    founded: by known people before totals, where nobody could look for robots, rings and calibration; among these the
    surest, of equally sure ones that by most people, or else with the smaller pair_id.
    `fdr`: the q-value exceeds `config.fdr`. All weights are 1; the curriculum begins with the easy negatives.
    """
    deduplicated = standing.with_columns(copy=_rank_among_copies())
    unique = with_q_values(deduplicated.filter(pl.col("copy") == 1))
    over = (pl.col("q_value") > config.fdr).fill_null(False) if config.fdr else pl.lit(False)
    kept = unique.filter(~over).with_columns(
        weight=pl.lit(1.0), curriculum=(pl.col("negative") == "hard").cast(pl.Int8), split=split(pl.col("root"))
    )
    files = [
        Released.cast(kept.filter(pl.col("split") == name).select(Released.column_names()).sort("pair_id"))
        for name in ("train", "validation", "test")
    ]
    dropped = [_dropped(deduplicated.filter(pl.col("copy") > 1), "duplicate"), _dropped(unique.filter(over), "fdr")]
    return Release(*files, Dropped.cast(pl.concat(dropped)))


def with_q_values(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `q_value`: the mean of 1 - confidence over the pairs at least as sure, ties by pair_id; not for synthetic.

    The expected share of wrong pairs among those (the direct posterior approach to the false discovery rate: Newton,
    Noueiry, Sarkar & Ahlquist 2004), if confidence is calibrated.
    """
    doubt = pl.when(pl.col("tier") != "synthetic").then(1 - pl.col("confidence").cast(pl.Float64))
    running = pl.col("doubt").cum_sum() / pl.col("doubt").is_not_null().cum_sum()
    return (
        pairs.with_columns(doubt=doubt)
        .sort("confidence", "pair_id", descending=[True, False])
        .with_columns(q_value=running.round(DIGITS))
        .drop("doubt")
    )


def split(root: pl.Expr) -> pl.Expr:
    """`train`, `validation` or `test` (90, 5, 5 in 100), by the xxHash64 of the root prompt's cluster alone."""
    percent = hash64(root) % 100
    return (
        pl.when(percent < TRAIN_PERCENT)
        .then(pl.lit("train"))
        .when(percent < TRAIN_PERCENT + VALIDATION_PERCENT)
        .then(pl.lit("validation"))
        .otherwise(pl.lit("test"))
    )


def _rank_among_copies() -> pl.Expr:
    """1 for the best founded row of its prompt and unordered couple of answers."""
    prompt, *answers = (json_messages(pl.col(part)) for part in ("prompt", "chosen", "rejected"))
    couple = digest(pl.concat_str(prompt, pl.min_horizontal(answers), pl.max_horizontal(answers)))
    people = pl.col("n_users")
    founded = pl.struct(people.is_null().alias("totals"), -pl.col("confidence"), -people.fill_null(0), "pair_id")
    return founded.rank("ordinal").over(couple)


def _dropped(pairs: pl.LazyFrame, reason: str) -> pl.LazyFrame:
    return pairs.select(
        stage=pl.lit("release"),
        context="context_id",
        response="chosen_id",
        other="rejected_id",
        reason=pl.lit(reason),
    )
