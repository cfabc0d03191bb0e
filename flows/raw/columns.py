"""Columns of text (CSV) or of any Parquet type -> the columns of a raw schema, by the rules that JSON values follow."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import orjson
import polars as pl

from flows.raw.shape import Kind, Shape

NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"
"""A number as JSON writes it: no plus sign, no white space, no thousands separator."""

Reader = Callable[[pl.Series, Kind], pl.Series]
"""Values of one column -> what its kind takes, null where it does not."""


class Typed(NamedTuple):
    """`records`: the schema's columns. `reasons`: per record why it cannot be used, null where it can."""

    records: pl.DataFrame
    reasons: pl.Series


def typed(values: Mapping[str, pl.Series], height: int, shape: Shape, read: Reader) -> Typed:
    """Read all columns of the schema from `values`; a column that is not there is null."""
    columns, wrong = {}, []
    for name, dtype in shape.columns.items():
        if name not in values:
            columns[name] = pl.Series(name, [None], dtype).new_from_index(0, height)
            continue
        column = read(values[name], shape.kinds[name]).cast(dtype).alias(name)
        columns[name] = column
        wrong.append((f"wrong_type:{name}", values[name].is_not_null() & column.is_null()))
        if dtype == pl.String:
            wrong.append(("nul_byte", column.str.contains("\0", literal=True).fill_null(False)))
    reasons = pl.select(
        pl.coalesce(pl.lit(None, pl.String), *(pl.when(flag).then(pl.lit(reason)) for reason, flag in wrong))
    ).to_series()
    return Typed(pl.DataFrame(columns), reasons if len(reasons) == height else reasons.new_from_index(0, height))


def from_text(cells: pl.Series, kind: Kind) -> pl.Series:
    """Cells of a CSV file, null where empty: numbers as JSON writes them, lists as JSON or with `;` or `,` between."""
    if kind in ("label", "text"):
        return cells
    if kind == "texts":
        return pl.Series([None if cell is None else _list(cell) for cell in cells], dtype=pl.List(pl.String))
    numbers = cells.set(~cells.str.contains(NUMBER), None)
    if kind == "number":
        return numbers.cast(pl.Float64, strict=False)
    return whole(numbers.cast(pl.Int64, strict=False), numbers.cast(pl.Float64, strict=False), kind)


def _list(cell: str) -> list[str | None] | None:
    if not cell.lstrip().startswith("["):
        return [item.strip() for item in re.split("[;,]", cell) if item.strip()]
    try:
        items = orjson.loads(cell)
    except orjson.JSONDecodeError:
        return None
    return items if all(item is None or isinstance(item, str) for item in items) else None


def whole(integers: pl.Series | None, floats: pl.Series, kind: Kind) -> pl.Series:
    """Whole numbers: integers as they are, floats when they are whole or when the kind is rounded."""
    rounded = floats.round(0, mode="half_to_even")
    if kind == "integer":
        rounded = rounded.set(rounded != floats, None)
    rounded = rounded.cast(pl.Int64, strict=False)
    return rounded if integers is None else integers.zip_with(integers.is_not_null(), rounded)


def from_values(values: pl.Series, kind: Kind) -> pl.Series:
    """Values of a typed column; times become ISO text, with `Z` where the column knows its time zone."""
    dtype = values.dtype
    if kind in ("label", "text"):
        return _as_text(values, kind)
    if kind == "texts" and isinstance(dtype, pl.List) and dtype.inner in (pl.String, pl.Categorical, pl.Null):
        return values.cast(pl.List(pl.String))
    if kind == "number" and dtype.is_numeric():
        return values.cast(pl.Float64, strict=False)
    if kind in ("integer", "duration") and dtype.is_integer():
        return values.cast(pl.Int64, strict=False)
    if kind in ("integer", "duration") and dtype.is_numeric():
        return whole(None, values.cast(pl.Float64), kind)
    return values.clear(len(values))


def _as_text(values: pl.Series, kind: Kind) -> pl.Series:
    dtype = values.dtype
    if dtype in (pl.String, pl.Categorical, pl.Enum, pl.Null):
        return values.cast(pl.String)
    if dtype == pl.Date:
        return values.dt.strftime("%Y-%m-%d")
    if kind == "label" and isinstance(dtype, pl.Datetime):
        utc = values if dtype.time_zone is None else values.dt.convert_time_zone("UTC")
        return utc.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f" + ("Z" if dtype.time_zone else ""))
    if kind == "label" and dtype.is_float():
        integers = whole(None, values.cast(pl.Float64), "integer")
        return integers.cast(pl.String).zip_with(integers.is_not_null(), values.cast(pl.String))
    if kind == "label" and dtype.is_numeric():
        return values.cast(pl.String)
    return values.clear(len(values))
