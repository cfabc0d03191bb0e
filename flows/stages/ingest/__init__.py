"""ingest: raw files -> events (or totals), contents, assignments, quarantine."""

import polars as pl

from flows.raw.files import find
from flows.stage import Job, Output, Read, Span, Stage
from flows.stages.ingest.deliver import deliver
from flows.stages.ingest.identify import identify
from flows.stages.ingest.intake import Intake, take_in
from flows.stages.ingest.ready import wait_until_ready
from schemas.config import IngestConfig
from schemas.errors import InputError
from schemas.tables import TABLES
from transforms.ingest import totals


def work(job: Job) -> Output:
    """Read what the night's files hold, decide what every text is, and deliver each event once."""
    intake = take_in(job)
    output = Output({"quarantine": [(None, intake.quarantine())]}, intake.counted(), intake.details())
    output.failure = _unusable(job, intake)
    if output.failure:
        return output
    contents, assignments = identify(job, intake)
    output.dropped = intake.counted()
    output.tables |= {"contents": contents.by_group(), "assignments": [(None, assignments)]}
    if job.site.events is None:
        output.tables["totals"] = [(None, _totals(intake, output))]
    else:
        output.tables["events"] = deliver(job, intake, contents, output)
    return output


def _totals(intake: Intake, output: Output) -> pl.DataFrame:
    """The totals of all files, each response, date and position once; counts what a later row replaced."""
    told = intake.acts.scan()
    if told is None:
        return TABLES["totals"].create_empty()
    rows = told.collect()
    latest = totals.latest(rows.lazy()).collect()
    if latest.height < rows.height:
        output.dropped["replaced"] = rows.height - latest.height
    return latest.select(list(TABLES["totals"].columns()))


def outside(job: Job) -> dict[str, str]:
    """Digests of the raw files that belong to this night alone; a file of many days makes no finished night stale."""
    patterns = {"events": job.site.events or job.site.aggregates} | job.site.contents
    digests = {}
    for name, pattern in patterns.items():
        try:
            files = find(pattern, job.date, job.config.folder)
        except InputError:
            digests[f"{name} files"] = "missing"
            continue
        marks = [f"{file.name} {file.size} {file.mark}" if file.dated else file.name for file in files]
        digests[f"{name} files"] = "; ".join(marks)
    return digests


def _unusable(job: Job, intake: Intake) -> InputError | None:
    limit = job.settings.quarantine_limit
    if intake.share_quarantined > limit:
        return InputError(
            f"site '{job.site.name}': {intake.share_quarantined:.1%} of {intake.read.total()} raw records are "
            f"malformed, more than quarantine_limit {limit:.1%} ({intake.malformed()}; {intake.worst()})"
        )
    if intake.acts.empty and not job.settings.allow_empty:
        quiet = "set allow_empty: true if the site has quiet days"
        why = f"{intake.malformed()} malformed; {intake.worst()}" if intake.refused else quiet
        return InputError(
            f"site '{job.site.name}': no event of {job.date} in {job.site.events or job.site.aggregates} ({why})"
        )
    return None


STAGE = Stage(
    name="ingest",
    reads=(Read("events", Span.REMEMBERED), Read("contents", Span.EARLIER)),
    writes=("events", "totals", "contents", "assignments", "quarantine"),
    settings=IngestConfig,
    modules=(__name__,),
    work=work,
    outside=outside,
    prepare=wait_until_ready,
)
