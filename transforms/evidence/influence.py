"""How much of a context's evidence one person may be."""

import polars as pl

FREE_ACTS = 4
"""Acts of one user in a context that count in full, however few others there are."""


def influence(acts: pl.LazyFrame, *, share: float) -> pl.LazyFrame:
    """Adds `weight` to acts of (context, user): 1, or less where the user's would be more than `share` of them all.

    Each of a user's d acts in a context with T acts weighs min(1, max(`share` T, `FREE_ACTS`) / d), in whole 1024ths,
    whose sums do not depend on their order.
    """
    own = pl.len().over("context", "user")
    allowed = pl.max_horizontal(share * pl.len().over("context"), pl.lit(float(FREE_ACTS)))
    return acts.with_columns(weight=(pl.min_horizontal(1.0, allowed / own) * 1024).round() / 1024)
