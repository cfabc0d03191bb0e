"""The end of a run tells all that was done, then what was damaged and what failed, each with what to type."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.cli.ending import print_ending
from flows.lake.records import ALL
from flows.night import Night, Outcome
from flows.report import Report
from schemas.errors import BusyError, InputError
from tests.sites import NIGHT, Place, feed, feed_night, qa, qa_events, qa_night
from tests.support import Milled, mill

NEXT = NIGHT + timedelta(days=1)
EVENTS = f"raw/zhihu/events/{NIGHT}"


def two_sites(folder: Path) -> Place:
    """A qa and a feed site with a default night."""
    place = Place(folder)
    place.configure(qa(), feed())
    qa_night(place)
    feed_night(place)
    return place


def ending(capsys: pytest.CaptureFixture, place: Place, milled: Milled) -> str:
    """What is printed after such a run."""
    report = Report(failures=dict(milled.failures))
    for site in (*milled.desk.config.sites, None):
        name = site.name if site else ALL
        night = Night(milled.desk, site, NIGHT)
        records = milled.desk.lake.ledger.newest(name, NIGHT).stages
        night.outcomes = {stage: Outcome(record, cached=False) for stage, record in records.items()}
        report.nights.append(night)
    capsys.readouterr()
    print_ending(report, place.config)
    return capsys.readouterr().out


def test_what_succeeded_is_told_in_full_and_then_what_failed(tmp_path, capsys):
    place = two_sites(tmp_path)
    place.put(f"{EVENTS}/events.jsonl", ["broken"] * 9)

    said = ending(capsys, place, mill(place.config, NIGHT))

    table, _, told = said.partition("xhs " + str(NIGHT) + ", calibration: ")
    assert "quarantined 9" in table
    assert "malformed" not in table
    told, _, failed = told.partition("FAILED: ")
    assert "release 0.1.0 (published): " in told
    assert failed.startswith(f"zhihu {NIGHT} ingest: site 'zhihu': ")
    assert f"pairmill nightly --config {place.config} --date {NIGHT} --site zhihu\n" in failed


def test_a_damaged_file_is_told_after_the_release_that_lacks_it(tmp_path, capsys):
    place = two_sites(tmp_path)
    later = qa_events(NIGHT, people=[f"{number}" for number in range(400)])
    path = place.put(f"{EVENTS}/cut.jsonl.gz", later)
    path.write_bytes(path.read_bytes()[:4000])

    said = ending(capsys, place, mill(place.config, NIGHT))

    before, _, warning = said.partition("WARNING: ")
    assert "ok, damaged" in before
    assert "release 0.1.0 (published): " in before
    assert warning.startswith(f"zhihu {NIGHT}: {EVENTS}/cut.jsonl.gz is damaged")
    assert (
        f"pairmill stage ingest --config {place.config} --date {NIGHT} --site zhihu --force --downstream\n" in warning
    )


def test_a_night_that_could_not_begin_has_no_stage(tmp_path, capsys):
    failures = {("zhihu", NEXT): BusyError("another run holds it"), (ALL, NEXT): InputError("nothing to release")}

    print_ending(Report(failures=failures), tmp_path / "c.yaml")

    said = capsys.readouterr().out
    assert f"FAILED: zhihu {NEXT}: another run holds it\n" in said
    assert f"--date {NEXT} --site zhihu\n" in said
    assert f"FAILED: {ALL} {NEXT}: nothing to release\n" in said
    assert f"--date {NEXT}\n" in said
