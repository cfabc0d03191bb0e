"""What the ledger holds: runs, what each stage did, and the state of a site's night."""

import os
import socket
from datetime import UTC, date, datetime
from typing import Literal

import psutil
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from flows.lake.slices import Slice

ALL = "_all"
"""The pseudo-site of the stages that see all sites: release and later."""
CLOCK_SLACK_S = 2.0
"""Seconds by which two readings of one process's start may differ."""


class Record(BaseModel):
    """Immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Record):
    """One run of a command, and the process that it lives in."""

    run_id: str
    host: str
    pid: int
    process_started_at: AwareDatetime
    started_at: AwareDatetime

    @classmethod
    def here(cls, run_id: str) -> "Run":
        """The run of this process, starting now."""
        return cls(
            run_id=run_id,
            host=socket.gethostname(),
            pid=os.getpid(),
            process_started_at=datetime.fromtimestamp(psutil.Process().create_time(), UTC),
            started_at=datetime.now(UTC),
        )

    @property
    def is_local(self) -> bool:
        return self.host == socket.gethostname()

    @property
    def is_alive(self) -> bool:
        """Whether its process still runs on this host; a process id that was given away again does not count."""
        try:
            process = psutil.Process(self.pid)
            age = process.create_time() - self.process_started_at.timestamp()
            return abs(age) < CLOCK_SLACK_S and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:
            return True


class StageRecord(Record):
    """What a stage did for one site and night.

    `inputs` are the digests that went into `key`, by name, so that a stale stage can say what changed. `kept` counts
    rows per table, `dropped` rows per reason. `expired` names tables whose files are past their retention and gone;
    their digests stay, so nothing becomes stale by it. On a failed record, `stood` is the last one that succeeded.
    """

    stage: str
    state: Literal["ok", "failed"]
    key: str
    inputs: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, tuple[Slice, ...]] = Field(default_factory=dict)
    kept: dict[str, int] = Field(default_factory=dict)
    dropped: dict[str, int] = Field(default_factory=dict)
    seconds: float
    run_id: str
    finished_at: AwareDatetime
    error: str | None = None
    details: dict[str, JsonValue] = Field(default_factory=dict)
    expired: tuple[str, ...] = ()
    stood: "StageRecord | None" = None

    @property
    def standing(self) -> "StageRecord | None":
        """The record whose tables count: a failure leaves what stood."""
        return self if self.state == "ok" else self.stood

    @property
    def holders(self) -> list["StageRecord"]:
        """The records that name files: its own (a failure may leave a quarantine to look at) and what stood before."""
        return [self, self.stood] if self.stood else [self]

    def with_expired(self, tables: list[str]) -> "StageRecord":
        """The same, with more tables past their retention."""
        stood = self.stood.with_expired(tables) if self.stood else None
        return self.model_copy(update={"expired": tuple(sorted({*self.expired, *tables})), "stood": stood})


class Entry(Record):
    """The state of one site and night after one step of one run; the entry with the highest number counts."""

    format: Literal[1] = 1
    site: str
    night: date
    number: int
    state: Literal["started", "running", "finished", "failed"]
    run: Run
    written_at: AwareDatetime
    stages: dict[str, StageRecord] = Field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether its run has not given the night back, be it at work or dead."""
        return self.state in ("started", "running")

    def standing(self, stage: str) -> StageRecord | None:
        """The last success of a stage, None where there was none."""
        record = self.stages.get(stage)
        return record.standing if record else None
