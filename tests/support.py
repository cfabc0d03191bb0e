"""The pipeline without Prefect, whose server starts more slowly than a small night is milled; and looks at its lake."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.desk import new_run, open_desk
from flows.lake import releases
from flows.lake.records import ALL
from flows.lake.releases import Manifest
from flows.night import Desk, Night, Outcome
from flows.run import run
from flows.stages import SITE_STAGES
from flows.stages.release import STAGE as RELEASE
from schemas.errors import PairmillError
from schemas.tables import TABLES

ROOT = Path(__file__).parent.parent
SPLITS = ("train", "validation", "test")


class Milled:
    """What came of some nights: outcomes by (site, night, stage), and what failed by (site, night)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outcomes: dict[tuple[str, date, str], Outcome] = {}
        self.failures: dict[tuple[str, date], PairmillError] = {}

    @property
    def all_cached(self) -> bool:
        """Whether there was nothing to do at all."""
        return all(outcome.cached for outcome in self.outcomes.values())

    def kept(self, site: str, night: date, stage: str) -> dict[str, int]:
        """Rows that a stage kept, by table."""
        return self.outcomes[site, night, stage].record.kept

    def dropped(self, site: str, night: date, stage: str) -> dict[str, int]:
        """Rows that a stage dropped, by reason."""
        return self.outcomes[site, night, stage].record.dropped


def mill(
    config: Path,
    *nights: date,
    force: str | None = None,
    publish: bool = True,
    start_at: str = "ingest",
    only: Collection[str] | None = None,
) -> Milled:
    """All sites (or `only` some) night by night as `nightly` does it, and a release; one's failure stops no other."""
    names = list(SITE_STAGES)
    stages = [SITE_STAGES[name] for name in names[names.index(start_at) :]]
    milled = Milled(open_desk(config))
    this_run = new_run()
    for night in nights:
        for site in (site for site in milled.desk.config.sites if only is None or site.name in only):
            with milled.desk.lake.ledger.start(site.name, night, this_run) as session:
                _work(milled, Night(milled.desk, site, night, session), stages, force)
    if publish:
        with milled.desk.lake.ledger.start(ALL, nights[-1], this_run) as session:
            _work(milled, Night(milled.desk, None, nights[-1], session), [RELEASE], force)
    return milled


def _work(milled: Milled, night: Night, stages: Sequence, force: str | None) -> None:
    for stage in stages:
        try:
            outcome = run(night, stage, force=force == stage.name)
        except PairmillError as error:
            milled.failures[night.name, night.date] = error
            return
        milled.outcomes[night.name, night.date, stage.name] = outcome


def newest(desk: Desk) -> Manifest:
    """The manifest of the newest release."""
    manifest = releases.latest(desk.lake.store)
    assert manifest is not None, "nothing was published"
    return manifest


def released(desk: Desk, version: str | None = None) -> pl.DataFrame:
    """All rows of a release, the newest if none is named, with their `split`, sorted by pair."""
    version = version or newest(desk).version
    frames = [releases.scan(desk.lake.store, version, split).with_columns(split=pl.lit(split)) for split in SPLITS]
    return pl.concat(frames).sort("pair_id").collect()


def rows(desk: Desk, table: str, site: str, *nights: date) -> pl.DataFrame:
    """The current rows of a table, of all nights where none is named."""
    return desk.lake.scan(table, site, nights or desk.lake.ledger.nights(site)).collect()


def standing_pairs(desk: Desk, site: str) -> int:
    """How many curated pairs stand: those of the newest night that decided their context."""
    decided = rows(desk, "decided", site).group_by("context").agg(pl.col("night").max())
    curated = rows(desk, "curated", site)
    return curated.join(decided, left_on=["context_id", "night"], right_on=["context", "night"]).height


def digests(desk: Desk, site: str, *nights: date) -> dict[str, str]:
    """What the current tables of a site hold, by table and night."""
    named = nights or tuple(desk.lake.ledger.nights(site))
    return {f"{table} {night}": desk.lake.digest(table, site, [night]) for table in TABLES for night in named}


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below a folder, and a hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def pair_id(site: str, prompt: list[dict], chosen: list[dict], rejected: list[dict]) -> str:
    """The identity of a pair, by Python's json and hashlib alone."""
    whole = json.dumps([site, prompt, chosen, rejected], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).digest()[:16].hex()


def chosen_over_rejected(pairs: pl.DataFrame, **where: Any) -> list[tuple[str, str]]:
    """(chosen_id, rejected_id) of some pairs, sorted."""
    return sorted(pairs.filter(**where).select("chosen_id", "rejected_id").iter_rows())


def pairmill(*arguments: object, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess:
    """The command line in a process of its own."""
    command = [sys.executable, "-c", "from flows.cli.main import main; main()", *map(str, arguments)]
    whole = os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    return subprocess.run(command, capture_output=True, text=True, env=whole, timeout=240, check=False)
