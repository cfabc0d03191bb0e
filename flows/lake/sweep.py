"""Taking away what nothing names any more, and what is past its retention."""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from flows.lake import models, releases, versions
from flows.lake.lake import Lake
from flows.lake.ledger import Session
from flows.lake.records import Entry, Run, StageRecord
from flows.lake.store import Object
from schemas.errors import BusyError
from schemas.tables import TABLES


class Expired(NamedTuple):
    """A table of one site and night that is past its retention."""

    site: str
    night: date
    table: str


class Swept(NamedTuple):
    """What a sweep took away: files, their bytes, and the tables that expired (their files go after the grace time)."""

    files: int
    bytes: int
    expired: list[Expired]


def sweep(
    lake: Lake, run: Run, tonight: date, *, grace: timedelta, retention_days: Mapping[str, Mapping[str, int]]
) -> Swept:
    """Expire tables, then remove files that nothing names and that are older than `grace`.

    `retention_days`: site -> table -> nights before `tonight` after which it expires. A table expires by a new ledger
    entry whose record lists it in `expired`: its key and digests stay, so that nothing becomes stale, but its files
    are named no more. A night that another run holds waits for the next sweep. A file is old when both it and its
    night's newest entry are: who read an older entry may still be reading. `grace` must be longer than any run.
    """
    expired = [done for site, days in retention_days.items() for done in _expire(lake, run, site, tonight, days)]
    before = datetime.now(UTC) - grace
    unnamed = [*_unnamed_slices(lake, before), *_unfinished_versions(lake, before)]
    lake.store.delete(found.path for found in unnamed)
    staged = [(path, path.stat()) for path in lake.store.staged()]
    left = [(path, stat.st_size) for path, stat in staged if stat.st_mtime < before.timestamp()]
    for path, _ in left:
        path.unlink(missing_ok=True)
    removed = [found.size for found in unnamed] + [size for _, size in left]
    return Swept(len(removed), sum(removed), expired)


def purge(lake: Lake, run: Run, site: str) -> int:
    """Remove at once, without a grace time, slices of a site that nothing names; returns how many there were.

    Files are listed before the ledger is read, and nights that another run works on are left alone: what it has written
    is named when it ends. Who still reads what an older entry named fails, and finds the newer one when it runs again.
    """
    slices = [found.path for table in TABLES for found in lake.store.list(f"{table}/site={site}")]
    staged = list(lake.store.staged())
    entries = lake.ledger.nights(site).values()
    named = {path for entry in entries for path in _named(entry)}
    quiet = {f"site={site}/night={entry.night}" for entry in entries if entry.run == run or not entry.is_open}
    unnamed = [path for path in slices if path not in named and posixpath.dirname(path).partition("/")[2] in quiet]
    lake.store.delete(unnamed)
    for path in staged:
        if "/".join(path.parts[-3:-1]) in quiet:
            path.unlink(missing_ok=True)
    return len(unnamed)


def _expire(lake: Lake, run: Run, site: str, tonight: date, days: Mapping[str, int]) -> Iterator[Expired]:
    for night, entry in lake.ledger.nights(site).items():
        due = {table for table, limit in days.items() if tonight - night > timedelta(days=limit)}
        if not any(_newly_due(record, due) for record in entry.stages.values()):
            continue
        try:
            session = lake.ledger.start(site, night, run)
        except BusyError:
            continue
        yield from (Expired(site, night, table) for table in _record_expiry(session, due))
        session.finish("failed" if entry.state == "failed" else "finished")


def _newly_due(record: StageRecord, due: set[str]) -> set[str]:
    return {table for holder in record.holders for table in due - set(holder.expired) if holder.tables.get(table)}


def _record_expiry(session: Session, due: set[str]) -> list[str]:
    tables = []
    for record in session.entry.stages.values():
        newly = sorted(_newly_due(record, due))
        if newly:
            session.expire(record.stage, newly)
            tables.extend(newly)
    return tables


def _unnamed_slices(lake: Lake, before: datetime) -> list[Object]:
    """Slices are listed before the ledger is read: what is committed in between is named."""
    old = [found for table in TABLES for found in lake.store.list(table) if found.modified < before]
    entries = [entry for site in lake.ledger.sites() for entry in lake.ledger.nights(site).values()]
    named = {path for entry in entries for path in _named(entry)}
    young = {(f"site={entry.site}", f"night={entry.night}") for entry in entries if entry.written_at >= before}
    return [found for found in old if found.path not in named and tuple(found.path.split("/")[1:3]) not in young]


def _named(entry: Entry) -> Iterator[str]:
    """Paths of the slices that an entry stands for, and of what a failed stage left to look at."""
    for holder in (holder for record in entry.stages.values() for holder in record.holders):
        for table in holder.tables.keys() - set(holder.expired):
            yield from (piece.path for piece in holder.tables[table])


def _unfinished_versions(lake: Lake, before: datetime) -> list[Object]:
    """Files of versions that were never published. The claim stays: no number is used twice."""
    return [
        found
        for root in (releases.ROOT, models.ROOT)
        for version in versions.unpublished(lake.store, root)
        for found in lake.store.list(f"{root}/{version}")
        if found.modified < before and not found.path.endswith(versions.CLAIM)
    ]
