"""Acts without those of users who are not believed: on anything, or on the responses that their verdict names."""

import polars as pl


def believed(acts: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of `acts` (with `user` and `response`) that no row of `Verdicts` about their user takes out."""
    return acts.join(outcasts(verdicts), on="user", how="anti").join(
        _in_part(verdicts, "user", "response"), on=["user", "response"], how="anti"
    )


def believed_that_night(acts: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of `acts` (with `user`, `response` and `night`) that no verdict of their own night takes out.

    They are those that the night's reads count: what a later night finds is in sums that nobody can take it out of.
    """
    altogether = verdicts.filter(_altogether()).select("user", "night").unique()
    return acts.join(altogether, on=["user", "night"], how="anti").join(
        _in_part(verdicts, "user", "response", "night"), on=["user", "response", "night"], how="anti"
    )


def outcasts(verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """(user) of everybody who is believed in nothing."""
    return verdicts.filter(_altogether()).select("user").unique()


def _altogether() -> pl.Expr:
    return pl.col("user").is_not_null() & pl.col("response").is_null()


def _in_part(verdicts: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    return verdicts.filter(pl.col("user").is_not_null(), pl.col("response").is_not_null()).select(columns).unique()
