"""docs/tables.md, from the schemas: what `pairmill sql` shows. `python -m tests.catalogue` writes it anew."""

import inspect
from textwrap import fill

import dataframely as dy
import duckdb

from flows.sql import RELEASED, VIEWS, nothing
from flows.stages import SITE_STAGES, evaluate, promote, release, train
from tests.support import ROOT

PAGE = ROOT / "docs" / "tables.md"
WIDTH = 120
HEAD = """# Tables

What `pairmill sql` shows, and what a row means; [sql.md](sql.md) has questions that the tables answer. Every table has
the columns `site` and `night` (the run date that wrote the row) beside its own; `released` has `release` and `split`.
Types are DuckDB's. `quarantine` (raw lines) is not shown. This page is made from `schemas/` by `python -m
tests.catalogue`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(name, schema) for name, schema in VIEWS.items())])


def _section(name: str, schema: type[dy.Schema]) -> str:
    told = [inspect.cleandoc(str(known.__doc__)) for known in _lineage(schema)]
    return "\n\n".join([f"## {name}", f"{_writers(name)}", *told, _columns(name, schema)]) + "\n"


def _lineage(schema: type[dy.Schema]) -> list[type[dy.Schema]]:
    """The schema and those that it extends, which say the rest of its columns."""
    return [
        known for known in schema.__mro__ if issubclass(known, dy.Schema) and known.__module__.startswith("schemas")
    ]


def _writers(name: str) -> str:
    if name == RELEASED:
        return "The three files of the release that serves: the newest one, unless it was rolled back."
    stages = [*SITE_STAGES.values(), *(module.STAGE for module in (release, train, evaluate, promote))]
    writers = [stage.name for stage in stages if name in stage.writes]
    return f"Written by `{'`, `'.join(writers)}`."


def _columns(name: str, schema: type[dy.Schema]) -> str:
    connection = duckdb.connect()
    connection.register(name, nothing(name))
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
    told = [
        f"`{column}` {types[column]}{' or null' if kind.nullable else ''}" for column, kind in schema.columns().items()
    ]
    return fill("Columns: " + ", ".join(told) + ".", WIDTH, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
