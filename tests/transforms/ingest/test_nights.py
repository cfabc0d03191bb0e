from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ingest.nights import REMEMBERED_NIGHTS, drop_redelivered, why_not

NIGHT = date(2026, 11, 19)
IDS = st.lists(st.sampled_from("abcdef"), max_size=12)


def reason(later: int, *, dated: bool, night: date = NIGHT) -> str | None:
    """Why the night does not take a row of the day so many days after it."""
    frame = pl.DataFrame({"dt": [night + timedelta(days=later)]})
    return frame.select(why_not(night, dated=dated)).item()


@pytest.mark.parametrize(("later", "expected"), [(-8, "too_late"), (-7, None), (0, None), (1, None), (2, "too_early")])
def test_a_dated_file_gives_a_week_before_to_a_day_after(later, expected):
    assert reason(later, dated=True) == expected


@pytest.mark.parametrize(("later", "expected"), [(-8, "earlier_night"), (-7, None), (0, None), (1, "later_night")])
def test_a_file_of_many_days_gives_the_day_and_a_week_before(later, expected):
    assert reason(later, dated=False) == expected


@pytest.mark.parametrize("dated", [True, False])
def test_every_night_that_could_have_taken_an_event_is_remembered(dated):
    day = NIGHT
    takers = [back for back in range(-30, 31) if reason(back, dated=dated, night=day - timedelta(days=back)) is None]

    assert max(takers) - min(takers) <= REMEMBERED_NIGHTS


def events(ids: list[str]) -> pl.LazyFrame:
    return pl.LazyFrame({"event_id": ids, "line": range(len(ids))}, schema={"event_id": pl.String, "line": pl.Int64})


@settings(max_examples=60, deadline=None)
@given(IDS, IDS)
def test_each_event_is_taken_once_at_its_first_delivery(tonight, before):
    kept = drop_redelivered(events(tonight), events(before)).collect()

    assert set(kept["event_id"]) == set(tonight) - set(before)
    assert kept["line"].to_list() == sorted(tonight.index(event) for event in set(tonight) - set(before))
