"""Parquet for everybody: plain strings and lists, where Polars writes 64-bit ones that some readers refuse."""

import io

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from flows.lake.slices import ROW_GROUP


def encode_plain(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet whose columns are `string`, `list` and `struct`, in the frame's order of rows."""
    table = frame.to_arrow()
    schema = pa.schema([pa.field(field.name, _plain(field.type), field.nullable) for field in table.schema])
    file = io.BytesIO()
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        if table.num_rows:  # datasets cannot read a row group without rows
            writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)
    return file.getvalue()


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _plain(field.type), field.nullable) for field in kind])
    return kind
