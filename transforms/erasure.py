"""Forgetting users: which texts are theirs, and what of every table goes or changes with them."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from schemas.signals import FOLLOW_UP
from transforms.halves import user_hash
from transforms.ingest.prompts import below
from transforms.privacy import Keys
from transforms.text import digest, keyed_hash


class Traces(NamedTuple):
    """What a site holds of some users.

    `responses` are the texts that go: what they wrote, and what a conversation says below it. `ids` are those of them
    that stand for no equal answer of anybody else. `contexts` are those of which nothing else is left, `reworded` those
    whose prompt others gave too, in words that may be theirs. `prompts` are the keys of prompts that nobody else gave,
    `founded` those of them whose clusters others joined. `events` are the ids of their acts, `acted_on` the
    representatives that they acted on. `lines` are (file, line) of raw records that name them.
    """

    users: tuple[str, ...]
    responses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    founded: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    acted_on: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()


BY_TEXT = ("contents", "events", "votes", "reads", "turns", "verdicts")
"""Tables in which `response` is a version of a text; in the others it is the representative of equal answers."""


def written_by(contents: pl.LazyFrame, events: pl.LazyFrame, users: Sequence[str]) -> pl.LazyFrame:
    """Contents of a chat that some users wrote: `thread`, `content_id`.

    A message without an author is by the user with most acts in its conversation (ties: the smaller hash).
    """
    acts = events.filter(pl.col("action") != FOLLOW_UP).group_by("thread", "user").agg(n=pl.len())
    busiest = acts.group_by("thread").agg(busiest=pl.col("user").sort_by(-pl.col("n").cast(pl.Int64), "user").first())
    asked = pl.when(pl.col("role") == "user").then("busiest")
    return (
        contents.join(busiest, on="thread", how="left")
        .filter(pl.coalesce("author", asked).is_in(list(users)))
        .select("thread", "content_id")
        .unique()
    )


def talks_alone(contents: pl.LazyFrame, events: pl.LazyFrame, users: Sequence[str]) -> pl.LazyFrame:
    """The `thread` of conversations of some users in which nobody else wrote or did anything, one row each."""
    others = pl.concat(
        [
            contents.filter(~pl.col("author").is_in(list(users))).select("thread"),
            events.filter(~pl.col("user").is_in(list(users))).select("thread"),
        ]
    )
    return written_by(contents, events, users).select("thread").unique().join(others, on="thread", how="anti")


def in_talks(messages: pl.LazyFrame, talks: pl.LazyFrame, users: Sequence[str]) -> pl.LazyFrame:
    """The `content_id` of messages of forgotten conversations (`thread`) that are not of somebody else's making.

    Somebody else's are those that name him as their author, and what stands below them.
    """
    here = messages.join(talks, on="thread", how="semi").unique("content_id", keep="any")
    others = here.filter(~pl.col("author").is_in(list(users))).select("thread", "content_id")
    return here.join(below(here, others), on="content_id", how="anti").select("content_id")


def thread_hash(keys: Keys) -> pl.Expr:
    """What a forgotten conversation is remembered as: never the pseudonym of a user whose id reads the same."""
    return keyed_hash(pl.lit("thread:") + pl.col("thread"), keys.users)


def prompt_keys(texts: pl.LazyFrame) -> pl.LazyFrame:
    """Keys under which the prompts that end in these `user` texts are assigned to clusters: with history, and alone."""
    asked = texts.filter(pl.col("role") == "user")
    alone = digest(pl.lit("u") + pl.col("normal_hash"))
    return pl.concat([asked.select(key="prompt_key"), asked.select(key=alone)]).drop_nulls().unique()


def erased(table: str, rows: pl.LazyFrame, traces: Traces) -> pl.LazyFrame:
    """The rows of a table without what is the users': their rows, their texts, and what was concluded from these alone.

    Sums over many users stay as they are; sketches of users lose them. Assignments stay where others share them,
    without the sketch of the words.
    """
    columns = rows.collect_schema()
    kept = rows.filter(*(~gone.fill_null(False) for gone in _gone(table, columns.names(), traces)))
    if "users" in columns and columns["users"] == pl.List(pl.UInt64):
        hashes = pl.DataFrame({"user": traces.users}).select(user_hash(pl.col("user"))).to_series()
        kept = kept.with_columns(pl.col("users").list.eval(pl.element().filter(~pl.element().is_in(hashes.implode()))))
    if table == "assignments":
        kept = _assignments(kept, traces)
    return kept


def rests_on(traces: Traces) -> pl.Expr:
    """Whether a pair rests on the users alone: on one person, where they acted on it."""
    sides = (pl.col(f"{side}_id").is_in(list(traces.acted_on)) for side in ("chosen", "rejected"))
    return (pl.col("n_users") == 1) & pl.any_horizontal(sides)


def _gone(table: str, columns: Sequence[str], traces: Traces) -> list[pl.Expr]:
    """Conditions, any of which takes a row away."""
    responses = traces.responses if table in BY_TEXT else traces.ids
    values = {
        "user": traces.users,
        "event_id": traces.events,
        "response": responses,
        **dict.fromkeys(("first", "second", "first_id", "second_id", "chosen_id", "rejected_id", "other"), traces.ids),
        **dict.fromkeys(("context", "context_id"), traces.contexts if table not in BY_TEXT else ()),
    }
    gone = [pl.col(name).is_in(list(found)) for name, found in values.items() if name in columns and found]
    if table == "curated":
        gone.append(pl.col("context_id").is_in(list(traces.reworded)))
    if table in ("pairs", "curated"):
        touched = pl.any_horizontal(
            pl.col(f"{side}_id").is_in(list(traces.acted_on)) for side in ("chosen", "rejected")
        )
        gone.append((pl.col("n_users") == 1) & touched)
    if table == "quarantine" and traces.lines:
        here = pl.struct("file", "line").is_in([{"file": file, "line": line} for file, line in traces.lines])
        gone.append(here)
    return gone


def _assignments(rows: pl.LazyFrame, traces: Traces) -> pl.LazyFrame:
    is_prompt, key = pl.col("space") == "prompt", pl.col("key")
    theirs, founded = (is_prompt & key.is_in(list(keys)) for keys in (traces.prompts, traces.founded))
    gone = (theirs & ~founded) | (~is_prompt & pl.col("value").is_in(list(traces.ids)))
    return rows.filter(~gone).with_columns(pl.when(~founded).then(name).alias(name) for name in ("guard", "sketch"))
