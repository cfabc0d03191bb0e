from datetime import date, timedelta

import polars as pl

from schemas.statistics import Votes
from tests.transforms.behaviour import NIGHT, START, contents, events, shuffled, user
from transforms.expected import texts
from transforms.signals.votes import votes

RESPONSES = texts(contents({"response": "a1"}, {"response": "a2"}))


def cast(night: pl.LazyFrame) -> pl.DataFrame:
    return Votes.validate(votes(night, RESPONSES).collect()).sort("response", "user", "signal")


def merged(tables: list[pl.DataFrame]) -> pl.DataFrame:
    """Votes of several nights as evidence merges them."""
    rows = pl.concat(tables).group_by("response", "context", "user", "signal")
    return rows.agg(pl.col("dt", "set_ts", "clear_ts").max()).sort("response", "user", "signal")


def test_the_latest_set_and_the_latest_clear_stand():
    found = cast(events({"action": "like"}, {"action": "unlike"}, {"action": "like"}))
    assert found.select("signal", "set_ts", "clear_ts").rows() == [
        ("like", START + timedelta(seconds=2), START + timedelta(seconds=1))
    ]


def test_a_clear_of_a_slot_clears_both_its_signs():
    found = cast(events({"action": "thumbs_up"}, {"action": "thumbs_clear"}))
    assert found.select("signal", pl.col("set_ts").is_not_null(), pl.col("clear_ts").is_not_null()).rows() == [
        ("thumbs_down", False, True),
        ("thumbs_up", True, True),
    ]


def test_a_cancelled_upvote_leaves_the_downvote_alone():
    found = cast(events({"action": "downvote"}, {"action": "cancel_upvote"}))
    assert found.select("signal", pl.col("clear_ts").is_not_null()).rows() == [("downvote", False), ("upvote", True)]


def test_each_user_response_and_signal_has_one_row_and_reading_none():
    night = events(
        {"action": "upvote"}, {"action": "upvote"}, {"action": "collect"}, {"action": "upvote", "user": 2},
        {"action": "upvote", "response": "a2"}, {"action": "view"}, {"action": "impression"}, {"action": "regenerate"},
    )  # fmt: skip
    assert cast(night).select("response", "user", "signal").rows() == [
        ("a1", user(1), "collect"),
        ("a1", user(1), "upvote"),
        ("a1", user(2), "upvote"),
        ("a2", user(1), "upvote"),
    ]


def test_a_response_without_content_keeps_its_votes():
    assert cast(events({"action": "hide", "response": "unknown"})).select("response", "context").rows() == [
        ("unknown", None)
    ]


def test_two_nights_merged_are_both_nights_at_once():
    later = NIGHT + timedelta(days=1)
    first = events({"action": "like"}, {"action": "like", "user": 2}, {"action": "collect"})
    second = events({"action": "unlike"}, {"action": "like", "user": 2}, {"action": "share"}, night=later)
    both = cast(pl.concat([first, second]))
    assert merged([cast(first), cast(second)]).equals(both.select(merged([both]).columns))
    assert both["dt"].max() == date(2026, 11, 20)


def test_merging_a_night_with_itself_changes_nothing():
    table = cast(events({"action": "like"}, {"action": "unlike"}, {"action": "collect", "user": 2}))
    assert merged([table, table]).equals(merged([table]))


def test_rows_in_another_order_give_the_same_votes():
    night = events(*({"action": act, "user": n % 3} for n in range(30) for act in ("like", "unlike", "collect")))
    assert cast(night).equals(cast(shuffled(night)))
