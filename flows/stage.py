"""A stage of the pipeline: what it reads, what it writes, what its key hashes, and a job of it at work."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from flows.lake.keys import code_digest, key
from flows.lake.lake import digest
from flows.lake.slices import Part, scan
from flows.lake.tombstones import buried
from flows.night import Night
from schemas.config import Config, Frozen, Site
from schemas.errors import ConfigError, PairmillError
from schemas.tables import TABLES
from transforms.ingest.nights import REMEMBERED_NIGHTS
from transforms.privacy import Keys, derive, pseudonym

Frames = Iterable[tuple[int | None, pl.DataFrame]]


class Span(StrEnum):
    """Which nights of a table a stage reads, relative to its own."""

    TONIGHT = "tonight"
    WINDOW = "window"
    WINDOW_BEFORE = "window before"
    REMEMBERED = "nights before"
    EARLIER = "all before"
    KNOWN = "all up to tonight"


MAY_LACK_EXPIRED = (Span.REMEMBERED, Span.EARLIER, Span.KNOWN)
"""Spans that go back as far as there is something; of the others every night must be there, or the result is wrong."""


@dataclass(frozen=True)
class Read:
    """A table, and the nights of it that a stage reads."""

    table: str
    span: Span


@dataclass
class Output:
    """What a stage made: frames per table (by bucket where it has buckets), and how much it dropped, by reason."""

    tables: dict[str, Frames]
    dropped: dict[str, int] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    failure: PairmillError | None = None
    """Why the stage failed all the same, where what it wrote (the quarantine) is to be looked at."""


class Job:
    """One stage of one night at work: its inputs, its settings, and a local folder (`scratch`) that goes at its end."""

    def __init__(self, night: Night, stage: "Stage", scratch: Path, *, force: bool = False) -> None:
        self.night, self.stage, self.scratch, self.force = night, stage, scratch, force
        self.lake, self.config, self.date = night.lake, night.config, night.date
        self._records = 0

    @property
    def site(self) -> Site:
        """The site whose night it is; the stages after curate, which see all sites, have none."""
        if self.night.site is None:
            raise AssertionError(f"stage {self.stage.name} is of no one site")
        return self.night.site

    @cached_property
    def settings(self) -> Any:
        """The stage's own configuration."""
        if self.night.site is None:
            return getattr(self.config, self.stage.name)
        return self.site.settings.stage(self.stage.settings)

    def nights(self, span: Span) -> list[date]:
        """The nights of a span, oldest first; those that never ran have nothing to read."""
        known = sorted(self.night.entries())
        window = self.night.site.settings.window_days if self.night.site else 1
        first, last = {
            Span.TONIGHT: (self.date, self.date),
            Span.WINDOW: (self.date - timedelta(days=window - 1), self.date),
            Span.WINDOW_BEFORE: (self.date - timedelta(days=window - 1), self.date - timedelta(days=1)),
            Span.REMEMBERED: (self.date - timedelta(days=REMEMBERED_NIGHTS), self.date - timedelta(days=1)),
            Span.EARLIER: (date.min, self.date - timedelta(days=1)),
            Span.KNOWN: (date.min, self.date),
        }[span]
        return [night for night in known if first <= night <= last]

    @cached_property
    def keys(self) -> Keys:
        """The site's keys for pseudonyms and placeholders."""
        return derive(self.night.user_key, self.site.name)

    @cached_property
    def excluded(self) -> list[str]:
        """Pseudonyms of those who opted out or were forgotten."""
        return sorted({*opted_out(self.config, self.site, self.keys), *buried(self.lake.store, self.site.name)})

    def scan(self, table: str, span: Span, *, buckets: Collection[int] | None = None) -> pl.LazyFrame:
        """The rows of a table over a span, or of some buckets of it, with `site` and `night`."""
        if Read(table, span) not in self.stage.reads:
            raise AssertionError(f"stage {self.stage.name} does not declare that it reads {table} ({span})")
        if buckets is None and span not in MAY_LACK_EXPIRED:
            return self.lake.scan(table, self.night.name, self.nights(span))
        parts = self.lake.parts(table, self.night.name, self.nights(span))
        return scan(self.lake.store, table, parts if buckets is None else [_of(part, buckets) for part in parts])

    def advance(self, rows: int) -> None:
        """Tell whoever watches that so many more raw records were read."""
        self._records += rows
        self.say(f"{self._records:,} records")

    def say(self, now: str) -> None:
        """Tell whoever watches how far the work has come."""
        self.night.watch(self.night, self.stage.name, "running", now)

    def digests(self) -> dict[str, str]:
        """Digest of every input, by name: what the key is made of and what `status` explains staleness by."""
        entries = self.night.entries()
        return {
            f"{read.table} ({read.span})": digest(read.table, entries, self.nights(read.span))
            for read in self.stage.reads
        }


@dataclass(frozen=True)
class Stage:
    """A stage: its name, its declared inputs and outputs, the settings and the code that its key hashes, and its work.

    `outside` gives digests of inputs that are no tables, such as raw files; `prepare` runs before they are taken.
    """

    name: str
    reads: tuple[Read, ...]
    writes: tuple[str, ...]
    settings: type[Frozen]
    modules: tuple[str, ...]
    work: Callable[[Job], Output]
    outside: Callable[[Job], dict[str, str]] = lambda job: {}
    prepare: Callable[[Job], None] = lambda job: None

    def key(self, job: Job) -> tuple[str, dict[str, str]]:
        """The key of this stage in that job, and the inputs that it hashes."""
        inputs = job.digests() | self.outside(job)
        return key(self.name, inputs, job.settings, code_digest(*self.modules)), inputs


def computed(tables: dict[str, pl.LazyFrame]) -> Output:
    """An output of tables without buckets, computed together, because they share most of their plans.

    Each has its schema's columns alone. The table `dropped` is counted by reason.
    """
    frames = [frame.select(list(TABLES[table].columns())) for table, frame in tables.items()]
    rows = dict(zip(tables, pl.collect_all(frames, engine="streaming"), strict=True))
    reasons = rows["dropped"]["reason"].value_counts().iter_rows() if "dropped" in rows else ()
    return Output({table: [(None, frame)] for table, frame in rows.items()}, dropped=dict(reasons))


def opted_out(config: Config, site: Site, keys: Keys) -> list[str]:
    """Pseudonyms of the raw ids in the site's `opt_out` file, which is read anew each night."""
    if site.settings.opt_out is None:
        return []
    path = config.folder / site.settings.opt_out
    try:
        ids = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"opt_out: {path} cannot be read ({reason})") from error
    return pl.DataFrame({"raw": ids}, schema={"raw": pl.String}).select(pseudonym(pl.col("raw"), keys))["raw"].to_list()


def _of(part: Part, buckets: Collection[int]) -> Part:
    return part._replace(slices=tuple(piece for piece in part.slices if piece.bucket in buckets))
