"""Raw logs, as sites hand them over: one schema per file format of docs/formats.md.

A row is one record of a raw file after parsing, before anything is trusted. `ts` holds the text or number as it came;
`transforms.ingest.contract` parses it and turns every rule that a row breaks into its quarantine reason.
"""

import dataframely as dy
import polars as pl

from schemas.signals import RAW_TYPES, Kind

ID_LENGTH = 512
DAY_MS = 86_400_000


def _id(**options) -> dy.String:
    return dy.String(min_length=1, max_length=ID_LENGTH, **options)


def _type(kind: Kind) -> dy.String:
    return dy.String(check={"is_known": lambda name: name.is_in(RAW_TYPES[kind])})


class RawEvents(dy.Schema):
    """What the events of all kinds share. `ts` is ISO-8601 with an offset, or epoch seconds or milliseconds."""

    event_id = _id()
    ts = dy.String()
    user_id = _id()
    dwell_ms = dy.Int64(nullable=True, min=0, max=DAY_MS)

    @dy.rule()
    def dwell_ms_only_on_view(cls) -> pl.Expr:
        return cls.dwell_ms.col.is_null() | (pl.col("type") == "view")


class RawServedEvents(RawEvents):
    """Events of sites that serve ranked lists."""

    request_id = _id(nullable=True)
    position = dy.Int64(nullable=True, min=1, max=1_000_000)
    propensity = dy.Float64(nullable=True, min_exclusive=0, max=1)


class RawChatEvents(RawEvents):
    """An act on an assistant message."""

    type = _type("chat")
    conversation_id = _id()
    message_id = _id()
    edited_text = dy.String(nullable=True)

    @dy.rule()
    def edit_has_edited_text(cls) -> pl.Expr:
        return (cls.type.col != "edit") | cls.edited_text.col.is_not_null()


class RawFeedEvents(RawServedEvents):
    """An act on a short post."""

    type = _type("feed")
    note_id = _id()


class RawQaEvents(RawServedEvents):
    """An act on a long answer."""

    type = _type("qa")
    question_id = _id()
    answer_id = _id()
    scroll_depth = dy.Float64(nullable=True, min=0, max=1)


class RawMessages(dy.Schema):
    """One message of a conversation tree."""

    conversation_id = _id()
    message_id = _id()
    parent_id = _id(nullable=True)
    role = dy.String(check={"is_known": lambda role: role.is_in(["system", "user", "assistant", "tool"])})
    content = dy.String()
    model = dy.String(nullable=True)
    created_at = dy.String(nullable=True)
    updated_at = dy.String(nullable=True)
    user_id = _id(nullable=True)


class RawNotes(dy.Schema):
    """One short post; `prompt` is the brief that it was generated from."""

    note_id = _id()
    title = dy.String(nullable=True)
    text = dy.String()
    tags = dy.List(dy.String(nullable=True), nullable=True)
    image_count = dy.Int64(nullable=True, min=0, max=1_000)
    prompt = dy.String(nullable=True)
    model = dy.String(nullable=True)
    published_at = dy.String(nullable=True)
    updated_at = dy.String(nullable=True)


class RawQuestions(dy.Schema):
    """One question."""

    question_id = _id()
    title = dy.String()
    detail = dy.String(nullable=True)
    topics = dy.List(dy.String(nullable=True), nullable=True)
    updated_at = dy.String(nullable=True)


class RawAnswers(dy.Schema):
    """One long answer."""

    answer_id = _id()
    question_id = _id()
    text = dy.String()
    model = dy.String(nullable=True)
    published_at = dy.String(nullable=True)
    updated_at = dy.String(nullable=True)


def _count() -> dy.Int64:
    return dy.Int64(nullable=True, min=0)


class RawTotals(dy.Schema):
    """What a site without events knows of one response on one day; a missing count is unknown, not zero."""

    date = dy.String(
        regex=r"^\d{4}-\d{2}-\d{2}$",
        check={"is_in_the_calendar": lambda date: date.str.to_date("%Y-%m-%d", strict=False).is_not_null()},
    )
    position = dy.Int64(nullable=True, min=1, max=1_000_000)
    impressions = _count()
    views = _count()
    mean_dwell_ms = dy.Float64(nullable=True, min=0, max=DAY_MS)
    sd_dwell_ms = dy.Float64(nullable=True, min=0, max=DAY_MS)
    upvotes = _count()
    downvotes = _count()
    likes = _count()
    collects = _count()
    comments = _count()
    shares = _count()
    hides = _count()
    reports = _count()


class RawFeedTotals(RawTotals):
    """Totals of a short post."""

    note_id = _id()


class RawQaTotals(RawTotals):
    """Totals of a long answer."""

    answer_id = _id()


EVENTS: dict[Kind, type[dy.Schema]] = {"chat": RawChatEvents, "feed": RawFeedEvents, "qa": RawQaEvents}
AGGREGATES: dict[Kind, type[dy.Schema]] = {"feed": RawFeedTotals, "qa": RawQaTotals}
CONTENTS: dict[Kind, dict[str, type[dy.Schema]]] = {
    "chat": {"messages": RawMessages},
    "feed": {"notes": RawNotes},
    "qa": {"questions": RawQuestions, "answers": RawAnswers},
}
"""Per kind, the content files by their name in the configuration."""
