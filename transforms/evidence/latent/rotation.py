"""Which way preference points among the signals that are no votes: all ways that may be, because few votes hardly tell.

Signals without votes fix the plane of the two factors, but not the axes in it: any rotation describes them as well, and
only votes, which have no style, and the priors say which is preference. Where votes are few the likeliest rotation may
be far off, so that scores are mixed over all of them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.evidence.latent import priors as shipped
from transforms.evidence.latent.factors import Sites, Weights, measured, posterior, sums
from transforms.evidence.latent.panel import Panel
from transforms.evidence.latent.priors import Priors

ANGLES = np.linspace(-80, 80, 17) * np.pi / 180
SCALES = np.exp(np.linspace(-1, 1, 5))
"""Rotations, and multiples of theta's variance, among which the weights may be; finer steps are in the errors."""
LEAST = 0.01
"""Chance below which a rotation is left out."""


class Rotations(NamedTuple):
    """K alternatives: the `chance` of each, its `loading` and `style` (K x S), and theta's `variance`."""

    chance: NDArray[np.float64]
    loading: NDArray[np.float64]
    style: NDArray[np.float64]
    variance: NDArray[np.float64]

    def mean(self, weights: Weights) -> Weights:
        """The weights with the mean of what the alternatives differ in."""
        return weights._replace(
            loading=self.chance @ self.loading,
            style=self.chance @ self.style,
            theta_variance=float(self.chance @ self.variance),
        )

    def spread(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Variances of loading and style over the alternatives."""
        return tuple(self.chance @ (each - self.chance @ each) ** 2 for each in (self.loading, self.style))

    def mixed(self, panel: Panel, weights: Weights, sites: Sites) -> "Mixture":
        """The posterior under each of the alternatives, mixed by their chances."""
        theta, square, said = 0.0, 0.0, 0.0
        for chance, loading, style, variance in zip(*self, strict=True):
            turned = weights._replace(loading=loading, style=style, theta_variance=variance)
            known = posterior(panel, turned, sites)
            pull = known.var_theta[:, None] * loading + known.covariance[:, None] * style
            theta = theta + chance * known.theta
            square = square + chance * (known.var_theta + known.theta**2)
            said = said + chance * known.precision * known.residual * pull
        return Mixture(theta, square - theta**2, said)


class Mixture(NamedTuple):
    """theta's mean and variance per response, and what each signal puts into the mean, N x S."""

    theta: NDArray[np.float64]
    variance: NDArray[np.float64]
    said: NDArray[np.float64]


def rotations(panel: Panel, weights: Weights, priors: Priors, sites: Sites) -> Rotations:
    """The posterior over `ANGLES` and `SCALES`, all else as it is; without an anchor the weights as they are."""
    angles, scales = (ANGLES, SCALES) if priors.anchor >= 0 else ([0.0], [1.0])
    turned = [_turned(weights, priors, angle, scale) for angle in angles for scale in scales]
    log = np.array([_log_posterior(panel, each, priors, sites) for each in turned])
    chance = np.exp(log - log.max())
    kept = chance >= LEAST * chance.sum()
    loading, style, variance = (
        np.array([getattr(each, name) for each in turned])[kept] for name in ("loading", "style", "theta_variance")
    )
    return Rotations(chance[kept] / chance[kept].sum(), loading, style, variance)


def _turned(weights: Weights, priors: Priors, angle: float, scale: float) -> Weights:
    """The axes turned under all signals but votes, and the variance of theta multiplied."""
    along, across = weights.loading * np.sqrt(weights.theta_variance), weights.style
    variance = weights.theta_variance * scale
    loading = (along * np.cos(angle) - across * np.sin(angle)) / np.sqrt(variance)
    loading = np.where(priors.sign * loading < 0, 0.0, loading)
    return weights._replace(
        loading=np.where(priors.explicit, weights.loading, loading),
        style=np.where(priors.explicit, 0.0, along * np.sin(angle) + across * np.cos(angle)),
        theta_variance=variance,
    )


def _log_posterior(panel: Panel, weights: Weights, priors: Priors, sites: Sites) -> float:
    """Log of likelihood (of the normals that serve the counts, theta and phi integrated out) times prior."""
    (p11, p12, p22), (h1, h2) = sums(weights, *measured(panel, weights, sites))
    determinant = p11 * p22 - p12**2
    fit = (p22 * h1**2 - 2 * p12 * h1 * h2 + p11 * h2**2) / determinant - np.log(determinant * weights.theta_variance)
    believed = ((weights.loading - priors.loading) / priors.loading_sd) ** 2
    believed = believed + ((weights.style - priors.style) / priors.style_sd) ** 2
    ratio = priors.theta_variance / weights.theta_variance
    return float(fit.sum() - believed[~priors.explicit].sum() + shipped.THETA_RESPONSES * (np.log(ratio) - ratio)) / 2
