"""Pairs that stand: a query over what each night decided, not a state."""

from datetime import date, timedelta

import polars as pl

from flows.lake.lake import Lake, digest
from flows.lake.records import Entry
from schemas.signals import Kind


def standing_nights(lake: Lake, site: str, *, max_age_days: int) -> list[date]:
    """Nights of a site whose decisions count, oldest first.

    They have decisions, and curated pairs that were made from just those decisions, in the ledger, which have not
    expired, and are at most `max_age_days` older than the newest of them. A context that was last decided before these
    nights has lapsed.
    """
    nights = [
        night
        for night, entry in lake.ledger.nights(site).items()
        if _has_decided(entry, digest("pairs", {night: entry}, [night]))
    ]
    return [night for night in nights if nights[-1] - night <= timedelta(days=max_age_days)]


def standing(lake: Lake, site: str, kind: Kind, *, max_age_days: int) -> pl.LazyFrame:
    """Curated pairs of a site that stand: per context, those of the newest night that decided it.

    Adds `site`, `kind` and `dt`, the night that decided. A context that was decided without a pair has none.
    """
    nights = standing_nights(lake, site, max_age_days=max_age_days)
    newest = lake.scan("decided", site, nights).group_by("context").agg(dt=pl.col("night").max())
    return (
        lake.scan("curated", site, nights)
        .rename({"night": "dt"})
        .join(newest, left_on=["context_id", "dt"], right_on=["context", "dt"], how="semi")
        .with_columns(kind=pl.lit(kind, dtype=pl.String))
    )


def _has_decided(entry: Entry, pairs_digest: str) -> bool:
    pairs, curate = entry.standing("pairs"), entry.standing("curate")
    if pairs is None or curate is None or curate.inputs.get("pairs (tonight)", pairs_digest) != pairs_digest:
        return False
    return "decided" not in pairs.expired and "curated" not in curate.expired
