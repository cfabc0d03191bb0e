"""A site's weights from its own responses: expectation maximisation, with priors and signs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.evidence.latent import priors as shipped
from transforms.evidence.latent.errors import Errors, standard_errors
from transforms.evidence.latent.factors import Posterior, Sites, Weights, posterior
from transforms.evidence.latent.panel import Panel
from transforms.evidence.latent.priors import Priors
from transforms.evidence.latent.rotation import Rotations, rotations
from transforms.evidence.latent.sites import begin, refine

STEPS = 50
"""Steps of expectation maximisation. With votes enough the weights then move by less than their second digit; with few
the axes still turn, but there all rotations are mixed."""
FIRST_STEPS = 3
"""Steps of expectation propagation before the first of them, and after the last."""
RESPONSES = 3_000
"""Responses from which the weights are learned: of a larger site evenly spaced contexts with about as many."""
LAST_STEPS = 20
"""Steps to theta_variance where contexts differ in it, all other weights given."""
INTERCEPT, LENGTH, THETA, PHI = range(4)


class Fit(NamedTuple):
    """The weights, the errors of loading and style, and the rotations that the weights are the mean of."""

    weights: Weights
    errors: Errors
    rotations: Rotations


def fit(panel: Panel, priors: Priors) -> Fit:
    """Weights by expectation maximisation (Dempster, Laird & Rubin 1977; for factors Rubin & Thayer 1982).

    Loadings and styles have normal priors, specific and context variances scaled inverse chi-squared ones. A loading
    that would have the wrong sign is 0. Votes have no style; the anchor's loading is its sign; without an anchor every
    loading stays at its prior. Every signal's `length` weight is free, so that length says nothing through dwell and
    the like; what people think of length is the anchor's.
    """
    sample = panel.some(_spread(panel))
    weights = _start(sample, priors)
    sites = begin(sample, weights)
    for _ in range(FIRST_STEPS):
        sites = refine(sample, weights, sites)
    for _ in range(STEPS):
        sites = refine(sample, weights, sites)
        weights = _maximise(sample, weights, priors, sites)
    sites = refine(sample, weights, sites)
    errors = standard_errors(sample, weights, priors, sites)
    turned = rotations(sample, weights, priors, sites)
    ratio = _variance_of_unlike_contexts(sample, weights, priors, sites) / weights.theta_variance
    turned = turned._replace(variance=turned.variance * ratio)
    return Fit(turned.mean(weights), errors, turned)


def settle(panel: Panel, weights: Weights) -> tuple[Weights, Sites]:
    """Sites and context levels of all responses under a site's weights."""
    weights = weights._replace(
        context=np.zeros((len(panel.first), len(panel.signals))), narrow=np.ones(len(panel.length))
    )
    sites = begin(panel, weights)
    for _ in range(FIRST_STEPS):
        sites = refine(panel, weights, sites)
        known = posterior(panel, weights, sites)
        weights = _level_contexts(panel, weights, sites, known)._replace(narrow=_narrowness(panel, weights, known))
    return weights, refine(panel, weights, sites, damping=1.0)


def _spread(panel: Panel) -> NDArray[np.int64]:
    """Rows of evenly spaced contexts with about `RESPONSES` responses; all where there are no more."""
    every = -(-len(panel.context) // RESPONSES)
    return np.flatnonzero(panel.context % max(every, 1) == 0)


def _start(panel: Panel, priors: Priors) -> Weights:
    rate = (panel.k.sum(axis=0) + 0.5) / (panel.n.sum(axis=0) + 1)
    seen = np.maximum(panel.known.sum(axis=0), 1)
    return Weights(
        intercept=np.where(panel.counted, np.log(rate / (1 - rate)), panel.mean.sum(axis=0) / seen),
        length=np.zeros(len(panel.signals)),
        loading=priors.loading,
        style=priors.style,
        specific=priors.specific,
        context_variance=np.full(len(panel.signals), shipped.CONTEXT_VARIANCE),
        context=np.zeros((len(panel.first), len(panel.signals))),
        theta_variance=priors.theta_variance,
        narrow=np.ones(len(panel.length)),
    )


def _maximise(panel: Panel, weights: Weights, priors: Priors, sites: Sites) -> Weights:
    """The weights that are best for the posterior under the weights before."""
    known = posterior(panel, weights, sites)
    weights = _regress(panel, weights, priors, sites, known)
    weights = _level_contexts(panel, weights, sites, known)
    spread = np.sqrt(_shrunk_mean(known.phi**2 + known.var_phi, 1.0))
    return weights._replace(
        style=weights.style * spread,
        specific=_specific(panel, weights, priors, sites, known),
        theta_variance=_shrunk_mean(known.theta**2 + known.var_theta, priors.theta_variance),
    )


def _shrunk_mean(values: NDArray[np.float64], prior: float) -> float:
    return (values.sum() + shipped.THETA_RESPONSES * prior) / (len(values) + shipped.THETA_RESPONSES)


def _variance_of_unlike_contexts(panel: Panel, weights: Weights, priors: Priors, sites: Sites) -> float:
    """theta_variance where each context's is that times its scale.

    It is learned last: a factor with a scale of its own in every context fits anything better than one without, and
    while the weights are learned, theta would take the place of style for it.
    """
    for _ in range(LAST_STEPS):
        known = posterior(panel, weights, sites)
        narrow = _narrowness(panel, weights, known)
        variance = _shrunk_mean(narrow * (known.theta**2 + known.var_theta), priors.theta_variance)
        weights = weights._replace(narrow=narrow, theta_variance=variance)
    return weights.theta_variance


def _narrowness(panel: Panel, weights: Weights, known: Posterior) -> NDArray[np.float64]:
    """How much closer together than usual the responses of each context are: E[1 / scale_c], per response.

    theta ~ N(0, theta_variance x scale_c) with scale_c ~ inverse gamma(v / 2, v / 2), v = `NARROW_RESPONSES`: the
    variational posterior's mean is (v + n_c) / (v + sum E[theta^2] / theta_variance) (Gelman et al. 2013, ch. 13.7).
    """
    squares = np.add.reduceat(known.theta**2 + known.var_theta, panel.first) / weights.theta_variance
    size = np.diff([*panel.first, len(panel.context)])
    prior = shipped.NARROW_RESPONSES
    return ((prior + size) / (prior + squares))[panel.context]


def _regress(panel: Panel, weights: Weights, priors: Priors, sites: Sites, known: Posterior) -> Weights:
    """Each signal on (1, length, theta, phi), whose last two are only known up to their posterior."""
    n = len(panel.length)
    columns = np.stack([np.ones(n), panel.length, known.theta, known.phi])
    target = np.where(panel.known, sites.mean - weights.context[panel.context], 0.0)
    outer = np.einsum("in,jn,ns->sij", columns, columns, known.precision, optimize=False)
    pull = np.einsum("in,ns,ns->si", columns, known.precision, target, optimize=False)
    uncertain = {(THETA, THETA): known.var_theta, (PHI, PHI): known.var_phi, (THETA, PHI): known.covariance}
    found = np.zeros((4, len(panel.signals)))
    for signal in range(len(panel.signals)):
        spreads = (shipped.LENGTH_SD, priors.loading_sd[signal], priors.style_sd[signal])
        prior = np.array([0.0, *(spread**-2 for spread in spreads)])
        matrix = outer[signal] + np.diag(prior)
        for (row, column), variance in uncertain.items():
            matrix[row, column] += known.precision[:, signal] @ variance
            matrix[column, row] = matrix[row, column]
        right = pull[signal] + prior * [0.0, 0.0, priors.loading[signal], priors.style[signal]]
        fixed = _fixed(signal, priors)
        found[:, signal] = _solve(matrix, right, fixed)
        if priors.sign[signal] * found[THETA, signal] < 0:
            found[:, signal] = _solve(matrix, right, fixed | {THETA: 0.0})
    names = ("intercept", "length", "loading", "style")
    return weights._replace(**dict(zip(names, found, strict=True)))


def _fixed(signal: int, priors: Priors) -> dict[int, float]:
    """Coefficients of a signal that are not free."""
    fixed = {PHI: 0.0} if priors.explicit[signal] else {}
    if priors.anchor in (-1, signal):
        fixed[THETA] = float(priors.loading[signal])
    return fixed


def _solve(matrix: NDArray[np.float64], right: NDArray[np.float64], fixed: dict[int, float]) -> NDArray[np.float64]:
    """Least squares with some coefficients given."""
    solution = np.zeros(len(right))
    for place, value in fixed.items():
        solution[place] = value
    free = [place for place in range(len(right)) if place not in fixed]
    rest = right[free] - matrix[free] @ solution
    solution[free] = np.linalg.solve(matrix[np.ix_(free, free)] + 1e-9 * np.eye(len(free)), rest)
    return solution


def _level_contexts(panel: Panel, weights: Weights, sites: Sites, known: Posterior) -> Weights:
    """Each context's own level of every signal, shrunken to 0 by its variance, which is learned as well."""
    fitted = weights.loading * known.theta[:, None] + weights.style * known.phi[:, None]
    own = np.where(panel.known, sites.mean - weights.level(panel) - fitted, 0.0) + weights.context[panel.context]
    weight = np.add.reduceat(known.precision, panel.first, axis=0)
    precision = weight + 1 / weights.context_variance
    context = np.add.reduceat(known.precision * own, panel.first, axis=0) / precision
    heard = weight > 0
    squares = np.where(heard, context**2 + 1 / precision, 0.0).sum(axis=0)
    prior = shipped.CONTEXTS * shipped.CONTEXT_VARIANCE
    return weights._replace(
        context=context, context_variance=(squares + prior) / (heard.sum(axis=0) + shipped.CONTEXTS)
    )


def _specific(panel: Panel, weights: Weights, priors: Priors, sites: Sites, known: Posterior) -> NDArray[np.float64]:
    """Variance of what is each signal's own; of votes an assumed share of theta's."""
    l, m, t = weights.loading, weights.style, weights.specific  # noqa: E741
    fitted = l * known.theta[:, None] + m * known.phi[:, None]
    spread = l * l * known.var_theta[:, None] + m * m * known.var_phi[:, None] + 2 * l * m * known.covariance[:, None]
    rest = np.where(panel.known, sites.mean - weights.level(panel) - fitted, 0.0)
    share = t / (t + sites.variance)
    own = np.where(panel.known, share**2 * (rest**2 + spread) + t * (1 - share), 0.0).sum(axis=0)
    prior = shipped.SPECIFIC_RESPONSES
    learned = (own + prior * priors.specific) / (panel.known.sum(axis=0) + prior)
    assumed = np.where(priors.explicit, shipped.VOTE_SHARE * weights.theta_variance, learned)
    return np.where(priors.explicit & ~priors.unseen, assumed, learned)
