"""Stage `reading`: how long texts keep people tonight, and how much slower or faster than usual each reader is."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import ReadingConfig
from schemas.contents import Contents
from schemas.events import Events
from schemas.reading import Curves, Readers
from transforms.expected import BIN, DWELL_BINS_PER_LOG, expected, log_dwell, texts

LARGEST_DEVIATION = 2.0
"""Log units by which one view counts at most in its reader's sum, so that one idle tab makes nobody a slow reader."""


class Reading(NamedTuple):
    """The tables of one night."""

    curves: dy.LazyFrame[Curves]
    readers: dy.LazyFrame[Readers]


def reading(
    events: dy.LazyFrame[Events],
    contents: dy.LazyFrame[Contents],
    curves_before: dy.LazyFrame[Curves],
    *,
    config: ReadingConfig,
) -> Reading:
    """Tonight's histogram of dwell per length bin, and tonight's sums per reader.

    Counted is every view with a dwell whose text is known. A reader's sum is of log dwell minus the log expected dwell,
    each within +-`LARGEST_DEVIATION`; the expected dwell is that of the nights before and tonight together.
    """
    views = (
        events.filter(pl.col("action") == "view", pl.col("dwell_ms").is_not_null())
        .select("user", "response", log_dwell=log_dwell())
        .join(texts(contents).select("response", *BIN), on="response")
    )
    tonight = _curves(views)
    known = pl.concat([Curves.cast(curves_before), tonight])
    return Reading(tonight, _readers(views.join(expected(known, config=config), on=BIN)))


def _curves(views: pl.LazyFrame) -> dy.LazyFrame[Curves]:
    dwell_bin = (pl.col("log_dwell") * DWELL_BINS_PER_LOG).floor().cast(pl.Int32)
    return Curves.cast(views.group_by(*BIN, dwell_bin=dwell_bin).agg(n=pl.len()))


def _readers(views: pl.LazyFrame) -> dy.LazyFrame[Readers]:
    deviation = (pl.col("log_dwell") - pl.col("log_expected")).clip(-LARGEST_DEVIATION, LARGEST_DEVIATION)
    thousandths = (deviation * 1000).round().cast(pl.Int64)
    return Readers.cast(views.group_by("user").agg(n=pl.len(), log_speed_sum=thousandths.sum()))
