"""How every stage of every night stands, computed from the newest entries alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from flows.lake.records import ALL, StageRecord
from flows.night import Desk, Night
from flows.plan import RELEASE
from flows.stage import Job, Stage
from flows.stages import SITE_STAGES
from schemas.config import Site

State = Literal["ok", "stale", "missing", "failed", "expired"]
Only = Literal["all", "missing", "stale", "failed"]


@dataclass(frozen=True)
class Standing:
    """One stage of one night: its state, and for a person why."""

    site: str
    night: date
    stage: str
    state: State
    why: str
    record: StageRecord | None


def days(first: date, last: date) -> list[date]:
    """All dates from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def nights_known(desk: Desk) -> list[date]:
    """Every night that any site of the configuration ever ran, oldest first."""
    return sorted({night for site in desk.config.sites for night in desk.lake.ledger.nights(site.name)})


def site_status(desk: Desk, sites: Iterable[Site], nights: Iterable[date]) -> list[Standing]:
    """The stages of these sites' nights."""
    return [
        _standing(Night(desk, site, night), stage)
        for night in nights
        for site in sites
        for stage in SITE_STAGES.values()
    ]


def due(desk: Desk, sites: list[Site], day: date, only: Only) -> list[Site]:
    """The sites whose night has a stage in the wanted state, judged when its turn comes."""
    if only == "all":
        return sites
    wanted = {found.site for found in site_status(desk, sites, [day]) if found.state == only}
    return [site for site in sites if site.name in wanted]


def release_status(desk: Desk, nights: Iterable[date]) -> list[Standing]:
    """The last known state of what followed these nights once for all sites; only the newest release can be stale."""
    found = []
    for night in nights:
        entry = desk.lake.ledger.newest(ALL, night)
        for name in RELEASE if entry else ():
            record = entry.stages.get(name)
            if record:
                state = "failed" if record.state == "failed" else "ok"
                found.append(Standing(ALL, night, name, state, record.error or "", record))
    return found


def _standing(night: Night, stage: Stage) -> Standing:
    entry = night.lake.ledger.newest(night.name, night.date)
    record = entry.stages.get(stage.name) if entry else None
    state, why = _state(night, stage, record)
    return Standing(night.name, night.date, stage.name, state, why, record)


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
