"""Many nights in one run: dates in order, sites side by side, one release at the end."""

from datetime import date
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.desk import new_run, open_desk
from flows.nightly import DEFAULT, forget_opted_out, mill_nights, publish_night, tidy
from flows.plan import Plan
from flows.report import Report
from flows.status import Only, days, due
from schemas.errors import UsageError


@flow(name="backfill", flow_run_name=lambda: "backfill {first} to {last}".format(**flow_run.parameters))
def backfill(config: Path, first: date, last: date, only: Only = "all", plan: Plan = DEFAULT) -> Report:
    """Mill every night from `first` to `last`, or those with a stage that is missing, stale or failed; publish once.

    A night that fails is reported at the end and stops neither the other sites nor the other dates.
    """
    if last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    desk, run, report = open_desk(config), new_run(), Report()
    sites = forget_opted_out(desk, run, first, plan.chosen(desk.config), report)
    for day in days(first, last):
        mill_nights(desk, run, day, due(desk, sites, day, only), plan, report)
    publish_night(desk, run, last, plan, report)
    tidy(desk, run, last)
    return report.checked()
