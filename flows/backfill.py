"""Many nights in one run: dates in order, sites side by side, one release at the end."""

from datetime import date
from pathlib import Path
from typing import Literal

from prefect import flow
from prefect.runtime import flow_run

from flows.desk import new_run, open_desk
from flows.nightly import DEFAULT, Report, chosen, mill_nights, publish_night
from flows.plan import Plan
from flows.stage import Desk
from flows.status import days, site_status
from schemas.config import Site
from schemas.errors import UsageError

Only = Literal["all", "missing", "stale", "failed"]


@flow(name="backfill", flow_run_name=lambda: "backfill {first} to {last}".format(**flow_run.parameters))
def backfill(config: Path, first: date, last: date, only: Only = "all", plan: Plan = DEFAULT) -> Report:
    """Mill every night from `first` to `last`, or those with a stage that is missing, stale or failed; publish once.

    A night that fails is reported at the end and stops neither the other sites nor the other dates.
    """
    if last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    desk, run, report = open_desk(config), new_run(), Report()
    for day in days(first, last):
        sites = due(desk, chosen(desk, plan), day, only)
        mill_nights(desk, run, day, sites, plan, report)
    publish_night(desk, run, last, plan, report)
    return report.checked()


def due(desk: Desk, sites: list[Site], day: date, only: Only) -> list[Site]:
    """The sites whose night has a stage in the wanted state, judged when its turn comes."""
    if only == "all":
        return sites
    wanted = {found.site for found in site_status(desk, sites, [day]) if found.state == only}
    return [site for site in sites if site.name in wanted]

