"""How much longer or shorter one stays with a response by where it stands."""

from typing import NamedTuple

import numpy as np

from transforms.exposure.cells import Cells, Floats, blocks
from transforms.exposure.decay import covariance

SLOPE_SD = 0.3
"""Prior standard deviation of what a unit of ln(position) adds to log dwell (assumption)."""
WANDERS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Standard deviations of the deviation from a line, of which the likelihood chooses one."""
PRIOR_READS, PRIOR_VARIANCE = 10.0, 0.64
"""Reads that the usual variance of log dwell within a response is worth."""


class Shift(NamedTuple):
    """What a class adds to log dwell, relative to the first, and its standard error."""

    log_dwell: Floats
    se: Floats


def shift(cells: Cells, squares: float, depth: Floats) -> Shift:
    """Posterior mean of d_k, from the same responses' dwell at several classes.

    Log dwell of a read is a_i + d_k + e, e ~ N(0, s^2), with a fixed effect a_i of the response, which is swept out
    (Wooldridge 2010, ch. 10.5): with y_ik the sum and n_ik the number of reads,

        L = diag(sum_i n_ik) - sum_i n_ik n_il / n_i,     b_k = sum_i (y_ik - n_ik y_i / n_i),     L d = b

    A priori d has the covariance C of `decay.covariance` at `depth` (d = 0 at the first class), a line in ln(position)
    and a smooth deviation from it, whose size has the largest marginal likelihood, -1/2 ln|I + C L / s^2| + 1/2 b' d /
    s^2, among `WANDERS`. Posterior covariance (I + C L / s^2)^-1 C and mean that times b / s^2 (Rasmussen & Williams
    2006, ch. 2 and 5.4). s^2 is the variance within responses, from `squares`, the sum of squares of all reads.
    """
    information, score = _normal_equations(cells, len(depth))
    noise = _noise(cells, squares)
    fits = [_fit(information / noise, score / noise, depth, wander) for wander in WANDERS]
    _, mean, spread = max(fits, key=lambda fit: fit[0])
    return Shift(np.concatenate([[0.0], mean]), np.concatenate([[0.0], np.sqrt(np.maximum(np.diag(spread), 0))]))


def _normal_equations(cells: Cells, n_places: int) -> tuple[Floats, Floats]:
    """L and b without the first class, whose shift is 0."""
    information, score = np.zeros((n_places, n_places)), np.zeros(n_places)
    for n, y in blocks(cells, n_places):
        share = n / n.sum(axis=1, keepdims=True)
        information += np.diag(n.sum(axis=0)) - n.T @ share
        score += (y - share * y.sum(axis=1, keepdims=True)).sum(axis=0)
    return information[1:, 1:], score[1:]


def _noise(cells: Cells, squares: float) -> float:
    """Variance of log dwell within a response, with a prior worth `PRIOR_READS`."""
    n, y = np.bincount(cells.unit, weights=cells.n), np.bincount(cells.unit, weights=cells.x)
    read = n > 0
    within = max(squares - (y[read] ** 2 / n[read]).sum(), 0.0)
    return (within + PRIOR_READS * PRIOR_VARIANCE) / ((n[read] - 1).sum() + PRIOR_READS)


def _fit(information: Floats, score: Floats, depth: Floats, wander: float) -> tuple[float, Floats, Floats]:
    """Log marginal likelihood, posterior mean and posterior covariance."""
    prior = covariance(depth[1:], slope_sd=SLOPE_SD, wander_sd=wander)
    ratio = np.eye(len(prior)) + prior @ information
    posterior = np.linalg.solve(ratio, prior)
    mean = posterior @ score
    return float(score @ mean - np.linalg.slogdet(ratio)[1]) / 2, mean, posterior
