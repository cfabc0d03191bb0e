"""Two answers to one message that the same person met: siblings of a regeneration, and an answer with its rewriting."""

import polars as pl

EDIT_LOG_ODDS = 1.2
"""How much better, in log-odds, what a user made of an answer is than the answer (assumption)."""
EDIT_VARIANCE = 0.5
"""Its variance: one edit in 22 makes an answer worse for others, and 3 in 4 of them agree with it (assumption)."""


def compare(turns: pl.LazyFrame, index: pl.LazyFrame) -> pl.LazyFrame:
    """(context, first, second, signal, n_users, log_odds, variance), one row per couple that somebody met side by side.

    Regenerations already stand in the scores, so their couples have no `log_odds`; they tell that one person judged
    both. An edit says `EDIT_LOG_ODDS` for the rewriting, once however many made it, and nothing where as many people
    rewrote either text into the other.
    """
    couples = pl.concat([_siblings(turns), _edits(turns, index)])
    for_first = pl.col("edit").sum()
    direction = for_first.sign()
    is_edit = pl.col("signal") == "edit"
    return couples.group_by("context", "first", "second").agg(
        signal=pl.when(is_edit.any())
        .then(pl.lit("edit"))
        .otherwise(pl.when((pl.col("signal") == "regenerate").any()).then(pl.lit("regenerate"))),
        n_users=pl.col("user").n_unique(),
        log_odds=pl.when(for_first != 0).then(direction * EDIT_LOG_ODDS),
        variance=pl.when(for_first != 0).then(EDIT_VARIANCE),
    )


def _siblings(turns: pl.LazyFrame) -> pl.LazyFrame:
    """Couples of answers to one message, as (context, first, second, user, signal, edit)."""
    answers = turns.filter(pl.col("parent").is_not_null()).select(
        "context", "user", "conversation", "parent", "response", "regenerated"
    )
    met = answers.join(answers, on=["context", "user", "conversation", "parent"], suffix="_other")
    regenerated = pl.col("regenerated") | pl.col("regenerated_other")
    return met.filter(pl.col("response") < pl.col("response_other")).select(
        "context",
        first="response",
        second="response_other",
        user="user",
        signal=pl.when(regenerated).then(pl.lit("regenerate")),
        edit=pl.lit(0),
    )


def _edits(turns: pl.LazyFrame, index: pl.LazyFrame) -> pl.LazyFrame:
    """Couples of an answer and its rewriting; `edit` is +1 where the rewriting is the first of the two."""
    rewritten = index.select("context", edited_into="response", better="representative")
    other = pl.col("response")
    return (
        turns.join(rewritten, on=["context", "edited_into"])
        .filter(pl.col("better") != other)
        .select(
            "context",
            first=pl.min_horizontal("better", other),
            second=pl.max_horizontal("better", other),
            user="user",
            signal=pl.lit("edit"),
            edit=pl.when(pl.col("better") < other).then(1).otherwise(-1),
        )
    )
