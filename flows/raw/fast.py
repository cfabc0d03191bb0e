"""Many JSON lines at once, by a parser that is fast and sometimes too kind."""

import io
from typing import NamedTuple

import polars as pl

from flows.raw.columns import whole
from flows.raw.line import LONE_SURROGATE
from flows.raw.shape import Shape


class Parsed(NamedTuple):
    """`records`: the schema's columns and, as text, unknown fields. `suspects`: rows whose line must be looked at,
    because a value may have been of another type than its column shows."""

    records: pl.DataFrame
    suspects: pl.Series


def treacherous(data: bytes) -> bool:
    """Whether there may be an escaped NUL or half a surrogate pair, which the parser takes for a NUL in silence."""
    return b"\\" in data and b"\\u" in data and (b"\\u0000" in data or LONE_SURROGATE.search(data) is not None)


def parse(data: bytes, shape: Shape, unknown: list[str]) -> Parsed | None:
    """A record per line that is not blank, None where a line is bad; the data must not be `treacherous`.

    Where whole numbers are written as 3.0, they are read as floats, exactly up to 2^53.
    """
    others = dict.fromkeys(unknown, pl.String)
    records = _read(data, shape.columns | others)
    if records is not None:
        return Parsed(records, _rows(records, _bent(shape)))
    integers = [name for name, dtype in shape.columns.items() if dtype == pl.Int64]
    records = _read(data, shape.columns | dict.fromkeys(integers, pl.Float64) | others)
    if records is None:
        return None
    rounded = {name: whole(None, records[name], shape.kinds[name]) for name in integers}
    lost = [pl.lit(records[name].is_not_null() & rounded[name].is_null()) for name in integers]
    return Parsed(records.with_columns(**rounded), _rows(records, _bent(shape) + lost))


def _read(data: bytes, columns: dict[str, pl.DataType]) -> pl.DataFrame | None:
    try:
        return pl.read_ndjson(io.BytesIO(data), schema=columns)
    except pl.exceptions.PolarsError:
        return None


def _rows(records: pl.DataFrame, flags: list[pl.Expr]) -> pl.Series:
    return records.select(pl.any_horizontal(False, *flags).fill_null(False)).to_series().arg_true()


def _bent(shape: Shape) -> list[pl.Expr]:
    """Texts that may have been an object, a list, a truth value or, where that matters, a number: most are innocent."""
    flags = []
    for name, kind in shape.kinds.items():
        if kind == "texts":
            flags.append(pl.col(name).list.eval(_nested(pl.element()) | _numeric(pl.element())).list.any())
        elif kind in ("label", "text"):
            flags.append(_nested(pl.col(name)))
        if kind == "text":
            flags.append(_numeric(pl.col(name)))
    return flags


def _nested(text: pl.Expr) -> pl.Expr:
    return text.str.starts_with("{") | text.str.starts_with("[") | (text == "true") | (text == "false")


def _numeric(text: pl.Expr) -> pl.Expr:
    return text.cast(pl.Float64, strict=False).is_not_null()
