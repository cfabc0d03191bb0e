"""Chance that can be repeated, and intercepts that hit their share."""

import numpy as np
import pytest

from worlds.dice import dice, intercept, sigmoid


def test_seed_and_purpose_decide_the_draws():
    def draws(seed: int, purpose: str) -> tuple[float, float]:
        chance = dice(seed, purpose)
        return chance.numbers.random(), chance.words.random()

    assert draws(1, "qa") == draws(1, "qa")
    assert len({draws(1, "qa"), draws(2, "qa"), draws(1, "feed")}) == 3


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_the_intercept_gives_the_mean_that_is_asked(share):
    log_odds = np.random.default_rng(0).normal(0, 2, 50_000)

    assert sigmoid(intercept(log_odds, share) + log_odds).mean() == pytest.approx(share, rel=0.05)
