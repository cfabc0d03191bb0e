"""Recall and precision of redaction by type, over labelled texts that hold a value or nearly one."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from transforms.privacy import found_in

LABELLED = Path(__file__).parents[2] / "tests" / "transforms" / "privacy" / "labelled"
CHECKED = ("RESIDENT_ID", "BANK_CARD")
"""Types that carry a check digit."""
BAR_CHECKED, BAR_OTHER = 0.97, 0.9
MOST_EXTRA = 3
"""Characters around a value that may be hidden with it, where they are no letters or digits."""


class Labelled(NamedTuple):
    """A text, and the values of one type that are to be hidden in it; none in a near miss."""

    text: str
    type: str
    values: Sequence[str]


def labelled(folder: Path = LABELLED) -> list[Labelled]:
    """The labelled texts, by file and line."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    rows = (json.loads(line) for line in lines if line.strip())
    return [Labelled(row["text"], row["type"], row["values"]) for row in rows]


def bar(kind: str) -> float:
    """The least recall and precision of a type."""
    return BAR_CHECKED if kind in CHECKED else BAR_OTHER


def table(rows: Iterable[Labelled] | None = None) -> pl.DataFrame:
    """One row per type: texts with a value, near misses, recall, precision.

    recall = values found / values: what is hidden covers the value, and besides it at most a few separators, under
    whatever type. precision = right / hidden: of all stretches hidden in the type's texts, those that cover a value;
    whatever is hidden in a near miss is wrong.
    """
    judged = pl.DataFrame([_judged(row) for row in (labelled() if rows is None else rows)])
    return (
        judged.group_by("type")
        .agg(
            positives=(pl.col("values") > 0).sum(),
            near_misses=(pl.col("values") == 0).sum(),
            recall=(pl.col("found").sum() / pl.col("values").sum()).round(4),
            precision=(pl.col("right").sum() / pl.col("hidden").sum()).round(4),
        )
        .sort("type")
    )


def _judged(row: Labelled) -> dict[str, object]:
    spans, values = [(one.start, one.end) for one in found_in(row.text)], _places(row)
    found = sum(any(_covers(row.text, span, value) for span in spans) for value in values)
    right = sum(any(_covers(row.text, span, value) for value in values) for span in spans)
    return {"type": row.type, "values": len(values), "found": found, "right": right, "hidden": len(spans)}


def missed(rows: Iterable[Labelled]) -> list[tuple[Labelled, list[str]]]:
    """The texts that were not redacted as they should be, with what was hidden in them."""
    faulty = []
    for row in rows:
        judged = _judged(row)
        if judged["found"] != judged["values"] or judged["right"] != judged["hidden"]:
            faulty.append((row, [f"{one.type}:{row.text[one.start : one.end]}" for one in found_in(row.text)]))
    return faulty


def _places(row: Labelled) -> list[tuple[int, int]]:
    places, reached = [], 0
    for value in row.values:
        start = row.text.find(value, reached)
        start = start if start >= 0 else row.text.index(value)
        places.append((start, start + len(value)))
        reached = start + len(value)
    return places


def _covers(text: str, span: tuple[int, int], value: tuple[int, int]) -> bool:
    """Whether what is hidden holds all letters and digits of the value, and none else."""
    start, end = span
    extra = text[min(start, value[0]) : max(start, value[0])] + text[min(end, value[1]) : max(end, value[1])]
    is_near = start < value[1] and value[0] < end
    return is_near and len(extra) <= MOST_EXTRA and not any(character.isalnum() for character in extra)


if __name__ == "__main__":
    print(table())
