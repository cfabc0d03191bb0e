"""What is timed, each time in a process of its own: `python -m benchmarks.work parse|etl FOLDER OUT`.

Prints one line of JSON: `seconds`; `cpu_seconds` of all threads, which say more than the clock where other processes
run; `peak_mb`, the largest resident set; and, of the ETL, `stages`, the seconds of each.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import dataframely as dy
import polars as pl

from benchmarks.day import DATE, config, raw_files
from flows.desk import new_run, open_desk
from flows.lake.records import ALL
from flows.night import Night
from flows.run import run
from flows.stages import SITE_STAGES, release
from schemas import raw

SCHEMAS: dict[str, type[dy.Schema]] = {"events": raw.EVENTS["qa"]} | raw.CONTENTS["qa"]


def parse(folder: Path, out: Path) -> dict[str, float]:
    """The least that anybody can do with the files: read their columns by type, and write them as Parquet."""
    for name, files in raw_files(folder).items():
        pl.scan_ndjson(files, schema=dict(pl.Schema(SCHEMAS[name]))).sink_parquet(out / f"{name}.parquet")
    return {}


def etl(folder: Path, out: Path) -> dict[str, float]:
    """All stages of the site's night and the release, into a new lake, without Prefect; seconds of each stage."""
    local = out / "pairmill.yaml"
    local.write_text(config(folder).read_text().replace("raw/", f"{folder.absolute()}/raw/"))
    desk = open_desk(local)
    this, (site,) = new_run(), desk.config.sites
    with desk.lake.ledger.start(site.name, DATE, this) as session:
        night = Night(desk, site, DATE, session)
        seconds = {name: run(night, stage).record.seconds for name, stage in SITE_STAGES.items()}
    with desk.lake.ledger.start(ALL, DATE, this) as session:
        return seconds | {"release": run(Night(desk, None, DATE, session), release.STAGE).record.seconds}


WORK: dict[str, Callable[[Path, Path], dict[str, float]]] = {"parse": parse, "etl": etl}


def main(name: str, folder: str, out: str) -> None:
    """Do one piece of work and say how long it took and how much memory it held."""
    clock, cpu = time.perf_counter(), time.process_time()
    stages = WORK[name](Path(folder), Path(out))
    measured = {
        "seconds": round(time.perf_counter() - clock, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(measured | {"stages": stages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
