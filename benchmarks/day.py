"""One day of a busy qa site, simulated once and kept: its raw files and the configuration that reads them.

`python -m benchmarks.day FOLDER EVENTS` makes it.
"""

import sys
from datetime import date
from pathlib import Path

import polars as pl
import yaml

from worlds.delivery import deliver, lines
from worlds.knobs import QaKnobs
from worlds.qa import simulate
from worlds.world import World

DATE = date(2026, 11, 19)
SITE = "qa"
USUAL = QaKnobs()
EVENTS_PER_VIEW = 3.9
"""Events for each of `QaKnobs.views`, a little below what a world has: it is cut at the wanted number."""
LINES = 500_000
"""Most lines of an event file."""


def knobs(events: int, seed: int = 0) -> QaKnobs:
    """A day with at least so many events: questions and users grow with the views, so that each fares as usual."""
    views = events / EVENTS_PER_VIEW
    scale = views / USUAL.views
    return QaKnobs(
        seed=seed,
        start=DATE,
        days=1,
        views=round(views),
        questions=max(round(USUAL.questions * scale), 1),
        users=max(round(USUAL.users * scale), 1),
        malformed_share=0,
    )


def make(folder: Path, events: int) -> None:
    """Write the day under `folder` unless it is there; the configuration, written last, says so."""
    if config(folder).exists():
        return
    world = simulate(knobs(events))
    _write_events(world, folder, events)
    for name, records in world.contents.items():
        _put(folder / "raw" / f"{name}.jsonl", lines(records.drop("arrives"), world.kind))
    config(folder).write_text(yaml.safe_dump(_configuration(list(world.contents)), sort_keys=False), encoding="utf-8")


def config(folder: Path) -> Path:
    """Where the configuration lies."""
    return folder / "pairmill.yaml"


def raw_files(folder: Path) -> dict[str, list[Path]]:
    """Events, questions and answers: the files of each."""
    contents = {name: [folder / "raw" / f"{name}.jsonl"] for name in ("questions", "answers")}
    return {"events": sorted((folder / "raw" / "events" / str(DATE)).glob("*.jsonl"))} | contents


def _write_events(world: World, folder: Path, events: int) -> None:
    text = deliver(world)["line"].head(events)
    for number, start in enumerate(range(0, len(text), LINES)):
        _put(folder / "raw" / "events" / str(DATE) / f"part-{number:03}.jsonl", text[start : start + LINES])


def _put(path: Path, text: pl.Series) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\n".join([*text, ""]).encode())


def _configuration(contents: list[str]) -> dict[str, object]:
    site = {
        "name": SITE,
        "kind": "qa",
        "events": "raw/events/{date}/*.jsonl",
        "contents": {name: f"raw/{name}.jsonl" for name in contents},
    }
    return {"lake": "./lake", "sites": [site]}


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
