"""What is known of a curve over positions before any data: it is smooth in the logarithm of the position."""

import numpy as np

from transforms.exposure.cells import Floats


def log_depth(position: Floats) -> Floats:
    """ln(position / lowest position), of ascending positions; the first is 0."""
    return np.log(position / position[0])


def covariance(depth: Floats, *, slope_sd: float, wander_sd: float) -> Floats:
    """Prior covariance of f at `depth`, f(0) = 0: a line of random slope, and a Brownian motion around it.

    C_kl = slope_sd^2 d_k d_l + wander_sd^2 min(d_k, d_l) (a cubic-spline-like prior of lower order; Rasmussen &
    Williams 2006, Gaussian Processes for Machine Learning, ch. 2.7 and 6.3).
    """
    return slope_sd**2 * np.outer(depth, depth) + wander_sd**2 * np.minimum.outer(depth, depth)
