"""Couples of responses, and how two readers who disagree divide between them: foretold, and as it came."""

from typing import NamedTuple

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from transforms.logistic import logit, sigmoid

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NODES, WEIGHTS = hermegauss(9)
USUAL_READERS = 10
"""Readers that the site's rate of votes is worth against a context's own."""
NEWTON_STEPS, NEAR = 12, 1e-7
FURTHEST = 12.0
"""Largest log-odds, either way, of a context's rate of votes."""


class Halves(NamedTuple):
    """One element per response and direction (whose half's evidence foretells whose votes), whole groups together.

    `first` is where each group, the responses of one context and direction, starts, and `group` the number of each
    element's; `context` and `direction` are numbers. theta ~ N(score, variance) by the evidence; k of n readers of the
    other half gave it the vote.
    """

    first: Integers
    group: Integers
    context: Integers
    direction: Integers
    score: Floats
    variance: Floats
    k: Floats
    n: Floats


class Couples(NamedTuple):
    """Two responses of a group each; the one with the higher score is the chosen one.

    `agree` is the unbiased estimate k_i (n_j - k_j) / (n_i n_j) of p_i (1 - p_j), that a reader of the chosen one gives
    it the vote and a reader of the other one does not, and `differ` its sum with that of the opposite. `log_odds` is
    what the evidence foretells of agree / differ, `margin` the difference of the scores, `spread` the sum of their
    variances and `weight` n_i n_j / (n_i + n_j), which knows nothing of the votes.
    """

    context: Integers
    direction: Integers
    agree: Floats
    differ: Floats
    log_odds: Floats
    margin: Floats
    spread: Floats
    weight: Floats


def couples(halves: Halves) -> Couples:
    """Every two responses of a group, once.

    With p = sigmoid(level + theta) the share of those who prefer i among those who disagree is p_i (1 - p_j) / [p_i (1
    - p_j) + p_j (1 - p_i)] = sigmoid(theta_i - theta_j). Its mean over couples counts each by how often its readers
    disagree, and they do so the more the further theta_i and theta_j are apart. Therefore it is not the mean of
    E[sigmoid(theta_i - theta_j)] that is foretold, but E[p_i (1 - p_j)] over its sum with the opposite: as theta_i and
    theta_j are independent, the odds E[p_i] / (1 - E[p_i]) over those of j.
    """
    foretold = logit(rates(halves))
    i, j = _every_two(halves.first, len(halves.group))
    higher = halves.score[i] >= halves.score[j]
    i, j = np.where(higher, i, j), np.where(higher, j, i)
    share = halves.k / halves.n
    agree, opposite = share[i] * (1 - share[j]), share[j] * (1 - share[i])
    return Couples(
        context=halves.context[i],
        direction=halves.direction[i],
        agree=agree,
        differ=agree + opposite,
        log_odds=foretold[i] - foretold[j],
        margin=halves.score[i] - halves.score[j],
        spread=halves.variance[i] + halves.variance[j],
        weight=halves.n[i] * halves.n[j] / (halves.n[i] + halves.n[j]),
    )


def rates(halves: Halves) -> Floats:
    """E[sigmoid(level + theta)] of each response, theta ~ N(score, variance), by Gauss-Hermite quadrature.

    The level is the group's own: with it as many votes are foretold as were given, `USUAL_READERS` of the site's usual
    rate among them. It hardly matters, because it drops out of odds ratios where votes are rare.
    """
    n, k = np.add.reduceat(halves.n, halves.first), np.add.reduceat(halves.k, halves.first)
    usual = (halves.k.sum() + 1) / (halves.n.sum() + 2)
    target = (k + USUAL_READERS * usual) / (n + USUAL_READERS)
    level = logit(target)
    theta = halves.score[:, None] + np.sqrt(halves.variance)[:, None] * NODES
    weights = WEIGHTS / WEIGHTS.sum()
    for _ in range(NEWTON_STEPS):
        p = sigmoid(level[halves.group][:, None] + theta)
        excess = np.add.reduceat(halves.n * (p @ weights), halves.first) - n * target
        slope = np.add.reduceat(halves.n * ((p * (1 - p)) @ weights), halves.first)
        step = np.clip(excess / slope, -1, 1)
        level = np.clip(level - step, -FURTHEST, FURTHEST)
        if np.abs(step).max() < NEAR:
            break
    return sigmoid(level[halves.group][:, None] + theta) @ weights


def _every_two(first: Integers, total: int) -> tuple[Integers, Integers]:
    """Positions of every two elements of each group, the earlier one first."""
    size = np.diff([*first, total])
    last = np.repeat(first + size, size)
    rest = last - np.arange(total) - 1
    i = np.repeat(np.arange(total), rest)
    return i, i + 1 + np.arange(len(i)) - np.repeat(np.cumsum(rest) - rest, rest)
