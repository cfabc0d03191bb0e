"""Contents as they are known tonight: a later night's row for the same response replaces the earlier one."""

import polars as pl


def newest(contents: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """One row per `response` with the named columns, all from the newest `night` that holds it."""
    return contents.group_by("response").agg(pl.struct(columns).max_by("night").alias("row")).unnest("row")
