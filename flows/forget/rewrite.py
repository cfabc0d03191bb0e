"""Taking users out of a site's slices, night by night, without making anything stale that was not."""

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from flows.lake.keys import code_digest, key
from flows.lake.lake import Lake
from flows.lake.ledger import Session
from flows.lake.records import StageRecord
from flows.lake.slices import Part, Slice, scan, write
from flows.night import Desk, Night
from flows.stage import Job
from flows.stages import SITE_STAGES
from schemas.config import Site
from schemas.tables import TABLES
from transforms.erasure import Traces, erased

INGEST = SITE_STAGES["ingest"]


def rewrite(
    desk: Desk, site: Site, nights: Mapping[date, Session], gone: Mapping[date, Traces], was_fresh: Collection[date]
) -> None:
    """Write the slices of all nights anew without what is `gone`; doing it again finishes what was interrupted.

    A night appears changed all at once, by one entry of the ledger. Later stages see other inputs and are stale, which
    is right. Ingest, which cannot be repeated when raw files are gone, is given the key of what it reads now, so that
    it is as fresh as it was before.
    """
    for night, session in nights.items():
        _rewrite_night(desk.lake, session, gone[night])
    for night in sorted(nights.keys() & {*was_fresh}):
        _rekey(desk, site, nights, night)


def fresh(desk: Desk, site: Site, nights: Mapping[date, Session]) -> tuple[date, ...]:
    """Nights whose ingest is not stale."""
    return tuple(
        night
        for night, session in nights.items()
        if (record := session.entry.stages.get(INGEST.name))
        and record.key == INGEST.key(_job(desk, site, nights, night))[0]
    )


def _rewrite_night(lake: Lake, session: Session, traces: Traces) -> None:
    before, where = session.entry.stages, (session.entry.site, session.entry.night)
    records = {stage: _without(lake, *where, record, traces) for stage, record in before.items()}
    changed = {stage: record for stage, record in records.items() if record != before[stage]}
    if changed:
        session.rewrite(changed)


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


def _rekey(desk: Desk, site: Site, nights: Mapping[date, Session], night: date) -> None:
    session, job = nights[night], _job(desk, site, nights, night)
    record = session.entry.stages.get(INGEST.name)
    if record is None or not _is_as_it_was(job, record):
        return
    renewed, inputs = INGEST.key(job)
    if record.key != renewed:
        session.rewrite({INGEST.name: record.model_copy(update={"key": renewed, "inputs": inputs})})


def _is_as_it_was(job: Job, record: StageRecord) -> bool:
    """Whether settings, code and raw files are those that ingest saw: only tables were changed by forgetting."""
    same_rules = record.key == key(INGEST.name, record.inputs, job.settings, code_digest(*INGEST.modules))
    return same_rules and INGEST.outside(job).items() <= record.inputs.items()


def _job(desk: Desk, site: Site, nights: Mapping[date, Session], night: date) -> Job:
    looked_at = Night(desk, site, night)
    looked_at.others = {one: session.entry for one, session in nights.items()}
    return Job(looked_at, INGEST, desk.config.folder)
