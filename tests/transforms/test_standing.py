import datetime as dt

import pytest

from schemas.statistics import Votes
from tests.transforms.evidence.world import NIGHT, cast, table, user
from transforms.standing import standing


def stands(*rows: dict) -> list[tuple]:
    return sorted(standing(table(Votes, list(rows))).select("response", "user", "signal").collect().rows())


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
    assert len(stands(*rows)) == count


def test_the_later_state_of_a_slot_stands_even_if_it_was_cleared_since():
    rows = [cast(set_at=1), cast(signal="downvote", set_at=2, clear_at=3)]

    assert stands(*rows) == []


def test_nights_merge_by_the_latest_act():
    tomorrow = NIGHT + dt.timedelta(days=1)
    set_then_cleared = [cast(set_at=1), cast(clear_at=30, night=tomorrow)]
    cleared_then_set = [cast(clear_at=1), cast(set_at=30, night=tomorrow)]

    assert stands(*set_then_cleared) == []
    assert stands(*cleared_then_set) == [("a", user(1), "upvote")]


def test_merging_twice_changes_nothing():
    rows = [cast(by=i, set_at=1) for i in range(5)] + [cast(by=i, signal="downvote", set_at=2) for i in range(2)]

    assert stands(*rows) == stands(*rows, *rows)
