"""Commands that only look print what people and programs can read, and change no byte."""

import csv
import io
import json
from datetime import timedelta

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.stages import SITE_STAGES
from tests.sites import NIGHT, PEOPLE, one_site, qa, three_sites
from tests.support import mill, released, snapshot

NEXT = NIGHT + timedelta(days=1)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = three_sites(tmp_path_factory.mktemp("look"))
    mill(place.config, NIGHT)
    return place


@pytest.fixture
def look(place):
    """`look(*arguments)`: what the command prints, after a check that it changed nothing."""

    def run(*arguments: str) -> str:
        before = snapshot(place.lake)
        done = CliRunner().invoke(app, [*arguments, "--config", str(place.config)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        assert snapshot(place.lake) == before
        return done.stdout

    return run


def test_status_as_json_has_one_object_per_site_night_and_stage(look):
    told = json.loads(look("status", "--json"))
    assert {(one["site"], one["stage"]) for one in told} == {
        *((site, stage) for site in ("zhihu", "xhs", "assistant") for stage in SITE_STAGES),
        ("_all", "release"),
    }
    assert {one["state"] for one in told} == {"ok"}
    assert {one["night"] for one in told} == {str(NIGHT)}
    votes = next(one for one in told if (one["site"], one["stage"]) == ("zhihu", "signals"))
    assert votes["kept"]["votes"] == 2 * len(PEOPLE)


def test_status_of_other_nights_is_missing(look):
    told = json.loads(look("status", "--json", "--from", "2026-11-20", "--to", "2026-11-21"))
    assert {one["state"] for one in told} == {"missing"}
    assert {one["night"] for one in told} == {"2026-11-20", "2026-11-21"}


def test_status_for_people_is_a_grid_with_a_row_per_site(look):
    said = look("status")
    for site in ("zhihu", "xhs", "assistant", "_all"):
        assert site in said
    assert all(stage in said for stage in SITE_STAGES)


def test_status_says_why_a_site_failed_and_what_to_type(tmp_path):
    place = three_sites(tmp_path, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/events.jsonl", ["broken"] * 9)
    mill(place.config, NEXT)

    said = CliRunner().invoke(app, ["status", "--config", str(place.config)]).stdout

    assert f"{NEXT} zhihu ingest failed: site 'zhihu': " in said
    assert "raw records are malformed" in said
    assert f"pairmill nightly --config {place.config} --date {NEXT} --site zhihu\n" in said


def test_status_says_what_changed_and_how_to_redo_it(tmp_path):
    place = one_site(tmp_path)
    mill(place.config, NIGHT)
    place.configure(qa(min_users=2))

    said = CliRunner().invoke(app, ["status", "--config", str(place.config)]).stdout

    assert f"{NIGHT} zhihu pairs stale: its configuration or its code changed\n" in said
    assert f"pairmill backfill --config {place.config} --from {NIGHT} --to {NIGHT} --only stale\n" in said


def test_why_shows_evidence_acts_files_and_lines(look, place):
    pair = released(mill(place.config, NIGHT).desk).filter(site="zhihu").row(0, named=True)
    said = look("why", pair["pair_id"])
    assert "up_over_down" in said
    assert "confidence 0." in said
    assert f"raw/zhihu/events/{NIGHT}/events.jsonl:" in said.replace("\n", "")
    assert said.count("upvote") > len(PEOPLE)


def test_sql_writes_csv_and_json(look):
    statement = "SELECT site, count(*) AS n FROM curated GROUP BY site ORDER BY site"
    rows = [("assistant", 1), ("xhs", 1), ("zhihu", 1)]
    assert list(csv.reader(io.StringIO(look("sql", statement, "--csv")))) == [
        ["site", "n"],
        *([site, str(n)] for site, n in rows),
    ]
    assert [tuple(json.loads(line).values()) for line in look("sql", statement, "--json").splitlines()] == rows


def test_sql_writes_nested_columns_as_json(look):
    (line,) = look("sql", "SELECT prompt, evidence FROM curated WHERE site = 'zhihu'", "--json").splitlines()
    row = json.loads(line)
    assert row["prompt"][0]["role"] == "user"
    assert {one["signal"] for one in row["evidence"]} >= {"upvote", "downvote"}


def test_sql_for_people_shows_the_values(look):
    assert "3" in look("sql", "SELECT count(*) AS n FROM curated")


def test_export_writes_the_splits(look, tmp_path):
    said = look("export", "--format", "trl", "--out", str(tmp_path / "out"))
    assert "train.jsonl" in said
    assert sum(pl.read_ndjson(path).height for path in (tmp_path / "out").glob("*.jsonl") if path.stat().st_size) == 3
