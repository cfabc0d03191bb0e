"""What people did: what each opened tonight, which of his votes stand at its end, and what is known from before."""

from typing import NamedTuple

import polars as pl

from schemas.signals import SETS, SIGNALS
from transforms.newest import newest
from transforms.signals.votes import votes
from transforms.standing import standing

APPROVALS = tuple(act for act, vote in SETS.items() if SIGNALS[vote].tier == "explicit" and SIGNALS[vote].sign > 0)
"""Explicit positive votes, under the names of the acts that set them."""
AGAINST = tuple(SIGNALS[vote].opposite for vote in APPROVALS if SIGNALS[vote].opposite)


class Behaviour(NamedTuple):
    """What tonight's users did, and those of the window before.

    `people` (user) are tonight's, and `fresh` what they opened tonight for the first time since they voted for it.
    `outcasts` (user) were flagged altogether on an earlier night of the window: they are judged again, by what is
    `fresh`, but tell nothing of others: they are neither in `tonight` (`opened`) nor in `given` (`approvals`) nor in
    `users`. `reads` (response, opens, users) and `users` (`Users`) are those of the nights before, and `known` are the
    `items`.
    """

    people: pl.LazyFrame
    fresh: pl.LazyFrame
    outcasts: pl.LazyFrame
    tonight: pl.LazyFrame
    given: pl.LazyFrame
    reads: pl.LazyFrame
    users: pl.LazyFrame
    known: pl.LazyFrame


def without_machines(behaviour: Behaviour, machines: pl.LazyFrame) -> Behaviour:
    """What people did: without the `machines` (user), and with `outcasts` only where they are judged."""
    nobodies = pl.concat([machines, behaviour.outcasts]).unique()
    judged = {name: getattr(behaviour, name).join(machines, on="user", how="anti") for name in ("people", "fresh")}
    counted = {
        name: getattr(behaviour, name).join(nobodies, on="user", how="anti") for name in ("tonight", "given", "users")
    }
    return behaviour._replace(**judged, **counted)


def items(contents: pl.LazyFrame) -> pl.LazyFrame:
    """(response, context, item): the `item` that is voted for is the representative of equal answers of a context."""
    answers = contents.filter(pl.col("role") == "assistant")
    return newest(answers, "context", "representative").select(
        "response", "context", item=pl.coalesce("representative", "response")
    )


def opened(events: pl.LazyFrame, votes_before: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and item that he opened tonight: (user, item, approved, again).

    Who acts on a response has opened it. `approved` says that it got an explicit positive vote, also one taken back
    later, and `again` that he gave it one on a night before: what he does not repeat is no abstention.
    """
    of_item = pl.coalesce("item", "response")
    items_of = known.select("response", "item")
    before = (
        votes_before.filter(pl.col("signal").is_in(APPROVALS), pl.col("set_ts").is_not_null())
        .join(items_of, on="response", how="left")
        .select("user", item=of_item, again=pl.lit(True))
        .unique()
    )
    return (
        events.filter(pl.col("action") != "impression")
        .select("user", "response", approved=pl.col("action").is_in(APPROVALS))
        .join(items_of, on="response", how="left")
        .group_by("user", item=of_item)
        .agg(pl.col("approved").any())
        .join(before, on=["user", "item"], how="left")
        .with_columns(pl.col("again").fill_null(False))
    )


def approvals(events: pl.LazyFrame, votes_before: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and item with an explicit positive vote of the window that stands: (user, item, context).

    Equal answers are one. `known` are the `items`; an answer whose text is not known is an item of its own.
    """
    columns = ("response", "user", "signal", "set_ts", "clear_ts")
    slots = (
        pl.concat([votes_before.select(columns), votes(events, known).select(columns)])
        .filter(pl.col("signal").is_in([*APPROVALS, *AGAINST]))
        .join(known.select("response", "item"), on="response", how="left")
        .with_columns(pl.coalesce("item", "response").alias("item"))
    )
    contexts = known.group_by("item").agg(pl.col("context").min())
    return (
        standing(slots, keys=["item"])
        .filter(pl.col("signal").is_in(APPROVALS))
        .select("user", "item")
        .unique()
        .join(contexts, on="item", how="left")
    )


def around(targets: pl.LazyFrame, acts: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """(user, response, value): all that a user did by `acts` (user, response) in the context of one of his `targets`.

    `targets` are (user, item, value), of whose values the largest counts. An answer without context is a place of its
    own.
    """
    place = pl.coalesce("context", "item").alias("place")
    places = known.select("item", place).unique()
    aimed = (
        targets.join(places, on="item", how="left")
        .group_by("user", place=pl.coalesce("place", "item"))
        .agg(pl.col("value").max())
    )
    return (
        acts.unique()
        .join(known.select("response", place), on="response", how="left")
        .with_columns(pl.coalesce("place", "response").alias("place"))
        .join(aimed, on=["user", "place"])
        .select("user", "response", "value")
    )
