"""k successes out of n trials -> an estimate of a response's log-odds against its context's, and its error."""

import math

import polars as pl

KEYS = ("context", "response")
NEWTON_STEPS = 25
MAX_STEP = 2.0
COUNT_TRIALS = 1000
"""Trials, in multiples of the largest count, of a count whose trials are unknown: so many that only ratios matter."""
EXPOSURE_VARIANCE = 1.0
"""Variance of the log of how often a response was seen, where nothing tells."""


def measure(tallies: pl.LazyFrame, *, spread: float) -> pl.LazyFrame:
    """(context, response, signal, value, trials, estimate, variance); a signal that nobody or everybody gave is none.

    `estimate` is a log-odds relative to the context (`baseline`), `variance` its sampling variance. With k ~
    Binomial(n, sigmoid(mu + x)) and the working prior x ~ N(0, `spread`), the likelihood is replaced by the normal that
    has its slope and curvature at the posterior mode (Laplace; MacKay 2003, ch. 27): with p = sigmoid(mu + x) there,
    the variance is v = 1 / (n p (1 - p)) and the estimate x + v (k - n p). The prior is not in them: n = 0 would be no
    information, and k = 0 says the more, the larger n. Overdispersed k and n are divided by the overdispersion
    (quasi-likelihood, McCullagh & Nelder 1989, ch. 9).
    """
    counted = tallies.with_columns(
        k=pl.col("successes") / pl.col("overdispersion"),
        n=(pl.col("trials").fill_null(COUNT_TRIALS * pl.col("successes").max().over("signal")))
        / pl.col("overdispersion"),
    ).filter(pl.col("n") > 0)
    p = _sigmoid(pl.col("mu") + pl.col("mode"))
    information = pl.col("n") * p * (1 - p)
    exposure = pl.when(pl.col("trials").is_null()).then(EXPOSURE_VARIANCE).otherwise(0.0)
    is_mean = pl.col("signal") == "depth"
    return mode(baseline(counted, spread=spread), spread=spread).select(
        *KEYS,
        "signal",
        value=pl.when(is_mean).then(pl.col("successes") / pl.col("trials")).otherwise("successes"),
        trials=pl.col("trials").round().cast(pl.Int64),
        estimate=pl.col("mode") + (pl.col("k") - pl.col("n") * p) / information,
        variance=1 / information + exposure,
    )


def baseline(counted: pl.LazyFrame, *, spread: float) -> pl.LazyFrame:
    """Adds `mu`, the log-odds of a usual response of the context; a signal that never or always comes falls away.

    With m the site's rate over the window, the context's is (K + c m) / (N + c): the posterior mean of a Beta prior
    whose c = 1 / (spread m (1 - m)) gives its log-odds the variance `spread` (large-count form). A pooled rate is the
    mean of sigmoid(mu + x) over the responses pooled, so mu = logit(rate) sqrt(1 + pi s / 8) (MacKay 1992), with s =
    spread (1 - sum n^2 / (N + c)^2): none if one response makes the whole rate, `spread` if very many do.
    """
    k, n = pl.col("k"), pl.col("n")
    site = k.sum().over("signal") / n.sum().over("signal")
    group = ("context", "signal")
    strength = 1 / (spread * pl.col("m") * (1 - pl.col("m")))
    total = n.sum().over(group) + pl.col("c")
    rate = (k.sum().over(group) + pl.col("c") * pl.col("m")) / total
    mixed = spread * (1 - (n**2).sum().over(group) / total**2)
    return (
        counted.with_columns(m=site)
        .filter((pl.col("m") > 0) & (pl.col("m") < 1))
        .with_columns(c=strength)
        .with_columns(mu=(rate / (1 - rate)).log() * (1 + math.pi * mixed / 8).sqrt())
    )


def mode(counted: pl.LazyFrame, *, spread: float) -> pl.LazyFrame:
    """Adds `mode`, the most probable x of k ~ Binomial(n, sigmoid(mu + x)), x ~ N(0, spread), by damped Newton."""
    p = _sigmoid(pl.col("mu") + pl.col("mode"))
    slope = pl.col("k") - pl.col("n") * p - pl.col("mode") / spread
    curvature = pl.col("n") * p * (1 - p) + 1 / spread
    found = counted.with_columns(mode=pl.lit(0.0))
    for _ in range(NEWTON_STEPS):
        found = found.with_columns(mode=pl.col("mode") + (slope / curvature).clip(-MAX_STEP, MAX_STEP))
    return found


def _sigmoid(x: pl.Expr) -> pl.Expr:
    return 1 / (1 + (-x).exp())
