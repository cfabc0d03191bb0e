"""A world's files: raw logs as a site hands them over, the truth beside them, and a configuration that reads them."""

import gzip
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import yaml

from schemas.signals import Kind
from worlds.delivery import deliver, lines
from worlds.world import World

LINES = 200_000
"""Most lines of an event file."""
COMPRESSION = 3
EVALUATION = "evaluation.jsonl"
UNDATED = ("questions",)
"""Contents that are one file for all days."""
CONTENTS: dict[Kind, tuple[str, ...]] = {"chat": ("messages",), "feed": ("notes",), "qa": ("questions", "answers")}


def write(world: World, out: Path) -> None:
    """Write a world under `out`; the same world gives the same bytes.

    raw/<kind>/events/<date>/part-<n>.jsonl.gz, raw/<kind>/<contents>/<date>/<contents>.jsonl.gz (for questions one file
    without a date), and the rows of this site, named by its kind, in truth/responses.parquet and truth/users.parquet.
    Of a soiled world also raw/<kind>/evaluation.jsonl, benchmark items, and truth/dirt.parquet.
    """
    raw = out / "raw" / world.kind
    events = deliver(world)
    for day in _days(world):
        today = events.filter(pl.col("arrives") == day)["line"]
        for number, start in enumerate(range(0, max(len(today), 1), LINES)):
            _put(raw / "events" / str(day) / f"part-{number:03}.jsonl.gz", today[start : start + LINES])
    for name, records in world.contents.items():
        _write_contents(world, name, records, raw)
    _keep(out / "truth" / "responses.parquet", world.responses, world.kind)
    _keep(out / "truth" / "users.parquet", world.users, world.kind)
    if world.dirt:
        _put(raw / EVALUATION, lines(world.dirt.items, world.kind))
        _keep(out / "truth" / "dirt.parquet", world.dirt.stains, world.kind)


def _days(world: World) -> Iterator[date]:
    return (world.knobs.start + timedelta(days=number) for number in range(world.knobs.days))


def _write_contents(world: World, name: str, records: pl.DataFrame, raw: Path) -> None:
    """Every day has its file, empty where nothing arrived, so that a missing one is an error."""
    text = records.select("arrives", lines(records.drop("arrives"), world.kind).alias("line"))
    if name in UNDATED:
        return _put(raw / name / f"{name}.jsonl", text["line"])
    for day in _days(world):
        _put(raw / name / str(day) / f"{name}.jsonl.gz", text.filter(pl.col("arrives") == day)["line"])


def _put(path: Path, text: pl.Series) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "\n".join([*text, ""]).encode()
    path.write_bytes(gzip.compress(data, COMPRESSION, mtime=0) if path.suffix == ".gz" else data)


def _keep(path: Path, rows: pl.DataFrame, kind: Kind) -> None:
    """Put one site's rows into a file that may hold those of others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = rows.select(pl.lit(kind).alias("site"), pl.all())
    if path.exists():
        rows = pl.concat([pl.read_parquet(path).filter(pl.col("site") != kind), rows]).sort("site", maintain_order=True)
    rows.write_parquet(path)


def configuration(out: Path, sites: Iterable[Kind], *, soiled: Iterable[Kind] = ()) -> str:
    """A complete pairmill configuration for written worlds, whose folder is `out` as seen from the configuration.

    The benchmark items of those that are `soiled` are its evaluation sets.
    """
    whole: dict[str, object] = {
        "lake": "./lake",
        "sites": [_site(kind, (out / "raw" / kind).as_posix()) for kind in sites],
    }
    if items := [(out / "raw" / kind / EVALUATION).as_posix() for kind in soiled]:
        whole["evaluation_sets"] = items
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)


def _site(kind: Kind, raw: str) -> dict[str, object]:
    dated = "{date}/*.jsonl.gz"
    contents = {name: f"{raw}/{name}/{f'{name}.jsonl' if name in UNDATED else dated}" for name in CONTENTS[kind]}
    return {"name": kind, "kind": kind, "timezone": "UTC", "events": f"{raw}/events/{dated}", "contents": contents}
