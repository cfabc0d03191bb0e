"""Questions, briefs and conversations that other people post again, and what those do there."""

from collections.abc import Collection

import numpy as np
import polars as pl

from schemas.signals import Kind
from worlds.world import World

MARK = "x2"
"""What ids of a repost, and of the people who are there, end in."""
LATER_MINUTES = 7
KEYS: dict[Kind, str] = {"qa": "question_id", "feed": "note_id", "chat": "conversation_id"}
"""What a repost has a new one of; its events hold it too."""
IDS = (
    "question_id",
    "answer_id",
    "note_id",
    "conversation_id",
    "message_id",
    "parent_id",
    "request_id",
    "user_id",
    "event_id",
)
RESPONSE: dict[Kind, str] = {"qa": "answer_id", "feed": "note_id", "chat": "message_id"}


def repost(world: World, contexts: Collection[str]) -> World:
    """The world with all that stands under some contexts (of a chat: their prompts) once more, minutes later.

    Ids are new, and so are the people: what honest ones and those who like everything do, as many others do again. A
    copied answer has its original's number in `responses`, plus the number of all `answers`; texts are the same.
    """
    prompts = {context.split(".")[0] for context in contexts}
    copied = world.responses.filter(pl.col("context").str.split(".").list.first().is_in(prompts))
    people = world.users.filter(pl.col("kind").is_in(["honest", "liker"]))
    keys = _keys(world, copied)
    acts = world.events.join(keys, on=KEYS[world.kind], how="semi", maintain_order="left")
    acts = acts.join(people, on="user_id", how="semi", maintain_order="left").with_columns(
        pl.col("ts").dt.offset_by(f"{LATER_MINUTES}m")
    )
    events = pl.concat([world.events, _marked(acts)]).sort("ts", maintain_order=True)
    contents = {name: _with_copies(records, keys) for name, records in world.contents.items()}
    there = pl.concat(records.select("user_id") for records in (acts, *_spoken(world, keys))).drop_nulls()
    return world._replace(
        events=events,
        contents=contents,
        responses=pl.concat([world.responses, _truth(copied, world)]),
        users=pl.concat([world.users, _marked(people.join(there, on="user_id", how="semi", maintain_order="left"))]),
    )


def answers(world: World) -> int:
    """How many distinct answers a world has: the numbers from there on are free."""
    return int(world.responses["answer"].max() or 0) + 1


def _keys(world: World, copied: pl.DataFrame) -> pl.DataFrame:
    """Ids of all that is posted again."""
    key, response = KEYS[world.kind], RESPONSE[world.kind]
    records = world.contents[{"qa": "answers", "feed": "notes", "chat": "messages"}[world.kind]]
    return records.join(copied, left_on=response, right_on="response", how="semi").select(key).unique()


def _with_copies(records: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    copies = records.join(keys, on=keys.columns, how="semi", maintain_order="left")
    return pl.concat([records, _marked(_later(copies))])


def _later(records: pl.DataFrame) -> pl.DataFrame:
    """A message is written when its copied acts can be about it; what was published stays."""
    if "created_at" not in records.columns:
        return records
    return records.with_columns(pl.col("created_at").dt.offset_by(f"{LATER_MINUTES}m"))


def _spoken(world: World, keys: pl.DataFrame) -> list[pl.DataFrame]:
    """Messages of a chat, whose people may have done nothing but ask."""
    if world.kind != "chat":
        return []
    return [world.contents["messages"].join(keys, on="conversation_id", how="semi").select("user_id")]


def _marked(records: pl.DataFrame) -> pl.DataFrame:
    return records.with_columns(pl.col(name) + MARK for name in IDS if name in records.columns)


def _truth(copied: pl.DataFrame, world: World) -> pl.DataFrame:
    return copied.with_columns(
        pl.col("response") + MARK,
        pl.col("context").str.replace(r"^([a-z]+\d+)", "${1}" + MARK),
        pl.col("answer") + np.int64(answers(world)),
    )
