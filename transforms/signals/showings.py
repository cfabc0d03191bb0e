"""Who was shown a response several times in a night: which of the times led to his opening it, and which to nothing."""

import polars as pl

READER = ("user_hash", "response")
POSITION_BITS = 20
"""Positions are at most 1,000,000 (`schemas.raw`)."""


def showings(acts: pl.LazyFrame) -> pl.LazyFrame:
    """(user_hash, response, dt, position, propensity, told): the times that count, of users with several impressions.

    What one list (`request_id`; all of the night where lists have none) shows at one position is one time, however
    often it scrolls by. Times after the opening do not count: nobody opens twice. `told` marks one time of each
    user: the one he opened the response from, or the first if he never did. He opened it where it stood at the
    position of his first act that has one, or else where it was shown last before; one that only came later is
    taken for logged late.
    """
    there = (pl.col("position") == pl.col("opened_at")).fill_null(False)
    earlier = (pl.col("ts") <= pl.col("since")).fill_null(True)
    moment, opening = (pl.col(name).dt.epoch("us") for name in ("ts", "since"))
    late = pl.coalesce((moment - opening).abs(), moment)
    likeliest = pl.struct(there=there, earlier=earlier, early=-late, event_id="event_id")
    shown, opens = acts.filter(pl.col("action") == "impression"), acts.filter(pl.col("action") != "impression")
    several = shown.group_by(READER).len().filter(pl.col("len") > 1)
    opened = opens.join(several, on=READER, how="semi").group_by(READER).agg(opened_at(), since=pl.col("ts").min())
    return (
        shown.select(*READER, "request_id", "position", "ts", "event_id", "dt", "propensity")
        .join(several, on=READER, how="semi")
        .join(opened, on=READER, how="left")
        .group_by(*READER, "request_id", "position")
        .agg(pl.all().min_by(pl.struct("ts", "event_id")))
        .with_columns(told=pl.col("event_id") == pl.col("event_id").max_by(likeliest).over(READER))
        .filter(pl.col("told") | earlier)
        .select(*READER, "dt", "position", "propensity", "told")
    )


def opened_at() -> pl.Expr:
    """Position of the first act of a group that has one."""
    # The earliest position without sorting: milliseconds in the high bits, position in the low ones.
    moment = pl.col("ts").dt.epoch("ms") * 2**POSITION_BITS + pl.col("position")
    return (moment.min() % 2**POSITION_BITS).cast(pl.Int32).alias("opened_at")
