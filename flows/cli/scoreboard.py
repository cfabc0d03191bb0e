"""What the demo says at its end: where things lie, and how right the pairs are by the simulator's truth."""

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from flows.desk import open_to_read
from flows.lake import models, releases
from flows.lake.records import ALL
from flows.night import Desk
from worlds.score import score


def scoreboard(config: Path, folder: Path, out: Console) -> None:
    """Print it."""
    desk = open_to_read(config)
    manifest = releases.latest(desk.lake.store)
    splits = [releases.scan(desk.lake.store, manifest.version, split) for split in ("train", "validation", "test")]
    pairs = pl.concat(splits).collect()
    truth = pl.read_parquet(folder / "truth" / "responses.parquet")
    out.print(_right(pairs, truth, pl.read_parquet(folder / "truth" / "naive.parquet")))
    for line in _trained(desk):
        out.print(line)
    store = desk.lake.store
    out.print(f"\nlake: {store.place}\nrelease: {store.uri('releases')}/{manifest.version}")
    out.print(f"configuration: {config}   (pairmill status --config {config})")


def _right(pairs: pl.DataFrame, truth: pl.DataFrame, naive: pl.DataFrame) -> Table:
    """Per site: our pairs, by tier, beside what the rules of thumb would have got."""
    table = Table(title="How right the pairs are, by the simulator's truth", title_justify="left")
    for column in ("site", "made by", "pairs", "right", "they claim"):
        table.add_column(column, justify="right" if column in ("pairs", "right", "they claim") else "left")
    for site in sorted(pairs["site"].unique()):
        for row in naive.filter(site=site).iter_rows(named=True):
            table.add_row(site, f"rule: {row['rule']}", f"{row['pairs']:,}", f"{row['right']:.1%}", "")
        rows = score(pairs.filter(site=site), truth.filter(site=site))
        for row in rows.filter(pl.col("slice").is_in(["all", "tier"])).iter_rows(named=True):
            name = "pairmill" if row["slice"] == "all" else f"  tier {row['value']}"
            table.add_row(site, name, f"{row['pairs']:,}", f"{row['right']:.1%}", f"{row['confidence']:.1%}")
        table.add_section()
    return table


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
