"""What rested on users who were forgotten is recomputed; what stood before is removed at once."""

from collections.abc import Callable, Sequence
from datetime import date

from flows.forget.people import Forgotten
from flows.lake.records import Run
from flows.lake.sweep import purge
from flows.night import Desk
from flows.report import Report
from flows.stages import SITE_STAGES
from schemas.config import Site
from schemas.errors import ExpiredError, LakeError

INGEST = SITE_STAGES["ingest"].name

Mill = Callable[[Site, date], None]
"""Does a night of a site again from after ingest on; what fails goes into the report."""


def recompute(desk: Desk, run: Run, forgotten: Sequence[Forgotten], report: Report, mill: Mill) -> list[Forgotten]:
    """From their first night on, the nights that were ever ingested; returns those for whom all of it was done.

    A night that cannot be recomputed because what it was made from is past its retention is told in the report, and is
    as done as it can be: it holds none of their rows.
    """
    for one in (one for one in forgotten if one.nights):
        for night in _nights(desk, one):
            mill(desk.config.by_name[one.site], night)
        _purge(desk, run, one, report)
    return [one for one in forgotten if not _has_failed(one, report)]


def _nights(desk: Desk, one: Forgotten) -> list[date]:
    entries = desk.lake.ledger.nights(one.site)
    return [night for night, entry in entries.items() if night >= one.nights[0] and entry.standing(INGEST)]


def _purge(desk: Desk, run: Run, one: Forgotten, report: Report) -> None:
    try:
        purge(desk.lake, run, one.site)
    except LakeError as error:
        report.failures.setdefault((one.site, one.nights[0]), error)


def _has_failed(one: Forgotten, report: Report) -> bool:
    errors = [error for (site, _), error in report.failures.items() if site == one.site]
    return any(not isinstance(error, ExpiredError) for error in errors)
