"""Intervals for shares over pairs that come in clusters: pairs of one prompt are not independent."""

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
BLOCK = 4_000_000
"""Draws held in memory at once."""


def share_interval(
    correct: NDArray[np.int64], pairs: NDArray[np.int64], resamples: int, seed: int
) -> tuple[float, float] | None:
    """95% interval of sum(correct) / sum(pairs), where element c counts cluster c; None for fewer than two clusters.

    Percentile bootstrap that resamples whole clusters with replacement (Cameron, Gelbach and Miller 2008). Where every
    pair agrees, resampling sees no spread: then the exact binomial bound (Clopper and Pearson 1934) with clusters as
    trials takes its place.
    """
    clusters = len(pairs)
    if clusters < 2:
        return None
    if correct.sum() in (0, pairs.sum()):
        bound = ((1 - LEVEL) / 2) ** (1 / clusters)
        return (0.0, 1 - bound) if correct.sum() == 0 else (bound, 1.0)
    shares = _resampled_shares(correct, pairs, resamples, np.random.default_rng(seed))
    lower, upper = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(lower), float(upper)


def _resampled_shares(
    correct: NDArray[np.int64], pairs: NDArray[np.int64], resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """The share in each of `resamples` draws of as many clusters as there are."""
    rows = max(1, BLOCK // len(pairs))
    shares = []
    for start in range(0, resamples, rows):
        drawn = rng.integers(len(pairs), size=(min(rows, resamples - start), len(pairs)))
        shares.append(correct[drawn].sum(axis=1) / pairs[drawn].sum(axis=1))
    return np.concatenate(shares)
