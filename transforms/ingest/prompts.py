"""Which prompt every text belongs to: the question, the brief, or what stands before an answer in its conversation."""

import polars as pl

from schemas.signals import Kind
from transforms.text import digest

KEYS = ("prompt_key", "history_key", "root_key")

DOUBLINGS = 8
"""Rounds of pointer doubling: a conversation may be 2^8 messages deep."""


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
    normalised texts from the root to the user message (its own, or the nearest above an answer, which tools may have
    helped to find), `history_key` = the same without that user message, and `root_key` = digest of the conversation's
    first user message alone. Keys are null while an ancestor is missing.
    """
    walked = _walked(_with_parents(messages)).filter(pl.col("is_whole"))
    is_user = pl.element().str.starts_with("u")
    up_to_the_user = pl.element().filter(is_user.cast(pl.Int8).cum_max(reverse=True) == 1)
    asked = walked.with_columns(steps=pl.col("steps").list.eval(up_to_the_user)).filter(pl.col("steps").list.len() > 0)
    steps = pl.col("steps")
    keys = asked.select(
        "content_id",
        prompt_key=digest(steps.list.join("")),
        history_key=digest(steps.list.head(steps.list.len() - 1).list.join("")),
        root_key=digest(steps.list.eval(pl.element().filter(is_user)).list.first()),
    )
    return _with_parents(messages).select("content_id", "parent").join(keys, on="content_id", how="left")


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


def below(messages: pl.LazyFrame, gone: pl.LazyFrame) -> pl.LazyFrame:
    """The `content_id` of messages that are, answer or rewrite one of `gone` (`content_id`), over any number of steps.

    `messages` has one row per content; those that are gone need not be among them.
    """
    marked = _with_parents(messages)
    for name in ("content_id", "parent", "edited_from"):
        marks = gone.select(pl.col("content_id").alias(name), pl.lit(True).alias(f"gone_{name}")).unique()
        marked = marked.join(marks, on=name, how="left")
    is_gone = pl.any_horizontal("gone_content_id", "gone_parent", "gone_edited_from").fill_null(False)
    walked = _upwards(marked, gone=is_gone)
    return walked.filter(pl.col("gone").list.gather("path").list.any()).select("content_id")


def _walked(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `steps`, role and normalised text of each message from the root down, and `is_whole`: it has a root."""
    step, is_root = pl.col("role").str.head(1) + pl.col("normal_hash"), pl.col("parent").is_null()
    walked = _upwards(rows, said=step, is_root=is_root)
    path = pl.col("path")
    return walked.with_columns(
        steps=pl.col("said").list.gather(path.list.reverse()), is_whole=pl.col("is_root").list.get(path.list.last())
    )


def _upwards(rows: pl.LazyFrame, **told: pl.Expr) -> pl.LazyFrame:
    """Adds `path`, the places of a message and its ancestors in the lists `told`: what each message of a thread says.

    By pointer doubling (Wyllie 1979) within the lists of a thread: after k rounds `path` is 2^k long.
    """
    placed = rows.with_columns(position=pl.col("content_id").rank("ordinal").over("thread").cast(pl.Int64) - 1)
    parents = placed.select("thread", parent="content_id", up="position")
    linked = placed.join(parents, on=["thread", "parent"], how="left")
    by_position = [pl.col("up"), *(value.alias(name) for name, value in told.items())]
    threads = linked.group_by("thread").agg(column.sort_by("position") for column in by_position)
    walked = linked.drop("up").join(threads, on="thread").with_columns(path=pl.concat_list("position"))
    path, up = pl.col("path"), pl.col("up")
    for _ in range(DOUBLINGS):
        above = up.list.gather(path).list.drop_nulls()
        walked = walked.with_columns(path=pl.concat_list(path, above), up=up.list.gather(up))
    return walked
