"""Other texts in the place of some that a world has."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from schemas.signals import Kind
from worlds.world import World

TEXTS: dict[Kind, tuple[str, str, str]] = {
    "qa": ("answers", "answer_id", "text"),
    "feed": ("notes", "note_id", "text"),
    "chat": ("messages", "message_id", "content"),
}
"""Kind -> the records that hold the responses, their id and their text."""
PROMPTS: dict[Kind, tuple[str, str]] = {
    "qa": ("questions", "title"),
    "feed": ("notes", "prompt"),
    "chat": ("messages", "content"),
}
TAGS: dict[Kind, str] = {"qa": "topics", "feed": "tags"}


class Texts(NamedTuple):
    """New texts: of answers by number, of prompts by context and old text, and a tag more by context.

    `titles` says which answer bears the title of which (feed). Nobody rewrites the answers that are `spoilt`: edits of
    them are left out.
    """

    answers: Mapping[int, str]
    prompts: Mapping[tuple[str, str], str]
    tags: Mapping[str, str]
    titles: Mapping[int, int]
    spoilt: frozenset[int] = frozenset()


def answer_texts(world: World) -> dict[int, str]:
    """Text of every answer, by its number."""
    records, key, text = TEXTS[world.kind]
    held = world.contents[records].select(pl.col(key).alias("response"), pl.col(text).alias("text"))
    return dict(
        held.join(world.responses, on="response").unique("answer").sort("answer").select("answer", "text").iter_rows()
    )


def prompt_texts(world: World) -> dict[str, list[str]]:
    """Every wording of every context's prompt; of a chat, of its last message."""
    _, column = PROMPTS[world.kind]
    asked = _asked(world).drop_nulls("context").unique(["context", column]).sort("context", column)
    return dict(asked.group_by("context", maintain_order=True).agg(pl.col(column)).iter_rows())


def overwrite(world: World, texts: Texts) -> World:
    """The world with these texts; an answer that a user rewrote begins as the new text of what he rewrote."""
    answers = pl.DataFrame(
        {"answer": list(texts.answers), "new": list(texts.answers.values())},
        schema={"answer": pl.Int64, "new": pl.String},
    )
    of = world.responses.select("response", "answer").join(answers, on="answer", how="left")
    written = _edits(world, of, texts)
    answered = _answers(world, of)
    asked = _titled(_tagged(_prompts(answered, texts), texts), texts)
    length = pl.coalesce(pl.col("new").str.len_chars().cast(pl.Int32), "length")
    truth = world.responses.join(answers, on="answer", how="left", maintain_order="left").with_columns(length=length)
    return asked._replace(events=written, responses=truth.drop("new"))


def _answers(world: World, of: pl.DataFrame) -> World:
    name, key, text = TEXTS[world.kind]
    records = world.contents[name].join(of, left_on=key, right_on="response", how="left", maintain_order="left")
    return _with(world, name, records.with_columns(pl.coalesce("new", text).alias(text)).drop("answer", "new"))


def _edits(world: World, of: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """Events, of which edits of new texts are rewritten: what was added to the old text is added to the new one."""
    if world.kind != "chat":
        return world.events
    was = (
        world.contents["messages"]
        .select("message_id", was="content")
        .filter(pl.col("message_id").is_in(of["response"].implode()))
    )
    joined = world.events.join(of, left_on="message_id", right_on="response", how="left", maintain_order="left")
    both = joined.join(was, on="message_id", how="left", maintain_order="left")
    is_lost = (pl.col("type") == "edit") & pl.col("answer").is_in(list(texts.spoilt))
    added = pl.col("edited_text").str.slice(pl.col("was").str.len_chars())
    rewritten = pl.when(pl.col("new").is_not_null()).then(pl.col("new") + added).otherwise("edited_text")
    return both.filter(~is_lost.fill_null(False)).with_columns(edited_text=rewritten).drop("answer", "new", "was")


def _prompts(world: World, texts: Texts) -> World:
    name, column = PROMPTS[world.kind]
    new = pl.DataFrame(
        [(context, old, new) for (context, old), new in texts.prompts.items()],
        schema={"context": pl.String, column: pl.String, "new": pl.String},
        orient="row",
    )
    records = _asked(world).join(new, on=["context", column], how="left", maintain_order="left")
    return _with(world, name, records.with_columns(pl.coalesce("new", column).alias(column)).drop("context", "new"))


def _tagged(world: World, texts: Texts) -> World:
    if world.kind not in TAGS:
        return world
    name, _ = PROMPTS[world.kind]
    more = pl.DataFrame(
        {"context": list(texts.tags), "more": [[tag] for tag in texts.tags.values()]},
        schema={"context": pl.String, "more": pl.List(pl.String)},
    )
    tags = pl.col(TAGS[world.kind])
    records = _asked(world).join(more, on="context", how="left", maintain_order="left")
    both = pl.when(pl.col("more").is_null()).then(tags).otherwise(tags.list.concat("more"))
    return _with(world, name, records.with_columns(both.alias(TAGS[world.kind])).drop("context", "more"))


def _titled(world: World, texts: Texts) -> World:
    if world.kind != "feed":
        return world
    borrowed = pl.DataFrame(
        {"answer": list(texts.titles), "of": list(texts.titles.values())}, schema={"answer": pl.Int64, "of": pl.Int64}
    )
    records = world.contents["notes"]
    known = world.responses.select("answer", note_id="response").join(records.select("note_id", "title"), on="note_id")
    lent = borrowed.join(known.select("title", of="answer"), on="of").join(known.drop("title"), on="answer")
    titles = lent.select("note_id", new="title")
    both = records.join(titles, on="note_id", how="left", maintain_order="left")
    return _with(world, "notes", both.with_columns(title=pl.coalesce("new", "title")).drop("new"))


def _asked(world: World) -> pl.DataFrame:
    """The records that hold the prompts, in their order, with `context`; null for what is no prompt."""
    records = world.contents[PROMPTS[world.kind][0]]
    if world.kind == "qa":
        return records.with_columns(context=pl.col("question_id"))
    key = {"feed": "note_id", "chat": "parent_id"}[world.kind]
    contexts = world.responses.select("response", "context")
    if world.kind == "feed":
        return records.join(contexts, left_on=key, right_on="response", how="left", maintain_order="left")
    answered = records.select("message_id", "parent_id").join(contexts, left_on="message_id", right_on="response")
    asked = answered.unique("parent_id").select("context", message_id="parent_id")
    return records.join(asked, on="message_id", how="left", maintain_order="left")


def _with(world: World, name: str, records: pl.DataFrame) -> World:
    return world._replace(contents=world.contents | {name: records})
