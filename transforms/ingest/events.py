"""Checked raw records of any kind of site -> events in the one canonical shape."""

import polars as pl

from schemas.signals import FOLLOW_UP, Kind
from transforms.privacy import Keys, pseudonym, redact
from transforms.text import digest

THREAD: dict[Kind, str] = {"chat": "conversation_id", "feed": "note_id", "qa": "question_id"}
RESPONSE: dict[Kind, str] = {"chat": "message_id", "feed": "note_id", "qa": "answer_id"}


def local_date(ts: pl.Expr, timezone: str) -> pl.Expr:
    """The date of an instant in the site's time zone."""
    return ts.dt.convert_time_zone(timezone).dt.date()


def edited_id(response: pl.Expr, text: pl.Expr) -> pl.Expr:
    """Id of the answer that a user's edit made: the same edit of the same answer is one content."""
    return response + pl.lit("@") + digest(text).str.head(8)


def canonical(records: pl.LazyFrame, kind: Kind, *, keys: Keys, timezone: str) -> pl.LazyFrame:
    """One event per record; `response` is still the plain id, whatever version was current."""
    response = pl.col(RESPONSE[kind])
    empty = pl.lit(None, pl.String)
    chat, qa = kind == "chat", kind == "qa"
    target = pl.when(pl.col("type") == "edit").then(edited_id(response, redact(pl.col("edited_text"), keys)))
    return records.select(
        "event_id",
        "ts",
        local_date(pl.col("ts"), timezone).alias("dt"),
        pseudonym(pl.col("user_id"), keys).alias("user"),
        pl.col("type").alias("action"),
        pl.col(THREAD[kind]).alias("thread"),
        response.alias("response"),
        (empty if chat else pl.col("request_id")).alias("request_id"),
        (pl.lit(None) if chat else pl.col("position")).cast(pl.Int32).alias("position"),
        "dwell_ms",
        (pl.col("scroll_depth") if qa else pl.lit(None, pl.Float64)).alias("depth"),
        (pl.lit(None) if chat else pl.col("propensity")).cast(pl.Float64).alias("propensity"),
        (target if chat else empty).alias("target"),
        "file",
        "line",
    )


def follow_ups(contents: pl.LazyFrame, events: pl.LazyFrame, *, keys: Keys, timezone: str) -> pl.LazyFrame:
    """Acts that a chat log holds as messages: a user message whose parent is an answer is an event on that answer.

    The actor is the message's author, else the user with most events in the conversation (ties: the smaller hash), else
    the conversation itself. A message without a time is no event: nothing says which night it belongs to.
    """
    answers = (
        contents.filter(pl.col("role") == "assistant")
        .select("thread", parent="content_id", answered="content_id")
        .unique()
    )
    busiest = (
        events.group_by("thread", "user")
        .agg(n=pl.len())
        .sort("n", "user", descending=[True, False])
        .group_by("thread", maintain_order=True)
        .agg(busiest=pl.col("user").first())
    )
    itself = pseudonym(pl.lit("conversation:") + pl.col("thread"), keys)
    return (
        contents.filter((pl.col("role") == "user") & pl.col("ts").is_not_null())
        .sort("content_id", pl.col("response") != pl.col("content_id"), "response")
        .unique("content_id", keep="first", maintain_order=True)
        .join(answers, on=["thread", "parent"], how="inner")
        .join(busiest, on="thread", how="left")
        .select(
            (pl.lit(f"{FOLLOW_UP}:") + pl.col("content_id")).alias("event_id"),
            "ts",
            local_date(pl.col("ts"), timezone).alias("dt"),
            pl.coalesce("author", "busiest", itself).alias("user"),
            pl.lit(FOLLOW_UP).alias("action"),
            "thread",
            pl.col("answered").alias("response"),
            pl.lit(None, pl.String).alias("request_id"),
            pl.lit(None, pl.Int32).alias("position"),
            pl.lit(None, pl.Int64).alias("dwell_ms"),
            pl.lit(None, pl.Float64).alias("depth"),
            pl.lit(None, pl.Float64).alias("propensity"),
            pl.col("content_id").alias("target"),
            "file",
            "line",
        )
    )
