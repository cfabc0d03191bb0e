"""Raw files that still name a user: they are the site's to delete."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from flows.forget.spelling import keyed, spelt
from flows.lake.lake import Lake
from flows.lake.slices import Part, scan
from flows.raw.csv_records import Record, open_table
from flows.raw.cut import Lines, Unread, cut
from flows.raw.files import DATE, RawFile, find
from flows.raw.mask import USER_FIELD
from flows.raw.parquet import BATCH_ROWS, opened
from flows.raw.streams import PIECE_BYTES, pieces
from schemas.config import Config, Site
from schemas.errors import InputError

Places = Mapping[str, Sequence[tuple[str, int]]]
"""Site -> raw records, by file and line."""

LINES: ContextVar[Places] = ContextVar("lines", default=MappingProxyType({}))
"""Raw records that name whom the flow `forget` forgets. No parameter of the flow: they may be a hundred thousand."""


class Mention(NamedTuple):
    """A raw file that names a user, and the lines (rows of a Parquet file) that do."""

    file: str
    lines: tuple[int, ...]


def mentions(config: Config, site: Site, raw_id: str) -> Iterator[Mention]:
    """All raw files of a site, of whatever date, with a record whose `user_id` is a raw user id."""
    patterns = [pattern for pattern in (site.events, *site.contents.values()) if pattern]
    seen = set()
    for pattern in patterns:
        for file in _every(config, pattern):
            if file.path not in seen and (lines := tuple(_lines(file, raw_id))):
                yield Mention(file.name, lines)
            seen.add(file.path)


def quarantined(lake: Lake, site: str, places: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those of some raw records of a site that are in its quarantine, that of failed nights too, sorted."""
    wanted = pl.LazyFrame(list(places), schema={"file": pl.String, "line": pl.Int64}, orient="row")
    parts = [
        Part(site, night, holder.stage, holder.tables["quarantine"])
        for night, entry in lake.ledger.nights(site).items()
        for record in entry.stages.values()
        for holder in record.holders
        if "quarantine" in holder.tables.keys() - set(holder.expired)
    ]
    rows = scan(lake.store, "quarantine", parts).select("file", "line")
    return sorted(rows.join(wanted, on=["file", "line"], how="semi").unique().collect().iter_rows())


def _every(config: Config, pattern: str) -> list[RawFile]:
    try:
        return find(pattern.replace(DATE, "*"), date.min, config.folder)
    except InputError:
        return []


def _lines(file: RawFile, raw_id: str) -> Iterator[int]:
    name = file.name.lower()
    if name.endswith(".parquet"):
        return _rows(file, raw_id)
    is_csv = name.removesuffix(".gz").removesuffix(".zst").endswith(".csv")
    return _records(file, raw_id) if is_csv else _json_lines(file, raw_id)


def _json_lines(file: RawFile, raw_id: str) -> Iterator[int]:
    """A line that holds the id at all is parsed, or, where it is malformed, searched for the field and its value."""
    somewhere, field = re.compile(spelt(raw_id).encode()), re.compile(keyed(raw_id))
    for run in cut(pieces(file), PIECE_BYTES):
        if isinstance(run, Unread):
            yield from [run.line] if field.search(_text(run.head)) else []
        elif isinstance(run, Lines) and somewhere.search(run.data):
            for number, line in enumerate(run.data.split(b"\n"), run.first):
                if somewhere.search(line) and _is_by(line, raw_id, field):
                    yield number


def _is_by(line: bytes, raw_id: str, field: re.Pattern) -> bool:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return field.search(_text(line)) is not None
    told = record.get(USER_FIELD) if isinstance(record, dict) else None
    return raw_id in map(str, told if isinstance(told, list) else [told])


def _records(file: RawFile, raw_id: str) -> Iterator[int]:
    try:
        table = open_table(file)
    except InputError:  # its header cannot be read, so nothing of it was ever taken in
        return
    if table is None or USER_FIELD not in table.header:
        return
    user, width = table.header.index(USER_FIELD), len(table.header)
    for record in table.records:
        if isinstance(record, Record) and record.reason is None:
            is_his = record.cells[user] == raw_id
        else:
            is_his = raw_id in _shifted(record, user, width)
        if is_his:
            yield record.line


def _shifted(record: Record | Unread, user: int, width: int) -> list[str]:
    """Of a record with too few or too many cells, those that may be the user's."""
    cells = _text(record.raw if isinstance(record, Record) else record.head).split(",")
    first, last = sorted((user, user + len(cells) - width))
    return [cell.strip("\"' \t\r") for cell in cells[max(0, first) : last + 1]]


def _rows(file: RawFile, raw_id: str) -> Iterator[int]:
    source, first = opened(file), 1
    try:
        for batch in source.iter_batches(batch_size=BATCH_ROWS) if source is not None else ():
            if USER_FIELD in batch.schema.names:
                held = pc.equal(pc.cast(batch[USER_FIELD], "string"), raw_id)
                yield from (first + i for i in pc.indices_nonzero(pc.fill_null(held, False)).to_pylist())
            first += batch.num_rows
    except (pa.ArrowException, OSError):  # damaged from here on
        return


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "")
