"""CSV: a header row names the columns; every other record is typed by the rules that JSON values follow."""

from collections.abc import Iterator

import dataframely as dy
import polars as pl

from flows.raw.block import Block, no_records, rejects_frame
from flows.raw.columns import from_text, typed
from flows.raw.csv_records import Record, Table, open_table, refuse
from flows.raw.cut import Unread
from flows.raw.files import RawFile
from flows.raw.shape import shape_of
from schemas.errors import InputError

BATCH_RECORDS = 50_000
"""Records of a block at most: as Python objects they take ten times their bytes."""


def csv_blocks(file: RawFile, schema: type[dy.Schema], *, block_bytes: int) -> Iterator[Block]:
    """Blocks of a CSV file. Raises `InputError` where its header lacks a required column."""
    table = open_table(file)
    if table is None:
        return
    missing = sorted(shape_of(schema).required - set(table.header))
    if missing:
        raise InputError(f"{file.name}: has no column '{missing[0]}'")
    for batch in _batches(table, block_bytes):
        yield _block(file, schema, table.header, batch)


def _batches(table: Table, block_bytes: int) -> Iterator[list[Record | Unread]]:
    batch, size = [], 0
    for record in table.records:
        batch.append(record)
        size += len(record.raw) if isinstance(record, Record) else 0
        if len(batch) >= BATCH_RECORDS or size >= block_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _block(file: RawFile, schema: type[dy.Schema], header: list[str], batch: list[Record | Unread]) -> Block:
    whole = [record for record in batch if record.reason is None]
    rejects = [refuse(record, record.reason, header) for record in batch if record.reason is not None]
    columns = zip(*(record.cells for record in whole), strict=True) if whole else [()] * len(header)
    cells = pl.DataFrame(dict(zip(header, columns, strict=True)), schema=dict.fromkeys(header, pl.String))
    cells = cells.with_columns(pl.all().replace("", None))
    shape = shape_of(schema)
    records, reasons = typed(cells.to_dict(), cells.height, shape, from_text)
    usable = reasons.is_null()
    rejects += [refuse(whole[i], reasons[i], header) for i in (~usable).arg_true()]
    lines = pl.Series("line", [record.line for record in whole], pl.Int64)
    records = records.with_columns(lines, file=pl.lit(file.name)).filter(usable).select(no_records(schema).columns)
    unknown = cells.filter(usable).select(pl.exclude(list(shape.kinds)).count())
    extra = {name: count for name, count in unknown.to_dicts()[0].items() if count} if unknown.width else {}
    return Block(records, rejects_frame(file.name, rejects), extra)
