import os
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from flows.lake import models, releases, slices, versions
from flows.lake.ledger import Ledger
from flows.lake.releases import About
from flows.lake.sweep import Expired, purge, sweep
from schemas.errors import LakeError
from tests.flows.lake.builders import NIGHT, card, commit, decided, ids, nights, record, released, run

DAY = timedelta(days=1)


def pairs(contexts):
    return {"pairs": {"decided": decided(contexts)}}


@pytest.fixture
def aged(lake):
    """Make all that the lake holds two days old."""

    def age() -> None:
        before = datetime.now(UTC) - 2 * DAY
        for found in lake.store.list("runs"):
            old = lake.store.get(found.path).replace(b'"written_at":"20', b'"written_at":"19')
            lake.store.put(found.path, old)
        for path in lake.store.root.rglob("*"):
            os.utime(path, (before.timestamp(), before.timestamp()))
        lake.ledger._read.clear()

    return age


def swept(lake, retention_days=None):
    return sweep(lake, run("sweep"), NIGHT, grace=DAY, retention_days=retention_days or {})


def test_what_no_newest_entry_names_goes_and_nothing_else(lake, aged):
    commit(lake, "zhihu", NIGHT, pairs(["old"]))
    superseded = lake.slices("decided", "zhihu", [NIGHT])
    commit(lake, "zhihu", NIGHT, pairs(["new"]))
    slices.write(lake.store, "decided", "zhihu", nights(2)[0], "never named", [(None, decided(["x"]))])
    aged()

    result = swept(lake)

    assert (result.files, result.expired) == (2, [])
    assert result.bytes > superseded[0].bytes
    assert [found.path for found in lake.store.list("decided")] == [
        piece.path for piece in lake.slices("decided", "zhihu", [NIGHT])
    ]
    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["new"]


def test_young_files_stay(lake):
    slices.write(lake.store, "decided", "zhihu", NIGHT, "being written", [(None, decided(["x"]))])

    assert swept(lake).files == 0


def test_old_files_that_a_young_entry_superseded_stay_for_who_still_reads_them(lake, aged):
    commit(lake, "zhihu", NIGHT, pairs(["old"]))
    aged()
    commit(lake, "zhihu", NIGHT, pairs(["new"]))

    assert swept(lake).files == 0


def test_what_stood_before_a_failure_stays(lake, aged):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))
    with lake.ledger.start("zhihu", NIGHT, run()) as session:
        session.record(record("pairs", "failed"))
    aged()

    assert swept(lake).files == 0
    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["a"]


def test_staged_files_of_killed_writers_go(lake, aged):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))
    (lake.store.root / "decided" / "k-1.parquet#1").write_bytes(b"half")
    aged()

    assert swept(lake).files == 1
    assert list(lake.store.staged()) == []


def test_unpublished_versions_go_and_published_ones_stay(lake, aged):
    about = About(run_id="run", sites={}, parents={}, code="c")
    releases.publish(lake.store, {"train": released(["a"])}, card, about)
    for root in (releases.ROOT, models.ROOT):
        version = versions.claim(lake.store, root, "killed")
        lake.store.put(f"{root}/{version}/part", b"half")
    aged()

    assert swept(lake).files == 2
    assert releases.scan(lake.store, "0.1.0", "train").select(pl.len()).collect().item() == 1
    assert versions.claim(lake.store, releases.ROOT, "run") == "0.3.0"


def test_a_table_past_its_retention_expires_and_its_files_go_after_the_grace_time(lake, aged):
    old, young = nights(11)[0], nights(10)[0]
    for night in (old, young):
        commit(lake, "zhihu", night, pairs([f"{night}"]))
    digest = lake.digest("decided", "zhihu", [old])
    key = lake.ledger.newest("zhihu", old).stages["pairs"].key
    aged()

    first = swept(lake, {"zhihu": {"decided": 9}})
    aged()
    second = swept(lake, {"zhihu": {"decided": 9}})

    assert (first.files, first.expired) == (0, [Expired("zhihu", old, "decided")])
    assert (second.files, second.expired) == (1, [])
    renewed = Ledger(lake.store).newest("zhihu", old)
    assert (renewed.state, renewed.stages["pairs"].key) == ("finished", key)
    assert renewed.stages["pairs"].expired == ("decided",)
    assert lake.digest("decided", "zhihu", [old]) == digest
    assert lake.slices("decided", "zhihu", [old]) == []
    assert ids(lake.scan("decided", "zhihu", [young])) == [f"{young}"]


def test_an_expired_table_is_not_read_as_an_empty_one(lake):
    old = nights(11)[0]
    commit(lake, "zhihu", old, pairs(["a"]))
    swept(lake, {"zhihu": {"decided": 9}})

    with pytest.raises(LakeError, match=f"'decided' of site 'zhihu', night {old}, is past its retention .*stage pairs"):
        lake.scan("decided", "zhihu", [old])


def test_an_expired_table_that_is_made_again_is_read_again(lake):
    old = nights(11)[0]
    commit(lake, "zhihu", old, pairs(["a"]))
    swept(lake, {"zhihu": {"decided": 9}})

    commit(lake, "zhihu", old, pairs(["a"]))

    assert ids(lake.scan("decided", "zhihu", [old])) == ["a"]


def test_a_failed_night_expires_and_stays_failed(lake):
    old = nights(11)[0]
    commit(lake, "zhihu", old, pairs(["a"]))
    with lake.ledger.start("zhihu", old, run()) as session:
        session.record(record("pairs", "failed"))
        session.finish("failed")

    swept(lake, {"zhihu": {"decided": 9}})

    entry = lake.ledger.newest("zhihu", old)
    assert (entry.state, entry.stages["pairs"].state) == ("failed", "failed")
    assert entry.standing("pairs").expired == ("decided",)


def test_what_a_failed_stage_left_to_look_at_stays_until_it_expires(lake, aged):
    old = nights(11)[0]
    with lake.ledger.start("zhihu", old, run()) as session:
        left = slices.write(lake.store, "decided", "zhihu", old, "key", [(None, decided(["x"]))])
        session.record(record("pairs", "failed", tables={"decided": tuple(left)}))
        session.finish("failed")
    aged()

    assert swept(lake, {"zhihu": {"decided": 14}}).files == 0
    assert lake.store.get(left[0].path) is not None

    swept(lake, {"zhihu": {"decided": 9}})
    aged()
    swept(lake, {"zhihu": {"decided": 9}})

    assert lake.store.get(left[0].path) is None


def test_a_night_that_another_run_holds_waits(lake):
    old = nights(11)[0]
    commit(lake, "zhihu", old, pairs(["a"]))
    lake.ledger.start("zhihu", old, run("another"))

    assert swept(lake, {"zhihu": {"decided": 9}}).expired == []


def test_a_purge_takes_at_once_what_nothing_names(lake):
    commit(lake, "zhihu", NIGHT, pairs(["old"]))
    commit(lake, "zhihu", NIGHT, pairs(["new"]))
    slices.write(lake.store, "decided", "xhs", NIGHT, "of another site", [(None, decided(["x"]))])
    (lake.store.root / f"decided/site=zhihu/night={NIGHT}/k-9.parquet#1").write_bytes(b"half")

    assert purge(lake, run("purge"), "zhihu") == 1
    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["new"]
    assert len(lake.store.list("decided")) == 2
    assert list(lake.store.staged()) == []


def test_a_purge_leaves_a_night_alone_that_another_run_works_on(lake):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))
    lake.ledger.start("zhihu", NIGHT, run("another"))
    slices.write(lake.store, "decided", "zhihu", NIGHT, "not yet named", [(None, decided(["x"]))])
    staged = lake.store.root / f"decided/site=zhihu/night={NIGHT}/k-9.parquet#1"
    staged.write_bytes(b"half")

    assert purge(lake, run("purge"), "zhihu") == 0
    assert staged.exists()


def test_a_purge_takes_nothing_that_is_committed_while_it_looks(lake, monkeypatch):
    commit(lake, "zhihu", NIGHT, pairs(["a"]))
    nights_of = lake.ledger.nights

    def meanwhile(site):
        found = nights_of(site)
        monkeypatch.undo()
        commit(lake, "zhihu", NIGHT, pairs(["b"]))
        return found

    monkeypatch.setattr(lake.ledger, "nights", meanwhile)
    purge(lake, run("purge"), "zhihu")

    assert ids(lake.scan("decided", "zhihu", [NIGHT])) == ["b"]
