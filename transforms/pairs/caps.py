"""How many pairs of one kind there may be: the surest stay."""

import polars as pl

ORDER = (-pl.col("confidence"), -pl.col("margin"), pl.col("context"), pl.col("chosen"), pl.col("rejected"))
"""The surest first; of equally sure ones the wider margin, then by ids."""


def cap(couples: pl.LazyFrame, group: str, limit: int, reason: str) -> pl.LazyFrame:
    """Gives `reason` to couples without one that are beyond the surest `limit` of their `group`.

    Couples that have a reason already do not count, and those whose group is null are not capped.
    """
    is_open = pl.col("reason").is_null()
    place = pl.int_range(pl.len()).over(group, is_open, order_by=ORDER)
    beyond = is_open & pl.col(group).is_not_null() & (place >= limit)
    return couples.with_columns(reason=pl.when(beyond).then(pl.lit(reason)).otherwise("reason"))
