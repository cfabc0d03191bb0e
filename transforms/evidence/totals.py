"""Totals of sites without events, turned into the tallies and the dwell that events would have given."""

import polars as pl

from schemas.signals import SIGNALS, TOTALS

KEYS = ("context", "response")
COLUMNS = {signal: column for column, signal in TOTALS.items()}
CELL = ("response", "dt", "position")
OVERDISPERSION = 1.5
"""Variance of counts whose users are unknown against that of distinct users: who acts twice counts twice."""
PRIOR_DWELL_SD = 0.8
"""Standard deviation of log dwell within a text, where the site does not give the spread of dwell."""


def latest(totals: pl.LazyFrame) -> pl.LazyFrame:
    """The newest night's row for each response, date and position."""
    rest = pl.exclude(*CELL)
    return totals.group_by(CELL).agg(pl.struct(rest).max_by("night").alias("newest")).unnest("newest")


def tally(totals: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of every count that the site gives.

    Trials are the views of the rows that know the count, less those with the opposite vote (the chain of
    `votes.tally`); where no row knows its views they are those for and against, or null. A count that no row knows is
    no tally.
    """
    structs = [_tally(column, signal) for column, signal in TOTALS.items()]
    return (
        totals.group_by(KEYS)
        .agg(structs)
        .select(*KEYS, pl.concat_list(list(TOTALS)).alias("tally"))
        .explode("tally")
        .unnest("tally")
        .filter(pl.col("successes").is_not_null())
    )


def dwell(totals: pl.LazyFrame) -> pl.LazyFrame:
    """Sums of log dwell per response, in the form of `dwell.of_reads`.

    Of a log-normal dwell with mean m and standard deviation s, log dwell has variance ln(1 + (s / m)^2) and mean
    ln(m) - variance / 2 (Aitchison & Brown 1957).
    """
    variance = (1 + (pl.col("sd_dwell_ms") / pl.col("mean_dwell_ms")) ** 2).log().fill_null(PRIOR_DWELL_SD**2)
    mean = pl.col("mean_dwell_ms").log() - variance / 2
    timed = pl.col("views")
    return (
        totals.filter(pl.col("mean_dwell_ms") > 0, pl.col("views") > 0)
        .group_by(KEYS)
        .agg(
            n=timed.sum(),
            total=(timed * mean).sum(),
            squares=(timed * (variance + mean**2)).sum(),
            log_expected=pl.col("log_expected").mean(),
            overdispersion=pl.lit(OVERDISPERSION),
        )
    )


def _tally(column: str, signal: str) -> pl.Expr:
    """One count's tally as a struct, named by its column."""
    known = pl.col(column).is_not_null()
    opposite = SIGNALS[signal].opposite
    other = pl.col(COLUMNS[opposite]).fill_null(0) if opposite else pl.lit(0)
    is_second = opposite is not None and SIGNALS[signal].sign < 0
    views = (pl.col("views") - (other if is_second else 0)).filter(known & pl.col("views").is_not_null())
    voters = pl.col(column) + (pl.lit(0) if is_second else other)
    successes = pl.col(column).sum().cast(pl.Float64)
    seen = pl.max_horizontal(views.sum().cast(pl.Float64), successes)
    unseen = voters.sum().cast(pl.Float64) if opposite else pl.lit(None, pl.Float64)
    return pl.struct(
        signal=pl.lit(signal),
        successes=pl.when(known.any()).then(successes),
        trials=pl.when(views.len() > 0).then(seen).otherwise(unseen),
        overdispersion=pl.lit(OVERDISPERSION),
    ).alias(column)
