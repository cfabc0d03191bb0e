"""Acts without those of users who are not believed: on anything, or on the responses that their verdict names."""

import polars as pl


def believed(acts: pl.LazyFrame, verdicts: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of `acts` (with `user` and `response`) that no row of `Verdicts` about their user takes out."""
    about_users = verdicts.filter(pl.col("user").is_not_null())
    altogether = about_users.filter(pl.col("response").is_null()).select("user").unique()
    in_part = about_users.filter(pl.col("response").is_not_null()).select("user", "response").unique()
    return acts.join(altogether, on="user", how="anti").join(in_part, on=["user", "response"], how="anti")
