"""The ETL of a 5-million-event day against only parsing its files: `python -m benchmarks.etl`, or `make bench`.

The target is a ratio of at most 2, in memory that does not grow with the day. Both sides run by turns, each time in a
fresh process, and the best of each counts; the seconds are those of the work, without starting Python.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.day import knobs, raw_files
from benchmarks.machine import machine, versions
from flows.desk import KEY

ROOT = Path(__file__).parents[1]
CACHE = ROOT / "build" / "bench"
RESULTS = ROOT / "benchmarks" / "results"
EVENTS = 5_000_000
TARGET = 2.0


def main() -> None:
    """Make the day, take the times, print and keep them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=EVENTS, help="events of the day (default: %(default)s)")
    options.add_argument("--repeat", type=int, default=3, help="times that each is run (default: %(default)s)")
    options.add_argument("--cache", type=Path, default=CACHE, help="where days are kept (default: %(default)s)")
    chosen = options.parse_args()
    folder = chosen.cache.absolute() / str(chosen.events)
    _call("day", str(folder), str(chosen.events))
    result = measured(folder, chosen.events, chosen.repeat)
    print(report(result))
    file = RESULTS / f"etl-{chosen.events}.json"
    file.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"written: {file}")


def measured(folder: Path, events: int, repeat: int) -> dict[str, Any]:
    """All that was measured and on what; `ratio` is of the best seconds, `cpu_ratio` of the best processor seconds."""
    before = machine()
    runs: dict[str, list[dict[str, Any]]] = {"parse": [], "etl": []}
    for _ in range(repeat):
        for name, done in runs.items():
            done.append(timed(name, folder))
    best = {name: min(done, key=lambda run: run["seconds"]) for name, done in runs.items()}
    least = {name: min(run["cpu_seconds"] for run in done) for name, done in runs.items()}
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "ratio": round(best["etl"]["seconds"] / best["parse"]["seconds"], 2),
        "cpu_ratio": round(least["etl"] / least["parse"], 2),
        "target": TARGET,
        "events": events,
        "raw_mb": {
            name: round(sum(f.stat().st_size for f in files) / 1e6) for name, files in raw_files(folder).items()
        },
        "machine": before,
        "versions": versions(),
        "knobs": knobs(events).model_dump(mode="json"),
        "best": best,
        "runs": runs,
    }


def timed(name: str, folder: Path) -> dict[str, Any]:
    """One run of `parse` or `etl` in a process and a folder of its own."""
    with TemporaryDirectory(prefix="pairmill-bench-") as out:
        return json.loads(_call("work", name, str(folder), out))


def report(result: dict[str, Any]) -> str:
    """What a person wants to see."""
    machine, parse, etl = result["machine"], result["best"]["parse"], result["best"]["etl"]
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, load {machine['load']}",
        ", ".join(f"{name} {number}" for name, number in result["versions"].items()),
        f"{result['events']:,} events, {result['raw_mb']['events']} MB",
        *(
            f"{name:>8}: {run['seconds']:7.2f} s, {run['cpu_seconds']:7.2f} s of processor, peak {run['peak_mb']} MB"
            for name, run in (("parse", parse), ("etl", etl))
        ),
        *(f"{stage:>20} {seconds:7.2f} s" for stage, seconds in etl["stages"].items()),
        f"ratio {result['ratio']} (target {result['target']}), of processor time {result['cpu_ratio']}",
    ]
    return "\n".join(lines)


def _megabytes(files: list[Path]) -> int:
    return round(sum(file.stat().st_size for file in files) / 1e6)


def _call(module: str, *arguments: str) -> str:
    """What a module of this package prints, run as a program; what it complains of is shown."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), KEY: "a key for benchmarks"}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main()
