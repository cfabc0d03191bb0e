import polars as pl
import pytest

from transforms.pairs.touched import Tonight, touched

STATISTICS = ("votes", "reads", "turns", "totals")
SCHEMAS = {name: {"response": pl.String} for name in STATISTICS} | {
    "contents": {"response": pl.String, "context": pl.String},
    "verdicts": {"user": pl.String, "event_id": pl.String, "response": pl.String},
}
KNOWN = [("a1", "a"), ("a2", "a"), ("b1", "b"), ("c1", "c"), ("lost", None)]
WINDOW = [("a1", "u1"), ("b1", "u2"), ("lost", "u2")]
TURNS = [("c1", "u3")]


def contexts(**tonight: list[dict]) -> list[str]:
    """The contexts touched by what a night added, with votes and contents known from before; sorted, as returned."""
    added = {name: pl.LazyFrame(tonight.get(name, []), schema=schema) for name, schema in SCHEMAS.items()}
    votes = pl.LazyFrame(WINDOW, schema=["response", "user"], orient="row")
    known = pl.LazyFrame(KNOWN, schema=["response", "context"], orient="row")
    turns = pl.LazyFrame(TURNS, schema=["response", "user"], orient="row")
    found = touched(Tonight(**added), votes, turns, known).collect()
    assert found.columns == ["context"]
    return sorted(found["context"])


def test_a_quiet_night_touches_nothing():
    assert contexts() == []


@pytest.mark.parametrize("table", STATISTICS)
def test_a_row_of_tonight_touches_the_context_of_its_response(table):
    assert contexts(**{table: [{"response": "a1"}, {"response": "a2"}]}) == ["a"]


@pytest.mark.parametrize("response", ["lost", "never seen"])
def test_a_response_without_a_context_touches_nothing(response):
    assert contexts(votes=[{"response": response}]) == []


def test_a_content_of_tonight_touches_its_context():
    assert contexts(contents=[{"response": "new", "context": "d"}, {"response": "lost", "context": None}]) == ["d"]


def test_a_user_flagged_tonight_touches_what_he_voted_on_in_the_window():
    assert contexts(verdicts=[{"user": "u2"}]) == ["b"]


def test_an_event_flagged_tonight_takes_no_votes_away():
    assert contexts(verdicts=[{"event_id": "e1", "response": "a1"}]) == []


def test_a_context_is_named_once_for_all_its_reasons():
    found = contexts(
        votes=[{"response": "a1"}], reads=[{"response": "a2"}], verdicts=[{"user": "u1"}, {"user": "u2"}],
        contents=[{"response": "a3", "context": "a"}],
    )  # fmt: skip

    assert found == ["a", "b"]


def test_turns_lost_to_a_verdict_of_tonight_touch_their_context():
    assert contexts(verdicts=[{"user": "u3"}]) == ["c"]
