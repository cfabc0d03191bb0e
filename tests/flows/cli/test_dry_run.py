"""--dry-run prints what would run and why, and changes no byte."""

from datetime import timedelta

from typer.testing import CliRunner

from flows.cli.app import app
from flows.stages import SITE_STAGES
from tests.sites import NIGHT, Place, one_site, qa, qa_answer
from tests.support import snapshot

NEXT = NIGHT + timedelta(days=1)


def dry(place: Place, *arguments: object) -> str:
    """What the command prints, after a check that it changed nothing."""
    before = snapshot(place.folder)
    words = [*map(str, arguments), "--config", str(place.config), "--dry-run"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert snapshot(place.folder) == before
    return done.stdout


def test_a_done_night_would_do_nothing(place):
    assert "Nothing: every stage is done." in dry(place, "nightly", "--date", NIGHT)


def test_a_new_night_would_run_every_stage(place):
    said = dry(place, "nightly", "--date", NEXT)
    assert all(stage in said for stage in SITE_STAGES)
    assert said.count("never ran") == len([*SITE_STAGES, "release"])
    assert "release" in said


def test_a_changed_file_is_told_with_what_follows(place):
    place.add(f"raw/zhihu/answers/{NIGHT}/answers.jsonl", [qa_answer("a3", "q1", "new")])
    said = dry(place, "nightly", "--date", NIGHT)
    assert "changed: answers files" in said
    assert said.count("follows ingest") == len(SITE_STAGES) - 1


def test_a_changed_knob_spares_the_stages_before_it(place):
    place.configure(qa(min_users=2))
    said = dry(place, "nightly", "--date", NIGHT)
    assert "its configuration or its code changed" in said
    assert "ingest" not in said
    assert "curate" in said


def test_a_backfill_tells_every_night(place):
    said = dry(place, "backfill", "--from", NIGHT, "--to", NEXT)
    assert str(NEXT) in said
    assert str(NIGHT) not in said
    failed = dry(place, "backfill", "--from", NIGHT, "--to", NEXT, "--only", "failed")
    assert "release" in failed
    assert not any(stage in failed for stage in SITE_STAGES)


def test_where_there_is_no_lake_none_is_made(tmp_path):
    place = one_site(tmp_path)
    assert "zhihu" in dry(place, "nightly", "--date", NIGHT)
    assert not place.lake.exists()
