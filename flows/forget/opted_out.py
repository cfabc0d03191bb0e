"""People who opted out since the last run, and people whose forgetting was interrupted."""

from datetime import date

from flows.forget.pending import waiting
from flows.forget.people import Forgotten, erase
from flows.lake.records import Run
from flows.lake.tombstones import buried
from flows.night import Desk
from flows.report import Report
from flows.stage import opted_out
from schemas.config import Site
from transforms.privacy import derive


def erase_opted_out(desk: Desk, run: Run, day: date, report: Report) -> list[Forgotten]:
    """Take them out of the tables of their sites; who was forgotten already is not looked for again.

    A site where that fails fails that day, by name in the report, and stops no other.
    """
    forgotten = []
    for site in desk.config.sites:
        try:
            users = _new(desk, site)
            if users or waiting(desk.lake.store, site.name):
                forgotten.append(erase(desk, run, site, users))
        except Exception as error:
            report.failures[(site.name, day)] = error
    return forgotten


def _new(desk: Desk, site: Site) -> list[str]:
    listed = opted_out(desk.config, site, derive(desk.user_key, site.name))
    return sorted({*listed} - {*buried(desk.lake.store, site.name)}) if listed else []
