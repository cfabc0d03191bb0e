import polars as pl
import pytest

from schemas.reading import Verdicts
from schemas.statistics import Reads, Votes
from tests.transforms.evidence.world import NIGHT, cast, empty, statistics, table, user
from transforms.evidence import votes
from transforms.standing import standing


def opens(rows: list[dict]) -> pl.LazyFrame:
    full = [{"context": "c", "dt": NIGHT, "half": 0, "users": []} | row for row in rows]
    return table(Reads, full)


def tally(rows: list[dict], read: pl.LazyFrame, viewed: bool, kind="qa") -> dict:
    frame = votes.tally(
        standing(table(Votes, rows)), read, viewed=pl.LazyFrame({"viewed": [viewed]}), kind=kind, share=1.0
    ).collect()
    return {(r, s): (k, n) for r, s, k, n in frame.select("response", "signal", "successes", "trials").rows()}


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

    def viewed(n: int, **others: pl.LazyFrame) -> bool:
        read = opens([{"response": "a", "opens": n}])
        return votes.logs_views(statistics(votes=cast_votes, reads=read, **others)).collect().item()

    liker = table(Verdicts, [{"user": user(1), "reason": "likes_everything"}])
    assert not viewed(3)
    assert viewed(4)
    assert viewed(3, verdicts=liker)


@pytest.mark.parametrize(("kind", "signal"), [("qa", "upvote"), ("qa", "downvote"), ("chat", "thumbs_up")])
def test_without_views_and_without_an_opposite_a_vote_is_a_count(kind, signal):
    rows = [cast(by=i, set_at=1, signal=signal) for i in range(3)]

    assert tally(rows, empty(Reads), viewed=False, kind=kind)["a", signal] == (3, None)
