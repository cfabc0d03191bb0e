"""Which rows a night takes, judged against the night and never against today."""

from datetime import date, timedelta

import polars as pl

LATE_DAYS = 7
"""How late an event may arrive."""
EARLY_DAYS = 1
"""A file of a night may be cut in another time zone."""
REMEMBERED_NIGHTS = LATE_DAYS + EARLY_DAYS
"""Nights before in which an event of tonight can have been taken already."""


def why_not(night: date, *, dated: bool) -> pl.Expr:
    """Null for a row that the night takes, else the reason for which it does not.

    A file named for the night gives what happened from 7 days before to a day after. A file of many days gives the
    night's own day and what the 7 days before left unread; its other rows wait for, or had, a night of their own.
    """
    first = night - timedelta(days=LATE_DAYS)
    last = night + timedelta(days=EARLY_DAYS) if dated else night
    late, early = ("too_late", "too_early") if dated else ("earlier_night", "later_night")
    return pl.when(pl.col("dt") < first).then(pl.lit(late)).when(pl.col("dt") > last).then(pl.lit(early))


def drop_redelivered(events: pl.LazyFrame, earlier: pl.LazyFrame) -> pl.LazyFrame:
    """Each event once: the first row of its `event_id`, unless one of the nights before has taken it (`earlier`)."""
    return events.unique("event_id", keep="first", maintain_order=True).join(
        earlier.select("event_id"), on="event_id", how="anti", maintain_order="left"
    )
