"""A run that is killed between any two writes leaves what stood, and the next run is right; two runs never mix."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

import flows.lake.store
from flows.desk import open_to_read
from flows.lake.records import Run
from flows.status import site_status
from schemas.errors import BusyError
from tests.sites import NIGHT, Place, one_site, qa_night
from tests.support import digests, mill, newest, released, snapshot

NEXT = NIGHT + timedelta(days=1)
KILLED = 9
KILLS = (
    *(("runs/site=zhihu", nth) for nth in (1, 9)),
    *((f"{table}/site=zhihu", 1) for table in ("contents", "votes")),
    ("runs/site=_all", 2),
    *((name, 1) for name in ("claim.json", "train.parquet", "manifest.json", "LATEST")),
)
"""Before which write of the second night the process dies: the n-th whose path holds a text."""


def mill_until_killed(config: Path, path: str, nth: int) -> None:
    """Mill the second night and die without a word right before the n-th write to such a path."""
    put, count = flows.lake.store.obstore.put, 0

    def counted(objects, to, *args, **options):
        nonlocal count
        count += path in to
        if count == nth and path in to:
            os._exit(KILLED)
        return put(objects, to, *args, **options)

    flows.lake.store.obstore.put = counted
    mill(config, NEXT)


def main(root: str) -> None:
    """A child for every kill, each with a lake of its own. Forked before any engine has started a thread."""
    for number, (path, nth) in enumerate(KILLS):
        child = os.fork()
        if child == 0:
            mill_until_killed(Path(root) / str(number) / "pairmill.yaml", path, nth)
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def two_nights(folder: Path) -> Place:
    """The first night is milled; the second, which turns the first one's verdict, lies ready."""
    place = one_site(folder)
    mill(place.config, NIGHT)
    for question, ups, downs in (("q1", "a2", "a1"), ("q2", "b1", "b2")):
        qa_night(place, NEXT, question=question, ups=ups, downs=downs)
    return place


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """Lakes killed in the second night, a numbered folder for each kill."""
    root = tmp_path_factory.mktemp("killed")
    ready = two_nights(root / "ready")
    for number in range(len(KILLS)):
        shutil.copytree(ready.folder, root / str(number))
    code = f"from tests.e2e.test_faults import main; main({str(root)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == [str(KILLED)] * len(KILLS), "a child was not killed: it proves nothing"
    return root


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Desk of a lake whose second night nobody killed."""
    return mill(two_nights(tmp_path_factory.mktemp("undisturbed")).config, NEXT).desk


kills = pytest.mark.parametrize("number", range(len(KILLS)), ids=[f"{path} {nth}" for path, nth in KILLS])


@kills
def test_what_stood_stays_readable_after_a_kill(root, undisturbed, number):
    desk = open_to_read(root / str(number) / "pairmill.yaml")

    assert released(desk, "0.1.0").equals(released(undisturbed, "0.1.0"))
    assert newest(desk).version in ("0.1.0", "0.2.0")
    assert digests(desk, "zhihu", NIGHT) == digests(undisturbed, "zhihu", NIGHT)
    states = {one.state for one in site_status(desk, desk.config.sites, [NIGHT, NEXT])}
    assert states <= {"ok", "missing"}


@kills
def test_the_next_run_after_a_kill_gives_what_an_undisturbed_one_gives(root, undisturbed, number, tmp_path):
    place = Place(shutil.copytree(root / str(number), tmp_path / "lake"))

    milled = mill(place.config, NEXT)

    assert milled.failures == {}
    assert digests(milled.desk, "zhihu") == digests(undisturbed, "zhihu")
    assert newest(milled.desk).content == newest(undisturbed).content
    assert (place.lake / "releases" / "LATEST").read_text() == newest(milled.desk).version


def test_a_second_run_of_a_night_fails_at_once_and_names_the_first(tmp_path):
    place = one_site(tmp_path)
    desk = mill(place.config, NIGHT).desk
    desk.lake.ledger.start("zhihu", NIGHT, Run.here("the-first-run"))
    before = snapshot(place.lake)

    with pytest.raises(BusyError, match=f"site 'zhihu', night {NIGHT}: run the-first-run .* process {os.getpid()}"):
        mill(place.config, NIGHT)

    assert snapshot(place.lake) == before


def test_a_run_whose_process_is_gone_holds_nothing(tmp_path):
    place = one_site(tmp_path)
    code = (
        "import os; from pathlib import Path; from flows.desk import open_desk, new_run;"
        "from tests.sites import NIGHT;"
        f"open_desk(Path({str(place.config)!r})).lake.ledger.start('zhihu', NIGHT, new_run()); os._exit({KILLED})"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == KILLED

    assert mill(place.config, NIGHT).failures == {}


def test_a_file_that_the_ledger_does_not_name_changes_no_answer(tmp_path):
    place = two_nights(tmp_path)
    stands = digests(mill(place.config, NEXT).desk, "zhihu")
    for slice in sorted(place.lake.glob("*/site=zhihu/night=*/*.parquet")):
        (slice.parent / f"{'f' * 32}-0.parquet").write_bytes(slice.read_bytes())
        (slice.parent / "half-written.parquet#1").write_bytes(slice.read_bytes()[:100])
    ghost = place.lake / "events/site=zhihu/night=2026-11-18"
    ghost.mkdir()
    (ghost / "ghost-0.parquet").write_bytes(slice.read_bytes())

    again = mill(place.config, NEXT)

    assert again.all_cached
    assert digests(again.desk, "zhihu") == stands
    forced = mill(place.config, NEXT, force="ingest")
    assert digests(forced.desk, "zhihu") == stands
    assert newest(forced.desk).content == newest(again.desk).content


def test_a_slice_that_is_gone_is_made_again(tmp_path):
    place = one_site(tmp_path)
    whole = digests(mill(place.config, NIGHT).desk, "zhihu")
    next(place.lake.glob("votes/site=zhihu/night=*/*.parquet")).unlink()

    mended = mill(place.config, NIGHT)

    assert not mended.outcomes["zhihu", NIGHT, "signals"].cached
    assert mended.outcomes["zhihu", NIGHT, "evidence"].cached
    assert digests(mended.desk, "zhihu") == whole
