"""What each user last did to each switch of each response."""

import dataframely as dy
import polars as pl

from schemas.signals import CLEARS, SETS
from schemas.statistics import Votes


def votes(events: pl.LazyFrame, responses: pl.LazyFrame) -> dy.LazyFrame[Votes]:
    """The latest set and the latest clear of every (response, user, signal); a clear counts for each signal it clears.

    `responses` gives the `context` of a `response`. `dt` is the date of the latest act.
    """
    rows = (
        events.filter(pl.col("action").is_in([*SETS, *CLEARS]))
        .join(_vocabulary(), on="action")
        .group_by("response", "user", "signal")
        .agg(
            pl.col("dt").max(),
            set_ts=pl.col("ts").filter("sets").max(),
            clear_ts=pl.col("ts").filter(~pl.col("sets")).max(),
        )
        .join(responses.select("response", "context"), on="response", how="left")
    )
    return Votes.cast(rows)


def _vocabulary() -> pl.LazyFrame:
    """One row per act and signal that it touches: (action, signal, sets)."""
    rows = [(act, signal, True) for act, signal in SETS.items()]
    rows += [(act, signal, False) for act, cleared in CLEARS.items() for signal in cleared]
    return pl.LazyFrame(rows, schema=["action", "signal", "sets"], orient="row")
