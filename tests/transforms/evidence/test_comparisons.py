import polars as pl
import pytest

from schemas.evidence import Comparisons
from tests.transforms.evidence.world import answers, user
from transforms.evidence import responses
from transforms.evidence.comparisons import EDIT_LOG_ODDS, compare


def turns(*rows: dict) -> pl.LazyFrame:
    usual = {"context": "c", "conversation": "t", "parent": "q", "regenerated": False, "edited_into": None}
    frame = pl.DataFrame([usual | {"user": user(1)} | row for row in rows], schema_overrides={"edited_into": pl.String})
    return frame.lazy()


def index(*names: str) -> pl.LazyFrame:
    return responses.index(answers([{"response": name, "context": "c"} for name in names]))


def compared(rows: list[dict], *names: str) -> list[tuple]:
    found = Comparisons.validate(Comparisons.cast(compare(turns(*rows), index(*names)).collect()))
    return found.select("first", "second", "signal", "n_users", "log_odds").rows()


def test_siblings_that_one_person_met_are_a_couple_without_log_odds():
    rows = [{"response": "b", "regenerated": True}, {"response": "a"}]

    assert compared(rows, "a", "b") == [("a", "b", "regenerate", 1, None)]


def test_answers_to_different_messages_or_of_different_people_are_no_couple():
    rows = [{"response": "a"}, {"response": "b", "parent": "q2"}, {"response": "d", "user": user(2)}]

    assert compared(rows, "a", "b", "d") == []


def test_people_are_counted_once():
    rows = [{"response": name, "user": user(n), "conversation": f"t{n}"} for n in (1, 2) for name in ("a", "b")]

    assert compared([*rows, *rows], "a", "b") == [("a", "b", None, 2, None)]


@pytest.mark.parametrize(("edited", "sign"), [("a~1", -1), ("Z", 1)])
def test_a_rewriting_beats_its_original_whatever_their_order(edited, sign):
    ((first, second, signal, n_users, log_odds),) = compared([{"response": "a", "edited_into": edited}], "a", edited)

    assert (first, second) == tuple(sorted(["a", edited]))
    assert (signal, n_users, log_odds) == ("edit", 1, sign * EDIT_LOG_ODDS)


def test_a_rewriting_without_text_is_no_couple():
    assert compared([{"response": "a", "edited_into": "gone"}], "a") == []


def test_opposite_rewritings_say_nothing():
    rows = [{"response": "a", "edited_into": "b"}, {"response": "b", "edited_into": "a", "parent": "q2"}]

    assert compared(rows, "a", "b") == [("a", "b", "edit", 1, None)]
