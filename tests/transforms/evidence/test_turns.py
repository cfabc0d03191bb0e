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
    frame = turns.tally(table(Turns, list(rows))).collect()
    return {signal: (k, n) for signal, k, n in frame.select("signal", "successes", "trials").rows()}


def test_flags_merge_by_or_and_counts_by_max():
    rows = [turn(regenerated=True, attempt=1), turn(stopped=True, attempt=2)]

    merged = turns.merge(table(Turns, rows)).collect()

    assert merged.select("regenerated", "stopped", "continued", "attempt").rows() == [(True, True, False, 2)]


def test_regenerations_are_out_of_the_times_an_answer_was_served():
    assert counted(turn(by=1, regenerated=True), turn(by=2), turn(by=3))["regenerate"] == (1, 3)


@pytest.mark.parametrize("follow_up", ["complaint", "rephrased"])
def test_follow_ups_are_a_chain_of_complaint_and_then_praise(follow_up):
    rows = [turn(by=1, follow_up=follow_up), turn(by=2, follow_up="praise"), turn(by=3, follow_up="deeper"), turn(by=4)]

    found = counted(*rows)

    assert found["complaint"] == (1, 3)
    assert found["praise"] == (1, 2)
