"""Any raw file, in bounded memory: its records by type and its unusable lines, block by block."""

from collections.abc import Iterator

import dataframely as dy
import polars as pl

from flows.raw.block import Block
from flows.raw.csv import csv_blocks
from flows.raw.files import RawFile
from flows.raw.jsonl import jsonl_blocks
from flows.raw.lookup import csv_lines, jsonl_lines, parquet_lines
from flows.raw.parquet import parquet_blocks
from schemas.errors import InputError

BLOCK_BYTES = 32 << 20
FORMATS = {
    "jsonl": (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst"),
    "csv": (".csv", ".csv.gz", ".csv.zst"),
    "parquet": (".parquet",),
}
"""Format -> how the names of its files end."""


def blocks(file: RawFile, schema: type[dy.Schema], *, block_bytes: int = BLOCK_BYTES) -> Iterator[Block]:
    """Read a raw file in blocks of about `block_bytes` (Parquet: of some 65 thousand rows), in file order.

    Every record, that is every line that is not blank, is either in `records` or in `rejects`, with its line number.
    Reasons: `not_json`, `not_an_object`, `not_csv`, `wrong_columns`, `not_parquet`, `not_utf8`, `nul_byte`,
    `lone_surrogate`, `line_too_long` (16 MiB), `wrong_type:<field>`, and, once for all that is lost, `truncated_file`
    and `damaged_file`.

    `extra` is exact for CSV, Parquet and all JSON lines that had to be looked at one by one. Of JSON blocks that the
    fast parser took, some 200 lines, evenly spread, are searched for the names of unknown fields; those (64 at most)
    are then counted exactly, so a field that is rarer than that may be missed.

    Raises `InputError` for a file of no known format, one that is not there, and a table without a required column.
    """
    known = _format(file)
    if known == "csv":
        return csv_blocks(file, schema, block_bytes=block_bytes)
    if known == "parquet":
        return parquet_blocks(file, schema)
    return jsonl_blocks(file, schema, block_bytes=block_bytes)


def lines(file: RawFile, numbers: set[int]) -> pl.DataFrame:
    """`line`, `text`, `length` and `sha256` of some records, as a reject has them, in one pass that ends with the last.

    For CSV and Parquet the record is rendered as JSON, and length and hash are of that.
    """
    reader = {"jsonl": jsonl_lines, "csv": csv_lines, "parquet": parquet_lines}[_format(file)]
    return reader(file, numbers)


def _format(file: RawFile) -> str:
    for known, endings in FORMATS.items():
        if file.name.lower().endswith(endings):
            return known
    raise InputError(f"{file.name}: is of no known format (.jsonl, .ndjson or .csv, also .gz or .zst, or .parquet)")
