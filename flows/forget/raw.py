"""Raw files that still name a user: they are the site's to delete."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pyarrow.compute as pc

from flows.raw.cut import Lines, cut
from flows.raw.files import DATE, RawFile, find
from flows.raw.parquet import BATCH_ROWS, opened
from flows.raw.streams import PIECE_BYTES, DamagedError, pieces
from schemas.config import Config, Site
from schemas.errors import InputError

USER = "user_id"


class Mention(NamedTuple):
    """A raw file that names a user, and the lines (rows of a Parquet file) that do."""

    file: str
    lines: tuple[int, ...]


def mentions(config: Config, site: Site, raw_id: str) -> Iterator[Mention]:
    """All raw files of a site, of whatever date, that hold a raw user id as a word of its own."""
    patterns = [pattern for pattern in (site.events, *site.contents.values()) if pattern]
    seen = set()
    for pattern in patterns:
        for file in _every(config, pattern):
            if file.path not in seen and (lines := tuple(_lines(file, raw_id))):
                yield Mention(file.name, lines)
            seen.add(file.path)


def _every(config: Config, pattern: str) -> list[RawFile]:
    try:
        return find(pattern.replace(DATE, "*"), date.min, config.folder)
    except InputError:
        return []


def _lines(file: RawFile, raw_id: str) -> Iterator[int]:
    if file.name.endswith(".parquet"):
        yield from _rows(file, raw_id)
        return
    spelt = {raw_id.encode(), json.dumps(raw_id)[1:-1].encode()}
    word = re.compile(rb"(?<![\w-])(?:" + b"|".join(map(re.escape, sorted(spelt))) + rb")(?![\w-])")
    try:
        for run in cut(pieces(file), PIECE_BYTES):
            if isinstance(run, Lines) and word.search(run.data):
                yield from (run.first + i for i, line in enumerate(run.data.split(b"\n")) if word.search(line))
    except DamagedError:
        return


def _rows(file: RawFile, raw_id: str) -> Iterator[int]:
    source, first = opened(file), 1
    for batch in source.iter_batches(batch_size=BATCH_ROWS) if source is not None else ():
        if USER in batch.schema.names:
            held = pc.equal(pc.cast(batch[USER], "string"), raw_id)
            yield from (first + i for i in pc.indices_nonzero(pc.fill_null(held, False)).to_pylist())
        first += batch.num_rows
