"""Records against their raw schema: what may go on, with times parsed, and what goes to quarantine, with the reason."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

import dataframely as dy
import polars as pl

EVENT_TIME = "ts"
TIMES = (EVENT_TIME, "created_at", "updated_at", "published_at")
"""Columns of raw schemas that hold a time, as text or number."""

UTC_TIME = pl.Datetime("us", "UTC")

SECONDS_BELOW = 1e11
MILLISECONDS_BELOW = 1e14
"""A number below the first is epoch seconds (to the year 5138), below the second milliseconds (from 1973 on)."""

OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No site has logs from before; an earlier time is a default or a number of another unit."""

Faults = dict[str, dict[str, pl.Series]]
"""Time column -> reason -> whether each record has that fault."""


class Checked(NamedTuple):
    """`good`: the records that keep the contract, in their order, with times as Datetime("us", "UTC") under the same
    names. `bad`: `file`, `line` and `reason` of all others, in their order."""

    good: pl.DataFrame
    bad: pl.DataFrame


def check(records: pl.DataFrame, schema: type[dy.Schema], *, latest: datetime) -> Checked:
    """Split records (the columns of `schema`, `file`, `line`) by whether they keep the contract of `schema`.

    The reason is the first rule that fails, column by column in the order of the schema, then the schema's named rules:
    `missing:<field>`, `<field>:<rule>` (such as `dwell_ms:max` or `type:is_known`), `bad_time:<field>`; `before_2000`
    and `in_the_future` (later than `latest`) for `ts`, `before_2000:<field>` for other times; a named rule as it is
    called. What counts as a time: see `parse_times`.
    """
    names = [name for name in TIMES if name in records.columns]
    times = {name: parse_times(records[name], assume_utc=name != EVENT_TIME) for name in names}
    timed = records.with_columns(**times)
    faults = {name: _time_faults(records[name], times[name], latest) for name in names}
    is_timely = not any(fault.any() for by_reason in faults.values() for fault in by_reason.values())
    if is_timely and schema.is_valid(records):
        return Checked(timed, records.select("file", "line", pl.lit("").alias("reason")).clear())
    reasons = _reasons(records, schema, faults)
    numbered = timed.with_row_index("row")
    return Checked(
        numbered.join(reasons, on="row", how="anti", maintain_order="left").drop("row"),
        reasons.join(numbered, on="row", maintain_order="left").select("file", "line", "reason"),
    )


def _time_faults(raw: pl.Series, parsed: pl.Series, latest: datetime) -> dict[str, pl.Series]:
    unreadable = {f"bad_time:{raw.name}": raw.is_not_null() & parsed.is_null()}
    before = (parsed < OLDEST).fill_null(False)
    if raw.name != EVENT_TIME:
        return unreadable | {f"before_2000:{raw.name}": before}
    return unreadable | {"before_2000": before, "in_the_future": (parsed > latest).fill_null(False)}


def _reasons(records: pl.DataFrame, schema: type[dy.Schema], faults: Faults) -> pl.DataFrame:
    """`row` and `reason` of every record that breaks a rule or has a fault in a time, in order."""
    failure = _numbered(schema).filter(records.with_row_index("row")).failure.details()
    rules = [name for name in failure.columns if name not in records.columns and name != "row"]
    broken = failure.select("row", pl.col(rules) == "invalid") if rules else failure.select("row")
    untimely = pl.DataFrame({reason: fault for by_reason in faults.values() for reason, fault in by_reason.items()})
    late = untimely.with_row_index("row").filter(pl.any_horizontal(False, *untimely.columns))
    first = pl.coalesce(pl.when(pl.col(flag)).then(pl.lit(reason)) for flag, reason in _in_order(schema, rules, faults))
    return broken.join(late, on="row", how="full", coalesce=True).sort("row").select("row", first.alias("reason"))


@cache
def _numbered(schema: type[dy.Schema]) -> type[dy.Schema]:
    """The schema with the number of the row, by which rejected rows are found again."""

    class Numbered(schema):
        row = dy.UInt32()

    return Numbered


def _in_order(schema: type[dy.Schema], rules: list[str], faults: Faults) -> Iterator[tuple[str, str]]:
    """Flag columns and their reasons: rules of one column, faults of its time, at last the rules that have a name."""
    for column in schema.column_names():
        for rule in rules:
            if rule.startswith(f"{column}|"):
                yield rule, _reason(column, rule.removeprefix(f"{column}|"))
        for reason in faults.get(column, {}):
            yield reason, reason
    yield from ((rule, rule) for rule in rules if "|" not in rule)


def _reason(column: str, rule: str) -> str:
    return f"missing:{column}" if rule == "nullability" else f"{column}:{rule.removeprefix('check__')}"


def parse_times(texts: pl.Series, *, assume_utc: bool) -> pl.Series:
    """Instants as Datetime("us", "UTC"); null where the text is null or no time.

    A time is ISO-8601 with a `T` or a space, with or without seconds, any fraction (cut to microseconds) and an offset
    or `Z`; or a number, epoch seconds or milliseconds, told apart by size. With `assume_utc` the offset, and the time
    of day, may be missing.
    """
    readers: list[Callable[[pl.Series], pl.Series]] = [
        lambda rest: _epochs(rest, pl.Int64),
        lambda rest: _clocks(rest, "T", assume_utc),
        lambda rest: _clocks(rest, " ", assume_utc),
        lambda rest: _epochs(rest, pl.Float64),
        lambda rest: _shortened(rest, assume_utc),
    ]
    parsed = pl.Series([None], dtype=UTC_TIME).new_from_index(0, len(texts))
    for read in readers:
        left = (parsed.is_null() & texts.is_not_null()).arg_true()
        if len(left) == len(texts):
            parsed = read(texts)
        elif len(left):
            parsed = parsed.scatter(left, read(texts.gather(left)))
    return parsed.alias(texts.name)


def _epochs(texts: pl.Series, number: type[pl.DataType]) -> pl.Series:
    value = pl.col("value").cast(number, strict=False)
    size = value.abs()
    micros = pl.when(size < SECONDS_BELOW).then(value * 1_000_000).when(size < MILLISECONDS_BELOW).then(value * 1000)
    return texts.alias("value").to_frame().select(micros.round().cast(pl.Int64).cast(UTC_TIME)).to_series()


def _clocks(texts: pl.Series, separator: str, assume_utc: bool) -> pl.Series:
    """Times to the second: the first 19 characters are a clock of fixed width, which parses fast, and what follows them
    (fraction, offset) is the same few texts over and over, so that each is parsed only once."""
    clocks = pl.DataFrame(
        {
            "clock": texts.str.head(19).str.to_datetime(
                f"%Y-%m-%d{separator}%H:%M:%S", time_unit="us", strict=False, cache=False
            ),
            "tail": texts.str.slice(19),
        }
    )
    tails = clocks.filter(pl.col("clock").is_not_null()).select(pl.col("tail").unique())
    start = "2000-01-01T00:00:00"
    forms = ["%Y-%m-%dT%H:%M:%S%.f%#z"] + ["%Y-%m-%dT%H:%M:%S%.f"] * assume_utc
    later = _first_form(start + _plain("tail"), forms) - pl.lit(start).str.to_datetime(time_unit="us", time_zone="UTC")
    tails = tails.with_columns(later.alias("later"))
    if tails.height == 1:
        joined = clocks.with_columns(pl.lit(tails["later"]).first())
    else:
        joined = clocks.join(tails, on="tail", how="left", maintain_order="left")
    return joined.select((pl.col("clock") + pl.col("later")).dt.replace_time_zone("UTC")).to_series()


def _shortened(texts: pl.Series, assume_utc: bool) -> pl.Series:
    """Times without seconds and, where UTC is assumed, days."""
    forms = ["%Y-%m-%dT%H:%M%#z"] + ["%Y-%m-%dT%H:%M", "%Y-%m-%d"] * assume_utc
    clock = _plain("text").str.replace(r"^(.{10})\s?(\d)", "${1}T${2}")
    return texts.alias("text").to_frame().select(_first_form(clock, forms)).to_series()


def _plain(column: str) -> pl.Expr:
    """Upper case, a point before the fraction, and `Z` for UTC in words."""
    text = pl.col(column).str.strip_chars().str.to_uppercase().str.replace(",", ".", literal=True)
    return text.str.replace(r"\s*(?:UTC|GMT)$", "Z")


def _first_form(text: pl.Expr, forms: list[str]) -> pl.Expr:
    """The instant by the first format that fits; formats without an offset are read as UTC."""
    return pl.coalesce(
        text.str.to_datetime(form, time_unit="us", time_zone="UTC", strict=False, cache=False) for form in forms
    )
