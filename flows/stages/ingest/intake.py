"""First pass over the raw files: every record is checked, made canonical and put by, or quarantined with a reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import dataframely as dy
import polars as pl

from flows.raw.files import RawFile, find
from flows.raw.read import blocks, lines
from flows.stage import Job
from flows.stages.ingest.ahead import ahead
from flows.stages.ingest.spill import Spill
from schemas import raw
from schemas.errors import InputError
from schemas.tables import TABLES
from transforms.ingest import contents, events, totals
from transforms.ingest.contract import check
from transforms.ingest.nights import why_not
from transforms.privacy import redact
from transforms.text import bucket

DAMAGED = ("truncated_file", "damaged_file")
"""Reasons that stand for the rest of a file, however much it was."""
FAR_FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
"""In a file of many days no night tells what is in the future; this does."""
FUTURE_DAYS = 366
"""In a file of one night, a time so long after it is a mistake and not a delay."""


class Intake:
    """What the night's files held: acts (events or totals) and texts, put by, and what was not used.

    `gone` are the ids of texts of people who opted out, `gone_acts` what they did and where.
    """

    def __init__(self, job: Job) -> None:
        self.keys = job.keys
        self.acts = Spill(job.scratch / "acts")
        self.texts = Spill(job.scratch / "texts")
        self.read: Counter[str] = Counter()
        self.refused: list[pl.DataFrame] = []
        self.dropped: Counter[str] = Counter()
        self.unknown_fields: Counter[str] = Counter()
        self.marks: dict[str, str] = {}
        self.gone: list[pl.DataFrame] = []
        self.gone_acts: list[pl.DataFrame] = []

    def refuse(self, rows: pl.DataFrame, source: str) -> None:
        """Quarantine records of an events or contents file."""
        if rows.height:
            columns = list(TABLES["quarantine"].columns())
            text = redact(pl.col("text"), self.keys)
            self.refused.append(rows.with_columns(text, source=pl.lit(source)).select(columns))

    @property
    def share_quarantined(self) -> float:
        """Malformed records as a share of all that were read."""
        return sum(frame.height for frame in self.refused) / max(self.read.total(), 1)

    def malformed(self) -> str:
        """How many records of each kind of file were malformed, of those that hold any: `205 of 205 events`."""
        bad = Counter(self.quarantine()["source"].to_list())
        return ", ".join(f"{bad[source]:,} of {self.read[source]:,} {source}" for source in sorted(bad))

    def worst(self) -> str:
        """The most frequent reason for quarantine, how often it was given and where first."""
        rows = self.quarantine()
        reason, n = Counter(rows["reason"].to_list()).most_common(1)[0]
        file, line = rows.filter(reason=reason).select("file", "line").row(0)
        return f"most often '{reason}', {n} times, first in {file} line {line}"

    def quarantine(self) -> pl.DataFrame:
        """The quarantine table of the night."""
        schema = TABLES["quarantine"].create_empty().schema
        return pl.concat([pl.DataFrame(schema=schema), *self.refused]).select(list(schema))

    def counted(self) -> dict[str, int]:
        """What was not used, by reason; a quarantined record counts under `quarantined`."""
        refused = sum(frame.height for frame in self.refused)
        return dict(self.dropped) | ({"quarantined": refused} if refused else {})

    def details(self) -> dict[str, Any]:
        """For the ledger: fields that no table has room for, marks of files not to be read again, damaged files."""
        cut = self.quarantine().filter(pl.col("reason").is_in(DAMAGED))["file"].unique().sort().to_list()
        return {
            "read": self.read.total(),
            "unknown_fields": dict(self.unknown_fields),
            "content_files": self.marks,
            "damaged_files": cut,
        }


def take_in(job: Job) -> Intake:
    """Read all files that the configuration names for the night."""
    intake = Intake(job)
    kind = job.site.kind
    known = _marks_before(job)
    for name, pattern in job.site.contents.items():
        for file in _found(job, pattern, "contents." + name):
            if not file.dated:
                if known.get(file.name) == file.mark:
                    continue
                intake.marks[file.name] = file.mark
            for records in _checked(job, intake, file, raw.CONTENTS[kind][name], name):
                texts = contents.canonical(records.lazy(), name, keys=job.keys, config=job.settings)
                _put_by_texts(job, intake, texts)
    if job.site.events is not None:
        for file in _found(job, job.site.events, "events"):
            for records in _checked(job, intake, file, raw.EVENTS[kind], "events"):
                _take_events(job, intake, file, records)
    else:
        for file in _found(job, job.site.aggregates, "aggregates"):
            for records in _checked(job, intake, file, raw.AGGREGATES[kind], "aggregates"):
                _take_totals(job, intake, file, records)
    return intake


def _found(job: Job, pattern: str, key: str) -> list[RawFile]:
    try:
        return find(pattern, job.date, job.config.folder)
    except InputError as error:
        if job.settings.allow_empty and "{date}" in pattern:
            return []
        raise InputError(f"site '{job.site.name}', {key}: {error}") from error


def _checked(job: Job, intake: Intake, file: RawFile, schema: type[dy.Schema], source: str) -> Iterator[pl.DataFrame]:
    """The good records of a file, block by block; the bad ones go to the intake's quarantine."""
    future = datetime.combine(job.date + timedelta(days=FUTURE_DAYS), time(), UTC)
    latest = future if file.dated else FAR_FUTURE
    bad = []
    for block in ahead(blocks(file, schema)):
        job.advance(block.records.height)
        checked = check(block.records, schema, latest=latest)
        intake.read[source] += block.records.height + block.rejects.height
        intake.unknown_fields.update(block.extra)
        intake.refuse(block.rejects, source)
        bad.append(checked.bad)
        yield checked.good
    faults = pl.concat(bad) if bad else pl.DataFrame()
    if faults.height:
        intake.refuse(faults.join(lines(file, set(faults["line"])), on="line", how="left"), source)


def _take_events(job: Job, intake: Intake, file: RawFile, records: pl.DataFrame) -> None:
    timezone = job.settings.timezone
    acts = events.canonical(records.lazy(), job.site.kind, keys=job.keys, timezone=timezone)
    taken = _of_tonight(job, intake, file, acts)
    for (group,), part in (
        taken.with_columns(group=bucket(pl.col("thread"), job.lake.buckets))
        .partition_by("group", as_dict=True, include_key=False)
        .items()
    ):
        intake.acts.add(part, group=group)
    if job.site.kind == "chat":
        edits = records.lazy().join(taken.lazy().select("event_id"), on="event_id", how="semi")
        _put_by_texts(job, intake, contents.edits(edits, keys=job.keys))


def _take_totals(job: Job, intake: Intake, file: RawFile, records: pl.DataFrame) -> None:
    intake.acts.add(_of_tonight(job, intake, file, totals.canonical(records.lazy(), job.site.kind)))


def _of_tonight(job: Job, intake: Intake, file: RawFile, acts: pl.LazyFrame) -> pl.DataFrame:
    """Acts that this night takes; the others are counted by reason."""
    rows = acts.with_columns(why_not=why_not(job.date, dated=file.dated)).collect()
    if "user" in rows.columns and job.excluded:
        gone = pl.col("why_not").is_null() & pl.col("user").is_in(job.excluded)
        rows = rows.with_columns(why_not=pl.when(gone).then(pl.lit("opted_out")).otherwise("why_not"))
        intake.gone_acts.append(rows.filter(why_not="opted_out").select("thread", "user", "action"))
    missed = rows.filter(pl.col("why_not").is_not_null())["why_not"].value_counts()
    intake.dropped.update(dict(missed.iter_rows()))
    return rows.filter(pl.col("why_not").is_null()).drop("why_not")


def _put_by_texts(job: Job, intake: Intake, texts: pl.LazyFrame) -> None:
    rows = texts.collect()
    if job.excluded:
        gone = rows["author"].is_in(job.excluded).fill_null(False)
        if gone.any():
            intake.dropped["opted_out"] += int(gone.sum())
            intake.gone.append(rows.filter(gone).select("thread", "content_id"))
            rows = rows.filter(~gone)
    intake.texts.add(rows)


def _marks_before(job: Job) -> dict[str, str]:
    """Undated content files that earlier nights have read, as they were then."""
    marks: dict[str, str] = {}
    entries = job.lake.ledger.nights(job.site.name)
    for night in sorted(night for night in entries if night < job.date):
        record = entries[night].standing("ingest")
        if record:
            marks |= record.details.get("content_files", {})
    return marks
