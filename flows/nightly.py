"""A night, from raw logs to an aligned model. Read from top to bottom, this is the pipeline."""

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows import tasks
from flows.desk import new_run, open_desk
from flows.forget.opted_out import erase_opted_out
from flows.forget.people import Forgotten, settle
from flows.forget.recompute import recompute
from flows.lake.records import ALL, Run
from flows.lake.sweep import sweep
from flows.night import Desk, Night
from flows.plan import RELEASE, Plan, StageName
from flows.report import Report
from flows.stages import SITE_STAGES
from flows.steps import Steps, held
from schemas.config import Site
from schemas.errors import InputError, PairmillError

DEFAULT = Plan()
AFTER_INGEST = Plan(start_at=StageName.reading, train=False)
GRACE = timedelta(days=1)
"""How long files that nothing names any more are kept: longer than any run, because a run may still read them."""


def mill(night: Night, plan: Plan) -> Steps:
    """One site: from raw files to curated pairs. A stage waits for the one before; what is done already is Cached."""
    steps = Steps(night, plan)
    steps.then(tasks.ingest)
    steps.then(tasks.reading)
    steps.then(tasks.clean)
    steps.then(tasks.signals)
    steps.then(tasks.exposure)
    steps.then(tasks.evidence)
    steps.then(tasks.calibrate)
    steps.then(tasks.pairs)
    steps.then(tasks.curate)
    return steps


def publish(night: Night, plan: Plan) -> Steps:
    """All sites: from the pairs that stand to a release, and from the release to a model that may become champion."""
    steps = Steps(night, plan)
    steps.then(tasks.release)
    if night.config.train:
        steps.then(tasks.train)
        steps.then(tasks.evaluate)
        steps.then(tasks.promote)
    return steps


@flow(name="nightly", flow_run_name=lambda: f"nightly {flow_run.parameters['date']}")
def nightly(config: Path, date: date, plan: Plan = DEFAULT) -> Report:
    """Mill one night of all sites, publish a release of what stands, train on it. One site's failure stops no other."""
    desk, run, report = open_desk(config), new_run(), Report()
    sites = forget_opted_out(desk, run, date, plan.chosen(desk.config), report)
    mill_nights(desk, run, date, sites, plan, report)
    publish_night(desk, run, date, plan, report)
    tidy(desk, run, date)
    return report.checked()


def mill_nights(desk: Desk, run: Run, day: date, sites: list[Site], plan: Plan, report: Report) -> None:
    """One date of some sites, side by side; whatever fails one of them stops no other."""
    if not any(plan.has(stage) for stage in SITE_STAGES):
        return
    with ExitStack() as open_nights:
        working = []
        for site in sites:
            try:
                _check_start(desk, site, day, plan)
                working.append(mill(open_nights.enter_context(held(desk, site, day, run, report)), plan))
            except Exception as error:
                report.failures[(site.name, day)] = error
        for steps in working:
            steps.wait(report)


def _check_start(desk: Desk, site: Site, day: date, plan: Plan) -> None:
    """A run that begins after ingest needs a night that was ingested."""
    entry = desk.lake.ledger.newest(site.name, day)
    begins_later = plan.start_at != tasks.ingest.name and plan.start_at not in RELEASE
    if begins_later and (entry is None or entry.standing(tasks.ingest.name) is None):
        raise InputError(f"site '{site.name}', night {day}: was never ingested; run 'pairmill nightly' for that date")


def publish_night(desk: Desk, run: Run, day: date, plan: Plan, report: Report) -> None:
    """What follows once for all sites, whatever became of them."""
    if not any(plan.has(stage) for stage in RELEASE):
        return
    try:
        with held(desk, None, day, run, report) as night:
            publish(night, plan).wait(report)
    except PairmillError as error:
        report.failures.setdefault((ALL, day), error)


def forget_opted_out(desk: Desk, run: Run, day: date, sites: list[Site], report: Report) -> list[Site]:
    """Forget who opted out since, and whom an interrupted run was forgetting; returns the sites that may go on."""
    forgotten = erase_opted_out(desk, run, day, report)
    may_go_on = [site for site in sites if (site.name, day) not in report.failures]
    settle(desk.lake, run, renew(desk, run, forgotten, report))
    return may_go_on


def renew(desk: Desk, run: Run, forgotten: list[Forgotten], report: Report) -> list[Forgotten]:
    """Recompute what rested on users who were forgotten; returns those for whom all of it was done."""

    def mill_again(site: Site, night: date) -> None:
        mill_nights(desk, run, night, [site], AFTER_INGEST, report)

    return recompute(desk, run, forgotten, report, mill_again)


def tidy(desk: Desk, run: Run, day: date) -> None:
    """Expire what is past its retention and remove files that nothing names.

    Ages are judged against the newest night that was really ingested: a mistyped date must expire nothing.
    """
    ingested = [
        night
        for site in desk.config.sites
        for night, entry in desk.lake.ledger.nights(site.name).items()
        if entry.standing(tasks.ingest.name)
    ]
    tonight = min(day, max(ingested, default=day))
    retention = {site.name: site.settings.retention_days for site in desk.config.sites}
    sweep(desk.lake, run, tonight, grace=GRACE, retention_days=retention)
