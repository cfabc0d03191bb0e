"""Totals of sites without events, turned into the tallies and the dwell that events would have given."""

import polars as pl

from schemas.signals import SIGNALS, TOTALS

KEYS = ("context", "response")
COLUMNS = {signal: column for column, signal in TOTALS.items()}
CELL = ("response", "dt", "position")
REPEATABLE = ("comment", "share")
"""Counts of acts that one person can do again; the others count people who hold a vote or a collection."""
OVERDISPERSION = 1.25
"""Variance of a count against that of as many independent people's (assumption): robots, fans and rings are in it."""
REPEATED_OVERDISPERSION = 1.5
"""The same of repeatable acts, and of dwell: who acts or reads twice counts twice (assumption)."""
PRIOR_DWELL_SD = 0.8
"""Standard deviation of log dwell within a text over believable views, before the site's own."""
PRIOR_AVERAGED_SD = 1.1
"""The same over all views, of which an average is made: misclicks and idle tabs are in it (assumption)."""
SPREAD_VIEWS = 1000
"""Views that `PRIOR_AVERAGED_SD` is worth against the spread of the responses whose spread the site gives."""


def latest(totals: pl.LazyFrame) -> pl.LazyFrame:
    """The newest night's row for each response, date and position."""
    rest = pl.exclude(*CELL)
    return totals.group_by(CELL).agg(pl.struct(rest).max_by("night").alias("newest")).unnest("newest")


def alone(totals: pl.LazyFrame, reads: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of responses and dates of which no events tell: who begins to send events still sends totals for a while."""
    return totals.join(reads.select("response", "dt").unique(), on=["response", "dt"], how="anti")


def tally(totals: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of every count that the site gives.

    Trials are the views, less those with the opposite vote (the chain of `votes.tally`), of the rows that know both
    count and views, and successes are theirs too; where no row knows its views, trials are those for and against, if
    the site knows both, or null. A count that no row knows is no tally.
    """
    structs = [_tally(column, signal) for column, signal in TOTALS.items()]
    known = [(pl.col(column).sum() > 0).alias(f"knows_{column}") for column in TOTALS]
    return (
        totals.with_columns(known)
        .group_by(KEYS)
        .agg(structs)
        .select(*KEYS, pl.concat_list(list(TOTALS)).alias("tally"))
        .explode("tally")
        .unnest("tally")
        .filter(pl.col("successes").is_not_null())
    )


def shown(totals: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of `reads` as far as `opened.tally` asks: views out of impressions, at a position where it is given."""
    unlogged = pl.lit(None, pl.Int64)
    return totals.filter(pl.col("views").is_not_null()).select(
        *KEYS,
        "position",
        pl.col("impressions").fill_null(0),
        opens="views",
        weighted_impressions=unlogged,
        weighted_opens=unlogged,
    )


def dwell(totals: pl.LazyFrame) -> pl.LazyFrame:
    """Sums of log dwell per response, in the form of `dwell.of_reads`.

    Of a log-normal dwell with mean m and standard deviation s, log dwell has variance w = ln(1 + (s / m)^2) and mean
    ln(m) - w / 2 (Aitchison & Brown 1957). Where s is missing, w is borrowed from the views of the responses that have
    one, beginning with `PRIOR_AVERAGED_SD`^2. Then ln(m) alone carries the noise of an average: variance (e^w - 1) / n
    by the delta method, which is (e^w - 1) / w times that of a mean of logs, because one idle tab moves an average.
    """
    w, n = pl.col("w"), pl.col("views")
    usual = (SPREAD_VIEWS * PRIOR_AVERAGED_SD**2 + (n * w).sum()) / (SPREAD_VIEWS + n.filter(w.is_not_null()).sum())
    mean = pl.col("mean_dwell_ms").log() - w / 2
    return (
        totals.filter(pl.col("mean_dwell_ms") > 0, n > 0)
        .with_columns(w=(1 + (pl.col("sd_dwell_ms") / pl.col("mean_dwell_ms")) ** 2).log())
        .with_columns(
            w=pl.coalesce("w", usual), noise=pl.when(w.is_null()).then((usual.exp() - 1) / usual).otherwise(1.0)
        )
        .group_by(KEYS)
        .agg(
            n=n.sum(),
            total=(n * mean).sum(),
            squares=(n * (w + mean**2)).sum(),
            log_expected=pl.col("log_expected").mean(),
            overdispersion=REPEATED_OVERDISPERSION * (n * pl.col("noise")).sum() / n.sum(),
        )
    )


def _tally(column: str, signal: str) -> pl.Expr:
    """One count's tally as a struct, named by its column."""
    known = pl.col(column).is_not_null()
    opposite = SIGNALS[signal].opposite
    other = pl.col(COLUMNS[opposite]).fill_null(0) if opposite else pl.lit(0)
    is_second = opposite is not None and SIGNALS[signal].sign < 0
    has_views = known & pl.col("views").is_not_null()
    counts = pl.when(has_views.any()).then(pl.col(column).filter(has_views).sum()).otherwise(pl.col(column).sum())
    successes = counts.cast(pl.Float64)
    views = (pl.col("views") - (other if is_second else 0)).filter(has_views).sum().cast(pl.Float64)
    voters = (pl.col(column) + (pl.lit(0) if is_second else other)).sum().cast(pl.Float64)
    knows_both = pl.col(f"knows_{COLUMNS[opposite]}").first() if opposite else pl.lit(False)
    unseen = pl.when(knows_both).then(voters)
    return pl.struct(
        signal=pl.lit(signal),
        successes=pl.when(known.any()).then(successes),
        trials=pl.when(has_views.any()).then(pl.max_horizontal(views, successes)).otherwise(unseen),
        overdispersion=pl.lit(REPEATED_OVERDISPERSION if signal in REPEATABLE else OVERDISPERSION),
    ).alias(column)
