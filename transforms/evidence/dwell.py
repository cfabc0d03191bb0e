"""How long readers stayed, against what a text of its length keeps a usual reader."""

import polars as pl

from transforms.evidence.totals import PRIOR_DWELL_SD

KEYS = ("context", "response")
PRIOR_VIEWS = 10
"""Views that the site's variance of log dwell is worth against a response's own, and the prior's against the site's."""


def of_reads(reads: pl.LazyFrame, propensities: pl.LazyFrame) -> pl.LazyFrame:
    """Sums over believable views: (context, response, n, total, squares, log_expected, overdispersion).

    `total` and `squares` are of ln(dwell in ms) over the reader's own speed, less what the view's position adds (d,
    `log_dwell` of the propensities; 0 where it is not known): sum(y - d) and sum (y - d)^2 = sum y^2 - 2 d sum y + n
    d^2.
    """
    n, y, squares = pl.col("timed"), pl.col("log_dwell_sum") / 1e3, pl.col("log_dwell_squares") / 1e6
    d = pl.col("log_dwell").fill_null(0.0)
    return (
        reads.filter(pl.col("timed") > 0)
        .join(propensities.select("position", "log_dwell"), on="position", how="left")
        .group_by(KEYS)
        .agg(
            n=n.sum(),
            total=(y - n * d).sum(),
            squares=(squares - 2 * d * y + n * d**2).sum(),
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
    """(context, response, signal, value, trials, mean, variance) of `dwell`; `value` is in seconds.

    `sums` are those of `of_reads` and of `totals.dwell`, with the `length` of the text. `mean` is that of log dwell
    minus the expected, `variance` its s^2 / n, where s^2 pools the response's own squares with the site's, worth
    `PRIOR_VIEWS` (the scale of a scaled inverse chi-squared posterior, Gelman et al. 2013, ch. 2.6). A text whose
    length no view of the window had is held against the window's own line (`_on_the_line`).
    """
    n = pl.col("n")
    usual = PRIOR_VIEWS * PRIOR_DWELL_SD**2
    scatter = pl.max_horizontal(0.0, pl.col("squares") - pl.col("total") ** 2 / n)
    site_variance = (pl.col("scatter").sum() + usual) / ((n - 1).sum() + PRIOR_VIEWS)
    own_variance = (pl.col("scatter") + PRIOR_VIEWS * site_variance) / (n - 1 + PRIOR_VIEWS)
    together = sums.group_by(*KEYS, "length").agg(
        pl.col("n", "total", "squares").sum(),
        pl.col("log_expected").mean(),
        overdispersion=(n * pl.col("overdispersion")).sum() / n.sum(),
    )
    return (
        together.with_columns(log_expected=pl.coalesce("log_expected", _on_the_line()), scatter=scatter)
        .with_columns(own_variance=own_variance)
        .select(
            *KEYS,
            signal=pl.lit("dwell"),
            value=(pl.col("total") / n).exp() / 1000,
            trials=n.cast(pl.Int64),
            mean=pl.col("total") / n - pl.col("log_expected"),
            variance=pl.col("own_variance") * pl.col("overdispersion") / n,
        )
    )


def _on_the_line() -> pl.Expr:
    """Mean log dwell expected from log length by the weighted least-squares line through the window's responses."""
    n, x, y = pl.col("n"), (pl.col("length") + 1).log(), pl.col("total") / pl.col("n")
    mean_x, mean_y = (n * x).sum() / n.sum(), (n * y).sum() / n.sum()
    across = (n * (x - mean_x) ** 2).sum()
    slope = pl.when(across > 1e-9).then((n * (x - mean_x) * (y - mean_y)).sum() / across).otherwise(0.0)
    return mean_y + slope * (x - mean_x)
