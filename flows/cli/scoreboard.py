"""What the demo says at its end: where things lie, and how right the pairs are by the simulator's truth."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from flows.desk import open_to_read
from flows.lake import models, releases
from flows.lake.records import ALL
from flows.night import Desk
from schemas.signals import TIERS
from worlds.score import score

NUMBERS = ("released", "scored", "right", "they claim")
LEFT_OUT = {
    "unknown": "hold a text whose worth the simulator does not know, such as one that a user rewrote (rule edited)",
    "repeated": "repeat a couple of answers of another row, and the surest counts",
}


def scoreboard(config: Path, folder: Path, out: Console) -> None:
    """Print it."""
    desk = open_to_read(config)
    manifest = releases.latest(desk.lake.store)
    splits = [releases.scan(desk.lake.store, manifest.version, split) for split in ("train", "validation", "test")]
    pairs = pl.concat(splits).collect()
    truth = pl.read_parquet(folder / "truth" / "responses.parquet")
    scores = _scores(pairs, truth)
    out.print(_right(pairs, scores, pl.read_parquet(folder / "truth" / "naive.parquet")))
    for line in _left_out(scores):
        out.print(line, highlight=False)
    for line in _trained(desk):
        out.print(line)
    store = desk.lake.store
    out.print(f"\nlake: {store.place}\nrelease: {store.uri('releases')}/{manifest.version}")
    out.print(f"configuration: {config}   (pairmill status --config {config})")


def _scores(pairs: pl.DataFrame, truth: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What `score` says, by site."""
    sites = sorted(pairs["site"].unique())
    return {site: score(pairs.filter(site=site), truth.filter(site=site)) for site in sites}


def _right(pairs: pl.DataFrame, scores: dict[str, pl.DataFrame], naive: pl.DataFrame) -> Table:
    """Per site: our pairs, by tier, beside what the rules of thumb would have got."""
    table = Table(title="How right the pairs are, by the simulator's truth", title_justify="left")
    for column in ("site", "made by", *NUMBERS):
        table.add_column(column, justify="right" if column in NUMBERS else "left")
    for site, rows in scores.items():
        for row in naive.filter(site=site).iter_rows(named=True):
            table.add_row(site, f"rule: {row['rule']}", "", f"{row['pairs']:,}", f"{row['right']:.1%}", "")
        released = {"all": pairs.filter(site=site).height, **_by_tier(pairs.filter(site=site))}
        judged = {(row["slice"], row["value"]): row for row in rows.iter_rows(named=True)}
        for value, n in released.items():
            name = "pairmill" if value == "all" else f"  tier {value}"
            row = judged.get(("all" if value == "all" else "tier", value))
            told = (f"{row['pairs']:,}", f"{row['right']:.1%}", f"{row['confidence']:.1%}") if row else ("0", "", "")
            table.add_row(site, name, f"{n:,}", *told)
        table.add_section()
    return table


def _by_tier(pairs: pl.DataFrame) -> dict[str, int]:
    """How many pairs each tier has, the strongest first."""
    counts = dict(pairs.group_by("tier").len().rows())
    return {tier: counts[tier] for tier in TIERS if tier in counts}


def _left_out(scores: dict[str, pl.DataFrame]) -> Iterator[str]:
    """Why fewer pairs are scored than were released."""
    for site, rows in scores.items():
        counts = dict(rows.filter(pl.col("slice").is_in(list(LEFT_OUT))).select("slice", "pairs").rows())
        told = [f"{counts[name]:,} {why}" for name, why in LEFT_OUT.items() if counts.get(name)]
        if told:
            yield f"{site}, released and not scored: {'; '.join(told)}"


def _trained(desk: Desk) -> list[str]:
    """Preference accuracy on the test split before and after training, and which model is the champion."""
    nights = desk.lake.ledger.nights(ALL)
    scores = desk.lake.scan("scores", ALL, nights).filter(metric="preference_accuracy", slice="overall").collect()
    if scores.is_empty():
        return []
    told = [
        f"preference accuracy of model {row['model']} on the test split of {row['release']}: {row['value']:.3f} "
        f"[{row['lower']:.3f}, {row['upper']:.3f}], {row['n']} pairs"
        for row in scores.filter(night=scores["night"].max()).iter_rows(named=True)
    ]
    champion = models.champion(desk.lake.store)
    return told + ([f"champion: model {champion.version}"] if champion else [])
