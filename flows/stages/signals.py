"""signals: events without verdicts, contents -> votes, reads, turns."""

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import SignalsConfig
from transforms.signals import signals

EVENTS_AT_ONCE = 300_000
"""Events of the buckets that are computed together: many small groups would cost more than their memory is worth."""


def work(job: Job) -> Output:
    """Tonight's statistics, which add up over any window: by buckets, so that memory does not grow with the day."""
    parts = [_of(job, buckets) for buckets in _groups(job)]
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


def _of(job: Job, buckets: list[int]) -> dict[str, pl.DataFrame]:
    tables = signals(
        job.scan("events", Span.TONIGHT, buckets=buckets),
        job.scan("contents", Span.KNOWN, buckets=buckets),
        job.scan("verdicts", Span.TONIGHT),
        job.scan("curves", Span.WINDOW),
        job.scan("readers", Span.WINDOW),
        config=job.settings,
    )
    return dict(zip(tables._fields, pl.collect_all(tables, engine="streaming"), strict=True))


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
)
