"""The days of a site that keeps no events: one row per response, robots and rings already left out."""

from pathlib import Path

import polars as pl
import yaml

from worlds.world import World
from worlds.write import configuration

ID = {"qa": "answer_id", "feed": "note_id"}
COUNTS = {
    "qa": {"upvotes": ("upvote", "cancel_upvote"), "downvotes": ("downvote", "cancel_downvote")},
    "feed": {"likes": ("like", "unlike"), "hides": ("hide", None)},
}
ALWAYS = {
    "collects": ("collect", "uncollect"),
    "comments": ("comment", None),
    "shares": ("share", None),
    "reports": ("report", None),
}
"""Count -> the act that adds to it and the one that takes from it."""
LEFT_OUT = ("scraper", "ring")


def reduce(world: World) -> pl.DataFrame:
    """One row per response and date, in the columns of `aggregates`, without positions."""
    strangers = world.users.filter(pl.col("kind").is_in(LEFT_OUT)).select("user_id")
    dwell = pl.col("dwell_ms").filter(pl.col("type") == "view")
    counts = COUNTS[world.kind] | ALWAYS
    return (
        world.events.join(strangers, on="user_id", how="anti")
        .group_by(ID[world.kind], pl.col("ts").dt.date().cast(pl.String).alias("date"))
        .agg(
            impressions=_count("impression"),
            views=_count("view"),
            mean_dwell_ms=dwell.mean().round(1),
            sd_dwell_ms=dwell.std().round(1),
            **{name: _count(added) - _count(taken) for name, (added, taken) in counts.items()},
        )
        .sort(ID[world.kind], "date")
    )


def write_totals(world: World, out: Path) -> str:
    """Put each date's rows under `out`, where the world is written; the configuration that reads them for events."""
    for (day,), rows in reduce(world).group_by("date"):
        folder = out / "raw" / world.kind / "totals" / str(day)
        folder.mkdir(parents=True)
        rows.write_ndjson(folder / "totals.jsonl")
    settings = yaml.safe_load(configuration(Path(), [world.kind]))
    del settings["sites"][0]["events"]
    settings["sites"][0]["aggregates"] = f"raw/{world.kind}/totals/{{date}}/*.jsonl"
    return yaml.safe_dump(settings, sort_keys=False)


def _count(act: str | None) -> pl.Expr:
    return (pl.col("type") == act).sum().cast(pl.Int64) if act else pl.lit(0, pl.Int64)
