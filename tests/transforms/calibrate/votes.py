"""Simulated sites whose truth is known: scores from one half of the users, votes of the other."""

import numpy as np
import polars as pl

VARIANCE, PER_CONTEXT = 1.2, 5


def site(seed: int, contexts: int = 400, stretch: float = 1.0, rate: float = -2.6) -> pl.DataFrame:
    """Rows of `estimate`: evidence that is right about itself, its margins then multiplied by `stretch`.

    theta ~ N(0, VARIANCE), measured with variances from 0.2 to 3, and so theta ~ N(score, variance) given the score.
    About 25 held-out readers of a response each, of whom sigmoid(`rate`) vote for a usual one.
    """
    rng = np.random.default_rng(seed)
    n = contexts * PER_CONTEXT
    context = np.repeat(np.arange(contexts), PER_CONTEXT)
    level, theta = rng.normal(rate, 0.5, contexts)[context], rng.normal(0, np.sqrt(VARIANCE), n)
    frames = [_direction(rng, context, level, theta, stretch).with_columns(direction=pl.lit(half)) for half in (0, 1)]
    return pl.concat(frames).with_columns(
        has_totals=pl.lit(False),
        has_votes=pl.lit(True),
        has_anchor=pl.lit(True),
        prior_variance=pl.lit(VARIANCE),
        vote_share=pl.lit(0.0),
    )


def _direction(rng, context, level, theta, stretch) -> pl.DataFrame:
    error = rng.uniform(0.2, 3, len(theta))
    told = VARIANCE / (VARIANCE + error)
    readers = 1 + rng.poisson(rng.gamma(2, 12, len(theta)))
    return pl.DataFrame(
        {
            "context": [f"c{number}" for number in context],
            "response": [f"r{number}" for number in range(len(theta))],
            "score": stretch * told * (theta + np.sqrt(error) * rng.normal(size=len(theta))),
            "variance": told * error,
            "k": rng.binomial(readers, sigmoid(level + theta)).astype(float),
            "n": readers.astype(float),
        }
    )


def sigmoid(x):
    return 1 / (1 + np.exp(-x))
