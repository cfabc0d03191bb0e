"""signals: events without verdicts, contents -> votes, reads, turns."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import SignalsConfig
from schemas.errors import ConfigError
from transforms.signals import replies, signals
from transforms.tonight import Tonight

EVENTS_AT_ONCE = 300_000
"""Events of the buckets that are computed together: many small groups would cost more than their memory is worth."""
Classes = Callable[[pl.LazyFrame, pl.LazyFrame], pl.LazyFrame | None]
"""Events and contents -> (event_id, follow_up) of the follow-ups among them; None leaves them to the lexicon."""


def work(job: Job) -> Output:
    """Tonight's statistics, which add up over any window: by buckets, so that memory does not grow with the day."""
    classes = _classes(job)
    parts = [_of(job, buckets, classes) for buckets in _groups(job)]
    return computed({table: pl.concat(part[table] for part in parts).lazy() for table in STAGE.writes})


def _groups(job: Job) -> list[list[int]]:
    """Tonight's buckets in groups of about `EVENTS_AT_ONCE` events; at least one group."""
    groups, room = [[]], EVENTS_AT_ONCE
    for piece in job.lake.slices("events", job.night.name, [job.date]):
        if room <= 0:
            groups.append([])
            room = EVENTS_AT_ONCE
        groups[-1].append(piece.bucket)
        room -= piece.rows
    return groups


def _of(job: Job, buckets: list[int], classes: Classes) -> dict[str, pl.DataFrame]:
    events = job.scan("events", Span.TONIGHT, buckets=buckets)
    contents = job.scan("contents", Span.KNOWN, buckets=buckets)
    tonight = Tonight(events, contents, job.scan("curves", Span.WINDOW), job.scan("readers", Span.WINDOW))
    tables = signals(
        tonight,
        job.scan("verdicts", Span.TONIGHT),
        config=job.settings,
        classes=classes(events, contents),
    )
    return dict(zip(tables._fields, pl.collect_all(tables, engine="streaming"), strict=True))


def _classes(job: Job) -> Classes:
    """How the follow-ups of this night are classified: by the site's own model, where it has one."""
    folder = _folder(job)
    if folder is None or job.site.kind != "chat":
        return lambda events, contents: None
    try:
        from trainers.follow_ups import classify, load
    except ImportError as error:
        raise ConfigError(f"follow_up_model: needs 'pip install pairmill[train]' ({error})") from error
    classifier = load(folder)

    def by_model(events: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
        said = replies(events, contents).select("event_id", "text", pl.col("question").fill_null("")).collect()
        pairs = said.select("question", "text").unique().sort("question", "text")
        found = classify(classifier, pairs["question"].to_list(), pairs["text"].to_list())
        classes = pairs.with_columns(pl.Series("follow_up", found, dtype=pl.String))
        return said.join(classes, on=["question", "text"]).select("event_id", "follow_up").lazy()

    return by_model


def _folder(job: Job) -> Path | None:
    """Where the site's own classifier lies; a relative path starts at the configuration file."""
    model = job.settings.follow_up_model
    return None if model is None else job.config.folder / model


def outside(job: Job) -> dict[str, str]:
    """The files of the site's own classifier: name, size and time of change."""
    folder = _folder(job)
    if folder is None:
        return {}
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    marks = [f"{file.relative_to(folder)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return {"follow-up model": "; ".join(marks) or "missing"}


STAGE = Stage(
    name="signals",
    reads=(
        Read("events", Span.TONIGHT),
        Read("contents", Span.KNOWN),
        Read("verdicts", Span.TONIGHT),
        Read("curves", Span.WINDOW),
        Read("readers", Span.WINDOW),
    ),
    writes=("votes", "reads", "turns"),
    settings=SignalsConfig,
    modules=(__name__,),
    work=work,
    outside=outside,
)
