"""What each column of a raw schema takes from a JSON value; the other formats follow the same rules."""

from typing import Any, Literal, NamedTuple

import dataframely as dy
import polars as pl

from transforms.ingest.contract import TIMES

Kind = Literal["label", "text", "integer", "duration", "number", "texts"]

INT64_LIMIT = 2**63


class Shape(NamedTuple):
    """Columns of a raw schema, and the kind of each.

    `label`: ids and times, text or a number. `text`: text alone. `integer`: a whole number, also when written as 3.0.
    `duration` (`*_ms`): any number, rounded to whole milliseconds. `number`: any number. `texts`: a list of texts.
    Null is fine for all, true and false for none.
    """

    columns: dict[str, pl.DataType]
    kinds: dict[str, Kind]
    required: frozenset[str]


def shape_of(schema: type[dy.Schema]) -> Shape:
    """The shape of a raw schema."""
    columns = dict(pl.Schema(schema))
    required = frozenset(name for name, column in schema.columns().items() if not column.nullable)
    return Shape(columns, {name: _kind(name, dtype) for name, dtype in columns.items()}, required)


def _kind(name: str, dtype: pl.DataType) -> Kind:
    if dtype == pl.Int64:
        return "duration" if name.endswith("_ms") else "integer"
    if dtype == pl.Float64:
        return "number"
    if dtype == pl.String:
        return "label" if name.endswith("_id") or name in TIMES else "text"
    return "texts"


def fits(value: Any, kind: Kind) -> bool:
    """Whether a column takes a JSON value."""
    if value is None:
        return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "text":
        return isinstance(value, str)
    if kind == "label":
        return isinstance(value, str) or is_number
    if kind == "texts":
        return isinstance(value, list) and all(item is None or isinstance(item, str) for item in value)
    if kind == "number":
        return is_number
    return is_number and (kind == "duration" or value == round(value)) and -INT64_LIMIT <= value < INT64_LIMIT
