"""What each user did tonight to each response that he opened, and which votes stand at its end."""

import polars as pl

from schemas.signals import SETS, SIGNALS
from transforms.newest import newest
from transforms.signals.votes import votes

APPROVALS = tuple(act for act, vote in SETS.items() if SIGNALS[vote].tier == "explicit" and SIGNALS[vote].sign > 0)
"""Explicit positive votes, under the names of the acts that set them."""
AGAINST = tuple(SIGNALS[vote].opposite for vote in APPROVALS if SIGNALS[vote].opposite)


def items(contents: pl.LazyFrame) -> pl.LazyFrame:
    """(response, context, item): the `item` that is voted for is the representative of equal answers of a context."""
    answers = contents.filter(pl.col("role") == "assistant")
    return newest(answers, "context", "representative").select(
        "response", "context", item=pl.coalesce("representative", "response")
    )


def opened(events: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and item that he opened tonight: (user, item, approved); who acts on a response has opened it.

    `approved` says that it got an explicit positive vote, also one taken back later.
    """
    return (
        events.filter(pl.col("action") != "impression")
        .select("user", "response", approved=pl.col("action").is_in(APPROVALS))
        .join(known.select("response", "item"), on="response", how="left")
        .group_by("user", item=pl.coalesce("item", "response"))
        .agg(pl.col("approved").any())
    )


def approvals(events: pl.LazyFrame, votes_before: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and item with an explicit positive vote of the window that stands: (user, item, context).

    Nights and equal answers merge by max of both times; a vote stands when it was set after it was cleared and after
    its opposite was set. `known` are the `items`; an answer whose text is not known is an item of its own.
    """
    columns = ("response", "user", "signal", "set_ts", "clear_ts")
    slots = pl.concat([votes_before.select(columns), votes(events, known).select(columns)])
    approves, opposes = pl.col("signal").is_in(APPROVALS), pl.col("signal").is_in(AGAINST)
    lost = pl.max_horizontal(pl.col("clear_ts").filter(approves).max(), pl.col("set_ts").filter(opposes).max())
    return (
        slots.filter(approves | opposes)
        .join(known, on="response", how="left")
        .group_by("user", item=pl.coalesce("item", "response"))
        .agg(
            pl.col("context").first(),
            set_ts=pl.col("set_ts").filter(approves).max(),
            lost=lost,
        )
        .filter(pl.col("set_ts").is_not_null(), pl.col("lost").is_null() | (pl.col("set_ts") > pl.col("lost")))
        .select("user", "item", "context")
    )


def around(targets: pl.LazyFrame, acts: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """(user, response): all that a user did by `acts` (user, response) in the context of one of his `targets`.

    `targets` are (user, item). An answer without context is a place of its own.
    """
    place = pl.coalesce("context", "item").alias("place")
    places = known.select("item", place).unique()
    aimed = (
        targets.join(places, on="item", how="left").select("user", pl.coalesce("place", "item").alias("place")).unique()
    )
    return (
        acts.unique()
        .join(known.select("response", place), on="response", how="left")
        .with_columns(pl.coalesce("place", "response").alias("place"))
        .join(aimed, on=["user", "place"], how="semi")
        .select("user", "response")
    )
