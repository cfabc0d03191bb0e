"""Second pass over the acts, bucket by bucket: each event once, on the version that was current."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from flows.stage import Job, Output, Span
from flows.stages.ingest.ahead import ahead
from flows.stages.ingest.intake import Intake
from flows.stages.ingest.spill import Spill
from schemas.tables import TABLES
from transforms.ingest.events import follow_ups
from transforms.ingest.nights import LATE_DAYS, drop_redelivered, why_not
from transforms.ingest.versions import at_the_time

COLUMNS = list(TABLES["events"].columns())


def deliver(job: Job, intake: Intake, contents: Spill, output: Output) -> Iterator[tuple[int, pl.DataFrame]]:
    """The events table, bucket by bucket; counts what had been delivered before into `output`."""
    return ahead(_buckets(job, intake, contents, output))


def _buckets(job: Job, intake: Intake, contents: Spill, output: Output) -> Iterator[tuple[int, pl.DataFrame]]:
    versions = _edited_versions(job, contents)
    n_redelivered = 0
    for group in range(job.lake.buckets):
        earlier = (
            job.scan("events", Span.REMEMBERED, buckets=[group]).select("event_id", "thread", "user").collect().lazy()
        )
        acts = intake.acts.scan(group)
        parts = []
        if acts is not None:
            rows = drop_redelivered(acts, earlier).collect()
            n_redelivered += acts.select(pl.len()).collect().item() - rows.height
            parts.append(rows.select(COLUMNS))
        if job.site.kind == "chat":
            told = parts[0] if parts else TABLES["events"].create_empty()
            parts.append(_follow_ups(job, contents, group, told, earlier))
        if parts:
            events = pl.concat(parts)
            yield group, events if versions.is_empty() else at_the_time(events.lazy(), versions.lazy()).collect()
    if n_redelivered:
        output.dropped["redelivered"] = n_redelivered


def _follow_ups(job: Job, contents: Spill, group: int, acts: pl.DataFrame, earlier: pl.LazyFrame) -> pl.DataFrame:
    """Follow-ups that no night before has told of, also where the answer or the message came on an earlier night."""
    texts = _texts(job, contents, group)
    who = pl.concat([frame.select("thread", "user") for frame in (acts.lazy(), earlier)])
    recent = pl.col("ts").is_null() | (pl.col("ts").dt.date() >= job.date - timedelta(days=LATE_DAYS + 1))
    answers = pl.col("role") == "assistant"
    found = follow_ups(texts.filter(recent | answers), who, keys=job.keys, timezone=job.settings.timezone)
    dated = "{date}" in job.site.contents["messages"]
    new = found.filter(why_not(job.date, dated=dated).is_null()).join(earlier, on="event_id", how="anti").collect()
    return new.filter(~pl.col("user").is_in(job.excluded)).select(COLUMNS)


def _texts(job: Job, contents: Spill, group: int) -> pl.LazyFrame:
    columns = ["content_id", "response", "role", "thread", "parent", "author", "ts", "file", "line"]
    earlier = job.scan("contents", Span.EARLIER, buckets=[group]).select(columns)
    tonight = contents.scan(group)
    return earlier if tonight is None else pl.concat([earlier, tonight.select(columns)])


def _edited_versions(job: Job, contents: Spill) -> pl.DataFrame:
    """Versions after the first, of all nights up to this one; most sites have none."""
    columns = ["content_id", "response", "since"]
    edited = pl.col("since").is_not_null()
    tonight = contents.scan()
    frames = [job.scan("contents", Span.EARLIER).filter(edited).select(columns)]
    if tonight is not None:
        frames.append(tonight.filter(edited).select(columns))
    return pl.concat(frames).unique(["response", "since"]).collect()
