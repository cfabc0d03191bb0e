"""Whatever stands in a raw file: the line is counted and quarantined with its reason, and the night goes on."""

import gzip

import pytest

from tests.sites import NIGHT, PEOPLE, Place, event, one_site, qa_answer, qa_events
from tests.support import chosen_over_rejected, mill, released, rows

GOOD = event(NIGHT, PEOPLE[0], "view", question_id="q1", answer_id="a1", position=1, dwell_ms=9_000)
MEGABYTES = 50


def bad(**fields) -> dict:
    """A good view with something else in some fields, or (None) without them."""
    return {name: value for name, value in (GOOD | fields).items() if value is not None}


LINES = {
    "not_json": '{"event_id": "cut in the mid',
    "not_an_object": '["event_id", "e"]',
    "missing:event_id": bad(event_id=None),
    "missing:user_id": bad(user_id=None),
    "missing:answer_id": bad(answer_id=None),
    "missing:ts": bad(ts=None),
    "user_id:min_length": bad(user_id=""),
    "event_id:max_length": bad(event_id="e" * 513),
    "wrong_type:dwell_ms": bad(dwell_ms="a while"),
    "wrong_type:user_id": bad(user_id={"id": 1}),
    "wrong_type:position": bad(position=True),
    "wrong_type:type": bad(type=["view"]),
    "type:is_known": bad(type="teleport"),
    "bad_time:ts": bad(ts="yesterday"),
    "before_2000": bad(ts="1999-12-31T23:59:59Z"),
    "in_the_future": bad(ts="2031-01-01T00:00:00Z"),
    "dwell_ms:min": bad(dwell_ms=-1),
    "dwell_ms:max": bad(dwell_ms=86_400_001),
    "dwell_ms_only_on_view": bad(type="upvote"),
    "position:min": bad(position=0),
    "scroll_depth:max": bad(scroll_depth=1.5),
    "propensity:min_exclusive": bad(propensity=0),
    "nul_byte": b'{"event_id": "e\0"}',
    "lone_surrogate": '{"event_id": "e", "comment": "\\ud800"}',
    "not_utf8": '{"event_id": "e", "comment": "中文"}'.encode("gbk"),
    "line_too_long": b'{"event_id": "long", "user_id": "%s", "pad": "' % PEOPLE[0].encode()
    + b"x" * (MEGABYTES << 20)
    + b'"}',
}
"""Reason -> a line that is quarantined for it."""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """A good night, every kind of bad line in one more file, a file in UTF-16 and one cut in mid-stream."""
    place = one_site(tmp_path_factory.mktemp("bad"), quarantine_limit=0.9)
    events = f"raw/zhihu/events/{NIGHT}"
    place.put(f"{events}/bad.jsonl", LINES.values())
    (place.folder / f"{events}/utf16.jsonl").write_bytes('{"user_id": "person-ann@site"}\n'.encode("utf-16"))
    later = qa_events(NIGHT, people=[f"{number}" for number in range(2000)])
    whole = gzip.compress(place.put(f"{events}/cut.jsonl", later).read_bytes())
    (place.folder / f"{events}/cut.jsonl").unlink()
    (place.folder / f"{events}/cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    answers = [qa_answer("a3", "q1", "x") | change for change in ({"text": 5}, {"question_id": None}, {"text": None})]
    place.put(f"raw/zhihu/answers/{NIGHT}/bad.jsonl", answers)
    return place


@pytest.fixture(scope="module")
def milled(place):
    milled = mill(place.config, NIGHT)
    assert not milled.failures
    return milled


@pytest.fixture(scope="module")
def quarantine(milled):
    return rows(milled.desk, "quarantine", "zhihu", NIGHT)


@pytest.mark.parametrize(("line", "reason"), list(enumerate(LINES, start=1)))
def test_a_bad_line_is_quarantined_with_its_reason_file_and_line(quarantine, line, reason):
    found = quarantine.filter(file=f"raw/zhihu/events/{NIGHT}/bad.jsonl", line=line)
    assert found["reason"].to_list() == [reason]


def test_a_gzip_file_cut_in_mid_stream_gives_what_can_be_read_and_says_so(milled, quarantine):
    name = f"raw/zhihu/events/{NIGHT}/cut.jsonl.gz"
    taken = rows(milled.desk, "events", "zhihu", NIGHT).filter(file=name)
    assert quarantine.filter(file=name)["reason"].to_list() == ["truncated_file"]
    assert 0 < taken.height < 6 * 2000


def test_a_file_in_another_encoding_is_quarantined_line_by_line(quarantine):
    reasons = quarantine.filter(file=f"raw/zhihu/events/{NIGHT}/utf16.jsonl")["reason"].to_list()
    assert reasons == ["nul_byte"] * 2


def test_bad_contents_are_quarantined_too(quarantine):
    reasons = quarantine.filter(source="answers").sort("line")["reason"].to_list()
    assert reasons == ["wrong_type:text", "missing:question_id", "missing:text"]


def test_every_quarantined_record_is_counted(milled, quarantine):
    assert milled.dropped("zhihu", NIGHT, "ingest")["quarantined"] == quarantine.height


def test_a_line_is_kept_to_four_kilobytes_with_its_whole_length_and_without_the_user(quarantine):
    long = quarantine.filter(reason="line_too_long").row(0, named=True)
    assert long["length"] == len(LINES["line_too_long"])
    assert len(long["text"].encode()) <= 4096
    assert not quarantine["text"].str.contains(PEOPLE[0], literal=True).any()


def test_the_good_lines_beside_them_give_their_pair(milled):
    assert chosen_over_rejected(released(milled.desk)) == [("a1", "a2")]


def test_unknown_fields_are_counted_and_kept_out(tmp_path):
    place = one_site(tmp_path)
    place.put(f"raw/zhihu/events/{NIGHT}/more.jsonl", [GOOD | {"event_id": "more", "colour": "red"}])

    milled = mill(place.config, NIGHT)

    details = milled.outcomes["zhihu", NIGHT, "ingest"].record.details
    assert details["unknown_fields"] == {"colour": 1}
    assert "more" in set(rows(milled.desk, "events", "zhihu", NIGHT)["event_id"])


@pytest.mark.parametrize("date", ["2026-02-31", "2026-13-01"])
def test_totals_of_a_day_that_is_none_are_quarantined(tmp_path, date):
    place = Place(tmp_path)
    site = {
        "name": "zhihu",
        "kind": "qa",
        "aggregates": "raw/totals/{date}.jsonl",
        "contents": {"questions": "raw/q.jsonl", "answers": "raw/a.jsonl"},
        "quarantine_limit": 0.9,
    }
    place.configure(site)
    place.put("raw/q.jsonl", [])
    place.put("raw/a.jsonl", [])
    total = {"answer_id": "a1", "date": str(NIGHT), "views": 5, "upvotes": 1}
    place.put(f"raw/totals/{NIGHT}.jsonl", [total, total | {"answer_id": "a2", "date": date}])

    milled = mill(place.config, NIGHT)

    assert milled.failures == {}
    assert rows(milled.desk, "quarantine", "zhihu", NIGHT)["line"].to_list() == [2]
    assert rows(milled.desk, "totals", "zhihu", NIGHT)["response"].to_list() == ["a1"]
