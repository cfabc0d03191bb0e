"""Two factors behind all signals: the posterior of one response's preference and engagement style, in closed form.

Signal s of response i in context c has the log-odds (dwell: the mean log)

    eta = intercept_s + context_sc + length_s x_i + loading_s theta_i + style_s phi_i + e_si

with theta ~ N(0, theta_variance x scale_c), phi ~ N(0, 1), context_sc ~ N(0, context_variance_s) and e_si ~ N(0,
specific_s): factor analysis (Bartholomew, Knott & Moustaki 2011, ch. 3 and 4), in which votes define theta and do not
load on phi.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.evidence.latent.panel import Panel


class Weights(NamedTuple):
    """What is the site's: one element per signal, besides `theta_variance`, and two that are of these responses alone.

    `context` is each context's own level of each signal, C x S, and `narrow` E[1 / scale_c] of each response's context.
    """

    intercept: NDArray[np.float64]
    length: NDArray[np.float64]
    loading: NDArray[np.float64]
    style: NDArray[np.float64]
    specific: NDArray[np.float64]
    context_variance: NDArray[np.float64]
    context: NDArray[np.float64]
    theta_variance: float
    narrow: NDArray[np.float64]

    def level(self, panel: Panel) -> NDArray[np.float64]:
        """eta of a response with theta = phi = 0, N x S."""
        return self.intercept + self.context[panel.context] + self.length * panel.length[:, None]


class Sites(NamedTuple):
    """What the data say of each eta, as a normal: its `mean` and `variance`, N x S; `mode` is where a search began."""

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]
    mode: NDArray[np.float64]


class Posterior(NamedTuple):
    """Moments of (theta, phi) per response, and what they come from, per response and signal.

    `precision` is that of eta's measurement, 1 / (specific + variance), and `residual` its mean less the level; both
    are 0 where nothing is known.
    """

    theta: NDArray[np.float64]
    phi: NDArray[np.float64]
    var_theta: NDArray[np.float64]
    var_phi: NDArray[np.float64]
    covariance: NDArray[np.float64]
    precision: NDArray[np.float64]
    residual: NDArray[np.float64]


class Cavity(NamedTuple):
    """Mean and variance of each eta by everything but its own measurement, N x S."""

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]


def posterior(panel: Panel, weights: Weights, sites: Sites) -> Posterior:
    """Moments of (theta, phi) given normal measurements of every eta (Gaussian elimination of a 2 x 2 system)."""
    precision, residual = measured(panel, weights, sites)
    (p11, p12, p22), (h1, h2) = sums(weights, precision, residual)
    determinant = p11 * p22 - p12**2
    var_theta, var_phi, covariance = p22 / determinant, p11 / determinant, -p12 / determinant
    return Posterior(
        theta=var_theta * h1 + covariance * h2,
        phi=covariance * h1 + var_phi * h2,
        var_theta=var_theta,
        var_phi=var_phi,
        covariance=covariance,
        precision=precision,
        residual=residual,
    )


def cavity(panel: Panel, weights: Weights, sites: Sites) -> Cavity:
    """What is known of each eta without its own measurement: the posterior of the others, and the specific variance."""
    precision, residual = measured(panel, weights, sites)
    totals, pulls = sums(weights, precision, residual)
    l, m = weights.loading, weights.style  # noqa: E741
    q11, q12, q22 = (total[:, None] - precision * own for total, own in zip(totals, (l * l, l * m, m * m), strict=True))
    h1, h2 = (pull[:, None] - precision * own * residual for pull, own in zip(pulls, (l, m), strict=True))
    determinant = q11 * q22 - q12**2
    theta, phi = (q22 * h1 - q12 * h2) / determinant, (q11 * h2 - q12 * h1) / determinant
    return Cavity(
        mean=weights.level(panel) + l * theta + m * phi,
        variance=(l * l * q22 - 2 * l * m * q12 + m * m * q11) / determinant + weights.specific,
    )


def measured(panel: Panel, weights: Weights, sites: Sites) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`precision` and `residual` of `Posterior`: what each measurement says of its eta, 0 where nothing is known."""
    precision = np.where(panel.known, 1 / (weights.specific + sites.variance), 0.0)
    return precision, np.where(panel.known, sites.mean - weights.level(panel), 0.0)


def sums(
    weights: Weights, precision: NDArray[np.float64], residual: NDArray[np.float64]
) -> tuple[tuple[NDArray[np.float64], ...], tuple[NDArray[np.float64], ...]]:
    """Precision matrix (11, 12, 22) of (theta, phi) and the precision-weighted mean (1, 2), per response."""
    l, m = weights.loading, weights.style  # noqa: E741
    matrix = (
        weights.narrow / weights.theta_variance + (precision * l * l).sum(axis=1),
        (precision * l * m).sum(axis=1),
        1 + (precision * m * m).sum(axis=1),
    )
    return matrix, ((precision * l * residual).sum(axis=1), (precision * m * residual).sum(axis=1))
