"""A site in one run's hands: nobody writes what is about to be forgotten, and nobody publishes it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Literal

from flows.lake.lake import Lake
from flows.lake.ledger import Ledger, Session
from flows.lake.records import ALL, Entry, Run
from schemas.errors import BusyError


@contextmanager
def held(lake: Lake, run: Run, site: str) -> Iterator[dict[date, Session]]:
    """All nights of a site, while no release is being written; they are given back as they were.

    `BusyError` where another run is at work, and at the end where one began meanwhile: it may have read what was taken
    away since.
    """
    with ExitStack() as stack:
        known = lake.ledger.nights(site)
        nights = {night: stack.enter_context(_as_it_was(lake.ledger, entry, run)) for night, entry in known.items()}
        no_release_is_written(lake, run)
        yield nights
        no_release_is_written(lake, run)
        for night in sorted(lake.ledger.nights(site).keys() - nights.keys()):
            raise BusyError(
                f"site '{site}', night {night}: it was begun while a user was being forgotten; run this again"
            )


def no_release_is_written(lake: Lake, run: Run) -> None:
    """`BusyError` where another run works on what follows for all sites; what a killed one left open is closed."""
    for night, entry in lake.ledger.nights(ALL).items():
        if entry.is_open:
            lake.ledger.start(ALL, night, run).finish(_end(entry))


@contextmanager
def _as_it_was(ledger: Ledger, before: Entry, run: Run) -> Iterator[Session]:
    session = ledger.start(before.site, before.night, run)
    try:
        yield session
    finally:
        session.finish(_end(before))


def _end(entry: Entry) -> Literal["finished", "failed"]:
    """How a night ended; one that a killed run left open has failed where one of its stages has."""
    if not entry.is_open:
        return entry.state
    return "failed" if any(record.state == "failed" for record in entry.stages.values()) else "finished"
