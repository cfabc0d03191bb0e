"""A night, from raw logs to an aligned model. Read from top to bottom, this is the pipeline."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from prefect import Task, flow
from prefect.futures import PrefectFuture, wait
from prefect.runtime import flow_run

from flows import tasks
from flows.desk import new_run, open_desk
from flows.lake.records import ALL, Run
from flows.plan import Plan
from flows.stage import Desk, Night
from schemas.config import Site
from schemas.errors import PairmillError

DEFAULT = Plan()


def mill(night: Night, plan: Plan) -> list[PrefectFuture]:
    """One site: from raw files to curated pairs. A stage waits for the one before; what is done already is Cached."""
    steps = Steps(night, plan)
    steps.then(tasks.ingest)
    steps.then(tasks.reading)
    steps.then(tasks.clean)
    steps.then(tasks.signals)
    steps.then(tasks.exposure)
    steps.then(tasks.evidence)
    steps.then(tasks.pairs)
    steps.then(tasks.curate)
    return steps.submitted


def publish(night: Night, plan: Plan) -> list[PrefectFuture]:
    """All sites: from the pairs that stand to a release, and from the release to a model that may become champion."""
    steps = Steps(night, plan)
    steps.then(tasks.release)
    if night.config.train:
        steps.then(tasks.train)
        steps.then(tasks.evaluate)
        steps.then(tasks.promote)
    return steps.submitted


@flow(name="nightly", flow_run_name=lambda: f"nightly {flow_run.parameters['date']}")
def nightly(config: Path, date: date, plan: Plan = DEFAULT) -> "Report":
    """Mill one night of all sites, publish a release of what stands, train on it. One site's failure stops no other."""
    desk, run, report = open_desk(config), new_run(), Report()
    mill_nights(desk, run, date, plan.chosen(desk.config), plan, report)
    publish_night(desk, run, date, plan, report)
    return report.checked()


def mill_nights(desk: Desk, run: Run, day: date, sites: list[Site], plan: Plan, report: "Report") -> None:
    """One date of some sites, side by side."""
    with ExitStack() as open_nights:
        working = []
        for site in sites:
            try:
                night = open_nights.enter_context(_held(desk, site, day, run, report))
            except PairmillError as error:
                report.failures[(site.name, day)] = error
                continue
            working.append((night, mill(night, plan)))
        for night, futures in working:
            _await(night, futures, report)


def publish_night(desk: Desk, run: Run, day: date, plan: Plan, report: "Report") -> None:
    """What follows once for all sites, whatever became of them."""
    if not any(plan.has(stage) for stage in ("release", "train", "evaluate", "promote")):
        return
    try:
        with _held(desk, None, day, run, report) as night:
            _await(night, publish(night, plan), report)
    except PairmillError as error:
        report.failures.setdefault((ALL, day), error)


@dataclass
class Report:
    """What came of a run: its nights with their outcomes, and what failed."""

    nights: list[Night] = field(default_factory=list)
    failures: dict[tuple[str, date], BaseException] = field(default_factory=dict)

    def checked(self) -> "Report":
        """Itself, unless something failed: then `RunFailed`, which names every failure and carries the report."""
        if self.failures:
            raise RunFailed(self)
        return self


class RunFailed(PairmillError):
    """Some sites, or what follows them, failed; the others are done and published."""

    def __init__(self, report: Report) -> None:
        self.report = report
        told = [f"{site} {day}: {error}" for (site, day), error in report.failures.items()]
        super().__init__("; ".join(told))


class Steps:
    """Tasks of one night, each after the one before."""

    def __init__(self, night: Night, plan: Plan) -> None:
        self.night, self.plan = night, plan
        self.submitted: list[PrefectFuture] = []

    def then(self, task: Task) -> None:
        """Submit a stage's task, if the plan has it."""
        if self.plan.has(task.name):
            after = self.submitted[-1:]
            self.submitted.append(task.submit(self.night, force=self.plan.force == task.name, wait_for=after))


@contextmanager
def _held(desk: Desk, site: Site | None, day: date, run: Run, report: Report) -> Iterator[Night]:
    """A night in this run's hands, given back as finished or failed."""
    name = site.name if site else ALL
    session = desk.lake.ledger.start(name, day, run)
    night = Night(desk, site, day, session)
    report.nights.append(night)
    try:
        yield night
    finally:
        session.finish("failed" if (name, day) in report.failures else "finished")


def _await(night: Night, futures: list[PrefectFuture], report: Report) -> None:
    wait(futures)
    for future in futures:
        error = future.state.result(raise_on_failure=False) if future.state.is_failed() else None
        if isinstance(error, BaseException):
            report.failures.setdefault((night.name, night.date), error)
