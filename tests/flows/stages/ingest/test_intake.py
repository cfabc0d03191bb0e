import json
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.lake.tombstones import bury
from schemas.errors import InputError
from tests.flows.stages.ingest.site import NIGHT, USER_KEY, SiteOnDisk, at, message, night, view
from transforms.privacy import derive, pseudonym

ANSWER = {"answer_id": "a1", "question_id": "q1"}
TEXTS = {"questions": [{"question_id": "q1", "title": "为什么"}], "answers": [ANSWER | {"text": "因为"}]}
NO_TEXTS: dict[str, list] = {"questions": [], "answers": []}


def act(event: str, **fields) -> dict:
    return view(event, **ANSWER) | fields


def on_days(*days: int) -> list[dict]:
    """One view for each of some days, counted from the first night."""
    return [act(f"day {day}", ts=at(day=day)) for day in days]


def user(site: SiteOnDisk, raw: str) -> str:
    return pl.select(pseudonym(pl.lit(raw), derive(USER_KEY, site.name))).item()


@pytest.fixture
def qa(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "qa")


def test_a_dated_file_is_judged_by_its_night(qa):
    record = qa.ingest(NIGHT, events=on_days(-8, -7, -1, 0, 1, 2), **TEXTS)

    assert sorted(qa.table("events")["event_id"]) == ["day -1", "day -7", "day 0", "day 1"]
    assert record.dropped == {"too_early": 1, "too_late": 1}


def test_a_file_of_many_days_gives_each_night_its_own_and_what_was_left_unread(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", undated=("events", "questions", "answers"))
    first = site.ingest(NIGHT, events=on_days(-8, -1, 0, 1), **TEXTS)

    second = site.ingest(night(1), events=on_days(-8, -1, -6, 0, 1))

    assert sorted(site.table("events", NIGHT)["event_id"]) == ["day -1", "day 0"]
    assert sorted(site.table("events", night(1))["event_id"]) == ["day -6", "day 1"]
    assert first.dropped == {"earlier_night": 1, "later_night": 1}
    assert second.dropped == {"earlier_night": 1, "redelivered": 2}


def test_the_sites_time_zone_cuts_the_day(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", undated=("events",), settings={"timezone": "Asia/Shanghai"})

    record = site.ingest(NIGHT, events=[act("early", ts=at(15)), act("late", ts=at(17))], **TEXTS)

    assert site.table("events")["event_id"].to_list() == ["early"]
    assert record.dropped == {"later_night": 1}


def test_every_record_is_taken_dropped_or_quarantined(qa):
    (qa.folder / "leavers.txt").write_text("gone\n")
    qa.settings = {"opt_out": "leavers.txt", "quarantine_limit": 0.9}
    qa.ingest(night(-1), events=on_days(-1), **TEXTS)
    acts = [
        *on_days(-9, -1, 0, 1, 5), act("day 0"), act("e1", user_id="gone"), "no json", "[]", act("e2", ts="soon"),
        act("e3", type="applaud"), act("e4", user_id=None), act("e5", ts=at(day=400)),
    ]  # fmt: skip

    record = qa.ingest(NIGHT, events=acts, **NO_TEXTS)

    quarantined = qa.table("quarantine", NIGHT)
    assert record.details["read"] == len(acts) == record.kept["events"] + sum(record.dropped.values())
    assert record.kept["events"] == 2
    assert record.dropped == {"opted_out": 1, "quarantined": 6, "redelivered": 2, "too_early": 1, "too_late": 1}
    assert sorted(quarantined["reason"]) == sorted(
        ["not_json", "not_an_object", "bad_time:ts", "type:is_known", "missing:user_id", "in_the_future"]
    )
    assert set(quarantined["source"]) == {"events"}


def test_contents_are_quarantined_under_the_name_of_their_files(qa):
    qa.settings = {"quarantine_limit": 0.5}
    bad = {"questions": [*TEXTS["questions"], {"question_id": "q2"}], "answers": [*TEXTS["answers"], {"text": "?"}]}

    qa.ingest(NIGHT, events=on_days(0), **bad)

    found = qa.table("quarantine").select("source", "line", "reason").rows()
    assert sorted(found) == [("answers", 2, "missing:answer_id"), ("questions", 2, "missing:title")]


def test_fields_that_no_table_has_are_counted(qa):
    record = qa.ingest(NIGHT, events=[act("e1", browser="x"), act("e2", browser="y", colour=1)], **TEXTS)

    assert record.details["unknown_fields"] == {"browser": 2, "colour": 1}


@pytest.mark.parametrize(("limit", "passes"), [(0.25, True), (0.24, False), (0, False), (1, True)])
def test_a_night_fails_when_more_than_the_limit_is_malformed(tmp_path, limit, passes):
    site = SiteOnDisk(tmp_path, "qa", settings={"quarantine_limit": limit})
    acts = [*on_days(0, 1), "no json", "no json", *on_days(-1, -2, -3, -4)]

    if passes:
        assert site.ingest(NIGHT, events=acts, questions=[], answers=[]).state == "ok"
    else:
        with pytest.raises(InputError, match=r"'site'.*25\.0%.*8 raw records.*quarantine_limit.*'not_json', 2 times"):
            site.ingest(NIGHT, events=acts, questions=[], answers=[])


def test_a_night_that_fails_so_publishes_nothing_and_its_record_counts_what_was_wrong(qa):
    with pytest.raises(InputError):
        qa.ingest(NIGHT, events=["no json"], **TEXTS)

    record = qa.lake.ledger.newest("site", NIGHT).stages["ingest"]
    assert (record.state, record.kept, record.dropped) == ("failed", {"quarantine": 1}, {"quarantined": 1})
    assert qa.table("contents").is_empty()
    assert qa.ingest(NIGHT, events=on_days(0)).kept["contents"] == 2


def test_a_day_without_events_fails_and_names_the_way_out(qa):
    with pytest.raises(InputError, match=r"no event of 2026-11-19 in raw/events/\{date\}.*allow_empty"):
        qa.ingest(NIGHT, events=on_days(5), **TEXTS)


def test_a_day_of_which_only_malformed_records_came_names_them_and_no_way_round(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", settings={"quarantine_limit": 0.9})

    with pytest.raises(InputError, match=r"no event of 2026-11-19 .*1 of 1 events malformed; .*'not_json'") as told:
        site.ingest(NIGHT, events=["no json"], **TEXTS)

    assert "allow_empty" not in str(told.value)


@pytest.mark.parametrize("acts", [[], on_days(5)])
def test_a_quiet_day_is_fine_where_the_site_allows_it(tmp_path, acts):
    site = SiteOnDisk(tmp_path, "qa", settings={"allow_empty": True})

    assert site.ingest(NIGHT, events=acts, **TEXTS).kept["contents"] == 2


def test_a_missing_file_of_the_night_fails_unless_quiet_days_are_allowed(qa):
    qa.put(NIGHT, **TEXTS)
    with pytest.raises(InputError, match=r"site 'site', events: no file matches raw/events/\{date\}"):
        qa.ingest(NIGHT)

    qa.settings = {"allow_empty": True}
    assert qa.ingest(NIGHT).kept["contents"] == 2


def test_a_missing_file_of_many_days_fails_in_any_case(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", undated=("questions",), settings={"allow_empty": True})

    with pytest.raises(InputError, match=r"contents\.questions: no file matches"):
        site.ingest(NIGHT, events=on_days(0), answers=TEXTS["answers"])


def test_a_content_file_of_many_days_is_read_again_only_when_it_changed(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", undated=("questions", "answers"))
    reads = [site.ingest(NIGHT, events=on_days(0), **TEXTS).details["read"]]
    reads.append(site.ingest(night(1), events=on_days(1)).details["read"])
    more = [*TEXTS["answers"], {"answer_id": "a2", "question_id": "q1", "text": "所以"}]
    reads.append(site.ingest(night(2), events=on_days(2), answers=more).details["read"])
    reads.append(site.ingest(night(3), events=on_days(3)).details["read"])

    assert reads == [3, 1, 3, 1]
    assert site.table("contents", night(2))["response"].to_list() == ["a2"]


def test_a_content_file_that_a_failed_night_read_is_read_again(tmp_path):
    site = SiteOnDisk(tmp_path, "qa", undated=("questions", "answers"))
    with pytest.raises(InputError):
        site.ingest(NIGHT, events=[], **TEXTS)

    site.ingest(night(1), events=on_days(1))

    assert site.table("contents")["response"].len() == 2


def test_files_of_any_format_make_the_same_events(tmp_path):
    records = [act("e1", position=1), act("e2", ts=at(13), dwell_ms=None, type="upvote")]
    tables = []
    for name in ("jsonl", "csv", "parquet"):
        site = SiteOnDisk(tmp_path / name, "qa")
        site.put(NIGHT, events=records, **TEXTS)
        frame = pl.DataFrame(records)
        folder = site.folder / f"raw/events/{NIGHT}"
        if name != "jsonl":
            (folder / "0.jsonl").unlink()
            getattr(frame, f"write_{name}")(folder / f"0.{name}")
        config = site.config()
        pattern = f"raw/events/{{date}}/*.{name}"
        sites = tuple(one.model_copy(update={"events": pattern}) for one in config.sites)
        site.config = lambda config=config, sites=sites: config.model_copy(update={"sites": sites})
        site.ingest(NIGHT)
        tables.append(site.table("events").drop("file", "line"))

    assert tables[0].height == 2
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])


def everything(site: SiteOnDisk, *but: str) -> str:
    """All rows of all tables of a site as text."""
    tables = {"events", "contents", "assignments", "quarantine", "totals"} - set(but)
    return json.dumps({name: site.table(name).to_dicts() for name in sorted(tables)}, default=str, ensure_ascii=False)


PHONE, MAIL, RAW_USER = "13812345678", "li.si@example.com", "raw-user-77"


def test_nothing_raw_of_a_person_reaches_the_lake(tmp_path):
    told = f"打{PHONE}，写{MAIL}"
    site = SiteOnDisk(tmp_path, "chat", settings={"quarantine_limit": 0.5})
    acts = [
        view("e1", conversation_id="c1", message_id="a", user_id=RAW_USER),
        {"event_id": "e2", "ts": at(), "user_id": RAW_USER, "type": "edit", "conversation_id": "c1", "message_id": "a"}
        | {"edited_text": told},
        view("e3", conversation_id="c1", message_id="a", user_id=RAW_USER, dwell_ms=-1),
    ]
    messages = [
        message("u", "user", told, user_id=RAW_USER), message("a", "assistant", told, "u"),
        message("u2", "user", told, "a", user_id=RAW_USER),
    ]  # fmt: skip

    record = site.ingest(NIGHT, events=acts, messages=messages)

    assert (record.kept["events"], record.kept["contents"], record.kept["quarantine"]) == (3, 4, 1)
    assert RAW_USER not in everything(site)
    assert PHONE not in everything(site)
    assert MAIL not in everything(site)


def test_one_person_has_two_pseudonyms_on_two_sites(tmp_path):
    sites = [SiteOnDisk(tmp_path / name, "qa", name=name) for name in ("here", "there")]
    for site in sites:
        site.ingest(NIGHT, events=on_days(0), **TEXTS)

    here, there = (site.table("events")["user"].item() for site in sites)
    assert here != there


@pytest.mark.parametrize("way", ["opt_out", "tombstone"])
def test_who_left_is_never_taken_in(tmp_path, way):
    site = SiteOnDisk(tmp_path, "chat")
    if way == "opt_out":
        (tmp_path / "leavers.txt").write_text("\nu2\n  u1 \n", encoding="utf-8")
        site.settings = {"opt_out": "leavers.txt"}
    else:
        bury(site.lake.store, "site", user(site, "u1"))
    acts = [
        view("e1", conversation_id="c1", message_id="a"),
        view("e2", conversation_id="c1", message_id="a", user_id="u3"),
    ]
    messages = [
        message("u", "user", "为什么", user_id="u3"), message("a", "assistant", "因为", "u"),
        message("v", "user", "我叫小明", "a", user_id="u1"),
    ]  # fmt: skip

    record = site.ingest(NIGHT, events=acts, messages=messages)

    assert record.dropped == {"opted_out": 2}
    assert site.table("events")["event_id"].to_list() == ["e2"]
    assert sorted(site.table("contents")["response"]) == ["a", "u"]
    assert user(site, "u1") not in everything(site)


def test_who_left_and_wrote_unsigned_messages_gets_no_follow_up_under_his_name(tmp_path):
    site = SiteOnDisk(tmp_path, "chat")
    bury(site.lake.store, "site", user(site, "u1"))
    acts = [
        view("e1", conversation_id="c1", message_id="a"),
        view("e2", conversation_id="c2", message_id="b", user_id="u3"),
    ]
    messages = [message("u", "user", "为什么"), message("a", "assistant", "因为", "u"), message("v", "user", "好", "a")]

    site.ingest(NIGHT, events=acts, messages=messages)

    assert user(site, "u1") not in everything(site)


def test_nobody_who_left_leaves_no_count(tmp_path):
    site = SiteOnDisk(tmp_path, "qa")
    bury(site.lake.store, "site", user(site, "nobody"))

    assert site.ingest(NIGHT, events=on_days(0), **TEXTS).dropped == {}


TOTAL = {"answer_id": "a1", "date": NIGHT.isoformat(), "position": 1, "impressions": 9, "views": 5, "upvotes": 2}


@pytest.fixture
def totals(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "qa", totals=True)


def test_totals_of_a_night_are_taken_as_events_are(totals):
    rows = [TOTAL | {"date": (NIGHT + timedelta(days=later)).isoformat()} for later in (-8, -7, 0, 1, 2)]

    record = totals.ingest(NIGHT, aggregates=rows, **TEXTS)

    assert sorted(totals.table("totals")["dt"]) == [night(-7), NIGHT, night(1)]
    assert record.dropped == {"too_early": 1, "too_late": 1}
    assert record.kept["contents"] == 2


def test_the_last_row_of_a_response_date_and_position_counts_also_across_files(totals):
    totals.put(NIGHT, aggregates=[TOTAL | {"views": 7}], part=1)

    totals.ingest(NIGHT, aggregates=[TOTAL, TOTAL | {"position": 2}], **TEXTS)

    assert sorted(totals.table("totals").select("position", "views").rows()) == [(1, 7), (2, 5)]


def test_a_row_of_totals_that_another_replaces_is_counted(totals):
    record = totals.ingest(NIGHT, aggregates=[TOTAL, TOTAL | {"views": 6}], **NO_TEXTS)

    assert record.details["read"] == 2 == record.kept["totals"] + sum(record.dropped.values())


def test_a_quiet_day_of_a_site_with_totals_is_fine_where_the_site_allows_it(totals):
    totals.settings = {"allow_empty": True}

    assert totals.ingest(NIGHT, aggregates=[], **TEXTS).kept["contents"] == 2


def test_a_total_of_an_impossible_date_is_quarantined(totals):
    totals.settings = {"quarantine_limit": 0.5}

    totals.ingest(NIGHT, aggregates=[TOTAL, TOTAL | {"date": "2026-02-30"}], **TEXTS)

    assert totals.table("totals").height == 1
    assert totals.table("quarantine").select("source", "line").rows() == [("aggregates", 2)]


def test_the_folder_of_the_configuration_is_where_files_are_sought(tmp_path, monkeypatch):
    site = SiteOnDisk(tmp_path / "here", "qa")
    monkeypatch.chdir(tmp_path)

    site.ingest(NIGHT, events=on_days(0), **TEXTS)

    assert site.table("events")["file"].to_list() == [str(Path("raw/events") / str(NIGHT) / "0.jsonl")]
