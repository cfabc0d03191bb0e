"""Which votes stand at the end of a window: a slot is set, cleared, or set to its opposite."""

from collections.abc import Sequence

import polars as pl

from schemas.signals import SIGNALS

OPPOSITE = {name: signal.opposite for name, signal in SIGNALS.items() if signal.opposite}


def standing(votes: pl.LazyFrame, keys: Sequence[str] = ("context", "response")) -> pl.LazyFrame:
    """The votes that count, one row per (*`keys`, user, signal), of rows with `set_ts` and `clear_ts`.

    Nights, and rows with equal keys, merge by max of both times; a vote stands when it was set after it was cleared and
    after its opposite was set.
    """
    switch = (*keys, "user", "signal")
    merged = votes.group_by(switch).agg(pl.col("set_ts", "clear_ts").max())
    opposite = merged.select(
        *keys, "user", pl.col("signal").replace_strict(OPPOSITE, default=None), against_ts="set_ts"
    ).filter(pl.col("signal").is_not_null())
    newest = pl.max_horizontal("clear_ts", "against_ts")
    return (
        merged.join(opposite, on=switch, how="left")
        .filter(pl.col("set_ts").is_not_null(), newest.is_null() | (pl.col("set_ts") > newest))
        .select(switch)
    )
