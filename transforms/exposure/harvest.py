"""AllPairs intervention harvesting: what positions do, from responses that stood at several of them."""

from typing import NamedTuple

import numpy as np

from transforms.exposure.cells import Cells, Floats, blocks

NEWTON_STEPS = 50
MAX_STEP = 1.0
MODEL_UNITS = 10
"""Units that the model's own information is worth against the scatter between units: few units scatter by chance."""


class Curve(NamedTuple):
    """ln(p_k / p_1) per class with its covariance; `told` is the share of the prior variance that swaps took away,
    of the first class as of the best other one."""

    log: Floats
    covariance: Floats
    told: Floats


def harvest(cells: Cells, prior_mean: Floats, prior_covariance: Floats) -> Curve:
    """The relative propensities that the swaps in `cells` make most probable.

    For every two positions k, k' the same mix of responses is compared at both (Agarwal et al. 2019, WSDM): response i
    enters with weight N_ik N_ik' / N_i, which weights strata by their information (Mantel & Haenszel 1959; Yanagawa &
    Fujii 1995 for more than two columns), so that the weighted opens at k are

        B_kk' = 2 sum_i x_ik N_ik' / N_i,   E[B_kk'] = p_k r_kk' W_kk',   r_kk' = r_k'k, W_kk' = W_k'k

    with r the mean relevance of the mix, one for each (min(k, k'), max(k, k')); 2, as sums run over ordered couples.
    Maximised over r, their Poisson likelihood is that of Bradley & Terry (1952), sum B_kk' ln(p_k / (p_k + p_k')): a
    concave function of ln p, to which the prior normal(`prior_mean`, `prior_covariance`) of the classes but the first
    is added, by Newton steps. Only rates' means are assumed: the covariance is a sandwich (White 1982) over units,
    shrunken to the model's information as by `MODEL_UNITS` more units.
    """
    wins = _wins(cells, len(prior_mean))
    precision = np.linalg.inv(prior_covariance)
    log = _climb(wins, prior_mean, precision)
    information = _information(wins, log)[1:, 1:]
    meat, n_units = _scatter(cells, log)
    meat = (meat[1:, 1:] * n_units + MODEL_UNITS * information) / (n_units + MODEL_UNITS)
    posterior = np.linalg.inv(information + precision)
    sandwich = posterior @ (meat + precision) @ posterior
    told = 1 - np.diag(posterior) / np.diag(prior_covariance)
    return Curve(log, np.pad(sandwich, (1, 0)), np.append(told.max(initial=0.0), told))


def _wins(cells: Cells, n_places: int) -> Floats:
    """B, class x class."""
    wins = np.zeros((n_places, n_places))
    for n, x in blocks(cells, n_places):
        wins += 2 * x.T @ (n / n.sum(axis=1, keepdims=True))
    return wins


def _beaten(log: Floats) -> Floats:
    """p_k' / (p_k + p_k'), by (k, k')."""
    return 1 / (1 + np.exp(np.subtract.outer(log, log)))


def _information(wins: Floats, log: Floats) -> Floats:
    beaten = _beaten(log)
    between = (wins + wins.T) * beaten * beaten.T
    return np.diag(between.sum(axis=1)) - between


def _climb(wins: Floats, prior_mean: Floats, precision: Floats) -> Floats:
    """The most probable ln p, the first held at 0."""
    log = prior_mean - prior_mean[0]
    for _ in range(NEWTON_STEPS):
        beaten = _beaten(log)
        slope = ((wins * beaten).sum(axis=1) - (wins * beaten).sum(axis=0))[1:]
        slope -= precision @ (log - prior_mean + prior_mean[0])[1:]
        step = np.linalg.solve(_information(wins, log)[1:, 1:] + precision, slope)
        log[1:] += step * MAX_STEP / np.abs(step).max(initial=MAX_STEP)
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return log


def _scatter(cells: Cells, log: Floats) -> tuple[Floats, int]:
    """Sum over units of the outer product of their slopes of the likelihood, and how many units there are."""
    n_places, n_units = len(log), 0
    beaten, meat = _beaten(log), np.zeros((len(log), len(log)))
    for n, x in blocks(cells, n_places):
        mix = n / n.sum(axis=1, keepdims=True)
        slopes = 2 * (x * (mix @ beaten.T) - mix * (x @ beaten))
        meat += slopes.T @ slopes
        n_units += len(n)
    return meat * (n_units / (n_units - 1) if n_units > 1 else 1.0), n_units
