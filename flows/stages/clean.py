"""clean: events, contents, curves, readers, and votes, reads, turns, users, verdicts before -> verdicts, users."""

from collections.abc import Sequence

import polars as pl

from flows.stage import Job, Output, Read, Span, Stage, computed
from schemas.config import CleanConfig
from transforms.clean import History, clean
from transforms.tonight import Tonight

BEFORE = ("votes", "reads", "turns", "users", "verdicts")


def work(job: Job) -> Output:
    """Which of tonight's events, and which users, are not believed, and why."""
    tonight = Tonight(
        events=job.scan("events", Span.TONIGHT),
        contents=job.scan("contents", Span.KNOWN),
        curves=job.scan("curves", Span.WINDOW),
        readers=job.scan("readers", Span.WINDOW),
    )
    before = History(**{table: job.scan(table, Span.WINDOW_BEFORE) for table in BEFORE})
    tables = clean(tonight, before, config=job.settings, hold=_hold)
    return computed(tables._asdict())


def _hold(frames: Sequence[pl.LazyFrame]) -> list[pl.LazyFrame]:
    return [frame.lazy() for frame in pl.collect_all(frames, engine="streaming")]


STAGE = Stage(
    name="clean",
    reads=(
        Read("events", Span.TONIGHT),
        Read("contents", Span.KNOWN),
        Read("curves", Span.WINDOW),
        Read("readers", Span.WINDOW),
        *(Read(table, Span.WINDOW_BEFORE) for table in BEFORE),
    ),
    writes=("verdicts", "users"),
    settings=CleanConfig,
    modules=(__name__,),
    work=work,
)
