"""Pairs that are alike in all that is balanced: they weigh the same, so a few cells stand for all rows."""

import polars as pl

GROUP = ("site", "tier", "rule")
"""What temperature sampling goes by."""
CELL = (*GROUP, "scenario", "language", "negative", "gap", "direction")
"""What a weight depends on."""
GAPS = (2**0.25, 2**0.5, 2.0, 4.0)
"""Ratios of the longer to the shorter answer at which a stratum of `gap` ends: in log, each twice the one before."""


def with_cell(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `gap` and `direction`, from `chosen_chars` and `rejected_chars`.

    `gap` is the stratum of the length gap |ln(chosen / rejected)|, from 0; `direction` is that of the chosen answer:
    `longer`, `shorter`, or `even`. An empty answer counts as one character.
    """
    chosen, rejected = (pl.col(f"{side}_chars").cast(pl.Float64).clip(1) for side in ("chosen", "rejected"))
    ratio = pl.max_horizontal(chosen / rejected, rejected / chosen)
    direction = (
        pl.when(chosen > rejected)
        .then(pl.lit("longer"))
        .when(chosen < rejected)
        .then(pl.lit("shorter"))
        .otherwise(pl.lit("even"))
    )
    return pairs.with_columns(gap=pl.sum_horizontal(ratio >= end for end in GAPS).cast(pl.Int8), direction=direction)


def cells(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """(*`CELL`, n): how many pairs are alike, sorted, so that sums over cells always run in the same order."""
    return with_cell(pairs).group_by(CELL).agg(n=pl.len()).sort(CELL)
