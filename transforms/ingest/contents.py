"""Checked raw contents of any kind of site -> texts in one canonical shape, redacted and hashed."""

import polars as pl

from schemas.config import IngestConfig
from transforms.ingest.events import edited_id
from transforms.privacy import Keys, pseudonym, redact
from transforms.text import digest, language, normalise, normalise_prompt

NO_TEXT = pl.lit(None, pl.String)
NO_TIME = pl.lit(None, pl.Datetime("us", "UTC"))
QUESTION, BRIEF = "question:", "brief:"
"""Prefixes of the ids of prompts, which sites number apart from the answers."""


def canonical(records: pl.LazyFrame, name: str, *, keys: Keys, config: IngestConfig) -> pl.LazyFrame:
    """One text per record of the content file `name` (messages, notes, questions or answers).

    Besides the columns of `Contents` that a record alone can tell there are `updated_at` and, for notes, `brief`: the
    text of the prompt that the note was generated from.
    """
    shape = {"messages": _messages, "notes": _notes, "questions": _questions, "answers": _answers}[name]
    return _described(records.select(**_defaults() | shape(keys, config), file="file", line="line"), keys)


def edits(records: pl.LazyFrame, *, keys: Keys) -> pl.LazyFrame:
    """The answers that users rewrote, one text per `edit` event of a chat; their parent is that of the original."""
    answer = pl.col("message_id")
    shape = {
        "content_id": edited_id(answer, redact(pl.col("edited_text"), keys)),
        "role": pl.lit("assistant"),
        "thread": pl.col("conversation_id"),
        "text": pl.col("edited_text"),
        "author": pseudonym(pl.col("user_id"), keys),
        "edited_from": answer,
        "ts": pl.col("ts"),
    }
    edited = records.filter(pl.col("type") == "edit")
    return _described(edited.select(**_defaults() | shape, file="file", line="line"), keys)


def briefs(notes: pl.LazyFrame) -> pl.LazyFrame:
    """The prompts of a feed, one text per distinct normalised brief: the wording of the first note that has it."""
    return (
        notes.filter(pl.col("brief").is_not_null())
        .sort("ts", "content_id", nulls_last=True)
        .unique("brief_hash", keep="first", maintain_order=True)
        .with_columns(
            content_id=pl.lit(BRIEF) + pl.col("brief_hash"),
            role=pl.lit("user"),
            thread=pl.col("brief_hash"),
            text=pl.col("brief"),
            normal_hash="brief_hash",
            model=NO_TEXT,
            images=pl.lit(0, pl.Int32),
            tags=pl.lit(None, pl.List(pl.String)),
        )
        .with_columns(
            text_hash=digest(pl.col("text")),
            language=language(pl.col("text")),
            length=pl.col("text").str.len_chars().cast(pl.Int32),
        )
    )


def _defaults() -> dict[str, pl.Expr]:
    return {
        "parent": NO_TEXT,
        "author": NO_TEXT,
        "model": NO_TEXT,
        "edited_from": NO_TEXT,
        "brief": NO_TEXT,
        "images": pl.lit(0, pl.Int32),
        "tags": pl.lit(None, pl.List(pl.String)),
        "updated_at": NO_TIME,
    }


def _messages(keys: Keys, config: IngestConfig) -> dict[str, pl.Expr]:
    return {
        "content_id": pl.col("message_id"),
        "role": pl.col("role"),
        "thread": pl.col("conversation_id"),
        "parent": pl.col("parent_id"),
        "text": pl.col("content"),
        "author": pseudonym(pl.col("user_id"), keys),
        "model": pl.col("model"),
        "ts": pl.col("created_at"),
        "updated_at": pl.col("updated_at"),
    }


def _notes(keys: Keys, config: IngestConfig) -> dict[str, pl.Expr]:
    tags = pl.col("tags").list.drop_nulls()
    first, *others = config.prompt_template.split("{tags}")
    pieces = [pl.lit(first), *(piece for part in others for piece in (tags.list.join("、"), pl.lit(part)))]
    given = pl.when(tags.list.len() > 0).then(pl.concat_str(pieces)) if config.context == "tags" else pl.col("prompt")
    brief = pl.when(given.str.strip_chars() != "").then(given)
    return {
        "content_id": pl.col("note_id"),
        "role": pl.lit("assistant"),
        "thread": pl.col("note_id"),
        "text": _below("title", "text"),
        "brief": brief,
        "model": pl.col("model"),
        "images": pl.col("image_count").fill_null(0).cast(pl.Int32),
        "tags": pl.col("tags"),
        "ts": pl.col("published_at"),
        "updated_at": pl.col("updated_at"),
    }


def _questions(keys: Keys, config: IngestConfig) -> dict[str, pl.Expr]:
    return {
        "content_id": pl.lit(QUESTION) + pl.col("question_id"),
        "role": pl.lit("user"),
        "thread": pl.col("question_id"),
        "text": _below("title", "detail"),
        "tags": pl.col("topics"),
        "ts": NO_TIME,
        "updated_at": pl.col("updated_at"),
    }


def _answers(keys: Keys, config: IngestConfig) -> dict[str, pl.Expr]:
    return {
        "content_id": pl.col("answer_id"),
        "role": pl.lit("assistant"),
        "thread": pl.col("question_id"),
        "text": pl.col("text"),
        "model": pl.col("model"),
        "ts": pl.col("published_at"),
        "updated_at": pl.col("updated_at"),
    }


def _described(contents: pl.LazyFrame, keys: Keys) -> pl.LazyFrame:
    """Redact first: every hash, length and language is of the text as it is stored."""
    text = pl.col("text")
    # A conditional computes both branches for every row, so each is given only the texts that it is for.
    is_prompt = pl.col("role") == "user"
    prompt, other = pl.when(is_prompt).then(text), pl.when(~is_prompt).then(text)
    normal = pl.coalesce(normalise_prompt(prompt), normalise(other))
    redacted = [redact(text, keys), redact(pl.col("brief"), keys), pl.col("tags").list.eval(redact(pl.element(), keys))]
    return contents.with_columns(redacted).with_columns(
        text_hash=digest(text),
        normal_hash=digest(normal),
        brief_hash=digest(normalise_prompt(pl.col("brief"))),
        language=language(text),
        length=text.str.len_chars().cast(pl.Int32),
    )


def _below(title: str, text: str) -> pl.Expr:
    """The title, a blank line and the text, or whichever of them there is."""
    parts = [pl.when(pl.col(name) != "").then(name) for name in (title, text)]
    return pl.concat_str(parts, separator="\n\n", ignore_nulls=True)
