"""JSON Lines: a fast parser for blocks that are clean, and a look at every line only where one is not."""

from collections import Counter
from collections.abc import Iterator

import dataframely as dy
import orjson
import polars as pl

from flows.raw.block import Block, Reject, no_records, rejects_frame
from flows.raw.cut import Lines, Unread, cut
from flows.raw.fast import parse, treacherous
from flows.raw.files import RawFile
from flows.raw.line import BLANK
from flows.raw.mask import shown
from flows.raw.shape import Shape, shape_of
from flows.raw.streams import pieces
from flows.raw.tolerant import MAX_EXTRA, Part, judged, line_by_line

SAMPLE_LINES = 200
"""Lines of a block that are searched for unknown fields."""


def jsonl_blocks(file: RawFile, schema: type[dy.Schema], *, block_bytes: int) -> Iterator[Block]:
    """Blocks of a JSON Lines file: every line that is not blank is a record or a reject."""
    shape = shape_of(schema)
    for run in cut(pieces(file), block_bytes):
        if isinstance(run, Unread):
            reject = Reject(run.line, run.reason, shown(run.head), run.length, run.sha256)
            yield Block(no_records(schema), rejects_frame(file.name, [reject]))
        else:
            part = _all_at_once(run, shape) or line_by_line(run, shape)
            records = part.records.with_columns(file=pl.lit(file.name)).select(no_records(schema).columns)
            yield Block(records, rejects_frame(file.name, part.rejects), part.extra)


def _all_at_once(run: Lines, shape: Shape) -> Part | None:
    """The fast way, None where a line is bad."""
    if treacherous(run.data):
        return None
    parsed = parse(run.data, shape, _unknown_fields(run.data, shape))
    numbers = None if parsed is None else _numbers(run, parsed.records.height)
    if numbers is None:
        return None
    lines = run.data.split(b"\n") if len(parsed.suspects) else []
    return judged(parsed, numbers, lambda row: lines[numbers[row] - run.first], shape)


def _numbers(run: Lines, height: int) -> pl.Series | None:
    """The line number of every record, knowing that blank lines give none; None where that does not add up."""
    if height == run.count:
        return pl.int_range(run.first, run.first + run.count, dtype=pl.Int64, eager=True).alias("line")
    found = [number for number, line in enumerate(run.data.split(b"\n"), run.first) if line.strip(BLANK)]
    return pl.Series("line", found, pl.Int64) if height == len(found) else None


def _unknown_fields(data: bytes, shape: Shape) -> list[str]:
    """Names of fields outside the schema in some lines of the block, the most frequent first."""
    seen = Counter()
    for place in range(0, len(data), max(len(data) // SAMPLE_LINES, 1)):
        start, end = data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place)
        try:
            record = orjson.loads(data[start : end if end >= 0 else None])
        except orjson.JSONDecodeError:
            continue
        if isinstance(record, dict):
            seen.update(record.keys() - shape.kinds.keys())
    return [name for name, _ in seen.most_common(MAX_EXTRA)]
