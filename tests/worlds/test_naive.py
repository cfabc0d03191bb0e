"""Default worlds are as hard for naive rules as real sites of their kind are thought to be."""

import pytest

from worlds.knobs import KNOBS
from worlds.naive import naive
from worlds.simulate import simulate

EXPECTED = {
    "qa": {"longer mean dwell wins": 0.63, "vote rate wins": 0.79},
    "feed": {"longer mean dwell wins": 0.57, "vote rate wins": 0.78},
    "chat": {"regenerated loses": 0.76},
}


@pytest.mark.parametrize("kind", list(EXPECTED))
def test_naive_rules_are_about_as_right_as_intended(kind):
    found = naive(simulate(kind, KNOBS[kind](seed=11)))

    assert dict(found.select("rule", "right").iter_rows()) == pytest.approx(EXPECTED[kind], abs=0.045)
    assert (found["pairs"] > 1_000).all()
