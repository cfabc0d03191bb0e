"""The proof that somebody was forgotten: every byte of the lake is searched for what named him and what he said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath

import polars as pl
import pyarrow as pa
from obstore.exceptions import BaseError

from flows.forget.needles import BYTES, Needles, found_in
from flows.lake.store import Store
from flows.lake.tombstones import ROOT as TOMBSTONES
from flows.raw.files import RawFile
from flows.raw.parquet import opened
from flows.raw.streams import DamagedError, pieces
from flows.raw.tables import strings
from schemas.errors import InputError, LakeError

AT_ONCE = 32 << 20
"""Bytes of text that are searched at once: to make ready for many needles takes as long as some megabytes of text."""
BATCH_ROWS = 8_192
UNREADABLE = (InputError, DamagedError, BaseError, OSError, pa.ArrowException, pl.exceptions.PolarsError)


def search(
    store: Store, needles: Sequence[str], *, ids: Sequence[str] = (), own: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Paths of the files whose names, bytes or, however it is packed, Parquet content hold any of the needles.

    `ids` are raw ids, which may be short words and numbers, and `own` texts by site that others' texts hold too: both
    count only where they must be the user's (`Needles`). Tombstones are left out: they are pseudonyms and must be. What
    is deleted meanwhile is no longer searched. `LakeError` at the end names the files that cannot be read.
    """
    wanted, unread = Needles(needles, ids, own or {}), []
    hits: set[str] = set()
    for texts in _gathered(_texts(store, wanted.longest, unread)):
        hits.update(texts.filter(found_in(wanted))["path"])
    if unread:
        told = f"; {', '.join(sorted(hits)[:5])} hold something of this user" if hits else ""
        raise LakeError(f"{', '.join(unread[:5])}: cannot be read, so nobody knows what they hold{told}")
    return sorted(hits)


def _gathered(texts: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in frames of about `AT_ONCE` bytes."""
    gathered, size = [], 0
    for frame in texts:
        gathered.append(frame)
        size += frame.estimated_size()
        if size >= AT_ONCE:
            yield pl.concat(gathered)
            gathered, size = [], 0
    if gathered:
        yield pl.concat(gathered)


def _texts(store: Store, overlap: int, unread: list[str]) -> Iterator[pl.DataFrame]:
    """Every name, value and block of bytes as rows of `path`, `field` and `text`; what cannot be read is noted.

    A file that was never written to its end (`name#1`) holds what can be read of it, and is named by nothing.
    """
    for file in _files(store):
        try:
            yield _rows(file, BYTES, [f"\n{file.name}\n"])
            if ".parquet" in PurePosixPath(file.name).suffix:
                yield from _values(file)
            yield from (_rows(file, BYTES, [block]) for block in _blocks(file, overlap))
        except UNREADABLE as error:
            if not isinstance(error.__cause__, FileNotFoundError) and not file.name.partition("#")[1]:
                unread.append(file.name)


def _files(store: Store) -> Iterator[RawFile]:
    """All files but tombstones, those too that a killed writer left without their names."""
    for found in store.list(""):
        if not found.path.startswith(TOMBSTONES):
            yield RawFile(store.uri(found.path), found.path, found.size, "", False)
    for path in store.staged():
        yield RawFile(str(path), path.relative_to(store.root).as_posix(), 0, "", False)


def _values(file: RawFile) -> Iterator[pl.DataFrame]:
    """The distinct texts of the columns, by batches."""
    source = opened(file)
    if source is None:
        raise InputError(f"{file.name}: is no Parquet")
    for batch in source.iter_batches(batch_size=BATCH_ROWS):
        for column in pl.DataFrame(pl.from_arrow(batch)).iter_columns():
            yield from (_rows(file, text.name, text.unique()) for text in strings(column))


def _blocks(file: RawFile, overlap: int) -> Iterator[str]:
    """The bytes as text, in blocks that overlap, with a line feed before and after them."""
    tail = b"\n"
    for piece in chain(pieces(file), [b"\n"]):
        block = tail + piece
        yield block.decode("utf-8", "replace")
        tail = block[-overlap:]


def _rows(file: RawFile, field: str, texts: Sequence[str] | pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(
        path=pl.lit(file.name), field=pl.lit(field), text="text"
    )
