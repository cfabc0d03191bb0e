"""How much of a context's evidence one person may be."""

import polars as pl

FREE_ACTS = 4
"""Acts of one user in a context that count in full, however few others there are (assumption)."""


def influence(acts: pl.LazyFrame, *, share: float) -> pl.LazyFrame:
    """Adds `weight` to acts of (context, user): 1, or less where the user's would be more than `share` of them all.

    Each of a user's d acts weighs min(1, max(c, `FREE_ACTS`) / d), in whole 1024ths, whose sums do not depend on their
    order. c is what `share` of the weighted acts comes to: c = `share` sum min(d, c), and as the sum is the least over
    k of k c + the acts of all but the k busiest, c is the least of `share` rest_k / (1 - k `share`).
    """
    own, number = pl.col("own"), pl.col("own").rank("ordinal", descending=True).over("context")
    busy = (
        acts.group_by("context", "user")
        .agg(own=pl.len().cast(pl.Int64))
        .with_columns(total=own.sum().over("context"))
        .filter(own > FREE_ACTS)
        .with_columns(number=number)
        .with_columns(rest=pl.col("total") - own.cum_sum().over("context", order_by="number"))
        .with_columns(room=1 - share * pl.col("number"))
    )
    limits = pl.col("rest").filter(pl.col("room") > 0) / pl.col("room").filter(pl.col("room") > 0)
    limit = share * pl.min_horizontal("total", limits.min().over("context"))
    weights = busy.select("context", "user", weight=pl.max_horizontal(limit, pl.lit(float(FREE_ACTS))) / own)
    weight = pl.min_horizontal(1.0, pl.col("weight").fill_null(1.0))
    return acts.join(weights, on=["context", "user"], how="left").with_columns(weight=(weight * 1024).round() / 1024)
