"""Counts as normals: expectation propagation between each count and the two factors behind it."""

import numpy as np

from transforms.evidence.latent.factors import Sites, Weights, cavity
from transforms.evidence.latent.panel import Panel
from transforms.evidence.latent.tilted import moments
from transforms.logistic import sigmoid

DAMPING = 0.8
"""Share of a site's new parameters that is taken at each step."""
NO_PRECISION = 1e-9


def begin(panel: Panel, weights: Weights) -> Sites:
    """Means as they are; of counts nothing is known yet."""
    variance = np.where(panel.counted, 1 / NO_PRECISION, panel.variance)
    usual = sigmoid(weights.intercept)
    start = np.log((panel.k + usual) / (panel.n - panel.k + 1 - usual))
    return Sites(np.where(panel.counted, start, panel.mean), variance, start)


def refine(panel: Panel, weights: Weights, sites: Sites, *, damping: float = DAMPING) -> Sites:
    """One parallel step of expectation propagation (Minka 2001, UAI; Rasmussen & Williams 2006, ch. 3.6).

    Each count's likelihood is replaced by the normal that, times its cavity, has the moments of likelihood times
    cavity. The posterior of sparse votes is so that of the binomial, and not of an approximation to it.
    """
    at = panel.known & panel.counted
    without = cavity(panel, weights, sites)
    mean, variance = without.mean[at], without.variance[at]
    found = moments(panel.k[at], panel.n[at], mean, variance, sites.mode[at])
    precision = np.maximum(1 / found.variance - 1 / variance, NO_PRECISION)
    shift = found.mean / found.variance - mean / variance
    before = 1 / sites.variance[at]
    after = damping * precision + (1 - damping) * before
    pull = damping * shift + (1 - damping) * before * sites.mean[at]
    refined = Sites(*(array.copy() for array in sites))
    refined.mean[at], refined.variance[at], refined.mode[at] = pull / after, 1 / after, found.mode
    return refined
