from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.ingest.raw_records import NOON
from transforms.ingest import assign
from transforms.ingest.assign import ASSIGNMENT
from transforms.text import digest, normalise, normalise_prompt

TIME = pl.Datetime("us", "UTC")
ROW = {
    "content_id": pl.String, "response": pl.String, "role": pl.String, "text": pl.String, "ts": TIME, "since": TIME,
    "prompt_key": pl.String, "history_key": pl.String, "root_key": pl.String, "question": pl.String,
    "context": pl.String, "first_key": pl.String, "version_key": pl.String,
}  # fmt: skip
NOTHING = pl.LazyFrame(schema=ASSIGNMENT)


def key(text: str) -> str:
    return pl.select(digest(pl.lit(text))).item()


def prompt_key(text: str) -> str:
    """Key of a prompt without history."""
    return pl.select(digest(pl.lit("u") + digest(normalise_prompt(pl.lit(text))))).item()


def frame(*rows: dict) -> pl.LazyFrame:
    """Contents with the hashes of their texts."""
    texts = pl.LazyFrame(list(rows), schema=ROW)
    normal = (
        pl.when(pl.col("role") == "user").then(normalise_prompt(pl.col("text"))).otherwise(normalise(pl.col("text")))
    )
    return texts.with_columns(normal_hash=digest(normal))


def asked(name: str, text: str, **fields) -> dict:
    """A conversation's first user message."""
    keys = {"prompt_key": prompt_key(text), "history_key": key(""), "root_key": prompt_key(text)}
    return {"content_id": name, "response": name, "role": "user", "text": text, "ts": NOON} | keys | fields


def answer(name: str, text: str, **fields) -> dict:
    """An answer in the context c."""
    return {
        "content_id": name,
        "response": name,
        "role": "assistant",
        "text": text,
        "ts": NOON,
        "context": "c",
    } | fields


def assigned(space: str, values: dict[str, str]) -> pl.LazyFrame:
    return pl.LazyFrame(
        [{"space": space, "key": name, "value": value} for name, value in values.items()], schema=ASSIGNMENT
    )


def test_a_prompt_is_asked_once_in_its_earliest_wording():
    rows = [
        asked("u1", "请问天为什么是蓝的？", ts=NOON + timedelta(minutes=1)),
        asked("u2", "天为什么是蓝的"),
        asked("u3", "海为什么是蓝的", ts=None),
    ]

    found = assign.prompts(frame(*rows)).collect()

    assert found.select("key", "text", "order").rows() == [
        (prompt_key("天为什么是蓝的"), "天为什么是蓝的", 0),
        (prompt_key("海为什么是蓝的"), "海为什么是蓝的", 1),
    ]


def test_a_first_message_after_a_system_message_is_a_prompt_of_its_own_too():
    row = asked("u1", "天为什么是蓝的", prompt_key=key("with system"), history_key=key("system"))

    found = assign.prompts(frame(row)).collect()

    assert sorted(found.select("key", "history").rows()) == sorted(
        [(key("with system"), key("system")), (prompt_key("天为什么是蓝的"), key(""))]
    )


def test_a_later_message_gives_no_root_prompt():
    row = asked(
        "u2", "为什么", prompt_key=key("later"), history_key=key("before"), root_key=prompt_key("天为什么是蓝的")
    )

    assert assign.prompts(frame(row)).collect()["key"].to_list() == [key("later")]


@pytest.mark.parametrize(
    "row", [asked("u", "why", prompt_key=None, root_key=None), answer("a", "so", prompt_key=key("x"))]
)
def test_what_is_no_known_prompt_is_not_asked(row):
    assert assign.prompts(frame(row)).collect().is_empty()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["天蓝", "请天蓝", "海", "海。", "C#"]), st.integers(0, 3)), min_size=1, max_size=8
    ),
    st.randoms(),
)
def test_prompts_are_the_same_in_whatever_order_rows_come(texts, random):
    rows = [asked(f"u{i}", text, ts=NOON + timedelta(hours=hour)) for i, (text, hour) in enumerate(texts)]
    shuffled = rows[:]
    random.shuffle(shuffled)

    assert assign.prompts(frame(*rows)).collect().equals(assign.prompts(frame(*shuffled)).collect())


def test_a_prompt_joins_its_cluster_or_founds_one_that_can_be_joined():
    schema = {"key": pl.String, "guard": pl.UInt64, "sketch": pl.List(pl.UInt64)}
    sketched = pl.LazyFrame([("a" * 32, 1, [1, 2]), ("b" * 32, 1, [2, 3])], schema=schema, orient="row")
    joined = pl.LazyFrame({"key": ["b" * 32], "cluster": ["a" * 32]})

    found = assign.clusters(sketched, joined).collect().sort("key")

    assert found.schema == pl.Schema(ASSIGNMENT)
    assert found.select("space", "key", "value", "guard").rows() == [
        ("prompt", "a" * 32, "a" * 32, 1),
        ("prompt", "b" * 32, "a" * 32, None),
    ]
    assert found["sketch"].is_null().to_list() == [False, True]


def test_contexts_and_roots_are_clusters_or_the_question():
    clusters = assigned("prompt", {"p": "cluster p", "r": "cluster r"})
    other = assigned("answer", {"p": "no cluster"})
    rows = frame(
        asked("u", "why", prompt_key="p", root_key="r", context=None),
        answer("a", "so", question="q", context=None),
        answer("b", "so", context=None),
    ).drop("context")

    found = assign.with_contexts(rows, pl.concat([clusters, other])).collect().sort("content_id")

    assert found.select("content_id", "context", "root").rows() == [
        ("a", "q", "q"),
        ("b", None, None),
        ("u", "cluster p", "cluster r"),
    ]


def represented(*rows: dict, before: pl.LazyFrame = NOTHING) -> dict[str, str | None]:
    """Response -> its representative."""
    return dict(assign.representatives(frame(*rows), before).select("response", "representative").collect().rows())


def test_the_earliest_of_equal_answers_represents_them():
    later = NOON + timedelta(minutes=1)

    found = represented(
        answer("c", "因为散射", ts=None),
        answer("b", "因为，散射。", ts=later),
        answer("a", "因为 散射"),
        answer("d", "不知道"),
    )

    assert found == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_of_answers_at_one_time_the_smaller_id_represents():
    assert represented(answer("b", "x"), answer("a", "X")) == {"a": "a", "b": "a"}


def test_equal_answers_in_two_contexts_are_two():
    assert represented(answer("a", "x"), answer("b", "x", context="d")) == {"a": "a", "b": "b"}


def test_what_nobody_can_judge_has_no_representative():
    rows = [answer("a", "x", context=None), answer("b", "x", context=None), asked("u", "x", context="c")]

    assert represented(*rows) == {"a": None, "b": None, "u": None}


def test_the_representative_that_was_assigned_before_stays():
    rows = [answer("a", "x"), answer("b", "x")]
    answer_key = assign.answer_keys(frame(*rows)).collect()["answer_key"][0]

    assert represented(*rows, before=assigned("answer", {answer_key: "z"})) == {"a": "z", "b": "z"}
    assert represented(*rows, before=assigned("version", {answer_key: "z"})) == {"a": "a", "b": "a"}


ANSWERS = st.lists(st.tuples(st.sampled_from("xyX"), st.sampled_from(["c", "d", None]), st.integers(0, 2)), max_size=8)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.randoms())
def test_representatives_are_the_same_in_whatever_order_rows_come(answers, random):
    rows = [
        answer(f"a{i}", text, context=context, ts=NOON + timedelta(hours=hour))
        for i, (text, context, hour) in enumerate(answers)
    ]
    shuffled = rows[:]
    random.shuffle(shuffled)

    found = represented(*rows)

    assert represented(*shuffled) == found
    assert all(found[chosen] == chosen for chosen in found.values() if chosen)


def test_what_the_rows_rest_on_is_assigned_once():
    versions = {"first_key": key("first a"), "version_key": key("a x")}
    rows = [
        answer("a", "x", **versions, since=None),
        answer("a@1", "y", content_id="a", first_key=key("first a"), version_key=key("a y"), since=NOON),
        answer("b", "x", first_key=key("first b"), version_key=key("b x")),
    ]

    found = assign.assignments(assign.representatives(frame(*rows), NOTHING)).collect()

    assert found.schema == pl.Schema(ASSIGNMENT)
    assert sorted(found.filter(pl.col("space") == "version").select("key", "value", "since").rows()) == sorted(
        [
            (key("first a"), "a", None), (key("a x"), "a", None), (key("a y"), "a@1", NOON),
            (key("first b"), "b", None), (key("b x"), "b", None),
        ]
    )  # fmt: skip
    assert sorted(found.filter(pl.col("space") == "answer")["value"]) == ["a", "a@1"]
