"""Sites fail alone: by name and with a reason, while what stood of them and what the others bring is published."""

import shutil
from datetime import timedelta

import polars as pl
import pytest

from flows.lake.ledger import Ledger
from schemas.errors import InputError
from tests.sites import EXPECTED, NIGHT, Place, feed, feed_night, qa, qa_events, qa_night, three_sites
from tests.support import mill, pairmill, released, rows

NEXT = NIGHT + timedelta(days=1)
BROKEN = ['{"event_id": "half a li'] * 30


def malformed(place: Place) -> None:
    """More broken lines than the limit allows, among good ones."""
    qa_night(place, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/bad.jsonl", BROKEN)


def missing(place: Place) -> None:
    """No event file at all."""
    qa_night(place, NEXT)
    (place.folder / f"raw/zhihu/events/{NEXT}/events.jsonl").unlink()


def missing_contents(place: Place) -> None:
    """No file of answers."""
    qa_night(place, NEXT)
    (place.folder / f"raw/zhihu/answers/{NEXT}/answers.jsonl").unlink()


def empty(place: Place) -> None:
    """An event file without a line."""
    qa_night(place, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/events.jsonl", [])


def late_alone(place: Place) -> None:
    """Events, but all of them much too late."""
    qa_night(place, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/events.jsonl", qa_events(NIGHT - timedelta(days=30)))


FAULTS = {
    malformed: "malformed, more than quarantine_limit 5.0% (30 of 74 events; most often 'not_json', 30 times",
    missing: "no file matches raw/zhihu/events/{date}/*.jsonl* on 2026-11-20",
    missing_contents: "contents.answers: no file matches raw/zhihu/answers/{date}/*.jsonl on 2026-11-20",
    empty: "no event of 2026-11-20 in raw/zhihu/events/{date}/*.jsonl* (set allow_empty: true",
    late_alone: "no event of 2026-11-20",
}
"""What goes wrong with the second night -> what is said about it."""


@pytest.fixture(scope="module")
def well(tmp_path_factory):
    """Two sites after a night without faults."""
    place = Place(tmp_path_factory.mktemp("sites"))
    place.configure(qa(), feed())
    for write in (qa_night, feed_night):
        write(place, NIGHT)
    mill(place.config, NIGHT)
    return place


@pytest.fixture(scope="module", params=FAULTS, ids=lambda fault: fault.__name__)
def failed(request, well, tmp_path_factory):
    """Both well on the first night, the first of them broken on the second. (fault, what came of it)"""
    place = Place(shutil.copytree(well.folder, tmp_path_factory.mktemp("failed") / "place"))
    request.param(place)
    feed_night(place, NEXT)
    return request.param, mill(place.config, NEXT)


def test_a_site_that_fails_is_named_with_the_reason_and_fails_nobody_else(failed):
    fault, milled = failed
    error = milled.failures.pop(("zhihu", NEXT))
    assert milled.failures == {}
    assert isinstance(error, InputError)
    assert "site 'zhihu'" in str(error)
    assert FAULTS[fault] in str(error)
    assert "\n" not in str(error)
    assert ("zhihu", NEXT, "ingest") not in milled.outcomes
    assert ("xhs", NEXT, "curate") in milled.outcomes


def test_its_older_pairs_stay_in_the_release_beside_the_new_ones_of_the_others(failed):
    _, milled = failed
    pairs = released(milled.desk)
    assert dict(pairs.select("site", "dt").iter_rows()) == {"zhihu": NIGHT, "xhs": NEXT}


def test_nothing_of_the_failed_night_is_published(failed):
    _, milled = failed
    for table in ("events", "contents", "assignments"):
        assert rows(milled.desk, table, "zhihu", NEXT).is_empty()


def test_the_quarantine_of_a_failed_night_can_be_looked_at(tmp_path):
    place = Place(tmp_path)
    place.configure(qa())
    malformed(place)

    milled = mill(place.config, NEXT)

    record = Ledger(milled.desk.lake.store).newest("zhihu", NEXT).stages["ingest"]
    kept = pl.read_parquet([place.lake / piece.path for piece in record.tables["quarantine"]])
    assert record.state == "failed"
    assert kept["reason"].to_list() == ["not_json"] * len(BROKEN)


@pytest.mark.parametrize("fault", [empty, missing])
def test_allow_empty_makes_a_day_without_events_a_quiet_night(tmp_path, fault):
    place = Place(tmp_path)
    place.configure(qa(allow_empty=True))
    qa_night(place, NIGHT)
    mill(place.config, NIGHT)
    fault(place)

    milled = mill(place.config, NEXT)

    assert milled.failures == {}
    assert released(milled.desk)["dt"].to_list() == [NIGHT]


def test_allow_empty_holds_for_totals_too(tmp_path):
    place = Place(tmp_path)
    contents = {"questions": "raw/q.jsonl", "answers": "raw/a.jsonl"}
    site = {"name": "zhihu", "kind": "qa", "aggregates": "raw/totals/{date}.jsonl", "contents": contents}
    place.configure(site | {"allow_empty": True})
    for path in ("raw/q.jsonl", "raw/a.jsonl", f"raw/totals/{NIGHT}.jsonl"):
        place.put(path, [])

    assert mill(place.config, NIGHT).failures == {}


@pytest.mark.parametrize("failed", [malformed, missing], indirect=True, ids=lambda fault: fault.__name__)
def test_a_night_that_was_mended_is_published_by_running_it_again(failed, tmp_path):
    _, milled = failed
    place = Place(shutil.copytree(milled.desk.config.folder, tmp_path / "mended"))
    qa_night(place, NEXT)
    (place.folder / f"raw/zhihu/events/{NEXT}/bad.jsonl").unlink(missing_ok=True)

    mended = mill(place.config, NEXT)

    assert mended.failures == {}
    assert dict(released(mended.desk).select("site", "dt").iter_rows()) == {"zhihu": NEXT, "xhs": NEXT}


def test_the_command_exits_with_1_and_one_sentence_that_names_site_and_reason(tmp_path, prefect):
    place = three_sites(tmp_path, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/bad.jsonl", BROKEN)

    done = pairmill(
        "nightly", "--config", place.config, "--date", NEXT, "--no-train", environment={"PREFECT_API_URL": prefect}
    )

    said = [line for line in done.stderr.splitlines() if line.startswith("pairmill: ")]
    assert done.returncode == 1
    assert len(said) == 1
    assert "site 'zhihu'" in said[0]
    assert "not_json" in said[0]
    assert "Traceback" not in done.stderr
    assert set(pl.read_parquet(place.lake / "releases" / "0.1.0" / "*.parquet")["site"]) == set(EXPECTED) - {"zhihu"}
