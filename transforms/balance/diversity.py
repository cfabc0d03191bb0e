"""How many kinds of pairs there really are, before and after balancing."""

from collections.abc import Iterator

import polars as pl

from transforms.balance.curriculum import UNITS

KINDS = {
    "site": pl.col("site"),
    "scenario": pl.col("scenario"),
    "language": pl.col("language"),
    "length": pl.col("chosen_chars").cast(pl.Float64).clip(1).log(2).floor(),
    "prompt": pl.col("prompt_cluster"),
}
"""What diversity is over: `length` is the octave of the chosen answer's characters, `prompt` the cluster of prompts."""
UNASKED = pl.lit(None, pl.Float64)


def diversity(told: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """(aspect, group, pairs, share, weighted, target) of pairs with `mass`, an integer weight; `target` is null.

    `share` is by number of pairs, `weighted` by weight. `entropy`, in bits (Shannon 1948), over each of `KINDS`. `pairs
    per prompt`: the mean and the largest of the clusters. `mean characters` of the answers. `effective size`: (sum w)^2
    / (n sum w^2), a share of the pairs (Kish 1965, *Survey Sampling*), of the weight and of the weight times 2 x
    confidence - 1, which a trainer goes by.
    """
    for kind, group in KINDS.items():
        yield _row(_counted(told, group), "entropy", kind, _entropy("pairs"), _entropy("mass"))
    prompts = _counted(told, KINDS["prompt"])
    pairs, weight = pl.col("pairs"), pl.col("mass") / UNITS
    yield _row(prompts, "pairs per prompt", "mean", pairs.mean(), weight.mean())
    yield _row(prompts, "pairs per prompt", "largest", pairs.max(), weight.max())
    rows = told.with_columns(pairs=pl.lit(1, pl.Int64))
    for side in ("chosen", "rejected"):
        chars = pl.col(f"{side}_chars").cast(pl.Int64)
        weighted = (chars * pl.col("mass")).sum() / pl.col("mass").sum()
        yield _row(rows, "mean characters", side, chars.mean(), weighted)
    sure = 2 * pl.col("confidence").cast(pl.Float64) - 1
    yield _row(rows, "effective size", "weight", _effective(pl.col("pairs")), _effective(weight))
    yield _row(rows, "effective size", "weight x (2 confidence - 1)", _effective(sure), _effective(weight * sure))


def _counted(told: pl.LazyFrame, group: pl.Expr) -> pl.LazyFrame:
    """One row per group, sorted."""
    return told.group_by(group=group).agg(pl.len().cast(pl.Int64).alias("pairs"), pl.col("mass").sum()).sort("group")


def _row(frame: pl.LazyFrame, aspect: str, group: str, before: pl.Expr, after: pl.Expr) -> pl.LazyFrame:
    """None, if there are no pairs."""
    return frame.select(
        aspect=pl.lit(aspect),
        group=pl.lit(group),
        pairs=pl.col("pairs").sum(),
        share=before.cast(pl.Float64),
        weighted=after.cast(pl.Float64),
        target=UNASKED,
    ).filter(pl.col("pairs") > 0)


def _entropy(counts: str) -> pl.Expr:
    """-sum p log2 p, p being shares of the counts."""
    return pl.col(counts).entropy(2, normalize=True)


def _effective(weight: pl.Expr) -> pl.Expr:
    """(sum w)^2 / (n sum w^2), 0..1; 1 where nothing weighs anything."""
    squares = (weight**2).sum()
    return pl.when(squares > 0).then(weight.sum() ** 2 / (pl.len() * squares)).otherwise(1.0)
