"""Chance: generators that depend on a seed and a purpose alone, so that one part's draws never shift another's."""

from random import Random
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

SAMPLE = 20_000
"""Log-odds that are looked at to find an intercept."""


class Dice(NamedTuple):
    """Two generators: `numbers` for arrays, `words` for texts."""

    numbers: Generator
    words: Random


def dice(seed: int, purpose: str) -> Dice:
    """The generators of one seed for one purpose."""
    return Dice(np.random.default_rng([seed, *purpose.encode()]), Random(f"{seed} {purpose}"))


def sigmoid(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability from log-odds."""
    return 1 / (1 + np.exp(-log_odds))


def intercept(log_odds: NDArray[np.float64], share: float) -> float:
    """The constant c for which sigmoid(c + log_odds) has the mean `share`, by bisection over an even sample."""
    sample = log_odds[:: len(log_odds) // SAMPLE + 1]
    low, high = -30.0, 30.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if len(sample) and sigmoid(middle + sample).mean() < share else (low, middle)
    return low
