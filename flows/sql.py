"""A read-only SQL console over the current slices and the serving release: no other file and no network is in reach."""

import dataframely as dy
import duckdb
import polars as pl

from flows.lake import releases
from flows.night import Desk
from schemas.errors import UsageError
from schemas.pairs import Released
from schemas.tables import TABLES

HIDDEN = {"quarantine"}
"""Tables that hold raw text, which nobody needs to query."""
RELEASED = "released"
VIEWS: dict[str, type[dy.Schema]] = {name: table for name, table in TABLES.items() if name not in HIDDEN} | {
    RELEASED: Released
}
"""What can be queried, by name: the tables, and the pairs of the release that serves."""
SPLITS: tuple[releases.Split, ...] = ("train", "validation", "test")


def query(desk: Desk, statement: str) -> pl.DataFrame:
    """The rows of one SELECT over `VIEWS`; `UsageError` with DuckDB's word for what is wrong."""
    connection = duckdb.connect()
    for view in VIEWS:
        connection.register(view, _rows(desk, view) if view in statement.lower() else nothing(view))
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")
    try:
        kinds = [parsed.type for parsed in connection.extract_statements(statement)]
        if kinds != [duckdb.StatementType.SELECT]:
            raise UsageError("sql: give exactly one SELECT")
        found = connection.sql(statement)
        if twice := sorted({name for name in found.columns if found.columns.count(name) > 1}):
            raise UsageError(f"sql: two columns are called '{twice[0]}'; give one another name with AS")
        return pl.DataFrame(found.to_arrow_reader())
    except duckdb.Error as error:
        hint = (
            f" (tables: {', '.join(VIEWS)}; quarantine holds raw text and is not shown)"
            if "does not exist" in str(error)
            else ""
        )
        raise UsageError(f"sql: {str(error).strip().splitlines()[0]}{hint}") from error
    finally:
        connection.close()


def nothing(view: str) -> pl.LazyFrame:
    """A view without rows: what a statement that names it not may know of it, its columns."""
    beside = {"release": pl.String, "split": pl.String} if view == RELEASED else {"site": pl.String, "night": pl.Date}
    return VIEWS[view].create_empty(lazy=True).with_columns(pl.lit(None, kind).alias(n) for n, kind in beside.items())


def _rows(desk: Desk, view: str) -> pl.LazyFrame:
    """What is kept of a view, lazily, so that DuckDB hands its columns and filters down to the scan."""
    if view == RELEASED:
        return pl.concat([nothing(view), *_released(desk)], how="diagonal")
    sites = desk.lake.ledger.sites()
    frames = [desk.lake.kept(view, site, desk.lake.ledger.nights(site)) for site in sites]
    return pl.concat([nothing(view), *frames], how="diagonal")


def _released(desk: Desk) -> list[pl.LazyFrame]:
    """The splits of the release that serves; none where none does."""
    store = desk.lake.store
    serving = releases.latest(store)
    versions = [serving.version] if serving else []
    return [
        releases.scan(store, version, split).with_columns(release=pl.lit(version), split=pl.lit(split))
        for version in versions
        for split in SPLITS
    ]
