"""Seven nights run in order and the same seven by backfill are the same: pairs, confidences and splits."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tests.sites import NIGHT, Place, nights, one_site, qa_night
from tests.support import digests, mill, newest, pairmill, released
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

START, DAYS = date(2026, 11, 13), 7
SMALL = {"chat": {"conversations": 90, "prompts": 6, "users": 50, "scrapers": 0, "rings": 0}}
"""A world of a few hundred events, some of them late, sent twice or broken, with texts that come a day late."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    """A week of raw logs of a simulated site."""
    folder = tmp_path_factory.mktemp("week")
    for kind, knobs in SMALL.items():
        delivery = {"late_share": 0.1, "redelivered_share": 0.1, "late_content_share": 0.2, "malformed_share": 0.01}
        write(simulate(kind, KNOBS[kind](start=START, days=DAYS, **knobs, **delivery)), folder)
    return folder


def lake(raw: Path, name: str) -> Path:
    """A configuration with a lake of its own over the same raw files."""
    settings = yaml.safe_load(configuration(Path("."), list(SMALL)))
    config = raw / f"{name}.yaml"
    config.write_text(
        yaml.safe_dump(settings | {"lake": f"./{name}", "min_users": 2, "quarantine_limit": 0.2}), encoding="utf-8"
    )
    return config


@pytest.fixture(scope="module")
def in_order(raw):
    """Night after night, each with its release; how often each pair's split was told, by release."""
    config, splits = lake(raw, "in-order"), []
    for night in nights(DAYS, START):
        milled = mill(config, night)
        assert milled.failures == {}
        splits.append(dict(released(milled.desk).select("pair_id", "split").iter_rows()))
    return milled.desk, splits


@pytest.fixture(scope="module")
def backfilled(raw):
    """All nights in one run, published once."""
    milled = mill(lake(raw, "backfilled"), *nights(DAYS, START))
    assert milled.failures == {}
    return milled


def test_the_world_has_something_of_everything(backfilled):
    pairs = released(backfilled.desk)
    assert set(pairs["site"]) == set(SMALL)
    assert pairs.height > 30
    dropped = [backfilled.dropped(kind, night, "ingest") for kind in SMALL for night in nights(DAYS, START)]
    assert {"redelivered", "quarantined"} <= {reason for counts in dropped for reason in counts}


def test_seven_nights_in_order_and_a_backfill_give_the_same_release(in_order, backfilled):
    desk, _ = in_order
    assert released(desk).equals(released(backfilled.desk))
    assert newest(desk).content == newest(backfilled.desk).content
    assert newest(backfilled.desk).version == "0.1.0"


@pytest.mark.parametrize("kind", SMALL)
def test_they_give_the_same_tables_on_every_night(in_order, backfilled, kind):
    desk, _ = in_order
    assert digests(desk, kind) == digests(backfilled.desk, kind)


def test_a_pair_never_changes_sides_when_nights_are_added(in_order):
    _, releases = in_order
    seen = {}
    for splits in releases:
        assert {pair: split for pair, split in splits.items() if seen.get(pair, split) != split} == {}
        seen |= splits
    assert len(seen) > len(releases[0])


def test_a_conversation_and_a_prompt_stay_on_one_side(backfilled):
    pairs = released(backfilled.desk)
    roots = pairs.filter(kind="chat").group_by("root").n_unique()
    assert roots["split"].max() == 1
    assert roots["context_id"].max() > 1, "no conversation has pairs in two turns: this proves nothing"
    contexts = pairs.group_by("site", "context_id").n_unique()
    assert contexts["split"].max() == 1


def test_a_backfill_over_done_nights_does_nothing(backfilled, raw):
    again = mill(raw / "backfilled.yaml", *nights(DAYS, START))
    assert again.all_cached


@pytest.fixture(scope="module")
def commanded(tmp_path_factory, prefect) -> Place:
    """A site with three nights, of which the command has done the first two, and the second failed."""
    place = one_site(tmp_path_factory.mktemp("commanded"), *nights(3))
    second = place.folder / f"raw/zhihu/events/{NIGHT + timedelta(days=1)}/events.jsonl"
    kept = second.rename(second.with_suffix(".kept"))
    done = backfill(place, prefect, "--to", NIGHT + timedelta(days=1))
    kept.rename(second)
    assert done.returncode == 1
    assert "no file matches raw/zhihu/events/{date}/*.jsonl* on 2026-11-20" in done.stderr
    return place


def backfill(place: Place, server: str, *options: object):
    """The command, from the first night on."""
    arguments = ("backfill", "--config", place.config, "--from", NIGHT, "--no-train", *options)
    return pairmill(*arguments, environment={"PREFECT_API_URL": server})


def states(place: Place) -> dict[str, set[str]]:
    """Night -> the states of its stages, of three nights."""
    last = NIGHT + timedelta(days=2)
    told = pairmill("status", "--config", place.config, "--from", NIGHT, "--to", last, "--json")
    found: dict[str, set[str]] = {}
    for one in json.loads(told.stdout):
        if one["site"] == "zhihu":
            found.setdefault(one["night"][-2:], set()).add(one["state"])
    return found


def test_backfill_only_does_what_it_is_told(commanded, prefect):
    last = ("--to", NIGHT + timedelta(days=2))
    assert states(commanded) == {"19": {"ok"}, "20": {"failed", "missing"}, "21": {"missing"}}

    assert backfill(commanded, prefect, *last, "--only", "failed").returncode == 0
    assert states(commanded) == {"19": {"ok"}, "20": {"ok"}, "21": {"missing"}}

    assert backfill(commanded, prefect, *last, "--only", "missing").returncode == 0
    assert states(commanded) == {"19": {"ok"}, "20": {"ok"}, "21": {"ok"}}

    qa_night(commanded, NIGHT, question="q9", ups="c1", downs="c2")
    assert "stale" in states(commanded)["19"]
    assert backfill(commanded, prefect, *last, "--only", "stale").returncode == 0
    assert states(commanded) == {"19": {"ok"}, "20": {"ok"}, "21": {"ok"}}
