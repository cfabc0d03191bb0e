import datetime as dt

import polars as pl

from schemas.contents import Contents
from tests.transforms.evidence.world import NIGHT, NOON, table
from transforms.prompts import prompts

KEY, OTHER = "a" * 32, "b" * 32


def message(response: str, role: str, parent: str | None = None, **values) -> dict:
    usual = {"content_id": response.split("@")[0], "thread": "t", "root": KEY, "text": response, "context": None}
    hashes = {"text_hash": KEY, "normal_hash": KEY, "prompt_key": None, "language": "zh", "length": 1, "images": 0}
    return usual | hashes | {"response": response, "role": role, "parent": parent, "ts": NOON, "night": NIGHT} | values


def found(rows: list[dict], context: str = KEY) -> list[list[str]]:
    """The prompt of a context as lists of texts."""
    contents = table(Contents, pl.DataFrame(rows, infer_schema_length=None))
    frame = prompts(contents, pl.LazyFrame({"context": [context]})).collect()
    return [[message["content"] for message in prompt] for prompt in frame["prompt"].to_list()]


def founder(response: str, parent: str | None = None, **values) -> dict:
    return message(response, "user", parent, **{"context": KEY, "prompt_key": KEY} | values)


def test_the_prompt_is_the_way_from_the_root_to_the_founding_message():
    rows = [
        message("s", "system"), message("u1", "user", "s"), message("a1", "assistant", "u1"),
        message("a2", "assistant", "u1"), founder("u2", "a2"), message("a3", "assistant", "u2", context=KEY),
    ]  # fmt: skip

    assert found(rows) == [["s", "u1", "a2", "u2"]]
    assert found(rows[::-1]) == [["s", "u1", "a2", "u2"]]


def test_a_long_conversation_is_walked_to_its_root():
    chain = [message(f"m{i}", "user", f"m{i - 1}" if i else None) for i in range(200)]

    assert found([*chain, founder("last", "m199")]) == [[f"m{i}" for i in range(200)] + ["last"]]


def test_the_founder_comes_before_earlier_messages_of_the_cluster():
    early = message("u0", "user", context=KEY, prompt_key=OTHER, ts=NOON - dt.timedelta(hours=1))

    assert found([early, founder("u1")]) == [["u1"]]


def test_without_the_founder_the_earliest_message_of_the_context_stands_for_it():
    rows = [
        message(name, "user", context="q", ts=ts)
        for name, ts in (("late", NOON), ("early", NOON - dt.timedelta(hours=1)), ("undated", None))
    ]

    assert found(rows, "q") == [["early"]]


def test_a_prompt_whose_history_is_gone_is_none():
    assert found([founder("u2", "gone")]) == []


def test_history_is_the_first_version_of_an_edited_message():
    rows = [message("u1", "user"), message("u1@12345678", "user"), founder("u2", "u1")]

    assert found(rows) == [["u1", "u2"]]


def test_the_newest_night_of_a_text_counts():
    older = founder("u1", text="old", night=NIGHT - dt.timedelta(days=1))

    assert found([older, founder("u1", text="new")]) == [["new"]]
