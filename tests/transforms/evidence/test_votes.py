import datetime as dt

import polars as pl
import pytest

from schemas.statistics import Reads, Votes
from tests.transforms.evidence.world import NIGHT, NOON, empty, table, user
from transforms.evidence import votes

HOUR = dt.timedelta(hours=1)


def cast(response="a", by=1, signal="upvote", set_at=None, clear_at=None, night=NIGHT) -> dict:
    times = {"set_ts": set_at, "clear_ts": clear_at}
    times = {name: None if hours is None else NOON + hours * HOUR for name, hours in times.items()}
    row = {"context": "c", "response": response, "user": user(by), "signal": signal, "dt": night, "night": night}
    return row | times


def standing(*rows: dict) -> list[tuple]:
    return sorted(votes.standing(table(Votes, list(rows))).select("response", "user", "signal").collect().rows())


def opens(rows: list[dict]) -> pl.LazyFrame:
    full = [{"context": "c", "dt": NIGHT, "half": 0, "users": []} | row for row in rows]
    return table(Reads, full)


def tally(rows: list[dict], read: pl.LazyFrame, viewed: bool, kind="qa") -> dict:
    frame = votes.tally(
        votes.standing(table(Votes, rows)), read, viewed=pl.LazyFrame({"viewed": [viewed]}), kind=kind, share=1.0
    ).collect()
    return {(r, s): (k, n) for r, s, k, n in frame.select("response", "signal", "successes", "trials").rows()}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([cast(set_at=1)], 1),
        ([cast(set_at=1, clear_at=2)], 0),
        ([cast(set_at=3, clear_at=2)], 1),
        ([cast(clear_at=2)], 0),
        ([cast(set_at=1), cast(signal="downvote", set_at=2)], 1),
        ([cast(set_at=1), cast(by=2, signal="downvote", set_at=2)], 2),
    ],
)
def test_a_vote_stands_when_set_after_it_was_cleared_and_after_its_opposite(rows, count):
    assert len(standing(*rows)) == count


def test_the_later_state_of_a_slot_stands_even_if_it_was_cleared_since():
    rows = [cast(set_at=1), cast(signal="downvote", set_at=2, clear_at=3)]

    assert standing(*rows) == []


def test_nights_merge_by_the_latest_act():
    tomorrow = NIGHT + dt.timedelta(days=1)
    set_then_cleared = [cast(set_at=1), cast(clear_at=30, night=tomorrow)]
    cleared_then_set = [cast(clear_at=1), cast(set_at=30, night=tomorrow)]

    assert standing(*set_then_cleared) == []
    assert standing(*cleared_then_set) == [("a", user(1), "upvote")]


def test_merging_twice_changes_nothing():
    rows = [cast(by=i, set_at=1) for i in range(5)] + [cast(by=i, signal="downvote", set_at=2) for i in range(2)]

    assert standing(*rows) == standing(*rows, *rows)


def test_the_states_of_a_slot_are_a_chain():
    rows = [cast(by=i, set_at=1) for i in range(3)] + [cast(by=9, signal="downvote", set_at=1)]
    counted = tally(rows, opens([{"response": "a", "opens": 20}]), viewed=True)

    assert counted["a", "upvote"] == (3, 20)
    assert counted["a", "downvote"] == (1, 17)
    assert counted["a", "collect"] == (0, 20)


def test_without_views_a_slot_is_out_of_its_voters_and_other_votes_are_counts():
    rows = [cast(by=i, set_at=1) for i in range(3)] + [cast(by=9, signal="downvote", set_at=1)]
    rows += [cast(by=5, signal="collect", set_at=1)]
    counted = tally(rows, empty(Reads), viewed=False)

    assert counted["a", "upvote"] == (3, 4)
    assert counted["a", "downvote"] == (1, 1)
    assert counted["a", "collect"] == (1, None)


def test_voters_have_opened_what_they_voted_on():
    rows = [cast(by=i, set_at=1) for i in range(3)]

    assert tally(rows, empty(Reads), viewed=True)["a", "upvote"] == (3, 3)


def test_opens_beyond_the_voters_show_that_views_are_logged():
    cast_votes = table(Votes, [cast(by=i, set_at=1) for i in range(3)])

    def viewed(n: int) -> bool:
        return votes.logs_views(cast_votes, opens([{"response": "a", "opens": n}])).collect().item()

    assert not viewed(3)
    assert viewed(4)
