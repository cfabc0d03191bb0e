"""A release in the form that a trainer reads."""

from pathlib import Path
from typing import Literal

import polars as pl

from flows.lake import releases
from flows.night import Desk
from schemas.errors import UsageError

Format = Literal["trl"]
SPLITS: tuple[releases.Split, ...] = ("train", "validation", "test")


def export(desk: Desk, form: Format, out: Path, version: str | None) -> dict[str, int]:
    """Write the splits of a release as JSON Lines in `out`; returns rows per file written.

    `trl` is TRL's conversational explicit-prompt preference form: `prompt`, `chosen` and `rejected` are lists of
    messages.
    """
    store = desk.lake.store
    newest = releases.latest(store)
    if version is None and newest is None:
        raise UsageError(f"{store.place}: there is no release yet")
    manifest = releases.read(store, version) if version else newest
    out.mkdir(parents=True, exist_ok=True)
    rows = {}
    for split in SPLITS:
        frame = releases.scan(store, manifest.version, split).select(_columns(form)).collect()
        target = out / f"{split}.jsonl"
        unfinished = target.with_suffix(".part")
        frame.write_ndjson(unfinished)
        unfinished.replace(target)
        rows[target.name] = frame.height
    return rows


def _columns(form: Format) -> list[pl.Expr]:
    return {"trl": [pl.col("prompt"), pl.col("chosen"), pl.col("rejected")]}[form]
