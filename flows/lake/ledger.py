"""The ledger: numbered, create-only entries per site and night; what the newest one says is so."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Literal

from pydantic import ValidationError

from flows.lake.records import Entry, Run, StageRecord
from flows.lake.store import Store
from schemas.errors import BusyError

READERS = 16
"""Entries that are read at once: an object store answers each in tens of milliseconds."""

ENTRY = re.compile(r"/night=(\d{4}-\d\d-\d\d)/(\d+)\.json$")


class Ledger:
    """Reads and appends entries. Entries never change, so each is read from the store at most once."""

    def __init__(self, store: Store, *, stale_after: timedelta = timedelta(hours=6)) -> None:
        """`stale_after`: how long another host's run is believed to be alive after its last entry."""
        self.store = store
        self.stale_after = stale_after
        self._read: dict[str, Entry | None] = {}

    def sites(self) -> list[str]:
        """Sites (and `_all`) that have entries, sorted."""
        return [name.removeprefix("site=") for name in self.store.folders("runs")]

    def newest(self, site: str, night: date) -> Entry | None:
        """The newest readable entry of a night."""
        return self._newest(self._numbers(_folder(site, night)).get(night, []), site, night)

    def nights(self, site: str, only: Collection[date] | None = None) -> dict[date, Entry]:
        """The newest readable entry of every night of a site (of `only` those, where given), oldest night first."""
        numbers = self._numbers(f"runs/site={site}")
        if only is not None:
            numbers = {night: taken for night, taken in numbers.items() if night in only}
        with ThreadPoolExecutor(READERS) as pool:
            found = pool.map(lambda night: self._newest(numbers[night], site, night), nights := sorted(numbers))
        return {night: entry for night, entry in zip(nights, found, strict=True) if entry is not None}

    def start(self, site: str, night: date, run: Run) -> "Session":
        """Take a site's night for a run; of racing runs exactly one gets it.

        `BusyError` when the newest entry is another run's that has not ended: on this host its process lives, on
        another host its last entry is younger than `stale_after`.
        """
        while True:
            numbers = self._numbers(_folder(site, night)).get(night, [])
            newest = self._newest(numbers, site, night)
            if newest is not None and self._is_held_by_another(newest, run):
                raise _busy(newest)
            entry = Entry(
                site=site,
                night=night,
                number=max(numbers, default=0) + 1,
                state="started",
                run=run,
                written_at=datetime.now(UTC),
                stages=newest.stages if newest else {},
            )
            if self.append(entry):
                return Session(self, entry)

    def append(self, entry: Entry) -> bool:
        """Put an entry under its number, False when another has that number."""
        path = _path(entry.site, entry.night, entry.number)
        data = entry.model_dump_json().encode()
        # A put whose answer was lost is repeated by the client and then finds its own entry.
        return self.store.create(path, data) or self.store.get(path) == data

    def _is_held_by_another(self, newest: Entry, run: Run) -> bool:
        if newest.state not in ("started", "running") or newest.run.run_id == run.run_id:
            return False
        if newest.run.is_local:
            return newest.run.is_alive
        return datetime.now(UTC) - newest.written_at < self.stale_after

    def _numbers(self, folder: str) -> dict[date, list[int]]:
        """Night -> its numbers in use, highest first."""
        numbers: dict[date, list[int]] = defaultdict(list)
        for found in self.store.list(folder):
            entry = ENTRY.search(found.path)
            if entry:
                numbers[date.fromisoformat(entry[1])].append(int(entry[2]))
        return {night: sorted(taken, reverse=True) for night, taken in numbers.items()}

    def _newest(self, numbers: list[int], site: str, night: date) -> Entry | None:
        for number in numbers:
            entry = self._entry(_path(site, night, number))
            if entry is not None:
                return entry
        return None

    def _entry(self, path: str) -> Entry | None:
        """The entry at a path, None where it cannot be understood."""
        if path not in self._read:
            try:
                self._read[path] = Entry.model_validate_json(self.store.get(path) or b"")
            except ValidationError:
                self._read[path] = None
        return self._read[path]


class Session:
    """A run's hold on one site and night. As a context manager it ends as `finished`, or as `failed` by an exception.

    Every method raises `BusyError` when another run has taken the night in the meantime.
    """

    def __init__(self, ledger: Ledger, entry: Entry) -> None:
        self.entry = entry
        self._ledger = ledger

    def record(self, record: StageRecord) -> None:
        """Publish what a stage did: from here on its tables, all at once, are the current ones.

        A failed record leaves standing what stood.
        """
        if record.state == "failed":
            record = record.model_copy(update={"stood": self.entry.standing(record.stage)})
        self._append("running", self.entry.stages | {record.stage: record})

    def expire(self, stage: str, tables: list[str]) -> None:
        """Record that the files of a stage's tables are past their retention; its key and digests stay."""
        renewed = self.entry.stages[stage].with_expired(tables)
        self._append("running", self.entry.stages | {stage: renewed})

    def rewrite(self, records: Mapping[str, StageRecord]) -> None:
        """Put other records in the place of stages' own, all at once."""
        self._append("running", self.entry.stages | dict(records))

    def finish(self, state: Literal["finished", "failed"]) -> None:
        """Give the night back."""
        self._append(state, self.entry.stages)

    def _append(self, state: str, stages: dict[str, StageRecord]) -> None:
        changes = {
            "number": self.entry.number + 1,
            "state": state,
            "written_at": datetime.now(UTC),
            "stages": stages,
        }
        entry = self.entry.model_copy(update=changes)
        if not self._ledger.append(entry):
            raise _busy(self._ledger.newest(entry.site, entry.night) or self.entry)
        self.entry = entry

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, BusyError) or self.entry.state in ("finished", "failed"):
            return
        self.finish("finished" if error is None else "failed")


def _folder(site: str, night: date) -> str:
    return f"runs/site={site}/night={night}"


def _path(site: str, night: date, number: int) -> str:
    return f"{_folder(site, night)}/{number:06d}.json"


def _busy(entry: Entry) -> BusyError:
    run = entry.run
    return BusyError(
        f"site '{entry.site}', night {entry.night}: run {run.run_id} (host {run.host}, process {run.pid}) has held it "
        f"since {run.started_at:%Y-%m-%d %H:%M:%S} UTC"
    )
