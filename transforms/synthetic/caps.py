"""How many negatives a generator makes of a night."""

import polars as pl

EPSILON = 1e-9
"""So that 0.29 of 100 are 29."""
RANK = ("draw", "context_id", "chosen_id")


def capped(drafts: pl.LazyFrame, people: pl.LazyFrame, share: float, *, first: pl.Expr | None = None) -> pl.LazyFrame:
    """The drafts with the smallest draws, at most floor(share x pairs of people); `first` goes before the draw."""
    limit = people.select(limit=(pl.len() * share + EPSILON).floor().cast(pl.Int64))
    order = pl.struct(*([] if first is None else [first.alias("first")]), *RANK)
    return (
        drafts.with_columns(rank=order.rank("ordinal").cast(pl.Int64))
        .join(limit, how="cross")
        .filter(pl.col("rank") <= pl.col("limit"))
        .drop("rank", "limit")
    )
