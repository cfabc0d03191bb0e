import hashlib
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.ingest.raw_records import NOON
from transforms.ingest.prompts import KEYS, attempts, keyed, prompt_keys

TEXTS = ("content_id", "thread", "parent", "edited_from", "role", "normal_hash", "brief_hash")
SCHEMA = dict.fromkeys(TEXTS, pl.String) | {"ts": pl.Datetime("us", "UTC")}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def message(name: str, role: str, parent: str | None = None, **fields) -> dict:
    """A message of conversation t whose normalised text is its name, unless `text` tells it."""
    text = fields.pop("text", name)
    return {
        "content_id": name,
        "thread": "t",
        "parent": parent,
        "role": role,
        "normal_hash": digest(text),
        "ts": NOON,
    } | fields


def frame(messages: list[dict]) -> pl.LazyFrame:
    return pl.LazyFrame(messages, schema=SCHEMA)


def keys(*messages: dict) -> dict[str, tuple]:
    """Per message its prompt, history and root key."""
    found = prompt_keys(frame(list(messages))).collect()
    return {name: tuple(rest) for name, *rest in found.select("content_id", *KEYS).rows()}


def expected(messages: list[dict]) -> dict[str, tuple]:
    """The same by walking every conversation up, message by message."""
    by_id = {message["content_id"]: message for message in messages}

    def way(name: str | None) -> list[dict] | None:
        steps = []
        while name is not None:
            if name not in by_id or len(steps) > len(by_id):
                return None
            steps.insert(0, by_id[name])
            name = by_id[name]["parent"]
        return steps

    found = {}
    for name in by_id:
        said = [step["role"][0] + step["normal_hash"] for step in way(name) or []]
        users = [place for place, step in enumerate(said) if step.startswith("u")]
        if users:
            prompt = said[: users[-1] + 1]
            found[name] = (digest("".join(prompt)), digest("".join(prompt[:-1])), digest(said[users[0]]))
        else:
            found[name] = (None, None, None)
    return found


U1 = message("u1", "user")
A1 = message("a1", "assistant", "u1")


def test_a_prompt_is_all_from_the_root_to_the_user_message():
    messages = [
        message("s", "system"),
        message("u1", "user", "s"),
        A1,
        message("u2", "user", "a1"),
        message("a2", "assistant", "u2"),
    ]

    found = keys(*messages)

    assert found == expected(messages)
    assert found["a2"] == found["u2"] != found["u1"] == found["a1"]
    assert found["s"] == (None, None, None)


def test_regenerations_share_a_prompt():
    found = keys(U1, A1, message("a2", "assistant", "u1"))

    assert found["a1"] == found["a2"] == found["u1"]


def test_an_edited_question_is_another_prompt_of_the_same_history():
    found = keys(U1, A1, message("u2", "user", "a1"), message("u3", "user", "a1"))

    (prompt_2, history_2, root_2), (prompt_3, history_3, root_3) = found["u2"], found["u3"]
    assert prompt_2 != prompt_3
    assert (history_2, root_2) == (history_3, root_3)


def test_the_history_tells_prompts_with_one_last_message_apart():
    again = [message("v1", "user", thread="t2"), message("b1", "assistant", "v1", thread="t2")]
    last = [message("u2", "user", "a1", text="why"), message("v2", "user", "b1", text="why", thread="t2")]

    found = keys(U1, A1, *again, *last)

    assert found["u2"][0] != found["v2"][0]


def test_the_same_conversation_elsewhere_is_the_same_prompt():
    here = [U1, A1, message("u2", "user", "a1")]
    there = [row | {"content_id": f"x{row['content_id']}", "thread": "t2"} for row in here]
    there = [row | {"parent": row["parent"] and f"x{row['parent']}"} for row in there]

    found = keys(*here, *there)

    assert all(found[row["content_id"]] == found[f"x{row['content_id']}"] for row in here)


def test_the_root_does_not_depend_on_what_the_system_was_told():
    plain = keys(message("u", "user", text="why"))["u"]
    found = keys(
        message("s1", "system"), message("u1", "user", "s1", text="why"),
        message("s2", "system", thread="t2"), message("u2", "user", "s2", text="why", thread="t2"),
    )  # fmt: skip

    assert len({plain[0], found["u1"][0], found["u2"][0]}) == 3
    assert plain[2] == found["u1"][2] == found["u2"][2]


def test_the_root_is_the_first_user_message_also_where_an_answer_greets_first():
    found = keys(message("a0", "assistant"), message("u1", "user", "a0"), A1, message("u2", "user", "a1"))

    assert found["u1"][2] == found["u2"][2] == keys(message("x", "user", text="u1"))["x"][2]


def test_a_conversation_of_200_messages_is_walked_to_its_root():
    messages = [message(f"m{i}", "assistant" if i % 2 else "user", f"m{i - 1}" if i else None) for i in range(200)]

    assert keys(*messages) == expected(messages)


def test_keys_are_unknown_while_an_ancestor_is_missing():
    found = keys(message("u2", "user", "gone"), message("a2", "assistant", "u2"), message("u3", "user", "a2"), U1)

    assert {name for name, key in found.items() if key == (None, None, None)} == {"u2", "a2", "u3"}


def test_a_parent_in_another_conversation_is_missing():
    assert keys(U1, message("a1", "assistant", "u1", thread="t2"))["a1"] == (None, None, None)


@pytest.mark.parametrize(
    "cycle",
    [
        [message("u1", "user", "u1")],
        [message("u1", "user", "a1"), A1],
        [message("u1", "user", "a2"), A1, message("u2", "user", "a1"), message("a2", "assistant", "u2")],
    ],
)
def test_a_cycle_has_no_prompt_and_harms_nobody_else(cycle):
    found = keys(*cycle, message("u8", "user"), message("a8", "assistant", "u8"), message("a9", "assistant", "u1"))

    assert {name for name, key in found.items() if key[0]} == {"u8", "a8"}


def test_an_edited_answer_stands_beside_the_original():
    edit = message("a1~x", "assistant", None, edited_from="a1")

    found = prompt_keys(frame([U1, A1, edit])).collect()

    assert dict(found.select("content_id", "parent").rows()) == {"u1": None, "a1": "u1", "a1~x": "u1"}
    assert keys(U1, A1, edit)["a1~x"] == keys(U1, A1)["a1"]


def test_an_answer_that_tools_helped_to_find_answers_the_user_message_above_them():
    found = keys(U1, message("a0", "assistant", "u1"), message("t1", "tool", "a0"), message("a1", "assistant", "t1"))

    assert found["a1"] == found["a0"] == found["u1"]


def test_an_answer_below_no_user_message_has_no_prompt():
    found = keys(message("s", "system"), message("a1", "assistant", "s"), message("a2", "assistant"))

    assert set(found.values()) == {(None, None, None)}


@st.composite
def forests(draw) -> list[dict]:
    """Messages of two conversations; parents may be missing, elsewhere, or run in circles."""
    names = [f"m{i}" for i in range(draw(st.integers(1, 10)))]
    roles = st.sampled_from(["user", "assistant", "system", "tool"])
    parents = st.one_of(st.none(), st.sampled_from([*names, "gone"]))
    texts = st.sampled_from("xyz")
    return [message(name, draw(roles), draw(parents), text=draw(texts)) for name in names]


@settings(max_examples=60, deadline=None)
@given(forests(), st.randoms())
def test_keys_are_those_of_the_walk_in_whatever_order_messages_come(messages, random):
    shuffled = messages[:]
    random.shuffle(shuffled)

    assert keys(*messages) == keys(*shuffled) == expected(messages)


def places(*messages: dict) -> dict[str, int]:
    return dict(attempts(frame(list(messages))).collect().rows())


def test_attempts_count_the_answers_to_one_message_in_time():
    later = NOON + timedelta(minutes=1)
    rows = [
        U1, A1, message("a3", "assistant", "u1", ts=later), message("a2", "assistant", "u1", ts=later),
        message("a0", "assistant", "u1", ts=None), message("b1", "assistant", "u2", ts=later),
    ]  # fmt: skip

    assert places(*rows) == places(*rows[::-1]) == {"a1": 1, "a2": 2, "a3": 3, "a0": 4, "b1": 1}


def test_an_edited_answer_and_a_greeting_are_no_attempts():
    assert places(U1, A1, message("e", "assistant", edited_from="a1"), message("hi", "assistant")) == {"a1": 1}


def test_a_question_is_its_own_prompt():
    rows = [message("question:q", "user", thread="q"), message("a", "assistant", thread="q")]

    found = keyed(frame(rows), "qa").collect()

    assert found["question"].to_list() == ["q", "q"]
    assert found.select("prompt_key", "root_key", "attempt").null_count().row(0) == (2, 2, 2)


def test_notes_of_one_brief_share_a_prompt_and_others_have_none():
    rows = [
        message(name, "assistant", thread=name, brief_hash=brief)
        for name, brief in (("a", "x"), ("b", "x"), ("c", None))
    ]

    found = keyed(frame([*rows, message("brief:x", "user", brief_hash="x")]), "feed").collect().sort("content_id")

    by_id = {row["content_id"]: row for row in found.rows(named=True)}
    assert (
        by_id["a"]["prompt_key"] == by_id["b"]["prompt_key"] == by_id["brief:x"]["prompt_key"] == by_id["a"]["root_key"]
    )
    assert by_id["c"]["prompt_key"] is None
    assert by_id["brief:x"]["history_key"] == keys(message("u", "user"))["u"][1]
