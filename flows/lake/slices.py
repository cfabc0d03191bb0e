"""Slices: immutable Parquet files of one table, site and night, written sorted and checked, read as one LazyFrame."""

import hashlib
import io
import posixpath
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl
from pydantic import BaseModel, ConfigDict

from flows.lake.contract import check
from flows.lake.order import ORDER
from flows.lake.store import Store
from schemas.errors import LakeError
from schemas.tables import TABLES

ROW_GROUP = 65_536
"""Rows of a row group: more would let memory grow with the day."""
PARTITIONS = pl.Schema({"site": pl.String(), "night": pl.Date()})


class Slice(BaseModel):
    """One file of a table; `digest` is the SHA-256 of its bytes, equal for equal rows in whatever order they came."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    rows: int
    bytes: int
    digest: str
    bucket: int | None = None


class Part(NamedTuple):
    """What a table holds of one site and night, and the stage that wrote it."""

    site: str
    night: date
    stage: str
    slices: tuple[Slice, ...]


def folder(table: str, site: str, night: date) -> str:
    """Where the slices of one table, site and night lie."""
    return f"{table}/site={site}/night={night}"


def encode(frame: pl.DataFrame, order: Sequence[str]) -> bytes:
    """A frame as Parquet whose bytes depend on its rows alone."""
    file = io.BytesIO()
    frame.sort(order).rechunk().write_parquet(file, compression="zstd", row_group_size=ROW_GROUP)
    return file.getvalue()


def write(
    store: Store, table: str, site: str, night: date, key: str, frames: Iterable[tuple[int | None, pl.DataFrame]]
) -> list[Slice]:
    """Write (bucket, frame) after (bucket, frame), one slice each; an empty frame writes nothing.

    Nothing reads a slice before the ledger names it. Names that exist already, from a run that was killed or forced,
    are never reused: their content may be damaged, or about to be swept. `ContractError` when rows break the schema.
    """
    target = folder(table, site, night)
    where = f"table '{table}', site '{site}', night {night}"
    number = _first_free(store, target, key)
    written = []
    for bucket, frame in frames:
        if frame.is_empty():
            continue
        data = encode(check(TABLES[table], frame, where), ORDER[table])
        while not store.create(f"{target}/{key}-{number}.parquet", data):
            number += 1
        digest = hashlib.sha256(data).hexdigest()
        path = f"{target}/{key}-{number}.parquet"
        written.append(Slice(path=path, rows=frame.height, bytes=len(data), digest=digest, bucket=bucket))
    return written


def _first_free(store: Store, target: str, key: str) -> int:
    names = [posixpath.basename(found.path).removesuffix(".parquet") for found in store.list(target)]
    taken = [int(name.rpartition("-")[2]) for name in names if name.rpartition("-")[0] == key]
    return max(taken, default=-1) + 1


def scan(store: Store, table: str, parts: Iterable[Part]) -> pl.LazyFrame:
    """The rows of all parts, with `site` and `night`; with no slices, no rows but all columns.

    `LakeError` names a slice that is missing or of another size than when it was written, and what makes it again.
    """
    parts = [part for part in parts if part.slices]
    if not parts:
        return pl.LazyFrame(schema=TABLES[table].create_empty().schema | PARTITIONS)
    _check_presence(store, table, parts)
    paths = [store.uri(piece.path) for part in parts for piece in part.slices]
    return pl.scan_parquet(paths, hive_partitioning=True, hive_schema=PARTITIONS, glob=False)


def _check_presence(store: Store, table: str, parts: Sequence[Part]) -> None:
    common = posixpath.commonpath([folder(table, part.site, part.night) for part in parts])
    sizes = {found.path: found.size for found in store.list(common)}
    for part in parts:
        for piece in part.slices:
            size = sizes.get(piece.path)
            if size == piece.bytes:
                continue
            fault = "is missing" if size is None else f"holds {size} bytes instead of {piece.bytes}"
            raise LakeError(
                f"{store.uri(piece.path)}: this slice of table '{table}', night {part.night}, {fault}; run "
                f"'pairmill stage {part.stage} --site {part.site} --date {part.night} --force "
                f"--config FILE' to make it again"
            )


def verify(store: Store, piece: Slice) -> bool:
    """Whether a slice's bytes are those that were written."""
    data = store.get(piece.path)
    return data is not None and hashlib.sha256(data).hexdigest() == piece.digest
