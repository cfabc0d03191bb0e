"""Doing a stage, unless its key says that it is done."""

import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.lake.records import StageRecord
from flows.lake.slices import Slice, write
from flows.night import Night, Outcome
from flows.stage import Job, Output, Stage
from schemas.errors import PairmillError


def run(night: Night, stage: Stage, *, force: bool = False) -> Outcome:
    """Do a stage unless its key says that it is done; what it did, or why it failed, is in the ledger when this ends.

    A panic inside Polars, which is no `Exception`, is raised as a `RuntimeError`: it must stop no other site.
    """
    with TemporaryDirectory(prefix="pairmill-") as scratch:
        return _run(Job(night, stage, Path(scratch), force=force), force=force)


def _run(job: Job, *, force: bool) -> Outcome:
    night, stage = job.night, job.stage
    stage_key, inputs = stage.key(job)
    done = night.session.entry.stages.get(stage.name)
    if not force and done and done.state == "ok" and done.key == stage_key and night.lake.holds(done):
        return _seen(night, Outcome(done, cached=True))
    problem = _prepare(job)
    stage_key, inputs = stage.key(job)
    night.watch(night, stage.name, "running", "")
    began = time.monotonic()
    output, tables, error = _attempt(job, stage_key, problem)
    record = StageRecord(
        stage=stage.name,
        state="failed" if error else "ok",
        key=stage_key,
        inputs=inputs,
        tables=tables,
        kept={table: sum(part.rows for part in parts) for table, parts in tables.items()},
        dropped=dict(sorted(output.dropped.items())),
        seconds=round(time.monotonic() - began, 3),
        run_id=night.session.entry.run.run_id,
        finished_at=datetime.now(UTC),
        error=sentence(error) if error else None,
        details=output.details,
    )
    night.session.record(record)
    outcome = _seen(night, Outcome(record, cached=False))
    if error:
        raise error if isinstance(error, (Exception, KeyboardInterrupt, SystemExit)) else RuntimeError(sentence(error))
    return outcome


def _prepare(job: Job) -> PairmillError | None:
    try:
        job.stage.prepare(job)
    except PairmillError as error:
        return error
    return None


def _attempt(
    job: Job, stage_key: str, problem: PairmillError | None
) -> tuple[Output, dict[str, tuple[Slice, ...]], BaseException | None]:
    """Work and write; what was made before an error is returned with it."""
    output, written = Output({}), {}
    try:
        if problem:
            raise problem
        output = job.stage.work(job)
        for table, frames in output.tables.items():
            written[table] = tuple(write(job.lake.store, table, job.night.name, job.date, stage_key, frames))
        if output.failure:
            raise output.failure
        written |= {table: () for table in job.stage.writes if table not in written}
    except BaseException as error:
        return output, written, error
    return output, written, None


def _seen(night: Night, outcome: Outcome) -> Outcome:
    night.outcomes[outcome.record.stage] = outcome
    night.watch(night, outcome.record.stage, "cached" if outcome.cached else outcome.record.state, "")
    return outcome


def sentence(error: BaseException) -> str:
    """An error as one line for a person: ours as they are, others with their type."""
    return str(error) if isinstance(error, PairmillError) else f"{type(error).__name__}: {error}"
