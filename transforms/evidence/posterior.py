"""Measurements of one response -> its score: the posterior of one latent preference, in closed form."""

from typing import NamedTuple

import polars as pl

from schemas.signals import SIGNALS, Signal

KEYS = ("context", "response")
DIGITS = 4


class Weight(NamedTuple):
    """How a signal measures theta: signal = `loading` x theta + something of its own of variance `specific`."""

    loading: float
    specific: float


OF_TIER = {
    "explicit": Weight(1.0, 0.1),
    "strong": Weight(0.6, 1.0),
    "contextual": Weight(0.5, 1.0),
    "weak": Weight(0.1, 0.5),
}
"""Shipped weights, before a site's own votes can tell: explicit acts define theta; the other tiers follow in the order
of the pyramid. Reading time and depth are mostly style, and worth next to nothing without a second factor for it."""

SILENT = frozenset({"opened", "satisfied", "edit"})
"""Signals that are shown and not counted: of `opened` not even the sign is known, `satisfied` is the dwell once more,
and an edit is judged where the two texts are compared."""


def weight(name: str, signal: Signal) -> Weight:
    """The shipped weight of a signal, with the sign of its act."""
    shipped = OF_TIER[signal.tier]
    return Weight(0.0 if name in SILENT else signal.sign * shipped.loading, shipped.specific)


WEIGHTS = {name: weight(name, signal) for name, signal in SIGNALS.items()}


def combine(measurements: pl.LazyFrame, *, prior_variance: float) -> pl.LazyFrame:
    """(context, response, score, variance, signals), one row per response with any measurement.

    With theta ~ N(0, V) within a context and signal s measured as x_s = l_s theta + e_s, e_s ~ N(0, t_s + v_s)
    (`specific` and sampling variance), the posterior is normal with precision 1 / V + sum l_s^2 / (t_s + v_s) and mean
    sum_s [l_s x_s / (t_s + v_s)] / precision (Gelman et al. 2013, ch. 2.5). Each summand of the mean is the signal's
    contribution, rounded; the score is the sum of the rounded ones.
    """
    loading, specific = (pl.col("signal").replace_strict(_column(part), return_dtype=pl.Float64) for part in (0, 1))
    noise = pl.col("variance") + specific
    precision = 1 / prior_variance + pl.col("information").sum().over(KEYS)
    contribution = (pl.col("pull") / pl.col("precision")).round(DIGITS)
    return (
        measurements.with_columns(information=loading**2 / noise, pull=loading * pl.col("estimate") / noise)
        .with_columns(precision=precision)
        .with_columns(log_odds=contribution)
        .group_by(KEYS)
        .agg(
            score=pl.col("log_odds").sum().round(DIGITS),
            variance=(1 / pl.col("precision").first()).round(DIGITS),
            signals=pl.struct(
                "signal",
                pl.col("value").round(DIGITS).cast(pl.Float32),
                "trials",
                pl.col("log_odds").cast(pl.Float32),
            ).sort_by("signal"),
        )
    )


def fill_unmeasured(scores: pl.LazyFrame, *, prior_variance: float) -> pl.LazyFrame:
    """A response that nothing measured has the prior's score and variance."""
    return scores.with_columns(
        pl.col("score").fill_null(0.0), pl.col("variance").fill_null(prior_variance), pl.col("signals").fill_null([])
    )


def _column(part: int) -> dict[str, float]:
    return {name: weight[part] for name, weight in WEIGHTS.items()}
