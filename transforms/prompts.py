"""The prompt of a context: the messages from the root of the conversation to the user message that founded it."""

import polars as pl

from transforms.newest import newest

DOUBLINGS = 8
"""A path is found up to 2^8 = 256 messages deep."""


def prompts(contents: pl.LazyFrame, contexts: pl.LazyFrame) -> pl.LazyFrame:
    """(context, root, prompt) of the contexts asked for; one whose history is not all there is left out.

    The prompt is the user message that founded the context, else the earliest of the context, after all that came
    before it in its conversation.
    """
    founders = _founders(contents, contexts)
    told = contents.join(founders, on="thread", how="semi")
    messages = _linked(newest(told, "thread", "content_id", "parent", "role", "text"))
    steps = (
        _ancestors(founders, messages).select("context", "root", "thread", "position", "age").explode("position", "age")
    )
    return (
        steps.join(messages, on=["thread", "position"])
        .group_by("context", "root")
        .agg(
            prompt=pl.struct("role", content="text").sort_by("age", descending=True),
            is_whole=~pl.col("is_orphan").any(),
        )
        .filter("is_whole")
        .drop("is_whole")
    )


def _founders(contents: pl.LazyFrame, contexts: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, thread, root) of the user message that stands for each context."""
    asked = contents.filter(pl.col("role") == "user").join(contexts, on="context", how="semi")
    did_not_found = (pl.col("prompt_key") != pl.col("context")).fill_null(True)
    return (
        newest(asked, "context", "content_id", "thread", "root", "prompt_key", "ts")
        .filter(pl.col("root").is_not_null())
        .group_by("context")
        .agg(
            pl.col("response", "thread", "root")
            .sort_by(did_not_found, "ts", "content_id", "response", nulls_last=True)
            .first()
        )
    )


def _linked(messages: pl.LazyFrame) -> pl.LazyFrame:
    """(thread, response, role, text, position, up, is_orphan): `up` is the parent's position in the thread.

    An answer to an edited message hangs under its first version. `is_orphan`: the parent's text is not known.
    """
    placed = messages.with_columns(position=pl.col("response").rank("ordinal").over("thread").cast(pl.Int64) - 1)
    parents = placed.group_by("thread", parent="content_id").agg(
        up=pl.col("position").sort_by(pl.col("response") != pl.col("content_id"), "response").first()
    )
    return placed.join(parents, on=["thread", "parent"], how="left").select(
        "thread",
        "response",
        "role",
        "text",
        "position",
        "up",
        is_orphan=pl.col("parent").is_not_null() & pl.col("up").is_null(),
    )


def _ancestors(founders: pl.LazyFrame, messages: pl.LazyFrame) -> pl.LazyFrame:
    """Adds to each founder the lists `position` (its own, its parent's, ... to the root) and `age` (0, 1, ...).

    By pointer doubling (Wyllie 1979): after k steps `position` is 2^k long and `up` leads 2^k messages up.
    """
    threads = messages.group_by("thread").agg(pl.col("up").sort_by("position"))
    found = founders.join(messages.select("response", "thread", "position"), on=["response", "thread"])
    found = found.join(threads, on="thread").with_columns(position=pl.concat_list("position"))
    up = pl.col("up")
    for _ in range(DOUBLINGS):
        above = up.list.gather(pl.col("position"))
        found = found.with_columns(position=pl.concat_list("position", above).list.drop_nulls(), up=up.list.gather(up))
    return found.with_columns(age=pl.int_ranges(pl.col("position").list.len()))
