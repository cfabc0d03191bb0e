from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events import Events
from schemas.raw import EVENTS
from schemas.signals import RAW_TYPES
from tests.transforms.ingest.raw_records import KEYS, NOON, Record, checked
from transforms.ingest.events import canonical, follow_ups, local_date
from transforms.privacy import pseudonym

IDS = {
    "chat": {"conversation_id": "t", "message_id": "r"},
    "feed": {"note_id": "r"},
    "qa": {"question_id": "t", "answer_id": "r"},
}
KINDS = list(IDS)
COLUMNS = list(Events.columns())


def user(raw: str) -> str:
    return pl.DataFrame({"raw": [raw]}).select(pseudonym(pl.col("raw"), KEYS)).item()


def events(kind: str, *records: Record, timezone: str = "UTC") -> pl.DataFrame:
    """Canonical events of records that name the response `r`, views at noon unless they say otherwise."""
    usual = {"event_id": "e", "ts": NOON.isoformat(), "user_id": "u1", "type": "view"} | IDS[kind]
    raw = checked(EVENTS[kind], [usual | record for record in records])
    return canonical(raw, kind, keys=KEYS, timezone=timezone).collect()


@pytest.mark.parametrize("kind", KINDS)
def test_every_act_of_a_kind_becomes_an_event_of_the_one_shape(kind):
    acts = [{"event_id": f"e{i}", "type": act, "edited_text": "better"} for i, act in enumerate(RAW_TYPES[kind])]

    found = Events.validate(events(kind, *acts).select(COLUMNS))

    assert sorted(found["action"]) == sorted(RAW_TYPES[kind])
    assert set(found["response"]) == {"r"}
    assert set(found["thread"]) == {"r" if kind == "feed" else "t"}
    assert set(found["user"]) == {user("u1")}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_site_does_not_log_is_unknown_and_not_zero(kind):
    (row,) = events(kind, {}).rows(named=True)

    assert [row[name] for name in ("request_id", "position", "dwell_ms", "depth", "propensity", "target")] == [None] * 6


def test_what_a_site_logs_is_kept():
    logged = {"request_id": "q", "position": 3, "dwell_ms": 1200, "propensity": 0.25, "scroll_depth": 0.5}

    (row,) = events("qa", logged).rows(named=True)

    assert (row["request_id"], row["position"], row["dwell_ms"], row["propensity"], row["depth"]) == (
        "q",
        3,
        1200,
        0.25,
        0.5,
    )
    assert (row["file"], row["line"], row["ts"]) == ("f", 1, NOON)


@pytest.mark.parametrize(
    ("ts", "timezone", "expected"),
    [
        ("2026-11-19T23:30:00Z", "UTC", date(2026, 11, 19)),
        ("2026-11-19T23:30:00Z", "Asia/Shanghai", date(2026, 11, 20)),
        ("2026-11-19T03:30:00Z", "America/New_York", date(2026, 11, 18)),
        ("2026-11-20T00:30:00+08:00", "Asia/Shanghai", date(2026, 11, 20)),
        ("2026-03-29T00:30:00Z", "Europe/Berlin", date(2026, 3, 29)),
    ],
)
def test_the_date_is_the_sites_own(ts, timezone, expected):
    assert events("qa", {"ts": ts}, timezone=timezone)["dt"].to_list() == [expected]
    assert pl.select(local_date(pl.lit(NOON), "UTC")).item() == date(2026, 11, 19)


def test_the_same_edit_of_the_same_answer_is_one_content():
    edits = [("e1", "r", "better"), ("e2", "r", "better"), ("e3", "r", "best"), ("e4", "s", "better")]

    found = events("chat", *({"event_id": e, "type": "edit", "message_id": m, "edited_text": t} for e, m, t in edits))

    targets = found["target"].to_list()
    assert targets[0] == targets[1]
    assert len({*targets}) == 3
    assert all(target.startswith(f"{message}@") for target, (_, message, _) in zip(targets, edits, strict=True))


def test_an_edits_target_does_not_tell_the_number_in_it():
    one, other = (
        events("chat", {"type": "edit", "edited_text": f"call {number}"})["target"].item()
        for number in ("13812345678", "+86 138 1234 5678")
    )

    assert one == other


MESSAGES = {"content_id": "u2", "response": "u2", "role": "user", "thread": "t", "parent": "a", "author": None}


def texts(*rows: dict) -> pl.LazyFrame:
    usual = MESSAGES | {"ts": NOON, "file": "m", "line": 1}
    schema = dict.fromkeys(MESSAGES, pl.String) | {
        "ts": pl.Datetime("us", "UTC"),
        "file": pl.String,
        "line": pl.Int64,
    }
    return pl.LazyFrame([usual | row for row in rows], schema=schema)


ANSWER = {"content_id": "a", "response": "a", "role": "assistant", "parent": "u1"}
NOBODY = pl.LazyFrame(schema={"thread": pl.String, "user": pl.String})


def told(contents: pl.LazyFrame, acts: pl.LazyFrame = NOBODY) -> pl.DataFrame:
    return follow_ups(contents, acts, keys=KEYS, timezone="UTC").collect()


def test_a_user_message_after_an_answer_is_an_act_on_it():
    found = Events.validate(told(texts(ANSWER, {"line": 7})).select(COLUMNS))

    (row,) = found.rows(named=True)
    assert (row["event_id"], row["action"], row["response"], row["target"]) == ("follow_up:u2", "follow_up", "a", "u2")
    assert (row["ts"], row["dt"], row["thread"], row["file"], row["line"]) == (NOON, NOON.date(), "t", "m", 7)


@pytest.mark.parametrize(
    "other", [{"role": "assistant"}, {"role": "tool"}, {"parent": "u1"}, {"parent": None}, {"ts": None}]
)
def test_no_other_message_is_a_follow_up(other):
    assert told(texts(ANSWER, other)).is_empty()


def test_the_actor_is_the_author_where_the_message_names_one():
    acts = pl.LazyFrame({"thread": ["t"], "user": ["b" * 32]})

    assert told(texts(ANSWER, {"author": "a" * 32}), acts)["user"].to_list() == ["a" * 32]


def test_else_the_actor_is_the_busiest_user_of_the_conversation():
    acts = pl.LazyFrame({"thread": ["t", "t", "t", "other", "other", "other"], "user": ["b", "c", "c", "d", "d", "d"]})

    assert told(texts(ANSWER, {}), acts)["user"].to_list() == ["c"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(["b", "b", "c", "c", "d"]))
def test_of_equally_busy_users_it_is_the_smaller_hash(users):
    acts = pl.LazyFrame({"thread": ["t"] * 5, "user": users})

    assert told(texts(ANSWER, {}), acts)["user"].to_list() == ["b"]


def test_else_the_actor_is_the_conversation_itself():
    elsewhere = [ANSWER | {"content_id": "b", "thread": "t2"}, {"content_id": "u3", "thread": "t2", "parent": "b"}]

    found = told(texts(ANSWER, {}, *elsewhere))

    assert found["user"].n_unique() == 2
    assert user("t") not in found["user"].to_list()


def test_both_edits_of_a_question_follow_up():
    found = told(texts(ANSWER, {}, {"content_id": "u3", "ts": NOON + timedelta(minutes=1)}))

    assert sorted(found["event_id"]) == ["follow_up:u2", "follow_up:u3"]


def test_versions_of_the_message_or_the_answer_are_no_acts_of_their_own():
    versions = [ANSWER, ANSWER | {"response": "a@1"}, {}, {"response": "u2@1"}]

    assert told(texts(*versions))["event_id"].to_list() == ["follow_up:u2"]


def test_the_follow_up_made_the_first_version_of_its_message_in_whatever_order_versions_come():
    versions = [ANSWER, {"response": "u2"}, {"response": "u2@1"}]

    targets = {told(texts(*order))["target"].item() for order in (versions, versions[::-1])}

    assert targets == {"u2"}


def test_an_answer_of_another_conversation_with_the_same_id_is_not_followed_up():
    assert told(texts(ANSWER | {"thread": "other"}, {})).is_empty()
