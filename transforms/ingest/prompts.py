"""Which prompt every text belongs to: the question, the brief, or what stands before an answer in its conversation."""

import polars as pl

from schemas.signals import Kind
from transforms.text import digest

KEYS = ("prompt_key", "history_key", "root_key")

DOUBLINGS = 8
"""Pointer-doubling steps: a conversation may be 2^8 messages deep."""


def keyed(contents: pl.LazyFrame, kind: Kind) -> pl.LazyFrame:
    """Per content its `parent`, the keys of its prompt (chat, feed) or its `question` (qa), and its `attempt` (chat).

    `contents` has one row per content, ancestors included. An edited answer gets the parent of the original.
    """
    none = pl.lit(None, pl.String)
    if kind == "chat":
        return prompt_keys(contents).join(attempts(contents), on="content_id", how="left").with_columns(question=none)
    key = none if kind == "qa" else digest(pl.lit("u") + pl.col("brief_hash"))
    history = none if kind == "qa" else digest(pl.lit(""))
    return contents.select(
        "content_id",
        "parent",
        prompt_key=key,
        history_key=history,
        root_key=key,
        attempt=pl.lit(None, pl.Int32),
        question=pl.col("thread") if kind == "qa" else none,
    )


def prompt_keys(messages: pl.LazyFrame) -> pl.LazyFrame:
    """Per message the keys of its prompt and of the first prompt of its conversation.

    `messages` has `content_id`, `thread`, `parent`, `edited_from`, `role`, `normal_hash`, one row per content. Returned
    are `content_id`, `parent` (an edited answer's is that of the original), `prompt_key` = digest of the roles and
    normalised texts from the root to the user message (its own, or the one that an answer answers), `history_key` = the
    same without that user message, and `root_key` = digest of the conversation's first user message alone. Keys are null
    while an ancestor is missing.
    """
    rows = _with_parents(messages)
    step = pl.col("role").str.head(1) + pl.col("normal_hash")
    steps = rows.select(
        "thread", "content_id", up="parent", path=step, first=pl.when(pl.col("role") == "user").then(step)
    )
    for _ in range(DOUBLINGS):
        steps = _doubled(steps)
    whole = steps.filter(pl.col("up").is_null())
    users = rows.filter(pl.col("role") == "user").join(whole, on=["thread", "content_id"], how="inner")
    keyed = users.join(
        whole.select("thread", parent="content_id", history="path"), on=["thread", "parent"], how="left"
    ).select(
        "thread",
        "content_id",
        prompt_key=digest(pl.col("path")),
        history_key=digest(pl.col("history").fill_null("")),
        root_key=digest(pl.col("first")),
    )
    answered = rows.filter(pl.col("role") != "user").join(
        keyed.rename({"content_id": "parent"}), on=["thread", "parent"], how="left"
    )
    asked = rows.filter(pl.col("role") == "user").join(keyed, on=["thread", "content_id"], how="left")
    columns = ["content_id", "parent", *KEYS]
    return pl.concat([asked.select(columns), answered.select(columns)])


def attempts(messages: pl.LazyFrame) -> pl.LazyFrame:
    """Per answer (`content_id`) its `attempt`: its place, from 1, among the answers to one message, by (ts, id)."""
    answers = _with_parents(messages).filter(
        (pl.col("role") == "assistant") & pl.col("parent").is_not_null() & pl.col("edited_from").is_null()
    )
    order = pl.struct(pl.col("ts").fill_null(pl.datetime(9999, 1, 1, time_zone="UTC")), "content_id").rank("ordinal")
    return answers.select("content_id", attempt=order.over("thread", "parent").cast(pl.Int32))


def _with_parents(messages: pl.LazyFrame) -> pl.LazyFrame:
    originals = messages.select("thread", edited_from="content_id", original_parent="parent")
    return messages.join(originals, on=["thread", "edited_from"], how="left").with_columns(
        parent=pl.coalesce("parent", "original_parent")
    )


def _doubled(steps: pl.LazyFrame) -> pl.LazyFrame:
    """Every path grows by its ancestor's path; a missing ancestor keeps `up` and so leaves the path unfinished."""
    above = steps.select("thread", up="content_id", up_up="up", up_path="path", up_first="first", found=pl.lit(True))
    return steps.join(above, on=["thread", "up"], how="left").select(
        "thread",
        "content_id",
        up=pl.when("found").then("up_up").otherwise("up"),
        path=pl.concat_str(pl.col("up_path").fill_null(""), "path"),
        first=pl.coalesce("up_first", "first"),
    )
