"""What a pair rests on: the acts on its answers, each with the file and line that it was read from, or their totals."""

from datetime import date

import polars as pl

from flows.lake.lake import Lake
from schemas.signals import FOLLOW_UP, TOTALS
from transforms.evidence.totals import latest


def pooled(lake: Lake, site: str, last: date, context: str, representative: str) -> pl.LazyFrame:
    """The responses of a context that count as one with their representative, as known that night."""
    known = [night for night in lake.ledger.nights(site) if night <= last]
    return (
        lake.kept("contents", site, known)
        .filter(pl.col("context") == context, pl.col("representative") == representative)
        .select("response")
        .unique()
    )


def acts(lake: Lake, site: str, window: list[date], responses: pl.LazyFrame) -> pl.DataFrame:
    """All acts of the window on some responses, in the order of time: one row each, with verdict, file and line.

    `follow_up` is the class of the act where it is a follow-up that was believed.
    """
    verdicts = lake.kept("verdicts", site, window)
    of_events = verdicts.filter(pl.col("event_id").is_not_null()).select("event_id", verdict="reason")
    about_users = verdicts.filter(pl.col("user").is_not_null())
    of_users, of_acts = (
        about_users.filter(condition).group_by(keys).agg(pl.col("reason").min().alias(name))
        for condition, keys, name in (
            (pl.col("response").is_null(), ["user"], "user_verdict"),
            (pl.col("response").is_not_null(), ["user", "response"], "act_verdict"),
        )
    )
    said = lake.kept("turns", site, window).select("response", "user", "night", "follow_up")
    return (
        lake.kept("events", site, window)
        .join(responses, on="response", how="semi")
        .join(of_events, on="event_id", how="left")
        .join(of_users, on="user", how="left")
        .join(of_acts, on=["user", "response"], how="left")
        .join(said, on=["response", "user", "night"], how="left")
        .select(
            "ts", "action", pl.when(pl.col("action") == FOLLOW_UP).then("follow_up").alias("follow_up"),
            "user", "response", "position", "dwell_ms",
            pl.coalesce("user_verdict", "act_verdict", "verdict").alias("verdict"), "file", "line", "event_id", "night",
        )
        .sort("ts", "event_id")
        .collect()
    )  # fmt: skip


def totals(lake: Lake, site: str, window: list[date], responses: pl.LazyFrame) -> pl.DataFrame:
    """The rows of totals of the window that count for some responses, with the night that read each of them."""
    return (
        lake.kept("totals", site, window)
        .join(responses, on="response", how="semi")
        .pipe(latest)
        .select("response", "dt", "position", "impressions", "views", "mean_dwell_ms", "sd_dwell_ms", *TOTALS, "night")
        .sort("dt", "response", "position")
        .collect()
    )
