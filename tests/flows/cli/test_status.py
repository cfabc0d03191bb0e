"""status says how every stage stands, and what to type where one does not; it changes no byte."""

import json
from datetime import timedelta
from functools import partial

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.releases import About
from flows.stages import SITE_STAGES
from tests.flows.cli.looking import looked, printed
from tests.flows.lake.builders import KEY, card, released
from tests.sites import NIGHT, PEOPLE, Place, one_site, qa, qa_events, three_sites
from tests.support import mill

NEXT = NIGHT + timedelta(days=1)
EVENTS = f"raw/zhihu/events/{NIGHT}"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = three_sites(tmp_path_factory.mktemp("status"))
    mill(place.config, NIGHT)
    return place


@pytest.fixture
def look(place):
    """`look(*arguments)`: what the command prints, after a check that it changed nothing."""
    return partial(looked, place, "status")


def cut_in_its_middle(place: Place) -> bytes:
    """Puts a file of votes that ends early beside those of the night; returns the whole one."""
    later = qa_events(NIGHT, people=[f"{number}" for number in range(400)])
    whole = place.put(f"{EVENTS}/cut.jsonl.gz", later).read_bytes()
    (place.folder / f"{EVENTS}/cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    return whole


def test_a_rollback_whose_target_was_revoked_is_warned_of(tmp_path, monkeypatch):
    place = one_site(tmp_path)
    monkeypatch.setenv("PAIRMILL_USER_KEY", KEY)
    store = Lake.open(str(place.lake), KEY).store
    for rows in "ab":
        releases.publish(store, {"train": released(rows)}, card, About(run_id="run", sites={}, parents={}, code="c"))
    releases.roll_back(store, "0.1.0", "run", "bad labels")
    releases.revoke(store, "0.1.0", "a user was forgotten")

    said = CliRunner().invoke(app, ["status", "--config", str(place.config)]).stdout

    assert "WARNING: release 0.1.0, to which was rolled back from 0.1.1, was revoked: no release serves" in said


def test_status_as_json_has_one_object_per_site_night_and_stage(look):
    told = json.loads(look("--json"))
    assert {(one["site"], one["stage"]) for one in told} == {
        *((site, stage) for site in ("zhihu", "xhs", "assistant") for stage in SITE_STAGES),
        ("_all", "release"),
    }
    assert {one["state"] for one in told} == {"ok"}
    assert {one["night"] for one in told} == {str(NIGHT)}
    votes = next(one for one in told if (one["site"], one["stage"]) == ("zhihu", "signals"))
    assert votes["kept"]["votes"] == 2 * len(PEOPLE)


def test_status_of_other_nights_is_missing(look):
    told = json.loads(look("--json", "--from", "2026-11-20", "--to", "2026-11-21"))
    assert {one["state"] for one in told} == {"missing"}
    assert {one["night"] for one in told} == {"2026-11-20", "2026-11-21"}


def test_status_for_people_is_a_grid_with_a_row_per_site(look):
    said = look()
    for site in ("zhihu", "xhs", "assistant", "_all"):
        assert site in said
    assert all(stage in said for stage in SITE_STAGES)


def test_status_says_why_a_site_failed_and_what_to_type(tmp_path):
    place = three_sites(tmp_path, NEXT)
    place.put(f"raw/zhihu/events/{NEXT}/events.jsonl", ["broken"] * 9)
    mill(place.config, NEXT)

    said = printed(place, "status")

    assert f"{NEXT} zhihu ingest failed: site 'zhihu': " in said
    assert "raw records are malformed" in said
    assert f"pairmill nightly --config {place.config} --date {NEXT} --site zhihu\n" in said


def test_status_says_what_changed_and_how_to_redo_it(tmp_path):
    place = one_site(tmp_path)
    mill(place.config, NIGHT)
    place.configure(qa(min_users=2))

    said = printed(place, "status")

    assert f"{NIGHT} zhihu pairs stale: its configuration or its code changed\n" in said
    assert f"pairmill backfill --config {place.config} --from {NIGHT} --to {NIGHT} --only stale\n" in said


def test_a_damaged_file_is_told_with_its_name_until_it_is_repaired_and_read_again(tmp_path):
    place = one_site(tmp_path)
    whole = cut_in_its_middle(place)
    mill(place.config, NIGHT)

    said, (told,) = (
        printed(place, "status"),
        [one for one in json.loads(printed(place, "status", "--json")) if one["damaged"]],
    )

    assert "ok, damaged" in said
    assert f"{NIGHT} zhihu ingest ok, damaged: {EVENTS}/cut.jsonl.gz" in said
    assert f"pairmill stage ingest --config {place.config} --date {NIGHT} --site zhihu --force --downstream\n" in said
    assert (told["stage"], told["state"], told["why"]) == ("ingest", "ok", f"damaged: {EVENTS}/cut.jsonl.gz")

    (place.folder / f"{EVENTS}/cut.jsonl.gz").write_bytes(whole)
    assert "changed: events files; damaged:" in printed(place, "status")
    mill(place.config, NIGHT, force="ingest")
    assert "damaged" not in printed(place, "status")
