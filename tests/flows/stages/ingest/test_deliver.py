import polars as pl
import pytest

from tests.flows.stages.ingest.site import NIGHT, USER_KEY, SiteOnDisk, at, message, night, view
from transforms.privacy import derive, pseudonym

ANSWERED = [message("u", "user", "为什么"), message("a", "assistant", "因为", "u")]
ON_A = {"conversation_id": "c1", "message_id": "a"}
THREADS = 40
"""Enough threads to fill several buckets."""


def act(event: str, **fields) -> dict:
    return view(event, **ON_A) | fields


def read(thread: int, **fields) -> dict:
    """A view in a question of its own."""
    return view(f"e{thread}", question_id=f"q{thread}", answer_id=f"a{thread}") | fields


def user(raw: str) -> str:
    return pl.select(pseudonym(pl.lit(raw), derive(USER_KEY, "site"))).item()


@pytest.fixture
def chat(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "chat")


@pytest.fixture
def qa(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "qa", undated=("questions",))


def follow_ups(site: SiteOnDisk, *nights) -> list[tuple]:
    """Target, response and user of the follow-ups."""
    rows = site.table("events", *nights).filter(pl.col("action") == "follow_up").sort("target")
    return rows.select("target", "response", "user").rows()


def test_an_event_delivered_twice_is_taken_once_in_every_bucket(qa):
    once = [read(thread) for thread in range(THREADS)]
    qa.put(NIGHT, part=1, events=once)

    record = qa.ingest(NIGHT, events=[*once, *once], questions=[], answers=[])

    assert sorted(qa.table("events")["event_id"]) == sorted(event["event_id"] for event in once)
    assert record.dropped == {"redelivered": 2 * THREADS}
    assert len(qa.lake.slices("events", "site", [NIGHT])) > 1


def test_the_first_delivery_of_an_event_counts(qa):
    qa.put(NIGHT, part=1, events=[read(1, dwell_ms=3)])

    qa.ingest(NIGHT, events=[read(1, dwell_ms=1), read(1, dwell_ms=2)], questions=[], answers=[])

    assert qa.table("events")["dwell_ms"].to_list() == [1]


@pytest.mark.parametrize("nights_later", [1, 7])
def test_an_event_that_an_earlier_night_took_is_a_redelivery(qa, nights_later):
    qa.ingest(NIGHT, events=[read(thread) for thread in range(THREADS)], questions=[], answers=[])
    later = [*(read(thread) for thread in range(THREADS)), read(99, ts=at(day=nights_later))]

    record = qa.ingest(night(nights_later), events=later, answers=[])

    assert qa.table("events", night(nights_later))["event_id"].to_list() == ["e99"]
    assert record.dropped == {"redelivered": THREADS}


def test_an_event_of_tomorrow_that_comes_again_a_week_after_tomorrow_is_a_redelivery(qa):
    early = read(1, ts=at(day=1))
    qa.ingest(NIGHT, events=[early], questions=[], answers=[])

    record = qa.ingest(night(8), events=[early, read(2, ts=at(day=8))], answers=[])

    assert record.dropped == {"redelivered": 1}


def test_an_event_that_comes_again_too_late_is_too_late(qa):
    qa.ingest(NIGHT, events=[read(1)], questions=[], answers=[])

    record = qa.ingest(night(8), events=[read(1), read(2, ts=at(day=8))], answers=[])

    assert record.dropped == {"too_late": 1}


def test_a_late_event_is_taken_by_the_night_that_reads_it(qa):
    qa.ingest(NIGHT, events=[read(1)], questions=[], answers=[])

    qa.ingest(night(3), events=[read(2)], answers=[])

    assert qa.table("events", night(3)).select("event_id", "dt").rows() == [("e2", NIGHT)]


def test_a_night_done_again_is_what_it_was(chat):
    messages = [*ANSWERED, message("v", "user", "还有呢", "a")]
    chat.ingest(NIGHT, events=[act("e1")], messages=messages)
    chat.ingest(night(1), events=[act("e1"), act("e2", ts=at(day=1))], messages=messages)
    before = [piece.digest for table in ("events", "contents") for piece in chat.lake.slices(table, "site", [NIGHT])]

    chat.ingest(NIGHT, force=True)

    after = [piece.digest for table in ("events", "contents") for piece in chat.lake.slices(table, "site", [NIGHT])]
    assert after == before


def test_a_follow_up_is_told_of_once(chat):
    messages = [*ANSWERED, message("v", "user", "还有呢", "a", user_id="u1")]

    first = chat.ingest(NIGHT, events=[act("e1")], messages=messages)
    second = chat.ingest(night(1), events=[act("e2", ts=at(day=1))], messages=messages)

    assert follow_ups(chat) == [("v", "a", user("u1"))]
    assert (first.kept["events"], second.kept["events"]) == (2, 1)


def test_a_follow_up_of_an_answer_that_comes_a_night_later_is_an_act_of_that_night(chat):
    chat.ingest(NIGHT, events=[act("e1")], messages=[ANSWERED[0], message("v", "user", "还有呢", "a", user_id="u1")])
    assert follow_ups(chat) == []

    chat.ingest(night(1), events=[act("e2", ts=at(day=1))], messages=[ANSWERED[1]])

    assert follow_ups(chat, night(1)) == [("v", "a", user("u1"))]


def test_a_follow_up_that_comes_a_night_after_its_answer_is_an_act_of_that_night(chat):
    chat.ingest(NIGHT, events=[act("e1")], messages=ANSWERED)

    chat.ingest(
        night(1), events=[act("e2", ts=at(day=1))], messages=[message("v", "user", "还有呢", "a", user_id="u1")]
    )

    assert follow_ups(chat) == [("v", "a", user("u1"))]


@pytest.mark.parametrize(("day", "is_taken"), [(-8, False), (-7, True), (1, True), (2, False)])
def test_a_follow_up_is_judged_by_the_night_as_an_event_is(chat, day, is_taken):
    messages = [*ANSWERED, message("v", "user", "还有呢", "a", user_id="u1", created_at=at(day=day))]

    chat.ingest(NIGHT, events=[act("e1")], messages=messages)

    assert len(follow_ups(chat)) == is_taken


def test_follow_ups_of_a_file_of_many_days_wait_for_their_night(tmp_path):
    site = SiteOnDisk(tmp_path, "chat", undated=("messages",))
    messages = [*ANSWERED, message("v", "user", "还有呢", "a", user_id="u1", created_at=at(day=1))]
    site.ingest(NIGHT, events=[act("e1")], messages=messages)
    assert follow_ups(site) == []

    site.ingest(night(1), events=[act("e2", ts=at(day=1))])

    assert follow_ups(site) == [("v", "a", user("u1"))]


def test_an_unsigned_follow_up_is_the_busiest_users(chat):
    acts = [act("e1"), act("e2", user_id="u2"), act("e3", user_id="u2", ts=at(13)), act("e4", user_id="u3")]
    acts += [act(f"other{i}", user_id="u4", conversation_id="c2", message_id="b") for i in range(5)]

    chat.ingest(NIGHT, events=acts, messages=[*ANSWERED, message("v", "user", "还有呢", "a")])

    assert follow_ups(chat) == [("v", "a", user("u2"))]


def test_an_event_delivered_twice_makes_nobody_busier(chat):
    acts = [*[act("e1")] * 5, act("e2", user_id="u2"), act("e3", user_id="u2", ts=at(13))]

    chat.ingest(NIGHT, events=acts, messages=[*ANSWERED, message("v", "user", "还有呢", "a")])

    assert follow_ups(chat) == [("v", "a", user("u2"))]


def test_an_unsigned_follow_up_is_the_busiest_users_also_where_he_acted_on_the_night_before(chat):
    chat.ingest(NIGHT, events=[act("e1")], messages=ANSWERED)
    elsewhere = act("e2", ts=at(day=1), conversation_id="c2", message_id="b", user_id="u2")

    chat.ingest(night(1), events=[elsewhere], messages=[message("v", "user", "还有呢", "a", created_at=at(day=1))])

    assert follow_ups(chat) == [("v", "a", user("u1"))]


def test_an_unsigned_follow_up_in_a_conversation_without_events_is_the_conversations(chat):
    acts = [act("e1", conversation_id="c2", message_id="b")]

    chat.ingest(NIGHT, events=acts, messages=[*ANSWERED, message("v", "user", "还有呢", "a")])

    ((_, _, actor),) = follow_ups(chat)
    assert actor not in (user("u1"), user("c1"))


QUESTION = [{"question_id": "q1", "title": "为什么"}]


def answer(text: str, **fields) -> dict:
    return {"answer_id": "a1", "question_id": "q1", "text": text} | fields


def on_answer(event: str, hour: int, day: int = 0) -> dict:
    return view(event, question_id="q1", answer_id="a1", ts=at(hour, day=day))


def responses(site: SiteOnDisk, *nights) -> dict[str, str]:
    """Event -> the response that it belongs to, short of the hash."""
    rows = site.table("events", *nights).select("event_id", "response").rows()
    return {event: response.partition("@")[0] + "@" * ("@" in response) for event, response in rows}


def test_an_event_belongs_to_the_version_that_was_current(qa):
    versions = [answer("甲"), answer("乙", updated_at=at(12))]

    qa.ingest(NIGHT, events=[on_answer("before", 11), on_answer("after", 13)], questions=QUESTION, answers=versions)

    assert responses(qa) == {"before": "a1", "after": "a1@"}


def test_a_version_without_a_time_is_current_from_the_start_of_its_night(qa):
    qa.ingest(NIGHT, events=[on_answer("e0", 12)], questions=QUESTION, answers=[answer("甲")])

    qa.ingest(night(1), events=[on_answer("late", 23), on_answer("e1", 0, day=1)], answers=[answer("乙")])

    assert responses(qa) == {"e0": "a1", "late": "a1", "e1": "a1@"}


def test_a_night_without_the_answer_finds_the_version_of_the_night_before(qa):
    qa.ingest(NIGHT, events=[on_answer("e0", 12)], questions=QUESTION, answers=[answer("甲")])
    qa.ingest(night(1), events=[on_answer("e1", 12, day=1)], answers=[answer("乙")])

    qa.ingest(night(2), events=[on_answer("e2", 12, day=2)], answers=[])

    assert responses(qa, night(2)) == {"e2": "a1@"}


def test_events_after_an_edit_was_taken_back_belong_to_the_first_version(qa):
    qa.ingest(NIGHT, events=[on_answer("e0", 12)], questions=QUESTION, answers=[answer("甲")])
    qa.ingest(night(1), events=[on_answer("e1", 12, day=1)], answers=[answer("乙", updated_at=at(1, day=1))])

    qa.ingest(night(2), events=[on_answer("e2", 12, day=2)], answers=[answer("甲", updated_at=at(1, day=2))])
    qa.ingest(night(3), events=[on_answer("e3", 12, day=3)], answers=[])

    assert responses(qa) == {"e0": "a1", "e1": "a1@", "e2": "a1", "e3": "a1"}


def test_an_older_version_that_comes_late_is_not_current(qa):
    qa.ingest(NIGHT, events=[on_answer("e0", 12)], questions=QUESTION, answers=[answer("乙", updated_at=at(10))])

    qa.ingest(night(1), events=[on_answer("e1", 12, day=1)], answers=[answer("甲", updated_at=at(8))])

    assert responses(qa) == {"e0": "a1", "e1": "a1"}


def test_a_follow_up_belongs_to_the_version_that_was_current(chat):
    messages = [
        ANSWERED[0], message("a", "assistant", "因为", "u", created_at=at(8)),
        message("a", "assistant", "所以", "u", created_at=at(8), updated_at=at(10)),
        message("v", "user", "还有呢", "a", user_id="u1", created_at=at(12)),
    ]  # fmt: skip

    chat.ingest(NIGHT, events=[act("e1", ts=at(9))], messages=messages)

    events = dict(chat.table("events").select("event_id", "response").rows())
    assert events["e1"] == "a"
    assert events["follow_up:v"].startswith("a@")


def test_an_event_of_an_unknown_response_is_kept(qa):
    qa.ingest(NIGHT, events=[on_answer("e0", 12)], questions=[], answers=[])

    assert responses(qa) == {"e0": "a1"}
