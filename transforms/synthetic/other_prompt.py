"""Easy: the answer of another prompt of the same language."""

import polars as pl

from transforms.synthetic.relevance import with_relevance

MIN_CHARS = 20
"""Shortest answer: of shorter ones, such as a yes, nobody can tell which question they answer."""
MIN_LEAD = 0.1
"""By how much more of the question the chosen answer takes up, of 1."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: the next answer of the language in the order of the draws, if of another conversation."""
    by_draw = pl.struct("draw", "context_id", "chosen_id").rank("ordinal").over("language").cast(pl.Int64)
    ranked = material.with_columns(place=by_draw, count=pl.len().over("language").cast(pl.Int64))
    answers = ranked.select("language", place="place", other_text="text", other_root="root")
    is_other = (pl.col("other_root") != pl.col("root")) & (pl.col("other_text") != pl.col("text"))
    is_long = pl.min_horizontal(pl.col("text", "other_text").str.len_chars()) >= MIN_CHARS
    return (
        ranked.with_columns(place=pl.col("place") % pl.col("count") + 1)
        .join(answers, on=["language", "place"], how="left")
        .with_columns(rejected_text=pl.when(is_other & is_long).then("other_text"))
        .drop("place", "count", "other_text", "other_root")
    )


def is_worse(drafts: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `worse`: the other answer takes up clearly less of what the question is about (`relevance`)."""
    told = with_relevance(drafts, "question", own="text", others="rejected_text")
    clearly = (pl.col("own") - pl.col("others") >= MIN_LEAD) & (pl.col("own") >= 2 * pl.col("others"))
    return told.with_columns(worse=clearly).drop("own", "others")
