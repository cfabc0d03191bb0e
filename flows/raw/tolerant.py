"""JSON lines one by one, where some of them are bad: each is a record or a reject with its reason."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from flows.raw.block import Reject, UnusableError, rejected
from flows.raw.cut import Lines
from flows.raw.fast import Parsed, parse
from flows.raw.line import BLANK, check_types, record_of
from flows.raw.mask import shown
from flows.raw.shape import Shape

MAX_EXTRA = 64
"""Unknown fields of a block that are counted, the most frequent ones."""

Numbered = tuple[int, bytes]


class Part(NamedTuple):
    """What came of a run of lines: `records` has the schema's columns and `line`; `extra` counts unknown fields."""

    records: pl.DataFrame
    rejects: list[Reject]
    extra: dict[str, int]


def line_by_line(run: Lines, shape: Shape) -> Part:
    """Records of all lines that can be used, rejects of the others.

    Values always come from the fast parser, so that a record does not depend on the company it is in.
    """
    rejects: list[Reject] = []
    seen: Counter[str] = Counter()

    def is_an_object(line: bytes) -> None:
        if unknown := record_of(line).keys() - shape.kinds.keys():
            seen.update(unknown)

    lines = [(number, line) for number, line in enumerate(run.data.split(b"\n"), run.first) if line.strip(BLANK)]
    lines = _kept(lines, is_an_object, rejects)
    unknown = [name for name, _ in seen.most_common(MAX_EXTRA)]
    parsed = _together(lines, shape, unknown)
    if parsed is None:
        lines = _kept(lines, lambda line: check_types(record_of(line), shape), rejects)
        parsed = _together(lines, shape, unknown)
    if parsed is None:
        lines = _kept(lines, lambda line: _check_agreement(line, shape, unknown), rejects)
        parsed = _together(lines, shape, unknown)
    numbers = pl.Series("line", [number for number, _ in lines], pl.Int64)
    part = judged(parsed, numbers, lambda row: lines[row][1], shape)
    return part._replace(rejects=rejects + part.rejects)


def judged(parsed: Parsed, numbers: pl.Series, line_at: Callable[[int], bytes], shape: Shape) -> Part:
    """Parsed lines without those whose values turn out to be of a wrong type; `line_at` gives the line of a row."""
    rejects: list[Reject] = []
    suspects = [(row, line_at(row)) for row in parsed.suspects]
    innocent = {row for row, _ in _kept(suspects, lambda line: check_types(record_of(line), shape), rejects)}
    guilty = [row for row, _ in suspects if row not in innocent]
    rejects = [reject._replace(line=numbers[reject.line]) for reject in rejects]
    records = parsed.records.with_columns(numbers)
    if guilty:
        records = records.with_row_index("row").filter(~pl.col("row").is_in(guilty)).drop("row")
    unknown = [name for name in parsed.records.columns if name not in shape.columns]
    extra = {name: count for name in unknown if (count := records[name].count())}
    return Part(records.drop(unknown), rejects, extra)


def _kept(lines: list[Numbered], check: Callable[[bytes], None], rejects: list[Reject]) -> list[Numbered]:
    """Lines that pass a check; the others join the rejects."""
    kept = []
    for number, line in lines:
        try:
            check(line)
            kept.append((number, line))
        except UnusableError as error:
            rejects.append(rejected(number, error.reason, line, shown(line)))
    return kept


def _together(lines: list[Numbered], shape: Shape, unknown: list[str]) -> Parsed | None:
    parsed = parse(b"\n".join(line for _, line in lines), shape, unknown)
    return parsed if parsed is not None and parsed.records.height == len(lines) else None


def _check_agreement(line: bytes, shape: Shape, unknown: list[str]) -> None:
    """Where the two parsers disagree (numbers beyond 128 bits), a line is no JSON to us."""
    if _together([(0, line)], shape, unknown) is None:
        raise UnusableError("not_json")
