"""`pairmill sql` reads the current rows of the tables, and nothing else."""

import pytest
from polars.testing import assert_frame_equal

from flows.sql import VIEWS, query
from schemas.errors import UsageError
from schemas.tables import TABLES
from tests.sites import NIGHT, PEOPLE, three_sites
from tests.support import mill, released, snapshot


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = three_sites(tmp_path_factory.mktemp("sql"))
    place.add(f"raw/zhihu/events/{NIGHT}/events.jsonl", ["a bad line"])
    mill(place.config, NIGHT)
    return place


@pytest.fixture(scope="module")
def desk(place):
    return mill(place.config, NIGHT).desk


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"quarantine"}))
def test_every_table_is_a_view_with_its_columns_and_site_and_night(desk, table):
    rows = query(desk, f"SELECT * FROM {table}")
    assert set(rows.columns) == {*TABLES[table].column_names(), "site", "night"}


def test_tables_and_their_columns_can_be_listed(desk):
    columns = query(desk, "SELECT table_name, column_name FROM information_schema.columns").rows()

    assert query(desk, "SHOW TABLES").to_series().to_list() == sorted(VIEWS)
    assert set(columns) == {
        (view, column) for view in VIEWS for column in query(desk, f"SELECT * FROM {view} LIMIT 0").columns
    }


def test_the_newest_release_is_a_view_with_its_q_values_and_splits(desk):
    rows = query(desk, "SELECT * EXCLUDE (release) FROM released WHERE q_value IS NOT NULL AND release = '0.1.0'")
    assert_frame_equal(rows, released(desk), check_row_order=False, check_column_order=False)


def test_before_the_first_release_its_view_is_empty(tmp_path):
    desk = mill(three_sites(tmp_path).config, NIGHT, publish=False).desk
    assert query(desk, "SELECT count(*) FROM released").item() == 0


def test_the_rows_are_those_of_all_sites(desk):
    rows = query(
        desk, "SELECT site, count(*) AS n FROM votes WHERE night = DATE '2026-11-19' GROUP BY site ORDER BY site"
    )
    assert rows.rows() == [(site, 2 * len(PEOPLE)) for site in ("assistant", "xhs", "zhihu")]


def test_tables_can_be_joined_and_named_in_any_case(desk):
    rows = query(
        desk,
        "WITH best AS (SELECT * FROM Curated) SELECT e.score FROM best JOIN EVIDENCE e ON e.response = best.chosen_id",
    )
    assert rows.height == 3


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM quarantine",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '{lake}/lake.json'",
        "SELECT * FROM read_parquet('{lake}/quarantine/**/*.parquet')",
        "SELECT * FROM glob('{lake}/*')",
        "COPY (SELECT 1) TO '{lake}/out.csv'",
        "ATTACH '{lake}/new.db'",
        "CREATE TABLE t AS SELECT 1",
        "DELETE FROM votes",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "SELECT FROM WHERE",
        "SELECT nothing FROM votes",
        "SELECT * FROM votes JOIN reads USING (response)",
        "",
        "INSTALL httpfs",
    ],
)
def test_whatever_is_no_reading_of_a_table_is_refused_in_one_sentence(desk, place, statement):
    before = snapshot(place.lake)
    with pytest.raises(UsageError, match=r"^sql: .+") as refused:
        query(desk, statement.format(lake=place.lake))
    assert "\n" not in str(refused.value)
    assert snapshot(place.lake) == before


def test_a_slice_that_the_ledger_does_not_name_is_not_read(desk, place):
    before = query(desk, "SELECT count(*) FROM votes").item()
    slice = next((place.lake / "votes" / "site=zhihu").rglob("*.parquet"))
    stray = slice.with_name(f"{'0' * 32}-0.parquet")
    stray.write_bytes(slice.read_bytes())
    assert query(desk, "SELECT count(*) FROM votes").item() == before
    stray.unlink()
