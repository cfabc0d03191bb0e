"""What reading a piece of a raw file gives: records by type, and what could not be read, with the reason."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.events import Quarantine

TEXT_BYTES = 4096
"""Bytes of a rejected line that are kept."""

REJECTS = {name: dtype for name, dtype in pl.Schema(Quarantine).items() if name != "source"}


class Reject(NamedTuple):
    """One raw record that is not used; `text` is ready to be shown, `length` (bytes) and `sha256` are of the whole."""

    line: int
    reason: str
    text: str
    length: int
    sha256: str


class UnusableError(Exception):
    """A raw record cannot be used; carries the quarantine reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Block:
    """A run of a raw file, in file order.

    `records`: the schema's columns, `file` and `line` (1-based line of the file, or row of a Parquet file).
    `rejects`: the columns of Quarantine without `source`.
    `extra`: unknown field -> records of the block in which it is not null.
    """

    records: pl.DataFrame
    rejects: pl.DataFrame
    extra: dict[str, int] = field(default_factory=dict)


def no_records(schema: type[dy.Schema]) -> pl.DataFrame:
    """The empty frame of a block's records."""
    return pl.DataFrame(schema=dict(pl.Schema(schema)) | {"file": pl.String, "line": pl.Int64})


def rejected(line: int, reason: str, raw: bytes, text: str) -> Reject:
    """A reject with length and hash of its raw bytes."""
    return Reject(line, reason, text, len(raw), hashlib.sha256(raw).hexdigest())


def rejects_frame(file: str, rejects: Iterable[Reject]) -> pl.DataFrame:
    """Rejects of one file as rows of Quarantine (without `source`), in the order of lines."""
    frame = pl.DataFrame(sorted(rejects), schema=Reject._fields, orient="row", schema_overrides=REJECTS)
    return frame.select(pl.lit(file).alias("file"), *Reject._fields).cast(REJECTS)
