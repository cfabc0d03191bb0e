"""A site on disk, its nights taken in by the ingest stage alone, and its tables as frames."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from flows.lake.lake import Constitution, Lake, fingerprint
from flows.lake.records import Run, StageRecord
from flows.night import Desk, Night
from flows.run import run
from flows.stages.ingest import STAGE
from schemas.config import Config, Site

NIGHT = date(2026, 11, 19)
USER_KEY = "key of the tests"
BUCKETS = 4

Record = dict[str, Any]
CONTENTS = {"chat": ("messages",), "feed": ("notes",), "qa": ("questions", "answers")}


def night(later: int) -> date:
    """The night so many days after the first."""
    return NIGHT + timedelta(days=later)


def at(hour: int = 12, *, day: int = 0, minute: int = 0) -> str:
    """A time of the day so many days after the first night, as raw logs have it."""
    moment = datetime(NIGHT.year, NIGHT.month, NIGHT.day, hour, minute, tzinfo=UTC) + timedelta(days=day)
    return moment.isoformat()


def write(path: Path, records: Sequence[Record | str]) -> None:
    """Records (or raw lines) as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


@dataclass
class SiteOnDisk:
    """One site of a kind in a folder, whose raw files are named by night unless `undated` names them.

    `settings` are those of the configuration file, `totals` gives aggregates in place of events.
    """

    folder: Path
    kind: str
    name: str = "site"
    totals: bool = False
    undated: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    def put(self, night: date, *, part: int = 0, **files: Sequence[Record | str]) -> None:
        """Write raw files of a night: events, aggregates, messages, notes, questions or answers."""
        for name, records in files.items():
            day = "all" if name in self.undated else night.isoformat()
            write(self.folder / "raw" / name / day / f"{part}.jsonl", records)

    def ingest(self, night: date, *, force: bool = False, **files: Sequence[Record | str]) -> StageRecord:
        """Put the files, if any, and take the night in; its record, or the failure as it is raised."""
        self.put(night, **files)
        config = self.config()
        desk = Desk(config, self.lake, USER_KEY, lambda night, stage, state, now: None)
        with self.lake.ledger.start(self.name, night, Run.here("test")) as session:
            return run(Night(desk, config.sites[0], night, session), STAGE, force=force).record

    @property
    def lake(self) -> Lake:
        """The lake as it is now; it has few buckets, because each costs time."""
        file = self.folder / "lake" / "lake.json"
        if not file.exists():
            file.parent.mkdir(parents=True)
            file.write_text(Constitution(buckets=BUCKETS, key_fingerprint=fingerprint(USER_KEY)).model_dump_json())
        return Lake.open(str(file.parent), USER_KEY)

    def table(self, name: str, *nights: date) -> pl.DataFrame:
        """A table's rows of some nights, or of all."""
        return self.lake.scan(name, self.name, nights or list(self.lake.ledger.nights(self.name))).collect()

    def config(self) -> Config:
        """The configuration of this one site."""
        acts = "aggregates" if self.totals else "events"
        site = Site.model_validate(
            {
                "name": self.name,
                "kind": self.kind,
                acts: self._pattern(acts),
                "contents": {name: self._pattern(name) for name in CONTENTS[self.kind]},
                "settings": self.settings,
            }
        )
        return Config(lake=str(self.folder / "lake"), sites=(site,), folder=self.folder)

    def _pattern(self, name: str) -> str:
        return f"raw/{name}/{'all' if name in self.undated else '{date}'}/*.jsonl"


def view(event: str, **fields: Any) -> Record:
    """A view in any kind of site by user u1; its response is named by `fields`."""
    return {"event_id": event, "ts": at(), "user_id": "u1", "type": "view", "dwell_ms": 1000} | fields


def message(name: str, role: str, content: str, parent: str | None = None, **fields: Any) -> Record:
    """A chat message of conversation c1."""
    usual = {"conversation_id": "c1", "message_id": name, "parent_id": parent, "role": role, "content": content}
    return usual | {"created_at": at()} | fields


def talk(name: str, *texts: str, **fields) -> list[Record]:
    """A conversation in which the user speaks first and every message answers the one before."""
    ids = [f"{name}{i}" for i in range(len(texts))]
    roles = ["user", "assistant"] * len(texts)
    parents = [None, *ids[:-1]]
    return [
        message(own, role, text, parent, conversation_id=name) | fields
        for own, role, text, parent in zip(ids, roles, texts, parents, strict=False)
    ]


def column(site: SiteOnDisk, name: str, *nights) -> dict[str, str | None]:
    """Response -> a column of its newest row."""
    rows = site.table("contents", *nights).sort("night").unique("response", keep="last")
    return dict(rows.select("response", name).rows())
