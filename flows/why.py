"""Why a pair is in a release: its evidence, back to the acts and to the file and line that each was read from."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from flows.lake.lake import Lake
from flows.night import Desk
from schemas.errors import UsageError


@dataclass(frozen=True)
class Why:
    """A pair, the night that decided it, and the acts on either side: one row each, with verdict, file and line."""

    site: str
    night: date
    pair: dict
    chosen: pl.DataFrame
    rejected: pl.DataFrame


def why(desk: Desk, pair_id: str) -> Why:
    """Trace a pair as far as nights have not expired; `UsageError` where no site of the configuration has it."""
    for site in desk.config.sites:
        nights = desk.lake.ledger.nights(site.name)
        found = desk.lake.kept("curated", site.name, nights).filter(pair_id=pair_id).sort("night").collect()
        if found.height:
            pair = found.row(-1, named=True)
            window = _window(nights, pair["night"], site.settings.window_days)
            return Why(
                site.name,
                pair["night"],
                pair,
                _acts(desk.lake, site.name, window, pair["context_id"], pair["chosen_id"]),
                _acts(desk.lake, site.name, window, pair["context_id"], pair["rejected_id"]),
            )
    raise UsageError(f"there is no pair {pair_id}")


def _window(nights: dict, last: date, days: int) -> list[date]:
    return [night for night in nights if last - timedelta(days=days) < night <= last]


def _acts(lake: Lake, site: str, window: list[date], context: str, representative: str) -> pl.DataFrame:
    """All acts of the window on the answers that were pooled under one representative, in the order of time."""
    known = [night for night in lake.ledger.nights(site) if night <= max(window)]
    pooled = (
        lake.kept("contents", site, known)
        .filter(pl.col("context") == context, pl.col("representative") == representative)
        .select("response")
        .unique()
    )
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
    return (
        lake.kept("events", site, window)
        .join(pooled, on="response", how="semi")
        .join(of_events, on="event_id", how="left")
        .join(of_users, on="user", how="left")
        .join(of_acts, on=["user", "response"], how="left")
        .select(
            "ts", "action", "user", "response", "position", "dwell_ms",
            pl.coalesce("user_verdict", "act_verdict", "verdict").alias("verdict"), "file", "line", "event_id", "night",
        )
        .sort("ts", "event_id")
        .collect()
    )  # fmt: skip
