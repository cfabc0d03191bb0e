import pytest

from schemas.statistics import Turns
from tests.transforms.evidence.world import NIGHT, table, user
from transforms.evidence import turns


def turn(response="a", by=1, **values) -> dict:
    flags = {"regenerated": False, "continued": False, "stopped": False}
    counts = {"earlier_regenerations": 0, "earlier_complaints": 0}
    key = {"context": "c", "response": response, "user": user(by), "conversation": "t", "dt": NIGHT, "follow_up": None}
    return key | flags | counts | values


def counted(*rows: dict) -> dict[str, tuple[float, float]]:
    frame = turns.tally(table(Turns, list(rows)), share=1.0).collect()
    return {signal: (k, n) for signal, k, n in frame.select("signal", "successes", "trials").rows()}


def test_flags_merge_by_or_and_counts_by_max():
    rows = [turn(regenerated=True, attempt=1), turn(stopped=True, attempt=2)]

    merged = turns.merge(table(Turns, rows)).collect()

    assert merged.select("regenerated", "stopped", "continued", "attempt").rows() == [(True, True, False, 2)]


def test_regenerations_are_out_of_the_times_an_answer_was_served():
    assert counted(turn(by=1, regenerated=True), turn(by=2), turn(by=3))["regenerate"] == (1, 3)


def test_not_having_been_replaced_says_little_where_hardly_anybody_replaces():
    """Nobody regenerates a third time: who stays with the third attempt has not shown that it is good."""
    first = [turn("a", by, attempt=1, regenerated=by % 2 == 0) for by in range(200)]
    third = [turn("b", by, attempt=3, earlier_regenerations=2) for by in range(200)]

    frame = turns.tally(table(Turns, first + third), share=1.0).filter(signal="regenerate").collect()

    trials = dict(frame.select("response", "trials").iter_rows())
    assert trials["a"] == pytest.approx(400, rel=0.1)
    assert trials["b"] < 30


def test_one_user_is_at_most_his_share_of_a_context():
    others = [turn(f"b{by}", by) for by in range(100, 150)]
    busy = [turn(f"a{place}", 1, stopped=True) for place in range(50)]

    frame = turns.tally(table(Turns, others + busy), share=0.1).filter(signal="stop").collect()

    assert frame["successes"].sum() == pytest.approx(50 / 9, abs=0.1)
    assert frame["trials"].sum() == pytest.approx(50 + 50 / 9, abs=0.1)


@pytest.mark.parametrize("follow_up", ["complaint", "rephrased"])
def test_follow_ups_are_a_chain_of_complaint_and_then_praise(follow_up):
    rows = [turn(by=1, follow_up=follow_up), turn(by=2, follow_up="praise"), turn(by=3, follow_up="deeper"), turn(by=4)]

    found = counted(*rows)

    assert found["complaint"] == (1, 3)
    assert found["praise"] == (1, 2)
