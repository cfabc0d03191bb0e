"""Users who read like machines: much, and each text equally long."""

import math

import polars as pl

from schemas.config import CleanConfig
from transforms.clean.discovery import with_q
from transforms.expected import log_dwell

NORMAL_RANGE = 1.349
"""Standard deviations of a normal distribution between its quartiles."""
MAD = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""
RANGE_VARIANCE = 1.36
"""Variance of the log of a normal sample's interquartile range, times its size (asymptotic; David & Nagaraja 2003)."""
USUAL_SPREAD, USUAL_USERS = 0.8, 10.0
"""Standard deviation of a person's log dwell on a site without users (assumption), worth so many of them."""
LEAST_DIFFERENCE = 0.2
"""Smallest standard deviation over people of the log of that spread (assumption)."""
EXTREME_VIEWS, EXTREME_FACTOR = 2_000, 20
"""Without dwell: views that nobody reaches by hand in a night, and their multiple of what 90% of users stay below."""


def scrapers(events: pl.LazyFrame, tonight: pl.LazyFrame, *, config: CleanConfig) -> pl.LazyFrame:
    """One row per user of tonight: his counts, coverage, log_dwell_spread, scraper_q and is_scraper.

    The spread of a user's log dwell is its interquartile range over that of a standard normal, which misclicks and idle
    tabs do not bend. H0: its log is N(m, t^2 + 1.36 / n), m the median over the site's users, shrunken to a usual one,
    and t what people differ by beyond the sampling of n views. A scraper's is too small for that at `verdict_fdr`
    (Benjamini-Hochberg over all with views enough) and less than `scraper_constancy` times the usual one. How much he
    reads is only what makes that sure. Where dwell is not logged, a scraper has more views than a person has time for,
    and far more than the others. `coverage` is the share of tonight's responses that he opened.
    """
    users = _users(events, tonight)
    tested = users.with_columns(_people(config)).with_columns(p=_p_value(config))
    is_constant = pl.col("log_dwell_spread") < config.scraper_constancy * pl.col("usual").exp()
    is_timed = (pl.col("scraper_q") <= config.verdict_fdr) & is_constant
    too_many = (pl.col("views") >= EXTREME_VIEWS) & (pl.col("views") >= EXTREME_FACTOR * pl.col("many"))
    return with_q(tested, "p", "scraper_q").select(
        *("user", "views", "timed", "opened", "approved", "coverage", "log_dwell_spread", "scraper_q"),
        is_scraper=pl.when(pl.col("timed") > 0).then(is_timed).otherwise(too_many).fill_null(False),
    )


def _users(events: pl.LazyFrame, tonight: pl.LazyFrame) -> pl.LazyFrame:
    """(user, views, timed, opened, approved, coverage, log_dwell_spread) of everybody who opened something."""
    dwell = log_dwell()
    read = (
        events.filter(pl.col("action") == "view")
        .group_by("user")
        .agg(
            views=pl.len().cast(pl.Int64),
            timed=dwell.count().cast(pl.Int64),
            log_dwell_spread=(dwell.quantile(0.75, "linear") - dwell.quantile(0.25, "linear")) / NORMAL_RANGE,
        )
    )
    acted = tonight.group_by("user").agg(
        opened=pl.len().cast(pl.Int64), approved=pl.col("approved").sum().cast(pl.Int64)
    )
    served = tonight.select(served=pl.col("item").n_unique())
    return (
        acted.join(read, on="user", how="left")
        .join(served, how="cross")
        .with_columns(pl.col("views", "timed").fill_null(0), coverage=pl.col("opened") / pl.col("served"))
    )


def _people(config: CleanConfig) -> list[pl.Expr]:
    """`usual` log spread of log dwell, its standard deviation `differs` over people, and `many` views."""
    tells = pl.col("timed") >= config.scraper_views
    log_spread = _log_spread().filter(tells)
    n = tells.sum()
    centre = log_spread.median().fill_null(math.log(USUAL_SPREAD))
    usual = (n * centre + USUAL_USERS * math.log(USUAL_SPREAD)) / (n + USUAL_USERS)
    sampling = RANGE_VARIANCE / pl.col("timed").filter(tells).median()
    variance = (MAD * (log_spread - centre).abs().median()).pow(2) - sampling
    return [
        usual.alias("usual"),
        variance.fill_null(0).clip(lower_bound=LEAST_DIFFERENCE**2).sqrt().alias("differs"),
        pl.col("views").quantile(0.9).alias("many"),
    ]


def _p_value(config: CleanConfig) -> pl.Expr:
    deviation = (pl.col("differs").pow(2) + RANGE_VARIANCE / pl.col("timed")).sqrt()
    z = (_log_spread() - pl.col("usual")) / deviation
    return pl.when(pl.col("timed") >= config.scraper_views).then(0.5 * (1 + (z / math.sqrt(2)).erf()))


def _log_spread() -> pl.Expr:
    return pl.col("log_dwell_spread").clip(lower_bound=1e-3).log()
