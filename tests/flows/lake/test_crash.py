"""A run that is killed between any two writes leaves what stood, and the next run makes it right."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.releases import About
from flows.lake.standing import standing
from tests.flows.lake.builders import KEY, card, commit, curated, decided, nights, released

WRITES = 13
"""Entry, decided, entry, curated, entry, entry; claim, three splits, card, manifest, LATEST."""
FIRST, SECOND = nights(2)


def work(place: str, night) -> None:
    """One night: two stages and a release. The second night decides `b` anew, without a pair, and `c`."""
    lake = Lake.open(place, KEY)
    contexts, paired = (["a", "b"], ["a", "b"]) if night == FIRST else (["b", "c"], ["c"])
    frames = {"pairs": {"decided": decided(contexts)}, "curate": {"curated": curated(paired)}}
    commit(lake, "zhihu", night, frames)
    about = About(run_id="run", sites={"zhihu": night}, parents={}, code="c")
    releases.publish(lake.store, {"train": released(stands(lake))}, card, about)


def stands(lake) -> list[str]:
    return sorted(standing(lake, "zhihu", "qa", max_age_days=180).collect()["context_id"])


def work_until_killed(place: str, write: int) -> None:
    """Do the second night and die by SIGKILL right before the given write."""
    import flows.lake.store as module

    put, count = module.obstore.put, 0

    def counted(*args, **options):
        nonlocal count
        count += 1
        if count == write:
            os.kill(os.getpid(), signal.SIGKILL)
        return put(*args, **options)

    module.obstore.put = counted
    work(place, SECOND)


def main(root: str) -> None:
    """Per write, a child that dies before it. Forked before any engine has started a thread."""
    for write in range(1, WRITES + 2):
        child = os.fork()
        if child == 0:
            work_until_killed(f"{root}/{write}", write)
            os._exit(0)
        print(write, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory) -> tuple[Path, dict[int, int]]:
    """Lakes after the first night and a second one killed before write n, and how each process ended."""
    root = tmp_path_factory.mktemp("lakes")
    for write in range(1, WRITES + 2):
        work(f"{root}/{write}", FIRST)
    code = f"from tests.flows.lake.test_crash import main; main({str(root)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return root, dict(tuple(map(int, line.split())) for line in done.stdout.splitlines())


@pytest.mark.parametrize("write", range(1, WRITES + 2))
def test_a_kill_before_any_write_leaves_what_stood_and_the_next_run_is_right(crashed, write):
    root, ends = crashed
    lake = Lake.open(f"{root}/{write}", KEY)
    before, release = stands(lake), releases.latest(lake.store)

    work(f"{root}/{write}", SECOND)

    assert ends[write] == (-signal.SIGKILL if write <= WRITES else 0)
    assert before == (["a", "b"] if write <= 5 else ["a", "c"])
    assert release.version == ("0.1.0" if write <= 12 else "0.2.0")
    assert stands(lake) == ["a", "c"]
    last = releases.latest(lake.store)
    assert lake.store.get("releases/LATEST").decode() == last.version
    assert releases.scan(lake.store, last.version, "train").collect()["context_id"].sort().to_list() == ["a", "c"]
    assert last.previous == "0.1.0"
