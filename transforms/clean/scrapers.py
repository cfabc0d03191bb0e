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
RANGE_VARIANCE, RANGE_BIAS = 1.36, -1.75
"""Variance and bias of the log of a normal sample's interquartile range, times its size.

The variance is asymptotic (David & Nagaraja 2003), the bias that of interpolated quartiles: both within 20% for samples
of 4 to 100, 5 apart (simulated).
"""
FEW_VIEWS = 4
"""Timed views from which a user tells how people's dwell varies."""
USUAL_SPREAD, USUAL_USERS = 0.8, 10.0
"""Standard deviation of a person's log dwell on a site without users (assumption), worth so many of them."""
LEAST_DIFFERENCE = 0.2
"""Smallest standard deviation over people of the log of that spread (assumption)."""
EXTREME_VIEWS, EXTREME_FACTOR = 2_000, 20
"""Without dwell: views that nobody reaches by hand in a night, and their multiple of what 90% of users stay below."""


def scrapers(events: pl.LazyFrame, tonight: pl.LazyFrame, *, config: CleanConfig) -> pl.LazyFrame:
    """One row per user of tonight: his counts, coverage, log_dwell_spread, scraper_q, is_scraper and scraper_value.

    The spread of a user's log dwell is its interquartile range over that of a standard normal, which misclicks and idle
    tabs do not bend. H0: its log is N(m, t^2 + 1.36 / n), m the median over the site's users, shrunken to a usual one,
    and t what people differ by beyond the sampling of n views. A scraper's is too small for that at `verdict_fdr`
    (Benjamini-Hochberg over all with views enough) and less than `scraper_constancy` times the usual one. How much he
    reads is only what makes that sure. Where dwell is not logged, or as constant for most people as for a machine, it
    does not tell: there a scraper has more views without a dwell that tells than a person has time for, and far more
    than the others have views. `coverage` is the share of tonight's responses that he opened.
    """
    tested = _compared(_users(events, tonight), config).with_columns(p=_p_value(config))
    is_constant = pl.col("log_dwell_spread") < config.scraper_constancy * pl.col("usual").exp()
    is_timed = (pl.col("scraper_q") <= config.verdict_fdr) & is_constant
    silent = pl.col("views") - pl.when("tells").then("timed").otherwise(0)
    too_many = (silent >= EXTREME_VIEWS) & (silent >= EXTREME_FACTOR * pl.col("many"))
    return with_q(tested, "p", "scraper_q").select(
        *("user", "views", "timed", "opened", "approved", "coverage", "log_dwell_spread", "scraper_q"),
        is_scraper=is_timed.fill_null(False) | too_many.fill_null(False),
        scraper_value=pl.when(is_timed).then("log_dwell_spread").otherwise(silent.cast(pl.Float64)),
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


def _compared(users: pl.LazyFrame, config: CleanConfig) -> pl.LazyFrame:
    """`users` with the site's `usual` log spread of log dwell, how much it `differs` over people, and `many` views.

    Everybody with a few timed views counts once, however much he reads, but for those who are by far more constant than
    the median: machines are to be compared with people (a reweighted estimate, Rousseeuw & Leroy 1987). `tells` says
    whether that median is a person's.
    """
    constant = math.log(config.scraper_constancy)
    counts = pl.col("timed") >= FEW_VIEWS
    centre = _log_spread().filter(counts).median()
    person = counts & (_log_spread() >= centre + constant)
    spreads, n = _log_spread().filter(person), person.sum()
    prior = math.log(USUAL_SPREAD)
    usual = (n * spreads.median().fill_null(prior) + USUAL_USERS * prior) / (n + USUAL_USERS)
    sampling = (RANGE_VARIANCE / pl.col("timed").filter(person)).median()
    variance = (MAD * (spreads - spreads.median()).abs().median()).pow(2) - sampling
    return users.with_columns(
        usual=usual,
        differs=variance.fill_null(0).clip(lower_bound=LEAST_DIFFERENCE**2).sqrt(),
        many=pl.col("views").quantile(0.9),
        tells=(centre >= prior + constant).fill_null(True),
    )


def _p_value(config: CleanConfig) -> pl.Expr:
    """That a person's spread is as small; null where there are too few views to tell, or dwell does not."""
    deviation = (pl.col("differs").pow(2) + RANGE_VARIANCE / pl.col("timed")).sqrt()
    z = (_log_spread() - pl.col("usual")) / deviation
    return pl.when("tells", pl.col("timed") >= config.scraper_views).then(0.5 * (1 + (z / math.sqrt(2)).erf()))


def _log_spread() -> pl.Expr:
    return pl.col("log_dwell_spread").clip(lower_bound=1e-3).log() - RANGE_BIAS / pl.col("timed")
