"""Parquet: row groups as blocks, columns cast to what the schema wants."""

import hashlib
import io
from collections.abc import Iterator

import dataframely as dy
import obstore
import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from obstore.store import ObjectStore

from flows.raw.block import Block, Reject, no_records, rejected, rejects_frame
from flows.raw.columns import from_values, typed
from flows.raw.files import RawFile, is_url, located
from flows.raw.mask import shown
from flows.raw.shape import shape_of
from flows.raw.streams import pieces
from schemas.errors import InputError

BATCH_ROWS = 65_536
"""Rows of a block at most, whatever the file's row groups are."""


def parquet_blocks(file: RawFile, schema: type[dy.Schema]) -> Iterator[Block]:
    """Blocks of a Parquet file. Raises `InputError` where it lacks a required column.

    A file that is no Parquet is one reject, `not_parquet`, on line 0; one that breaks off in the middle is
    `damaged_file` on the first row that is lost.
    """
    source = opened(file)
    if source is None:
        yield Block(no_records(schema), rejects_frame(file.name, [_whole_file(file, 0, "not_parquet")]))
        return
    shape = shape_of(schema)
    missing = sorted(shape.required - set(source.schema_arrow.names))
    if missing:
        raise InputError(f"{file.name}: has no column '{missing[0]}'")
    row = 1
    try:
        for batch in source.iter_batches(batch_size=BATCH_ROWS):
            yield _block(file, schema, batch, row)
            row += batch.num_rows
    except (pa.ArrowException, OSError):
        yield Block(no_records(schema), rejects_frame(file.name, [_whole_file(file, row, "damaged_file")]))


def opened(file: RawFile) -> pq.ParquetFile | None:
    """The file, None where it is no Parquet."""
    try:
        if not is_url(file.path):
            return pq.ParquetFile(file.path)
        return pq.ParquetFile(_Remote(*located(file.path)))
    except FileNotFoundError as error:
        raise InputError(f"{file.name}: cannot be read (no such file)") from error
    except (pa.ArrowException, OSError):
        return None


class _Remote(io.RawIOBase):
    """An object of a store as the kind of file that pyarrow reads."""

    def __init__(self, store: ObjectStore, key: str) -> None:
        self._reader = obstore.open_reader(store, key)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        return self._reader.tell()

    def read(self, size: int = -1) -> bytes:
        return bytes(self._reader.readall() if size < 0 else self._reader.read(size))


def rendered(batch: pa.RecordBatch, index: int) -> bytes:
    """A row as JSON."""
    row = batch.slice(index, 1).to_pylist()[0]
    return orjson.dumps({name: value for name, value in row.items() if value is not None}, default=str)


def _whole_file(file: RawFile, line: int, reason: str) -> Reject:
    digest = hashlib.sha256()
    for piece in pieces(file):
        digest.update(piece)
    return Reject(line, reason, "", file.size, digest.hexdigest())


def _block(file: RawFile, schema: type[dy.Schema], batch: pa.RecordBatch, first: int) -> Block:
    shape = shape_of(schema)
    batch, garbled = _decodable(batch)
    frame = pl.DataFrame(pl.from_arrow(batch))
    records, reasons = typed(frame.to_dict(), frame.height, shape, from_values)
    reasons = reasons.scatter(sorted(garbled), "not_utf8") if garbled else reasons
    usable = reasons.is_null()
    rejects = []
    for index in (~usable).arg_true():
        raw = rendered(batch, index)
        rejects.append(rejected(first + index, reasons[index], raw, shown(raw)))
    lines = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True).alias("line")
    records = records.with_columns(lines, file=pl.lit(file.name)).filter(usable).select(no_records(schema).columns)
    unknown = [name for name in frame.columns if name not in shape.kinds]
    extra = {name: count for name in unknown if (count := frame[name].filter(usable).count())}
    return Block(records, rejects_frame(file.name, rejects), extra)


def _decodable(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, set[int]]:
    """The batch with texts that are no UTF-8 made null, and their rows: Parquet readers do not look, Polars must."""
    try:
        batch.validate(full=True)
        return batch, set()
    except pa.ArrowInvalid:
        pass
    columns, garbled = [], set()
    for column in batch.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            values = column.cast(pa.binary()).to_pylist()
            wrong = {i for i, value in enumerate(values) if value is not None and not _is_utf8(value)}
            garbled |= wrong
            column = pa.array([None if i in wrong else value for i, value in enumerate(values)]).cast(pa.string())
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names), garbled


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
