"""Checked raw aggregates -> totals."""

import polars as pl

from schemas.signals import TOTALS, Kind
from transforms.ingest.events import RESPONSE

MEASURES = ("impressions", "views", "mean_dwell_ms", "sd_dwell_ms", *TOTALS)


def canonical(records: pl.LazyFrame, kind: Kind) -> pl.LazyFrame:
    """One row per record, in order.

    `file` and `line` stay on the rows, for messages; `Totals` has no room for them.
    """
    return records.select(
        pl.col(RESPONSE[kind]).alias("response"),
        pl.lit(None, pl.String).alias("context"),
        pl.col("date").str.to_date(strict=False).alias("dt"),
        pl.col("position").cast(pl.Int32),
        *MEASURES,
        "file",
        "line",
    )


def latest(rows: pl.LazyFrame) -> pl.LazyFrame:
    """One row per response, date and position: the last of those that a night's files hold."""
    return rows.unique(["response", "dt", "position"], keep="last", maintain_order=True)
