"""Checked records: times as instants, and the first broken rule as the reason."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.raw import RawChatEvents, RawMessages, RawQaEvents
from transforms.ingest.contract import check, parse_times

LATEST = datetime(2026, 11, 20, tzinfo=UTC)
MOMENT = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)

GOOD = {
    "event_id": "e1",
    "ts": "2026-11-19T08:00:00Z",
    "user_id": "u1",
    "type": "view",
    "question_id": "q1",
    "answer_id": "a1",
    "dwell_ms": 1200,
    "position": 1,
}


def frame(*records: dict, schema=RawQaEvents) -> pl.DataFrame:
    columns = dict(pl.Schema(schema))
    rows = [{name: record.get(name) for name in columns} for record in records]
    lines = pl.int_range(1, len(rows) + 1, dtype=pl.Int64, eager=True).alias("line")
    return pl.DataFrame(rows, schema=columns).with_columns(lines, file=pl.lit("f"))


def instant(text: str, *, assume_utc: bool = False) -> datetime | None:
    return parse_times(pl.Series("ts", [text]), assume_utc=assume_utc).item()


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2026-11-19T08:00:00Z", timedelta()),
        ("2026-11-19 08:00:00Z", timedelta()),
        ("2026-11-19T16:00:00+08:00", timedelta()),
        ("2026-11-19 16:00:00.5+0800", timedelta(milliseconds=500)),
        ("2026-11-19T02:30:00-05:30", timedelta()),
        ("2026-11-19T08:00:00.123Z", timedelta(milliseconds=123)),
        ("2026-11-19T08:00:00,123Z", timedelta(milliseconds=123)),
        ("2026-11-19T08:00:00.123456789Z", timedelta(microseconds=123456)),
        ("2026-11-19 08:00:00 UTC", timedelta()),
        ("2026-11-19T08:00Z", timedelta()),
        ("2026-11-19 16:00+08:00", timedelta()),
        (str(int(MOMENT.timestamp())), timedelta()),
        (f"{int(MOMENT.timestamp())}.25", timedelta(milliseconds=250)),
        (f"{int(MOMENT.timestamp())}123", timedelta(milliseconds=123)),
        (f"{int(MOMENT.timestamp())}123.5", timedelta(microseconds=123500)),
    ],
)
def test_a_time_is_an_instant_however_it_is_written(text, later):
    assert instant(text) == instant(text, assume_utc=True) == MOMENT + later


@pytest.mark.parametrize("text", ["2026-11-19T08:00:00", "2026-11-19 08:00:00.0", "2026-11-19T08:00"])
def test_a_time_without_an_offset_is_utc_only_where_that_is_assumed(text):
    assert instant(text) is None
    assert instant(text, assume_utc=True) == MOMENT


def test_a_day_is_its_first_moment_where_utc_is_assumed():
    assert instant("2026-11-19", assume_utc=True) == datetime(2026, 11, 19, tzinfo=UTC)
    assert instant("2026-11-19") is None


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-02-30T00:00:00Z", "2026-11-19T25:00:00Z", "2026-11-19T08:00:00Zx", "2026-11-19T08:00:00.Z",
     "19/11/2026 08:00", "2026-11-19T08:00:00+99:00", "NaN", "inf", "1" * 17, "1" * 30],
)  # fmt: skip
def test_what_is_no_time_is_null(text):
    assert instant(text) is None
    assert instant(text, assume_utc=True) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), max_size=20))
def test_times_in_mixed_forms_come_back_in_their_places(moments):
    forms = [
        lambda moment: moment.isoformat(),
        lambda moment: moment.isoformat(" ").replace("+00:00", "Z"),
        lambda moment: str(round(moment.timestamp() * 1000)),
        lambda moment: "no time",
        lambda moment: None,
    ]
    texts = [forms[i % len(forms)](moment) for i, moment in enumerate(moments)]

    parsed = parse_times(pl.Series("ts", texts, dtype=pl.String), assume_utc=False).to_list()

    assert len(parsed) == len(moments)
    for i, (moment, found) in enumerate(zip(moments, parsed, strict=True)):
        if i % len(forms) > 2:
            assert found is None
        else:
            assert abs(found - moment) <= timedelta(milliseconds=1 if i % len(forms) == 2 else 0)


def test_good_records_pass_unchanged_but_for_their_times():
    records = frame(GOOD, GOOD | {"event_id": "e2", "dwell_ms": None, "type": "upvote"})

    good, bad = check(records, RawQaEvents, latest=LATEST)

    assert good.drop("ts").equals(records.drop("ts"))
    assert good["ts"].to_list() == [MOMENT] * 2
    assert good["ts"].dtype == pl.Datetime("us", "UTC")
    assert bad.columns == ["file", "line", "reason"]
    assert bad.height == 0


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"event_id": None}, "missing:event_id"),
        ({"ts": None}, "missing:ts"),
        ({"user_id": None}, "missing:user_id"),
        ({"type": None}, "missing:type"),
        ({"answer_id": None}, "missing:answer_id"),
        ({"event_id": ""}, "event_id:min_length"),
        ({"user_id": "u" * 513}, "user_id:max_length"),
        ({"type": "applaud"}, "type:is_known"),
        ({"dwell_ms": -1}, "dwell_ms:min"),
        ({"dwell_ms": 86_400_001}, "dwell_ms:max"),
        ({"position": 0}, "position:min"),
        ({"propensity": 0.0}, "propensity:min_exclusive"),
        ({"scroll_depth": 1.1}, "scroll_depth:max"),
        ({"ts": "2026-11-19T08:00:00"}, "bad_time:ts"),
        ({"ts": "yesterday"}, "bad_time:ts"),
        ({"ts": "1999-12-31T23:59:59Z"}, "before_2000"),
        ({"ts": "0"}, "before_2000"),
        ({"ts": "2026-11-20T00:00:00.001Z"}, "in_the_future"),
        ({"type": "upvote"}, "dwell_ms_only_on_view"),
        ({"type": "upvote", "user_id": None}, "missing:user_id"),
        ({"ts": "yesterday", "event_id": None, "type": "applaud"}, "missing:event_id"),
        ({"ts": "yesterday", "dwell_ms": -1}, "bad_time:ts"),
    ],
)
def test_the_first_broken_rule_is_the_reason(broken, reason):
    good, bad = check(frame(GOOD, GOOD | broken, GOOD), RawQaEvents, latest=LATEST)

    assert bad.rows() == [("f", 2, reason)]
    assert good["line"].to_list() == [1, 3]


def test_a_time_at_the_latest_moment_is_not_in_the_future():
    assert check(frame(GOOD), RawQaEvents, latest=MOMENT).bad.height == 0


def test_rules_of_each_kind_hold_for_it():
    edit = {
        "event_id": "e",
        "ts": "1795075200",
        "user_id": "u",
        "type": "edit",
        "conversation_id": "c",
        "message_id": "m",
    }
    records = frame(edit, edit | {"edited_text": "better"}, edit | {"type": "upvote"}, schema=RawChatEvents)

    good, bad = check(records, RawChatEvents, latest=LATEST)

    assert good["line"].to_list() == [2]
    assert bad["reason"].to_list() == ["edit_has_edited_text", "type:is_known"]


def test_times_of_contents_may_lack_an_offset_but_must_be_times():
    message = {"conversation_id": "c", "message_id": "m", "role": "user", "content": "?"}
    times = [None, "2026-11-19 08:00:00", "2099-01-01T00:00:00Z", "soon", "0"]
    records = frame(*(message | {"created_at": text} for text in times), schema=RawMessages)

    good, bad = check(records, RawMessages, latest=LATEST)

    assert good["line"].to_list() == [1, 2, 3]
    assert good["created_at"].to_list()[:2] == [None, MOMENT]
    assert bad["reason"].to_list() == ["bad_time:created_at", "before_2000:created_at"]


values = {
    "event_id": st.sampled_from([None, "", "e"]),
    "ts": st.sampled_from([None, "x", GOOD["ts"], "1795075200", "2099-01-01T00:00:00Z"]),
    "type": st.sampled_from([None, "view", "upvote", "applaud"]),
    "dwell_ms": st.sampled_from([None, -1, 0, 10**9]),
}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries(values), max_size=8), st.randoms())
def test_every_record_is_good_or_bad_for_a_reason_of_its_own(broken, random):
    records = frame(*(GOOD | fields for fields in broken))
    good, bad = check(records, RawQaEvents, latest=LATEST)
    order = list(range(len(broken)))
    random.shuffle(order)

    shuffled = check(records[order], RawQaEvents, latest=LATEST)

    assert sorted(good["line"].to_list() + bad["line"].to_list()) == records["line"].to_list()
    assert bad["reason"].null_count() == 0
    assert shuffled.good.sort("line").equals(good)
    assert shuffled.bad.sort("line").equals(bad)


def test_no_records_are_no_trouble():
    good, bad = check(frame(), RawQaEvents, latest=LATEST)

    assert good.height == bad.height == 0
    assert good["ts"].dtype == pl.Datetime("us", "UTC")
