"""By how much margins would have to be multiplied."""

from typing import NamedTuple

import numpy as np

from transforms.calibrate.agreement import Couples, Floats
from transforms.calibrate.resampling import blocks, drawn
from transforms.logistic import sigmoid
from transforms.student import quantile

Z_99 = 2.575829
LARGEST_SLOPE = 3.0
NEWTON_STEPS, NEAR = 20, 1e-7


class Slope(NamedTuple):
    """The number by which margins would have to be multiplied, with its 99% interval."""

    value: float
    lower: float
    upper: float


def slope_of(found: Couples) -> Slope:
    """b such that `log_odds` + (b - 1) `margin` foretells best (Cox 1958, Biometrika 45:562, without intercept).

    The root of the estimating function sum weight (agree - differ sigmoid(log_odds + (b - 1) margin)) margin, which has
    the mean 0 where the evidence is right (b = 1), by Newton's steps. Its standard error is the bootstrap's over
    contexts, whose resampled roots are one step away.
    """
    slope, block = 1.0, blocks(found.context)
    for _ in range(NEWTON_STEPS):
        score, information = estimating(found, slope)
        step = score.sum() / max(information.sum(), 1e-12)
        slope = float(np.clip(slope + step, 0, LARGEST_SLOPE))
        if abs(step) < NEAR:
            break
    resamples = drawn(block.max() + 1)
    scores, informations = (resamples @ np.bincount(block, weights=values) for values in (score, information))
    told = len(np.unique(found.context[found.differ > 0]))
    half = quantile(Z_99, told - 1) * float(np.std(scores / np.maximum(informations, 1e-12)))
    return Slope(slope, slope - half, slope + half)


def estimating(found: Couples, slope: float) -> tuple[Floats, Floats]:
    """Each couple's part in the estimating function of the slope, and in its derivative."""
    q = sigmoid(found.log_odds + (slope - 1) * found.margin)
    score = found.weight * (found.agree - found.differ * q) * found.margin
    return score, found.weight * found.differ * q * (1 - q) * found.margin**2
