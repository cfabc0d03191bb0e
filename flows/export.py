"""A release in the form that a trainer reads."""

from pathlib import Path

import polars as pl

from flows.lake import releases
from flows.night import Desk
from schemas.errors import UsageError
from transforms.exports import Form, exported

SPLITS: tuple[releases.Split, ...] = ("train", "validation", "test")
LEAST = {"trl": 0.5, "sft": 0.9, "kto": 0.9}
"""Smallest confidence of the pairs behind a form: those without a weight for doubt take sure ones alone."""


def export(
    desk: Desk, form: Form, out: Path, version: str | None = None, min_confidence: float | None = None
) -> dict[str, int]:
    """Write the splits of a release (the one that serves) as JSON Lines in `out`; returns rows per file written."""
    store = desk.lake.store
    newest = releases.latest(store)
    if version is None and newest is None:
        raise UsageError(f"{store.place}: there is no release yet")
    manifest = releases.read(store, version) if version else newest
    least = LEAST[form] if min_confidence is None else min_confidence
    out.mkdir(parents=True, exist_ok=True)
    return {
        f"{split}.jsonl": _write(
            exported(releases.scan(store, manifest.version, split), form, min_confidence=least).collect(),
            out / f"{split}.jsonl",
        )
        for split in SPLITS
    }


def _write(frame: pl.DataFrame, target: Path) -> int:
    unfinished = target.with_suffix(".part")
    frame.write_ndjson(unfinished)
    unfinished.replace(target)
    return frame.height
