"""Every stage of every night stands as the newest entries and the raw files say."""

from datetime import timedelta

from flows.desk import open_to_read
from flows.stages import SITE_STAGES
from flows.status import Standing, days, due, nights_known, release_status, site_status
from tests.sites import NIGHT, Place, qa, qa_answer, qa_night
from tests.support import mill, snapshot

NEXT = NIGHT + timedelta(days=1)


def look(place: Place, night=NIGHT) -> dict[str, Standing]:
    """How the stages of a night stand."""
    desk = open_to_read(place.config)
    return {found.stage: found for found in site_status(desk, desk.config.sites, [night])}


def states(place: Place, night=NIGHT) -> dict[str, str]:
    return {stage: found.state for stage, found in look(place, night).items()}


def test_before_a_night_all_is_missing_and_after_it_all_is_ok(place):
    assert states(place, NEXT) == dict.fromkeys(SITE_STAGES, "missing")
    assert states(place, NIGHT) == dict.fromkeys(SITE_STAGES, "ok")


def test_looking_changes_nothing(place):
    before = snapshot(place.lake)
    for night in (NIGHT, NEXT):
        look(place, night)
    assert snapshot(place.lake) == before


def test_a_changed_raw_file_of_the_night_makes_ingest_stale_and_says_why(place):
    place.add(f"raw/zhihu/answers/{NIGHT}/answers.jsonl", [qa_answer("a3", "q1", "new")])

    found = look(place)

    assert {stage for stage, one in found.items() if one.state != "ok"} == {"ingest"}
    assert found["ingest"].state == "stale"
    assert "answers files" in found["ingest"].why


def test_a_file_without_a_date_that_grew_makes_no_finished_night_stale(place):
    qa_night(place, NEXT, question="q2", ups="b1", downs="b2")
    assert states(place) == dict.fromkeys(SITE_STAGES, "ok")


def test_a_knob_makes_stale_only_the_stages_that_declare_it(place):
    place.configure(qa(min_users=2))

    found = look(place)

    assert {stage for stage, one in found.items() if one.state != "ok"} == {"pairs"}
    assert found["pairs"].state == "stale"
    assert "configuration" in found["pairs"].why


def test_after_a_failure_the_failed_stage_says_why_and_the_later_ones_are_missing(place):
    (place.folder / f"raw/zhihu/events/{NEXT}/events.jsonl").unlink()
    mill(place.config, NEXT)

    found = look(place, NEXT)

    assert found["ingest"].state == "failed"
    assert "no file matches" in found["ingest"].why
    assert {one.state for stage, one in found.items() if stage != "ingest"} == {"missing"}


def test_a_file_of_the_lake_that_is_gone_makes_its_stage_missing(place):
    next(place.lake.glob("evidence/site=zhihu/night=*/*.parquet")).unlink()

    found = look(place)

    assert {stage for stage, one in found.items() if one.state != "ok"} == {"evidence"}
    assert found["evidence"].why == "a file of it is gone"


def test_the_release_stands_under_the_night_that_made_it(place):
    desk = open_to_read(place.config)
    assert [(one.night, one.stage, one.state) for one in release_status(desk, [NIGHT, NEXT])] == [
        (NIGHT, "release", "ok")
    ]


def test_due_are_the_sites_with_a_stage_in_the_wanted_state(place):
    desk = open_to_read(place.config)
    sites = list(desk.config.sites)
    assert due(desk, sites, NIGHT, "all") == sites
    assert due(desk, sites, NIGHT, "missing") == []
    assert due(desk, sites, NEXT, "missing") == sites
    assert due(desk, sites, NEXT, "stale") == []


def test_days_are_all_dates_from_the_first_to_the_last(place):
    assert days(NIGHT, NEXT + timedelta(days=1)) == [NIGHT, NEXT, NEXT + timedelta(days=1)]
    assert days(NEXT, NIGHT) == []
    assert nights_known(open_to_read(place.config)) == [NIGHT]
