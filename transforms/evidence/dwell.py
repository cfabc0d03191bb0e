"""How long readers stayed, against what a text of its length keeps a usual reader."""

import polars as pl

from transforms.evidence.totals import PRIOR_DWELL_SD

KEYS = ("context", "response")
PRIOR_VIEWS = 10
"""Views that the site's variance of log dwell is worth against a response's own, and the prior's against the site's."""
SPREAD = 0.25
"""Prior variance of a context's mean log dwell over the expected."""


def of_reads(reads: pl.LazyFrame) -> pl.LazyFrame:
    """Sums over believable views: (context, response, n, total, squares, log_expected, overdispersion).

    `total` and `squares` are of ln(dwell in ms) over the reader's own speed.
    """
    return (
        reads.filter(pl.col("timed") > 0)
        .group_by(KEYS)
        .agg(
            n=pl.col("timed").sum(),
            total=pl.col("log_dwell_sum").sum() / 1e3,
            squares=pl.col("log_dwell_squares").sum() / 1e6,
            log_expected=pl.col("log_expected").mean(),
            overdispersion=pl.lit(1.0),
        )
    )


def tally(reads: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of `satisfied` and `depth`.

    A mean depth is handled as the share of ones among as many zeros and ones: no values within 0..1 with that mean have
    a larger variance (Bhatia & Davis 2000), so its error is stated too large rather than too small.
    """
    shares = {
        "satisfied": (pl.col("satisfied").sum(), pl.col("timed").sum()),
        "depth": (pl.col("depth_sum").sum() / 1000, pl.col("depth_n").sum()),
    }
    return pl.concat(
        reads.group_by(KEYS)
        .agg(successes=successes.cast(pl.Float64), trials=trials.cast(pl.Float64))
        .select(*KEYS, pl.lit(signal).alias("signal"), "successes", "trials", overdispersion=pl.lit(1.0))
        for signal, (successes, trials) in shares.items()
    )


def measure(sums: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, value, trials, estimate, variance) of `dwell`; `value` is in seconds.

    `sums` are those of `of_reads`, with the `length` of the text. `estimate` is the mean of log dwell minus the
    expected, relative to the context's mean, which is shrunken to the site's as by a normal random effect of variance
    `SPREAD`. `variance` is s^2 / n, where s^2 pools the response's own squares with the site's, worth `PRIOR_VIEWS`
    (the scale of a scaled inverse chi-squared posterior, Gelman et al. 2013, ch. 2.6). A text whose length no view of
    the window had is held against the window's own line (`_on_the_line`).
    """
    n, residual = pl.col("n"), pl.col("residual")
    usual = PRIOR_VIEWS * PRIOR_DWELL_SD**2
    scatter = pl.max_horizontal(0.0, pl.col("squares") - pl.col("total") ** 2 / n)
    site_variance = (pl.col("scatter").sum() + usual) / ((n - 1).sum() + PRIOR_VIEWS)
    own_variance = (pl.col("scatter") + PRIOR_VIEWS * pl.col("site_variance")) / (n - 1 + PRIOR_VIEWS)
    site_mean = (n * residual).sum() / n.sum()
    k = pl.col("site_variance") / SPREAD
    context_mean = ((n * residual).sum().over("context") + k * site_mean) / (n.sum().over("context") + k)
    return (
        sums.with_columns(log_expected=pl.coalesce("log_expected", _on_the_line()))
        .with_columns(residual=pl.col("total") / n - pl.col("log_expected"), scatter=scatter)
        .with_columns(site_variance=site_variance)
        .select(
            *KEYS,
            signal=pl.lit("dwell"),
            value=(pl.col("total") / n).exp() / 1000,
            trials=n.cast(pl.Int64),
            estimate=residual - context_mean,
            variance=own_variance * pl.col("overdispersion") / n,
        )
    )


def _on_the_line() -> pl.Expr:
    """Mean log dwell expected from log length by the weighted least-squares line through the window's responses."""
    n, x, y = pl.col("n"), (pl.col("length") + 1).log(), pl.col("total") / pl.col("n")
    mean_x, mean_y = (n * x).sum() / n.sum(), (n * y).sum() / n.sum()
    across = (n * (x - mean_x) ** 2).sum()
    slope = pl.when(across > 1e-9).then((n * (x - mean_x) * (y - mean_y)).sum() / across).otherwise(0.0)
    return mean_y + slope * (x - mean_x)
