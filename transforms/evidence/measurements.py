"""Everything that was measured of a response, in one form: counts of acts, and means."""

import polars as pl

KEYS = ("context", "response")
UNKNOWN_TRIALS = 1000
"""Trials, in multiples of the signal's largest count, of a count whose trials are unknown: so many that only the
ratios of counts matter."""


def measure(tallies: pl.LazyFrame, means: pl.LazyFrame, texts: pl.LazyFrame, beliefs: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, length, signal, value, trials, k, n, mean, variance, unseen), a row per response and signal.

    A count is `k` out of `n`, divided by its overdispersion (quasi-likelihood, McCullagh & Nelder 1989, ch. 9), from
    all sources together; a mean has its sampling `variance`. `value` out of `trials` is how a person would say it.
    `unseen` marks counts whose trials are unknown everywhere; where only some are, those of unknown trials are left
    out, for nothing makes them comparable. `chars` is the length of the text and `length` its log relative to the mean
    of its context and language. What other sites have told of a signal (`beliefs`, see `pooling`) stands beside it.
    """
    unseen = pl.col("trials").is_null()
    counts = tallies.filter(~unseen | unseen.all().over("signal")).with_columns(
        k=pl.col("successes") / pl.col("overdispersion"),
        n=pl.coalesce("trials", UNKNOWN_TRIALS * pl.col("successes").max().over("signal")) / pl.col("overdispersion"),
    )
    is_share = pl.col("signal") == "depth"
    rows = [
        counts.filter(pl.col("n") > 0)
        .group_by(*KEYS, "signal")
        .agg(pl.col("successes", "k", "n").sum(), trials=pl.when(~unseen.any()).then(pl.col("trials").sum()))
        .select(
            *KEYS,
            "signal",
            value=pl.when(is_share).then(pl.col("successes") / pl.col("trials")).otherwise("successes"),
            trials=pl.col("trials").round().cast(pl.Int64),
            k="k",
            n="n",
            unseen=unseen,
        ),
        means.with_columns(unseen=pl.lit(False)),
    ]
    log_length = (pl.col("length") + 1).log()
    relative = texts.select(*KEYS, chars="length", length=log_length - log_length.mean().over("context", "language"))
    return pl.concat(rows, how="diagonal").join(relative, on=KEYS).join(beliefs, on="signal", how="left")
