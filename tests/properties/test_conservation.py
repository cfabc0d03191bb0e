"""Nothing vanishes: at every stage, what was kept and what was dropped add up to the candidates."""

from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.sites import nights
from tests.support import Milled, mill, released, rows, standing_pairs
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

SMALL = {
    "chat": {"conversations": 80, "prompts": 6, "users": 40},
    "feed": {"topics": 4, "notes": 24, "views": 700, "users": 40},
    "qa": {"questions": 8, "views": 700, "users": 40},
}
DAYS = nights(2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("worlds")
    for kind, knobs in SMALL.items():
        faults = {"late_share": 0.1, "redelivered_share": 0.1, "malformed_share": 0.02, "scrapers": 1, "rings": 0}
        write(simulate(kind, KNOBS[kind](start=DAYS[0], days=len(DAYS), **knobs, **faults)), folder)
    settings = yaml.safe_load(configuration(Path("."), list(SMALL))) | {"quarantine_limit": 0.2, "min_users": 2}
    (folder / "pairmill.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def milled(folder) -> Milled:
    milled = mill(folder / "pairmill.yaml", *DAYS)
    assert milled.failures == {}
    return milled


kinds = pytest.mark.parametrize("kind", SMALL)
night = pytest.mark.parametrize("night", DAYS, ids=str)


@kinds
@night
def test_every_line_of_an_event_file_is_an_event_or_counted_with_a_reason(folder, milled, kind, night):
    files = (folder / "raw" / kind / "events" / str(night)).glob("*")
    lines = sum(pl.read_csv(path, has_header=False, separator="\n", quote_char=None).height for path in files)
    acts = rows(milled.desk, "events", kind, night).filter(pl.col("action") != "follow_up")
    bad = rows(milled.desk, "quarantine", kind, night).filter(source="events")
    dropped = dict(milled.dropped(kind, night, "ingest"))
    assert dropped.pop("quarantined") == rows(milled.desk, "quarantine", kind, night).height
    assert lines == acts.height + bad.height + sum(dropped.values())
    assert {"redelivered"} <= set(dropped)


@kinds
def test_no_event_is_taken_twice(milled, kind):
    events = rows(milled.desk, "events", kind)
    assert events["event_id"].is_unique().all()


@kinds
@night
def test_every_response_with_acts_has_evidence_or_a_reason(milled, kind, night):
    window = [day for day in DAYS if day <= night]
    acted = pl.concat([rows(milled.desk, table, kind, *window)["response"] for table in ("votes", "reads")]).unique()
    texts = rows(milled.desk, "contents", kind, *window).group_by("response").agg(pl.col("representative").max())
    dropped = rows(milled.desk, "dropped", kind, night).filter(stage="evidence")
    scored = rows(milled.desk, "evidence", kind, night)["response"]
    placed = texts.filter(pl.col("response").is_in(acted.implode()))["representative"].drop_nulls().unique()
    by_reason = dropped.group_by("reason").agg("response")
    lost = {reason: set(names) for reason, names in by_reason.iter_rows()}
    disbelieved = lost.pop("not_believed", set())
    representatives = texts.filter(pl.col("response").is_in(list(disbelieved)))["representative"]
    assert set(placed) == (set(placed) & set(scored)) | set(representatives)
    assert not set(representatives) & set(scored)
    assert set().union(*lost.values()) == set(acted) - set(
        texts.filter(pl.col("representative").is_not_null())["response"]
    )


@kinds
@night
def test_every_couple_of_a_decided_context_is_a_pair_or_dropped_with_a_reason(milled, kind, night):
    decided = rows(milled.desk, "decided", kind, night)
    pairs = rows(milled.desk, "pairs", kind, night)
    dropped = rows(milled.desk, "dropped", kind, night).filter(stage="pairs")
    n = rows(milled.desk, "evidence", kind, night).filter(pl.col("context").is_in(decided["context"].implode()))
    couples = n.group_by("context").agg(couples=pl.len() * (pl.len() - 1) // 2)["couples"].sum()
    assert couples == pairs.height + dropped.height == decided["candidates"].sum()
    assert decided["pairs"].sum() == pairs.height
    assert pairs.height > 0


@kinds
@night
def test_every_pair_is_curated_or_dropped_with_a_reason(milled, kind, night):
    dropped = rows(milled.desk, "dropped", kind, night).filter(stage="curate")
    assert (
        rows(milled.desk, "pairs", kind, night).height
        == rows(milled.desk, "curated", kind, night).height + dropped.height
    )


def test_every_pair_that_stands_is_released_or_dropped_with_a_reason(milled):
    standing = sum(standing_pairs(milled.desk, kind) for kind in SMALL)
    record = milled.outcomes["_all", DAYS[-1], "release"].record
    assert released(milled.desk).height + sum(record.dropped.values()) == standing


def test_the_ledger_s_counts_are_those_of_the_tables(milled):
    for (site, night, _), outcome in milled.outcomes.items():
        for table, count in outcome.record.kept.items():
            if table != "dropped":
                assert rows(milled.desk, table, site, night).height == count
