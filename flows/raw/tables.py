"""Small tables that people hand in beside the logs: evaluation sets, other judges' verdicts, bad cases."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

import dataframely as dy
import polars as pl

from flows.raw.files import RawFile, find
from flows.raw.streams import DamagedError, pieces
from schemas.errors import ConfigError, InputError

READERS = {
    ".jsonl": lambda data: pl.read_ndjson(io.BytesIO(data), infer_schema_length=None),
    ".csv": lambda data: pl.read_csv(io.BytesIO(data), infer_schema=False),
    ".parquet": lambda data: pl.read_parquet(io.BytesIO(data)),
    ".txt": lambda data: pl.DataFrame({"text": data.decode().splitlines()}),
}
"""Ending, that of a compression aside -> what reads it."""


def found(key: str, patterns: str | tuple[str, ...] | None, folder: Path) -> list[RawFile]:
    """The files that a setting names; `ConfigError` names the setting where there are none."""
    named = (patterns,) if isinstance(patterns, str) else patterns or ()
    try:
        return [file for pattern in named for file in find(pattern, date.min, folder)]
    except InputError as error:
        raise ConfigError(f"{key}: {str(error).removesuffix(f' on {date.min}')}") from error


def marks(files: list[RawFile]) -> str:
    """Digest of files for a key: paths, sizes and times of change."""
    return "; ".join(f"{file.name} {file.size} {file.mark}" for file in files)


def read(key: str, file: RawFile, schema: type[dy.Schema] | None = None) -> pl.DataFrame:
    """A file's rows, as `schema` says where one is given. `ConfigError` names the setting, the file and the fault."""
    suffixes = [suffix for suffix in PurePosixPath(file.name).suffixes if suffix in READERS]
    if not suffixes:
        raise ConfigError(f"{key}: {file.name} is none of {', '.join(READERS)}")
    try:
        rows = READERS[suffixes[-1]](b"".join(pieces(file)))
        return rows if schema is None else schema.cast(schema.validate(rows.select(schema.column_names()), cast=True))
    except (pl.exceptions.PolarsError, UnicodeDecodeError, DamagedError, dy.exc.ValidationError) as error:
        fault = str(error).strip().partition("\n")[0]
        raise ConfigError(f"{key}: {file.name} cannot be used ({fault})") from error


def strings(column: pl.Series) -> Iterator[pl.Series]:
    """All texts in a column, whatever lists and structs they lie in."""
    if column.dtype == pl.String:
        yield column.drop_nulls()
    elif isinstance(column.dtype, pl.List):
        yield from strings(column.explode())
    elif isinstance(column.dtype, pl.Struct):
        for field in column.struct.fields:
            yield from strings(column.struct.field(field))
