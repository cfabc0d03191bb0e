"""A lake: the tables of all sites and nights, as the ledger says they are."""

import hashlib
import hmac
import json
import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from flows.lake.ledger import Ledger
from flows.lake.records import Entry, StageRecord
from flows.lake.slices import Part, Slice, scan
from flows.lake.store import Store
from schemas.errors import ConfigError, ExpiredError, LakeError

FORMAT = 1
FILE = "lake.json"


class Constitution(BaseModel):
    """What is fixed when a lake is made: its format, its bucket count, and a fingerprint of the user key."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    buckets: int = 16
    key_fingerprint: str


@dataclass(frozen=True)
class Lake:
    """Current slices are those that the newest entry of a night names for the last success of a stage."""

    store: Store
    ledger: Ledger
    buckets: int

    @classmethod
    def open(cls, place: str, user_key: str | None) -> "Lake":
        """The lake at a folder or URL, made where there is none.

        Without a key an existing lake opens too, for those who only read. `ConfigError` when another key made the lake,
        or none is given for a new one; `LakeError` when a later version made it.
        """
        store = Store.open(place)
        data = store.get(FILE)
        if data is None:
            _create(store, user_key)
            data = store.get(FILE)
        constitution = _read(store, data or b"")
        if user_key is not None and constitution.key_fingerprint != fingerprint(user_key):
            raise ConfigError(f"{store.uri(FILE)}: this lake was made with another PAIRMILL_USER_KEY")
        return cls(store, Ledger(store), constitution.buckets)

    @staticmethod
    def exists(place: str) -> bool:
        """Whether a lake was made at a folder or URL; looking makes none."""
        is_folder = "://" not in place
        return (not is_folder or Path(place).is_dir()) and Store.open(place).get(FILE) is not None

    def parts(self, table: str, site: str, nights: Iterable[date], stages: Collection[str] | None = None) -> list[Part]:
        """The current slices of a table by night and by the stage that wrote them, expired ones left out."""
        return [
            Part(site, night, record.stage, record.tables[table])
            for night, record in self._records(table, site, nights, stages)
            if table not in record.expired
        ]

    def slices(self, table: str, site: str, nights: Iterable[date]) -> list[Slice]:
        """The current slices of a table, expired ones left out."""
        return [piece for part in self.parts(table, site, nights) for piece in part.slices]

    def scan(
        self, table: str, site: str, nights: Iterable[date], stages: Collection[str] | None = None
    ) -> pl.LazyFrame:
        """The current rows of a table, with `site` and `night`; all stages' where none is named.

        `LakeError` when a slice is missing or damaged, `ExpiredError` when it is past its retention: what is computed
        without it would be wrong.
        """
        records = self._records(table, site, nights, stages)
        for night, record in records:
            if table in record.expired:
                raise ExpiredError(
                    f"table '{table}' of site '{site}', night {night}, is past its retention and gone; run 'pairmill "
                    f"stage {record.stage} --site {site} --date {night} --force --config FILE' to make it again"
                )
        parts = [Part(site, night, record.stage, record.tables[table]) for night, record in records]
        return scan(self.store, table, parts)

    def kept(self, table: str, site: str, nights: Iterable[date]) -> pl.LazyFrame:
        """What is left of a table: the current rows without those that expired, for who only looks at them."""
        return scan(self.store, table, self.parts(table, site, nights))

    def digest(self, table: str, site: str, nights: Iterable[date]) -> str:
        """`digest` of the table's newest entries."""
        nights = set(nights)
        return digest(table, self._entries(site, nights), nights)

    def holds(self, record: StageRecord) -> bool:
        """Whether all files of a record are there and of the size that was written; expired ones need not be."""
        for table, pieces in record.tables.items():
            if pieces and table not in record.expired:
                sizes = {found.path: found.size for found in self.store.list(posixpath.dirname(pieces[0].path))}
                if any(sizes.get(piece.path) != piece.bytes for piece in pieces):
                    return False
        return True

    def _records(
        self, table: str, site: str, nights: Iterable[date], stages: Collection[str] | None
    ) -> list[tuple[date, StageRecord]]:
        """Night by night, the last successes of the stages that write a table."""
        return _standing(table, self._entries(site, set(nights)), stages)

    def _entries(self, site: str, nights: set[date]) -> dict[date, Entry]:
        if len(nights) != 1:
            return self.ledger.nights(site, nights) if nights else {}
        (night,) = nights
        entry = self.ledger.newest(site, night)
        return {} if entry is None else {night: entry}


def digest(table: str, entries: Mapping[date, Entry], nights: Iterable[date]) -> str:
    """64 hex digits that are equal where the table's rows of these nights are; expired slices keep theirs."""
    wanted = {night: entries[night] for night in sorted(nights) if night in entries}
    content = [
        [str(night), record.stage, [[piece.bucket, piece.digest] for piece in record.tables[table]]]
        for night, record in _standing(table, wanted, None)
        if record.tables[table]
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _standing(
    table: str, entries: Mapping[date, Entry], stages: Collection[str] | None
) -> list[tuple[date, StageRecord]]:
    """Night by night, the last successes of the stages that write a table."""
    return [
        (night, record)
        for night, entry in entries.items()
        for stage in sorted(entry.stages)
        if (record := entry.standing(stage)) is not None
        and table in record.tables
        and (stages is None or stage in stages)
    ]


def fingerprint(user_key: str) -> str:
    """What a lake keeps of the user key, to know it again: a keyed hash of a fixed text."""
    return hmac.new(user_key.encode(), b"pairmill lake", hashlib.sha256).hexdigest()[:32]


def _create(store: Store, user_key: str | None) -> None:
    if not user_key:
        raise ConfigError(f"PAIRMILL_USER_KEY: must be set to make the lake {store.place}")
    store.create(FILE, Constitution(key_fingerprint=fingerprint(user_key)).model_dump_json(indent=2).encode())


def _read(store: Store, data: bytes) -> Constitution:
    try:
        constitution = Constitution.model_validate_json(data)
    except ValidationError as error:
        raise LakeError(f"{store.uri(FILE)}: is damaged ({error.error_count()} faults)") from error
    if constitution.format > FORMAT:
        raise LakeError(
            f"{store.uri(FILE)}: a later version of pairmill made this lake (its format is {constitution.format}, "
            f"this version knows {FORMAT})"
        )
    return constitution
