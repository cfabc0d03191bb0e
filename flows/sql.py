"""A read-only SQL console over the current slices: nothing else, no other file and no network is in reach."""

import duckdb
import polars as pl

from flows.night import Desk
from schemas.errors import UsageError
from schemas.tables import TABLES

HIDDEN = {"quarantine"}
"""Tables that hold raw text, which nobody needs to query."""


def query(desk: Desk, statement: str) -> pl.DataFrame:
    """The rows of one SELECT over views named as the tables; `UsageError` with DuckDB's word for what is wrong."""
    connection = duckdb.connect()
    for table in TABLES:
        if table not in HIDDEN and table in statement.lower():
            connection.register(table, _rows(desk, table))
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")
    try:
        kinds = [parsed.type for parsed in connection.extract_statements(statement)]
        if kinds != [duckdb.StatementType.SELECT]:
            raise UsageError("sql: give exactly one SELECT")
        return pl.DataFrame(connection.sql(statement).to_arrow_reader())
    except duckdb.Error as error:
        shown = ", ".join(name for name in TABLES if name not in HIDDEN)
        hint = (
            f" (tables: {shown}; quarantine holds raw text and is not shown)" if "does not exist" in str(error) else ""
        )
        raise UsageError(f"sql: {str(error).strip().splitlines()[0]}{hint}") from error
    finally:
        connection.close()


def _rows(desk: Desk, table: str) -> pl.LazyFrame:
    """What is kept of a table, lazily, so that DuckDB hands its columns and filters down to the scan."""
    sites = desk.lake.ledger.sites()
    frames = [desk.lake.kept(table, site, desk.lake.ledger.nights(site)) for site in sites]
    return pl.concat([desk.lake.kept(table, "", []), *frames], how="diagonal")
