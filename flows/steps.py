"""One night in a run's hands: its tasks, each after the one before, and what came of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from prefect import Task
from prefect.futures import PrefectFuture, wait

from flows.lake.records import ALL, Run
from flows.night import Desk, Night
from flows.plan import Plan
from flows.report import Report
from schemas.config import Site


class Steps:
    """Tasks of one night, submitted one after the other."""

    def __init__(self, night: Night, plan: Plan) -> None:
        self.night, self.plan = night, plan
        self.submitted: list[PrefectFuture] = []

    def then(self, task: Task) -> None:
        """Submit a stage's task, if the plan has it, to run when the one before has succeeded."""
        if self.plan.has(task.name):
            before = self.submitted[-1:]
            self.submitted.append(task.submit(self.night, force=self.plan.force == task.name, wait_for=before))

    def wait(self, report: Report) -> None:
        """Wait for all of them; what failed goes into the report."""
        wait(self.submitted)
        for future in self.submitted:
            if future.state.is_failed() or future.state.is_crashed() or future.state.is_cancelled():
                error = future.state.result(raise_on_failure=False)
                told = error if isinstance(error, BaseException) else RuntimeError(future.state.message)
                report.failures.setdefault((self.night.name, self.night.date), told)


@contextmanager
def held(desk: Desk, site: Site | None, day: date, run: Run, report: Report) -> Iterator[Night]:
    """A night of a site (`None`: of all), given back as finished or failed. `BusyError` if another run has it."""
    night = Night(desk, site, day, desk.lake.ledger.start(site.name if site else ALL, day, run))
    report.nights.append(night)
    try:
        yield night
    except BaseException:
        night.session.finish("failed")
        raise
    night.session.finish("failed" if (night.name, day) in report.failures else "finished")
