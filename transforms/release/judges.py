"""What other judges than people's behaviour say of a pair."""

import polars as pl

BETTER = 0.3
"""Difference of quality from which the scores of the answers' form are a judge of their own."""


def with_judges(pairs: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `judges_for` and `judges_against`, how many judges agree and disagree with the order of a pair.

    `verdicts`: rows of `Judgements`. The answers' quality is a judge too, where it differs by `BETTER`.
    """
    own = ("site", "context_id", "chosen_id", "rejected_id")
    agreeing = verdicts.rename({"winner_id": "chosen_id", "loser_id": "rejected_id"})
    opposed = verdicts.rename({"winner_id": "rejected_id", "loser_id": "chosen_id"})
    counted = pairs
    for name, told in (("judges_for", agreeing), ("judges_against", opposed)):
        votes = told.group_by(own).agg(pl.col("judge").n_unique().alias(name))
        counted = counted.join(votes, on=own, how="left")
    better = (pl.col("chosen_quality") - pl.col("rejected_quality")).fill_null(0)
    return counted.with_columns(
        judges_for=pl.col("judges_for").fill_null(0) + (better >= BETTER),
        judges_against=pl.col("judges_against").fill_null(0) + (better <= -BETTER),
    )


def disagree(least: int) -> pl.Expr:
    """Whether at least so many judges are against a pair of `with_judges`, and more than for it."""
    against = pl.col("judges_against")
    return (against >= least) & (against > pl.col("judges_for"))
