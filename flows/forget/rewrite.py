"""Taking users out of a site's slices, night by night, without making anything stale that was not."""

from datetime import date

import polars as pl

from flows.lake.lake import Lake
from flows.lake.records import Run, StageRecord
from flows.lake.slices import Part, Slice, scan, write
from flows.night import Desk, Night
from flows.stage import Job
from flows.stages import SITE_STAGES
from schemas.config import Site
from schemas.tables import TABLES
from transforms.erasure import Traces, erased

INGEST = SITE_STAGES["ingest"]


def rewrite(desk: Desk, site: Site, run: Run, traces: Traces) -> list[date]:
    """Write the slices of all nights anew without what is the users'; returns the nights that changed.

    A night appears changed all at once, by one entry of the ledger. Later stages see other inputs and are stale, which
    is right. Ingest, which cannot be repeated when raw files are gone, is given the key of what it reads now, so that
    it is as fresh as it was before.
    """
    fresh = _fresh(desk, site)
    nights = desk.lake.ledger.nights(site.name)
    changed = [night for night in nights if _rewrite_night(desk.lake, site.name, night, run, traces)]
    for night in fresh:
        _rekey(desk, site, night, run)
    return changed


def _rewrite_night(lake: Lake, site: str, night: date, run: Run, traces: Traces) -> bool:
    """The night is held before it is looked at, so that nobody writes what is about to be forgotten."""
    with lake.ledger.start(site, night, run) as session:
        before = session.entry.stages
        records = {stage: _without(lake, site, night, record, traces) for stage, record in before.items()}
        changed = {stage: record for stage, record in records.items() if record != before[stage]}
        if changed:
            session.rewrite(changed)
    return bool(changed)


def _without(lake: Lake, site: str, night: date, record: StageRecord, traces: Traces) -> StageRecord:
    """A stage's record with slices that hold nothing of theirs; what a failure left standing likewise."""
    stood = _without(lake, site, night, record.stood, traces) if record.stood else None
    tables = {
        table: pieces if table in record.expired else _slices(lake, site, night, record, table, traces)
        for table, pieces in record.tables.items()
    }
    kept = {table: sum(piece.rows for piece in pieces) for table, pieces in tables.items()}
    return record.model_copy(update={"tables": tables, "stood": stood, "kept": record.kept | kept})


def _slices(lake: Lake, site: str, night: date, record: StageRecord, table: str, traces: Traces) -> tuple[Slice, ...]:
    pieces = []
    for piece in record.tables[table]:
        rows = scan(lake.store, table, [Part(site, night, record.stage, (piece,))]).select(TABLES[table].column_names())
        before, after = pl.collect_all([rows, erased(table, rows, traces)])
        same = before.height == after.height and before.equals(after)
        pieces += [piece] if same else write(lake.store, table, site, night, record.key, [(piece.bucket, after)])
    return tuple(pieces)


def _fresh(desk: Desk, site: Site) -> list[date]:
    """Nights whose ingest is not stale."""
    entries = desk.lake.ledger.nights(site.name)
    return [
        night
        for night, entry in entries.items()
        if (record := entry.stages.get(INGEST.name)) and record.key == _key(desk, site, night)[0]
    ]


def _key(desk: Desk, site: Site, night: date) -> tuple[str, dict[str, str]]:
    return INGEST.key(Job(Night(desk, site, night), INGEST, desk.config.folder))


def _rekey(desk: Desk, site: Site, night: date, run: Run) -> None:
    key, inputs = _key(desk, site, night)
    record = desk.lake.ledger.newest(site.name, night).stages[INGEST.name]
    if record.key != key:
        with desk.lake.ledger.start(site.name, night, run) as session:
            session.rewrite({INGEST.name: record.model_copy(update={"key": key, "inputs": inputs})})
