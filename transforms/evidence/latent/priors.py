"""What is believed of a signal's weights before a site's own votes have spoken."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.signals import SIGNALS

LOADING = {"explicit": 1.0, "strong": 0.6, "contextual": 0.5, "weak": 0.3}
"""What a unit of theta adds to a signal's log-odds (dwell: to its log): the order of the pyramid, as a prior (all
numbers here are assumptions, which a site's votes soon outweigh)."""
LOADING_SD = 0.5
STYLE = {"explicit": 0.0, "strong": 0.3, "contextual": 0.15, "weak": 0.3}
"""What a standard deviation of engagement style adds. Votes know no style: that is what tells the two factors apart."""
STYLE_SD = 0.5
SPECIFIC = 0.15
"""Variance of what is a signal's own."""
SPECIFIC_RESPONSES = 20
"""Responses that the prior of a specific variance is worth."""
UNSEEN_SPECIFIC = 1.0
"""The same for counts whose trials are unknown: how often each response was seen is part of it."""
LEAST_VOTES = 100
"""Explicit votes of a site from which they can tell what its other signals are worth: with 20 of 24,000 views pairs of
0.95 were right in 80%, with 100 in 87 to 95%."""
VOTE_SHARE = 0.05
"""Share of theta's variance by which votes differ for other reasons (herding, who happened to come): an assumption.

Without a yardstick besides votes it cannot be learned from them.
"""
LENGTH_SD = 0.3
"""Standard deviation of what a unit of log length adds to any signal, given theta."""
CONTEXT_VARIANCE = 0.1
CONTEXTS = 5
"""Variance of a signal's level between contexts, and how many contexts that prior is worth."""
NARROW_RESPONSES = 8
"""Responses that the site's variance of theta is worth against that of one context's own."""
THETA_RESPONSES = 10
"""Responses that the prior of theta's variance is worth."""


class Priors(NamedTuple):
    """One element per signal, besides the last two: the mean and the standard deviation of what is believed.

    `sign` bounds the loading: its sign, or 0 where votes decide. `unseen` are counts whose trials are unknown. `anchor`
    is the number of the vote that defines theta, with a loading of exactly its sign; -1 where there are fewer than
    `LEAST_VOTES`.
    """

    sign: NDArray[np.int64]
    explicit: NDArray[np.bool_]
    loading: NDArray[np.float64]
    loading_sd: NDArray[np.float64]
    style: NDArray[np.float64]
    style_sd: NDArray[np.float64]
    specific: NDArray[np.float64]
    unseen: NDArray[np.bool_]
    anchor: int
    theta_variance: float


def shipped_weights() -> dict[str, tuple[float, float]]:
    """Signal -> (loading, style), by its tier."""
    return {name: (signal.sign * LOADING[signal.tier], STYLE[signal.tier]) for name, signal in SIGNALS.items()}


def priors(beliefs: pl.DataFrame, votes: NDArray[np.float64], *, theta_variance: float) -> Priors:
    """What is believed of the signals in the rows of `beliefs`, in their order.

    `beliefs` has (signal, unseen) and, where other sites have told (`pooling`), `prior_loading`, `prior_loading_sd`,
    `prior_style` and `prior_style_sd`, which replace the shipped ones. `unseen` marks counts whose trials are unknown.
    `votes` counts the successes of each: the most frequent positive explicit one, or else negative one, is the anchor,
    if there are votes enough.
    """
    signals = [SIGNALS[name] for name in beliefs["signal"]]
    sign = np.array([signal.sign for signal in signals], dtype=np.int64)
    explicit = np.array([signal.tier == "explicit" for signal in signals], dtype=bool)
    rank = np.where(explicit & (votes > 0), votes + (sign > 0) * (votes.sum() + 1), 0)
    anchor = int(rank.argmax()) if votes[rank > 0].sum() >= LEAST_VOTES else -1
    shipped = np.array([shipped_weights()[name] for name in beliefs["signal"]]).reshape(-1, 2).T
    loading, style = (
        beliefs[f"prior_{weight}"].fill_null(pl.Series(values)).to_numpy().copy()
        for weight, values in zip(("loading", "style"), shipped, strict=True)
    )
    if anchor >= 0:
        loading[anchor] = sign[anchor]
    unseen = beliefs["unseen"].to_numpy()
    specific = np.where(explicit, VOTE_SHARE * theta_variance, SPECIFIC)
    return Priors(
        sign=sign,
        explicit=explicit,
        loading=loading,
        loading_sd=beliefs["prior_loading_sd"].fill_null(LOADING_SD).to_numpy(),
        style=style,
        style_sd=beliefs["prior_style_sd"].fill_null(STYLE_SD).to_numpy(),
        specific=np.where(unseen, UNSEEN_SPECIFIC, specific),
        unseen=unseen,
        anchor=anchor,
        theta_variance=theta_variance,
    )
