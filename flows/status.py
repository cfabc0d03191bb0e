"""How every stage of every night stands, computed from the newest entries alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from flows.lake.records import ALL, Entry, StageRecord
from flows.night import Desk, Night
from flows.stage import Job, Stage
from flows.stages import SITE_STAGES, evaluate, promote, release, train
from schemas.config import Site

State = Literal["ok", "stale", "missing", "failed", "expired"]
Only = Literal["all", "missing", "stale", "failed"]


RELEASE_STAGES = (release.STAGE, train.STAGE, evaluate.STAGE, promote.STAGE)


@dataclass(frozen=True)
class Standing:
    """One stage of one night: its state, and for a person why; `damaged` are raw files of which it lost a part."""

    site: str
    night: date
    stage: str
    state: State
    why: str
    record: StageRecord | None
    damaged: tuple[str, ...] = ()


def days(first: date, last: date) -> list[date]:
    """All dates from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def nights_known(desk: Desk) -> list[date]:
    """Every night that any site of the configuration ever ran, oldest first."""
    return sorted({night for site in desk.config.sites for night in desk.lake.ledger.nights(site.name)})


def site_status(desk: Desk, sites: Iterable[Site], nights: Iterable[date]) -> list[Standing]:
    """The stages of these sites' nights."""
    known = [(site, desk.lake.ledger.nights(site.name)) for site in sites]
    return [
        _standing(desk, site, night, entries, stage)
        for night in nights
        for site, entries in known
        for stage in SITE_STAGES.values()
    ]


def due(desk: Desk, sites: list[Site], day: date, only: Only) -> list[Site]:
    """The sites whose night has a stage in the wanted state, judged when its turn comes."""
    if only == "all":
        return sites
    wanted = {found.site for found in site_status(desk, sites, [day]) if found.state == only}
    return [site for site in sites if site.name in wanted]


def release_status(desk: Desk, nights: Iterable[date]) -> list[Standing]:
    """What followed these nights once for all sites; only of the newest can anything be stale, the others are past."""
    known = desk.lake.ledger.nights(ALL)
    return [
        one if night == max(known) or one.state == "failed" else replace(one, state="ok", why="")
        for night in nights
        if night in known
        for one in release_of(desk, night)
        if one.record
    ]


def release_of(desk: Desk, night: date) -> list[Standing]:
    """What follows one night for all sites; without a section `train` that is the release alone."""
    known = desk.lake.ledger.nights(ALL)
    stages = [stage for stage in RELEASE_STAGES if desk.config.train or stage.name == release.STAGE.name]
    return [_standing(desk, None, night, known, stage) for stage in stages]


def _standing(desk: Desk, site: Site | None, day: date, known: dict[date, Entry], stage: Stage) -> Standing:
    night = Night(desk, site, day)
    night.others = known
    record = known[day].stages.get(stage.name) if day in known else None
    state, why = _state(night, stage, record)
    damaged = damaged_files(record)
    told = [*([why] if why else []), *([f"damaged: {', '.join(damaged)}"] if damaged else [])]
    return Standing(night.name, day, stage.name, state, "; ".join(told), record, damaged)


def damaged_files(record: StageRecord | None) -> tuple[str, ...]:
    """The raw files that a stage which succeeded could read only up to a fault."""
    return tuple(record.details.get("damaged_files", ())) if record and record.state == "ok" else ()


def _state(night: Night, stage: Stage, record: StageRecord | None) -> tuple[State, str]:
    if record is None:
        return "missing", "never ran"
    if record.state == "failed":
        return "failed", record.error or ""
    with TemporaryDirectory() as scratch:
        key, inputs = stage.key(Job(night, stage, Path(scratch)))
    if record.key != key:
        return "stale", _changed(record, inputs)
    if record.expired:
        return "expired", f"past its retention: {', '.join(record.expired)}"
    if not night.lake.holds(record):
        return "missing", "a file of it is gone"
    return "ok", ""


def _changed(record: StageRecord, inputs: dict[str, str]) -> str:
    names = sorted(name for name in record.inputs | inputs if record.inputs.get(name) != inputs.get(name))
    return f"changed: {', '.join(names)}" if names else "its configuration or its code changed"
