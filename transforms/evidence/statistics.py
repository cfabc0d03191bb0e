"""What the stage reads."""

from typing import NamedTuple

import polars as pl


class Statistics(NamedTuple):
    """What people did in the window: all nights of one site, each frame perhaps empty."""

    votes: pl.LazyFrame
    reads: pl.LazyFrame
    turns: pl.LazyFrame
    totals: pl.LazyFrame
    verdicts: pl.LazyFrame
