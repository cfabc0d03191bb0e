"""Late events, contents and changes of mind: the night that reads them decides, and the past is left alone."""

from datetime import timedelta

import pytest

from tests.sites import PEOPLE, Place, event, nights, one_site, qa, qa_answer, qa_events, qa_night, qa_question
from tests.support import chosen_over_rejected, digests, mill, newest, released, rows

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = nights(3)


def votes(night, type: str, answer: str = "a1", question: str = "q1", people=PEOPLE) -> list[dict]:
    return [event(night, person, type, question_id=question, answer_id=answer) for person in people]


def quiet(place: Place, night) -> None:
    """A night in which nobody touches what other nights were about."""
    qa_night(place, night, question=f"other-{night}", ups=f"up-{night}", downs=f"down-{night}")


def test_a_late_event_counts_in_the_night_that_read_it_and_changes_no_earlier_slice(tmp_path):
    place = one_site(tmp_path, FIRST)
    before = digests(mill(place.config, FIRST).desk, "zhihu", FIRST)
    quiet(place, SECOND)
    place.add(f"raw/zhihu/events/{SECOND}/events.jsonl", votes(FIRST, "collect"))

    desk = mill(place.config, SECOND).desk

    assert digests(desk, "zhihu", FIRST) == before
    assert rows(desk, "votes", "zhihu", SECOND).filter(response="a1", signal="collect")["dt"].to_list() == [FIRST] * 6
    assert released(desk).filter(context_id="q1")["dt"].to_list() == [SECOND]


@pytest.mark.parametrize(("days", "reason"), [(-8, "too_late"), (2, "too_early")])
def test_an_event_out_of_the_night_s_reach_is_counted_and_left_out(tmp_path, days, reason):
    place = one_site(tmp_path, FIRST)
    place.add(f"raw/zhihu/events/{FIRST}/events.jsonl", votes(FIRST + days * DAY, "collect"))

    milled = mill(place.config, FIRST)

    assert milled.dropped("zhihu", FIRST, "ingest") == {reason: len(PEOPLE)}
    assert rows(milled.desk, "events", "zhihu", FIRST).filter(action="collect").is_empty()


def test_an_event_delivered_again_the_next_night_is_counted_once(tmp_path):
    place = one_site(tmp_path, FIRST)
    quiet(place, SECOND)
    place.add(f"raw/zhihu/events/{SECOND}/events.jsonl", votes(FIRST, "upvote"))

    milled = mill(place.config, FIRST, SECOND)

    assert milled.dropped("zhihu", SECOND, "ingest") == {"redelivered": len(PEOPLE)}
    assert rows(milled.desk, "votes", "zhihu", SECOND).filter(response="a1").is_empty()


def test_a_text_that_comes_after_its_events_brings_their_pair(tmp_path):
    place = Place(tmp_path)
    place.configure(qa())
    qa_night(place, FIRST)
    place.put(f"raw/zhihu/answers/{FIRST}/answers.jsonl", [qa_answer("a1", "q1", "good")])
    early = mill(place.config, FIRST)
    assert rows(early.desk, "dropped", "zhihu", FIRST).filter(reason="no_content")["response"].to_list() == ["a2"]
    assert released(early.desk).is_empty()
    quiet(place, SECOND)
    place.add(f"raw/zhihu/answers/{SECOND}/answers.jsonl", [qa_answer("a2", "q1", "bad")])

    desk = mill(place.config, SECOND).desk

    assert ("a1", "a2") in chosen_over_rejected(released(desk))


def test_a_context_that_is_decided_again_without_a_pair_loses_its_old_one(tmp_path):
    place = one_site(tmp_path, FIRST)
    assert chosen_over_rejected(released(mill(place.config, FIRST).desk)) == [("a1", "a2")]
    quiet(place, SECOND)
    place.add(
        f"raw/zhihu/events/{SECOND}/events.jsonl",
        votes(SECOND, "cancel_upvote", "a1") + votes(SECOND, "cancel_downvote", "a2"),
    )

    desk = mill(place.config, SECOND).desk

    assert rows(desk, "decided", "zhihu", SECOND).filter(context="q1")["pairs"].to_list() == [0]
    assert released(desk).filter(context_id="q1").is_empty()
    assert chosen_over_rejected(released(desk, "0.1.0")) == [("a1", "a2")]


def test_a_change_of_mind_turns_the_pair(tmp_path):
    place = one_site(tmp_path, FIRST)
    mill(place.config, FIRST)
    quiet(place, SECOND)
    place.add(
        f"raw/zhihu/events/{SECOND}/events.jsonl", votes(SECOND, "downvote", "a1") + votes(SECOND, "upvote", "a2")
    )

    desk = mill(place.config, SECOND).desk

    assert chosen_over_rejected(released(desk), context_id="q1") == [("a2", "a1")]


def test_a_cancel_clears_only_its_own_sign(tmp_path):
    place = one_site(tmp_path, FIRST)
    whole = released(mill(place.config, FIRST).desk)["confidence"].to_list()
    place.add(f"raw/zhihu/events/{FIRST}/events.jsonl", votes(FIRST, "cancel_downvote", "a1"))

    assert released(mill(place.config, FIRST).desk)["confidence"].to_list() == whole


def test_a_pair_that_nobody_touched_stands_until_it_is_too_old(tmp_path):
    place = one_site(tmp_path, FIRST)
    place.configure(qa(), max_age_days=1)
    mill(place.config, FIRST)
    stands = {}
    for night in (SECOND, THIRD):
        quiet(place, night)
        stands[night] = set(released(mill(place.config, night).desk)["context_id"])

    assert stands[SECOND] == {"q1", f"other-{SECOND}"}
    assert stands[THIRD] == {f"other-{SECOND}", f"other-{THIRD}"}


def test_a_night_done_again_changes_nothing_even_when_later_nights_are_done(tmp_path):
    place = one_site(tmp_path, FIRST, SECOND, THIRD)
    desk = mill(place.config, FIRST, SECOND, THIRD).desk
    before, content = digests(desk, "zhihu"), newest(desk).content
    for stage in ("ingest", "signals", "pairs"):
        again = mill(place.config, SECOND, force=stage).desk
        assert digests(again, "zhihu") == before
        assert newest(again).content == content
    assert mill(place.config, FIRST, SECOND, THIRD).all_cached


def test_files_without_a_date_give_each_night_its_own_day(tmp_path):
    place = Place(tmp_path)
    site = qa() | {"events": "raw/all-events.jsonl", "contents": {"questions": "raw/q.jsonl", "answers": "raw/a.jsonl"}}
    place.configure(site)
    place.put("raw/q.jsonl", [qa_question()])
    place.put("raw/a.jsonl", [qa_answer("a1", "q1", "good"), qa_answer("a2", "q1", "bad")])
    place.put("raw/all-events.jsonl", [act for night in (FIRST, SECOND) for act in qa_events(night)])

    milled = mill(place.config, FIRST, SECOND)

    assert milled.dropped("zhihu", FIRST, "ingest") == {"later_night": len(qa_events(FIRST))}
    for night in (FIRST, SECOND):
        assert rows(milled.desk, "events", "zhihu", night)["dt"].to_list() == [night] * len(qa_events(night))
