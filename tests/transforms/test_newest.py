import datetime as dt

import polars as pl
import pytest

from transforms.newest import newest

FIRST, SECOND = dt.date(2026, 11, 18), dt.date(2026, 11, 19)
ROWS = [("a", "x", "p", FIRST), ("a", None, "q", SECOND), ("b", "y", "r", FIRST)]


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]])
def test_all_columns_come_from_the_newest_night_also_where_it_knows_less(rows):
    contents = pl.LazyFrame(rows, schema=["response", "context", "text", "night"], orient="row")

    found = newest(contents, "context", "text").sort("response").collect()

    assert found.rows() == [("a", None, "q"), ("b", "y", "r")]
