"""Statistics of the window -> one row per response: how it fared at each position, and its votes."""

import polars as pl

from schemas.signals import SIGNALS
from transforms.believed import believed
from transforms.standing import standing

SIGNS = {name: signal.sign for name, signal in SIGNALS.items() if signal.tier == "explicit"}
NO_CONTEXT = "\x00"
"""What comes before a response's id where it is a context of its own: no context's id begins so."""
CELL = (
    *("position", "impressions", "opens", "logged"),
    *("weighted_impressions", "weighted_opens", "weighted_squares"),
    *("timed", "log_dwell_sum", "log_dwell_squares"),
)
"""What the lists of a row hold, one element per position that the response stood at."""


def shown(reads: pl.LazyFrame, votes: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """(response, context, all_opens, net, *`CELL`): one row per response that stood at any position.

    `net` is the number of its explicit votes for less those against, of users without a verdict; `all_opens` are its
    opens, also those at no position; a null context becomes the response's own.
    """
    stood = pl.col("position").is_not_null() & ((pl.col("impressions") > 0) | (pl.col("timed") > 0))
    return (
        _cells(reads)
        .group_by("response")
        .agg(pl.col("context").max(), pl.col("all_opens").sum(), pl.col(CELL).filter(stood))
        .filter(pl.col("position").list.len() > 0)
        .join(_net(votes, verdicts), on="response", how="left")
        .with_columns(
            pl.coalesce("context", pl.lit(NO_CONTEXT) + pl.col("response")).alias("context"),
            pl.col("net").fill_null(0.0),
        )
    )


def _cells(reads: pl.LazyFrame) -> pl.LazyFrame:
    """Sums by response and position, null where there is none.

    `logged` impressions are those of known propensities, whose inverses add up to `weighted_impressions`; their squares
    to no less than `weighted_squares`, which takes each row's as all alike.
    """
    counted = pl.min_horizontal("opens", "impressions")
    weighted = pl.min_horizontal("weighted_opens", "weighted_impressions")
    with_weight = pl.col("impressions").filter(pl.col("weighted_impressions") > 0)
    squares = pl.col("weighted_impressions").cast(pl.Float64) ** 2 / pl.col("impressions")
    return (
        reads.group_by("response", "position")
        .agg(
            pl.col("context").max(),
            pl.col("opens").sum().alias("all_opens"),
            pl.col("impressions").sum(),
            counted.sum().alias("opens"),
            with_weight.sum().alias("logged"),
            pl.col("weighted_impressions").sum() / 1000,
            weighted.sum().alias("weighted_opens") / 1000,
            squares.filter(pl.col("weighted_impressions") > 0).sum().alias("weighted_squares") / 1e6,
            pl.col("timed").sum(),
            pl.col("log_dwell_sum").sum() / 1e3,
            pl.col("log_dwell_squares").sum() / 1e6,
        )
        .with_columns(pl.col("all_opens", *CELL[1:]).cast(pl.Float64))
    )


def _net(votes: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """(response, net): explicit votes that stand, those for less those against."""
    explicit = believed(votes, verdicts).filter(pl.col("signal").is_in(list(SIGNS)))
    sign = pl.col("signal").replace_strict(SIGNS, default=0, return_dtype=pl.Float64)
    return standing(explicit, ["response"]).group_by("response").agg(net=sign.sum())
