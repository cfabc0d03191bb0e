"""How sure a site's weights are: from how much its contexts agree about them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.evidence.latent.factors import Posterior, Sites, Weights, posterior
from transforms.evidence.latent.panel import Panel
from transforms.evidence.latent.priors import Priors


class Errors(NamedTuple):
    """Standard errors of loading and style, one element per signal; 0 for what defines a factor."""

    loading: NDArray[np.float64]
    style: NDArray[np.float64]


def standard_errors(panel: Panel, weights: Weights, priors: Priors, sites: Sites) -> Errors:
    """From the inverse of what is known of all loadings and styles together.

    That is the sum over contexts of outer products of their scores (Berndt, Hall, Hall & Hausman 1974), and the
    priors' precision. A score is the gradient of the log likelihood, which is the posterior mean of the gradient with
    theta and phi known (Fisher's identity: Louis 1982), so that it also knows how little the factors themselves are
    known. Without an anchor nothing was learned, and the error is what was believed before.
    """
    known = posterior(panel, weights, sites)
    scores = np.add.reduceat(np.concatenate(_of_weights(weights, known), axis=1), panel.first)
    prior = np.concatenate([priors.loading_sd**-2, priors.style_sd**-2])
    free = _free(priors)
    told = (scores.T @ scores + np.diag(prior))[np.ix_(free, free)]
    errors = np.zeros(len(free))
    errors[free] = np.sqrt(np.diag(np.linalg.inv(told)))
    loading, style = np.split(errors, 2)
    if priors.anchor < 0:
        loading = np.where(priors.explicit, 0.0, priors.loading_sd)
    return Errors(loading, style)


def _free(priors: Priors) -> NDArray[np.bool_]:
    """Which of all loadings and styles were learned."""
    loadings = (np.arange(len(priors.loading)) != priors.anchor) & (priors.anchor >= 0)
    return np.concatenate([loadings, ~priors.explicit])


def _of_weights(weights: Weights, known: Posterior) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """d log likelihood / d loading and / d style, N x S: precision E[(residual - loading theta - style phi) factor]."""
    theta, phi = known.theta[:, None], known.phi[:, None]
    rest = known.residual - weights.loading * theta - weights.style * phi
    shared = weights.loading * known.covariance[:, None] + weights.style * known.var_phi[:, None]
    own = weights.loading * known.var_theta[:, None] + weights.style * known.covariance[:, None]
    return known.precision * (rest * theta - own), known.precision * (rest * phi - shared)
