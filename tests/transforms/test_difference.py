import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.difference import Difference
from schemas.evidence import Dropped
from tests.transforms.released import night, released
from transforms.difference import difference, flipped, summary

MAX_AGE = 30


def differ(old: list[dict], new: list[dict], *dropped: dict) -> pl.DataFrame:
    """Rows of `Difference` between two releases; a drop may say its site, night, ids and reason."""
    usual = {"stage": "curate", "site": "s", "night": night(1), "context": "c", "response": "x", "other": "y"}
    schema = Dropped.create_empty().schema | {"site": pl.String, "night": pl.Date}
    drops = pl.LazyFrame([usual | drop for drop in dropped], schema=schema)
    found = difference(released(old), released(new), max_age_days=MAX_AGE, dropped=drops)
    return Difference.validate(found.collect())


def told(found: pl.DataFrame) -> list[tuple]:
    """(context, change, why), sorted."""
    return sorted(found.select("context_id", "change", "why").iter_rows())


def test_planted_changes_are_found_and_nothing_else():
    same = {"prompt": "same", "context_id": "same"}
    old = [same] + [
        {"prompt": name, "context_id": name} for name in ("flipped", "removed", "resplit", "surer", "less_sure")
    ]
    new = [
        same | {"weight": 3.0, "curriculum": 1, "confidence": 0.94, "margin": 2.0},
        {"prompt": "added", "context_id": "added", "dt": night(1)},
        {"prompt": "flipped", "context_id": "flipped", "chosen": "y", "rejected": "x", "dt": night(1)},
        {"prompt": "resplit", "context_id": "resplit", "split": "test"},
        {"prompt": "surer", "context_id": "surer", "confidence": 0.95, "dt": night(1)},
        {"prompt": "less_sure", "context_id": "less_sure", "confidence": 0.85},
    ]

    found = differ(old, new)

    assert told(found) == [
        ("added", "added", "new night"),
        ("flipped", "flipped", "decided again"),
        ("less_sure", "less_sure", "recomputed"),
        ("removed", "removed", "no longer a pair"),
        ("resplit", "resplit", "recomputed"),
        ("surer", "surer", "decided again"),
    ]
    assert found["change"][0] == "flipped"


def test_a_flipped_couple_is_told_with_both_ids_and_confidences_and_comes_before_what_else_changed():
    turned = {"chosen": "y", "rejected": "x", "confidence": 0.7, "split": "test"}

    (row,) = differ([{"confidence": 0.9}], [turned]).to_dicts()

    assert row["change"] == "flipped"
    assert (row["old_pair_id"], row["new_pair_id"]) == ("s/p/x>y", "s/p/y>x")
    assert (row["old_confidence"], row["new_confidence"]) == pytest.approx((0.9, 0.7))


@pytest.mark.parametrize(
    ("drop", "why"),
    [
        ({"reason": "pii_left"}, "pii_left"),
        ({"reason": "pii_left", "response": "y", "other": "x"}, "pii_left"),
        ({"reason": "duplicate", "stage": "release", "site": "_all"}, "duplicate"),
        ({"reason": "pii_left", "site": "elsewhere"}, "no longer a pair"),
        ({"reason": "pii_left", "night": night(-1)}, "no longer a pair"),
        ({"reason": "pii_left", "context": "another"}, "no longer a pair"),
        ({"reason": "no_content", "other": None}, "no longer a pair"),
    ],
)
def test_a_removed_pair_has_the_reason_of_the_stage_that_dropped_the_couple_since_it_was_decided(drop, why):
    stays = {"prompt": "q", "context_id": "other"}

    assert told(differ([{}, stays], [stays], drop)) == [("c", "removed", why)]


def test_of_several_drops_the_newest_tells():
    stays = {"prompt": "q", "context_id": "other"}
    drops = [{"reason": "too_short", "night": night(2)}, {"reason": "pii_left", "night": night(1)}]

    assert told(differ([{}, stays], [stays], *drops)) == [("c", "removed", "too_short")]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ([{"prompt": "p", "chosen": "z", "dt": night(1)}], "decided again"),
        ([{"prompt": "q", "context_id": "other", "dt": night(MAX_AGE + 1)}], "lapsed"),
        ([{"prompt": "q", "context_id": "other", "dt": night(MAX_AGE)}], "no longer a pair"),
        ([{"site": "t"}], "site left"),
    ],
)
def test_a_removed_pair_that_no_stage_dropped_was_decided_again_lapsed_or_is_no_pair_any_more(new, why):
    removed = [row for row in told(differ([{}], new)) if row[1] == "removed"]

    assert removed == [("c", "removed", why)]


@pytest.mark.parametrize(
    ("row", "why"),
    [({"dt": night(1)}, "new night"), ({"site": "t", "dt": night(1)}, "new site"), ({"dt": night(0)}, "decided again")],
)
def test_an_added_pair_is_of_a_new_night_of_a_new_site_or_decided_again(row, why):
    assert told(differ([{}], [{}, {"prompt": "q"} | row])) == [("c", "added", why)]


def test_the_same_texts_of_two_sites_are_two_couples():
    assert told(differ([{"site": "s"}], [{"site": "t"}])) == [("c", "added", "new site"), ("c", "removed", "site left")]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "site": st.sampled_from("st"),
            "prompt": st.sampled_from("pq"),
            "answers": st.sampled_from(["xy", "yx", "xz", "zx"]),
            "confidence": st.sampled_from([0.7, 0.8]),
            "dt": st.sampled_from([night(0), night(1)]),
        }
    ),
    max_size=6,
    unique_by=lambda row: (row["site"], row["prompt"], frozenset(row["answers"])),
)


def pairs(rows: list[dict]) -> list[dict]:
    return [row | {"chosen": row["answers"][0], "rejected": row["answers"][1]} for row in rows]


@settings(max_examples=30, deadline=None)
@given(old=ROWS, new=ROWS)
def test_old_without_the_removed_and_with_the_added_is_new_whatever_the_order_of_rows(old, new):
    found = differ(pairs(old), pairs(new))
    couples = [{(row["site"], row["prompt"], frozenset(row["answers"])) for row in rows} for rows in (old, new)]
    counts = {change: found.filter(change=change).height for change in ("added", "removed", "flipped")}
    ids = {which: set(found[f"{which}_pair_id"].drop_nulls()) for which in ("old", "new")}
    before, after = (set(released(pairs(rows)).collect()["pair_id"]) for rows in (old, new))

    assert len(couples[1] - couples[0]) == counts["added"]
    assert len(couples[0] - couples[1]) == counts["removed"]
    assert (before - ids["old"]) | ids["new"] == after
    assert_frame_equal(found, differ(pairs(old)[::-1], pairs(new)[::-1]))


def test_equal_releases_differ_in_nothing():
    rows = [{"prompt": f"p{number}"} for number in range(5)]

    assert differ(rows, rows[::-1]).is_empty()


def test_the_summary_counts_every_couple_once_and_begins_with_the_flipped():
    old = [{"prompt": f"p{number}"} for number in range(6)]
    new = [{"prompt": "p0", "chosen": "y", "rejected": "x"}, {"prompt": "new", "rule": "dwell", "dt": night(1)}]
    found = differ(old, new)

    counts = summary(found.lazy()).collect()

    assert counts["n"].sum() == found.height == 7
    assert counts.row(0) == ("flipped", "recomputed", "s", "votes", 1)


def test_flipped_couples_come_in_the_order_of_the_surest_release():
    old = [{"prompt": f"p{number}", "confidence": 0.7 + number / 20} for number in range(3)]
    new = [row | {"chosen": "y", "rejected": "x", "confidence": 0.72} for row in old]

    order = flipped(differ(old, new).lazy()).collect()["new_pair_id"].to_list()

    assert order == ["s/p2/y>x", "s/p1/y>x", "s/p0/y>x"]
