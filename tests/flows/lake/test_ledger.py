import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from flows.lake.ledger import Ledger
from schemas.errors import BusyError
from tests.flows.lake.builders import NIGHT, nights, record, run

ELSEWHERE = {"host": "another-host", "pid": 1}


@pytest.fixture
def ledger(store) -> Ledger:
    return Ledger(store)


@pytest.fixture
def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def paths(ledger):
    return sorted(found.path for found in ledger.store.list("runs"))


def test_a_night_without_entries_has_no_newest_one(ledger):
    assert ledger.newest("zhihu", NIGHT) is None
    assert ledger.nights("zhihu") == {}
    assert ledger.sites() == []


def test_a_run_writes_started_then_each_stage_then_finished(ledger):
    with ledger.start("zhihu", NIGHT, run()) as session:
        states = [ledger.newest("zhihu", NIGHT).state]
        session.record(record("ingest"))
        states.append(ledger.newest("zhihu", NIGHT).state)

    newest = ledger.newest("zhihu", NIGHT)
    assert [*states, newest.state] == ["started", "running", "finished"]
    assert list(newest.stages) == ["ingest"]
    assert paths(ledger) == [f"runs/site=zhihu/night={NIGHT}/00000{n}.json" for n in (1, 2, 3)]


def test_another_process_reads_the_same_entry(ledger, store):
    with ledger.start("zhihu", NIGHT, run()) as session:
        session.record(record("ingest", details={"files": ["a.jsonl"]}, dropped={"too_late": 3}))

    assert Ledger(store).newest("zhihu", NIGHT) == ledger.newest("zhihu", NIGHT) == session.entry


def test_stages_of_earlier_runs_are_carried_over(ledger):
    with ledger.start("zhihu", NIGHT, run("one")) as session:
        session.record(record("ingest"))
    with ledger.start("zhihu", NIGHT, run("two")) as session:
        during = ledger.newest("zhihu", NIGHT)
        session.record(record("clean"))

    assert set(during.stages) == {"ingest"}
    assert set(ledger.newest("zhihu", NIGHT).stages) == {"ingest", "clean"}


def test_a_failed_stage_leaves_standing_what_stood(ledger):
    good = record("pairs", key="good")
    with ledger.start("zhihu", NIGHT, run()) as session:
        session.record(good)
        session.record(record("pairs", "failed", key="bad"))
        session.record(record("pairs", "failed", key="worse"))
        session.record(record("curate", "failed"))

    newest = ledger.newest("zhihu", NIGHT)
    assert (newest.stages["pairs"].state, newest.stages["pairs"].key) == ("failed", "worse")
    assert newest.standing("pairs") == good
    assert newest.standing("curate") is newest.standing("release") is None


def test_an_exception_ends_the_night_as_failed(ledger):
    with pytest.raises(RuntimeError), ledger.start("zhihu", NIGHT, run()):
        raise RuntimeError

    assert ledger.newest("zhihu", NIGHT).state == "failed"


def test_an_ended_night_can_be_taken_by_another_run(ledger):
    ledger.start("zhihu", NIGHT, run("one")).finish("failed")

    assert ledger.start("zhihu", NIGHT, run("two")).entry.number == 3


def test_a_live_run_is_not_disturbed_and_named(ledger):
    held = run("one")
    ledger.start("zhihu", NIGHT, held)

    with pytest.raises(
        BusyError, match=rf"'zhihu', night {NIGHT}: run one \(host {held.host}, process {held.pid}\) .*UTC"
    ):
        ledger.start("zhihu", NIGHT, run("two"))
    assert len(paths(ledger)) == 1


def test_a_run_may_take_its_own_night_again(ledger):
    ledger.start("zhihu", NIGHT, run("one"))

    assert ledger.start("zhihu", NIGHT, run("one")).entry.number == 2


def test_other_nights_and_sites_are_free(ledger):
    ledger.start("zhihu", NIGHT, run("one"))

    ledger.start("chat", NIGHT, run("two"))
    ledger.start("zhihu", nights(2)[0], run("two"))

    assert ledger.sites() == ["chat", "zhihu"]
    assert list(ledger.nights("zhihu")) == nights(2)
    assert list(ledger.nights("zhihu", only=[NIGHT])) == [NIGHT]


def test_a_dead_process_is_taken_over(ledger, dead_pid):
    ledger.start("zhihu", NIGHT, run("one", pid=dead_pid))

    assert ledger.start("zhihu", NIGHT, run("two")).entry.number == 2


def test_a_process_id_that_was_given_away_again_is_taken_over(ledger):
    ledger.start("zhihu", NIGHT, run("one", process_started_at=datetime(2020, 1, 1, tzinfo=UTC)))

    assert ledger.start("zhihu", NIGHT, run("two")).entry.number == 2


@pytest.mark.parametrize(("age", "is_held"), [(timedelta(hours=5), True), (timedelta(hours=7), False)])
def test_a_run_of_another_host_holds_for_six_hours_after_its_last_entry(ledger, age, is_held):
    entry = ledger.start("zhihu", NIGHT, run("one", **ELSEWHERE)).entry
    ledger.append(entry.model_copy(update={"number": 2, "state": "running", "written_at": datetime.now(UTC) - age}))

    if is_held:
        with pytest.raises(BusyError, match="another-host"):
            ledger.start("zhihu", NIGHT, run("two"))
    else:
        assert ledger.start("zhihu", NIGHT, run("two")).entry.number == 3


def test_a_put_whose_answer_was_lost_counts_when_it_is_repeated(ledger):
    entry = ledger.start("zhihu", NIGHT, run("one")).entry

    assert ledger.append(entry)
    assert not ledger.append(entry.model_copy(update={"run": run("two")}))


def test_of_racing_starters_exactly_one_wins(store):
    def start(n: int) -> bool:
        try:
            Ledger(store).start("zhihu", NIGHT, run(f"run {n}"))
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(start, range(16)))

    assert won.count(True) == 1
    assert Ledger(store).newest("zhihu", NIGHT).run.run_id == f"run {won.index(True)}"


def test_a_run_that_was_taken_over_stops_at_its_next_record(ledger, dead_pid):
    lost = ledger.start("zhihu", NIGHT, run("one", pid=dead_pid))
    ledger.start("zhihu", NIGHT, run("two"))

    with pytest.raises(BusyError, match="run two"), lost:
        lost.record(record("ingest"))
    assert ledger.newest("zhihu", NIGHT).run.run_id == "two"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": 2}'])
def test_an_unreadable_entry_counts_as_absent_and_its_number_as_taken(ledger, store, damage):
    with ledger.start("zhihu", NIGHT, run()) as session:
        session.record(record("ingest"))
    store.put(f"runs/site=zhihu/night={NIGHT}/000004.json", damage)

    fresh = Ledger(store)

    assert fresh.newest("zhihu", NIGHT) == fresh.nights("zhihu")[NIGHT] == session.entry
    assert fresh.start("zhihu", NIGHT, run("two")).entry.number == 5
    assert set(fresh.newest("zhihu", NIGHT).stages) == {"ingest"}


def test_what_is_no_entry_is_passed_over(ledger, store):
    store.put(f"runs/site=zhihu/night={NIGHT}/.DS_Store", b"")

    assert ledger.newest("zhihu", NIGHT) is None
