"""Probabilities and their log-odds, as arrays."""

import numpy as np
from numpy.typing import NDArray


def sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 / (1 + exp(-x)); probabilities below 1e-217 do not matter here."""
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


def logit(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """ln(p / (1 - p)) of a probability within (0, 1)."""
    return np.log(p) - np.log1p(-p)
