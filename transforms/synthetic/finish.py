"""Negatives as pairs: the form of the table `curated`, and what each generator has achieved."""

import polars as pl

from schemas.generators import EASY
from transforms.hardness import jaccard, trigrams
from transforms.identity import pair_id

DIGITS = 4
MIN_RATE = 0.5
"""Smallest share of really worse negatives with which any of a generator's is kept."""

CERTAIN = 0.999
"""Largest preference of which a margin is told."""


def laplace(passed: pl.Expr, candidates: pl.Expr) -> pl.Expr:
    """(passed + 1) / (candidates + 2): the expected share under a uniform prior (rule of succession, Laplace 1774)."""
    return (passed + 1) / (candidates + 2)


def achieved(drafts: pl.LazyFrame, generator: str, *, worse: pl.Expr, candidate: pl.Expr | None = None) -> pl.LazyFrame:
    """The one row of `Generated` of a generator that looked at all drafts."""
    made = worse.is_not_null() if candidate is None else candidate
    counts = {"applied": made, "candidates": made, "passed": made & worse}
    return drafts.select(
        generator=pl.lit(generator),
        rule=pl.lit(None, dtype=pl.String),
        sources=pl.len().cast(pl.Int64),
        **{name: holds.cast(pl.Int64).sum() for name, holds in counts.items()},
    ).with_columns(rate=laplace(pl.col("passed"), pl.col("candidates")).round(DIGITS))


def as_pairs(drafts: pl.LazyFrame, *, site: str, hard_similarity: float) -> pl.LazyFrame:
    """Rows of `Curated` from drafts with `generator` (the rule), `text`, `rejected_text` and `confidence`.

    Preference is the confidence, margin its log-odds; there are no users, the check is the only evidence, and no model
    wrote the rejected answer. `rejected_quality` is null: nothing measured it. A negative is hard if it is as alike as
    `hard_similarity`, and the generator's fault does not show at first sight (`EASY`).
    """
    alike = jaccard(trigrams(pl.col("text")), trigrams(pl.col("rejected_text"))).round(DIGITS)
    sure = pl.col("confidence").cast(pl.Float64)
    is_hard = (pl.col("hardness") >= hard_similarity) & ~pl.col("generator").is_in(EASY)
    formed = drafts.with_columns(
        rule="generator",
        tier=pl.lit("synthetic"),
        rejected_model=pl.lit(None, dtype=pl.String),
        preference=sure,
        margin=logit(sure).round(DIGITS),
        n_users=pl.lit(None, dtype=pl.Int32),
        chosen=pl.concat_list(_message("text")),
        rejected=pl.concat_list(_message("rejected_text")),
        rejected_quality=pl.lit(None, pl.Float32),
        hardness=alike,
    )
    return formed.with_columns(
        evidence=_evidence(),
        pair_id=pair_id(pl.lit(site), *(pl.col(part) for part in ("prompt", "chosen", "rejected"))),
        negative=pl.when(is_hard).then(pl.lit("hard")).otherwise(pl.lit("easy")),
    )


def _evidence() -> pl.Expr:
    """The check of the generator is the only signal, and all of the margin is its."""
    nothing = pl.lit(None, pl.Float32)
    told = pl.struct(signal="generator", chosen=nothing, rejected=nothing, log_odds=pl.col("margin").cast(pl.Float32))
    return pl.concat_list(told)


def logit(p: pl.Expr) -> pl.Expr:
    """ln(p / (1 - p)), 0 below an even chance; as for p = 0.999 above it."""
    within = p.clip(0.5, CERTAIN)
    return (within / (1 - within)).log()


def _message(column: str) -> pl.Expr:
    return pl.struct(role=pl.lit("assistant"), content=pl.col(column))
