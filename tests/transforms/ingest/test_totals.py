from datetime import date

import pytest

from schemas.raw import RawFeedTotals, RawQaTotals
from schemas.statistics import Totals
from tests.transforms.ingest.raw_records import checked
from transforms.ingest.totals import canonical

ROW = {"answer_id": "a1", "date": "2026-11-19", "position": 1, "views": 5, "upvotes": 2, "mean_dwell_ms": 900.0}


def test_a_row_is_what_the_site_counted_and_nothing_is_made_up():
    found = canonical(checked(RawQaTotals, [ROW]), "qa").collect()

    assert found.select("response", "dt", "position", "views", "upvotes", "mean_dwell_ms").rows() == [
        ("a1", date(2026, 11, 19), 1, 5, 2, 900.0)
    ]
    unknown = ["context", "impressions", "sd_dwell_ms", "downvotes", "likes", "collects", "comments", "shares", "hides"]
    assert found.select(unknown).null_count().row(0) == (1,) * len(unknown)


def test_a_zero_is_a_zero():
    found = canonical(checked(RawQaTotals, [ROW | {"upvotes": 0}]), "qa").collect()

    assert found["upvotes"].to_list() == [0]


@pytest.mark.parametrize(
    ("kind", "schema", "name"), [("qa", RawQaTotals, "answer_id"), ("feed", RawFeedTotals, "note_id")]
)
def test_the_response_is_named_as_its_kind_does_and_fits_the_table(kind, schema, name):
    found = canonical(checked(schema, [{name: "r", "date": "2026-11-19"}]), kind).collect()

    assert Totals.validate(found.select(list(Totals.columns())))["response"].to_list() == ["r"]


def test_a_date_that_no_calendar_has_never_becomes_a_row():
    with pytest.raises(AssertionError, match="date"):
        checked(RawQaTotals, [ROW | {"date": "2026-02-30"}])
