"""Rows against the schema of their table, before anything is written."""

import dataframely as dy
import polars as pl

from schemas.errors import ContractError

SHOWN = 40
"""Characters of a value that an error message shows."""


def check(schema: type[dy.Schema], frame: pl.DataFrame, where: str) -> pl.DataFrame:
    """The frame with the schema's columns in the schema's order.

    `ContractError` names `where` (table, site and night), then what is wrong: a missing, superfluous or wrongly typed
    column, or the first broken rule with its column, how many rows break it, and one of them.
    """
    superfluous = sorted(set(frame.columns) - set(schema.column_names()))
    if superfluous:
        raise ContractError(f"{where}: column '{superfluous[0]}' is not in the schema {schema.__name__}")
    try:
        return schema.validate(frame)
    except dy.exc.SchemaError as error:
        fault = " ".join(str(error).partition("\n\n")[0].split())
        raise ContractError(f"{where}: {fault}") from error
    except dy.exc.ValidationError as error:
        raise ContractError(f"{where}: {_first_fault(schema, frame)}") from error


def _first_fault(schema: type[dy.Schema], frame: pl.DataFrame) -> str:
    failures = schema.filter(frame).failure
    rule, count = next(iter(failures.counts().items()))
    column, bar, name = rule.partition("|")
    named = f"rule '{name}' of column '{column}'" if bar else f"rule '{rule}'"
    rows = "1 row breaks" if count == 1 else f"{count} rows break"
    example = failures.details().filter(pl.col(rule) == "invalid").select(frame.columns).row(0, named=True)
    shown = ", ".join(f"{key}={str(value)[:SHOWN]}" for key, value in example.items())
    return f"{rows} {named}, such as {shown}"
