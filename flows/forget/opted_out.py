"""People who opted out since the last run, and people whose forgetting was interrupted."""

from flows.forget.people import Forgotten, erase
from flows.lake.records import Run
from flows.lake.tombstones import buried, unfinished
from flows.night import Desk
from flows.stage import opted_out
from transforms.privacy import derive


def erase_opted_out(desk: Desk, run: Run) -> list[Forgotten]:
    """Take them out of the tables of their sites; who was forgotten already is not looked for again."""
    forgotten = []
    for site in desk.config.sites:
        listed = opted_out(desk.config, site, derive(desk.user_key, site.name))
        known = buried(desk.lake.store, site.name)
        users = sorted({*listed} - {*known} | {*unfinished(desk.lake.store, site.name)})
        if users:
            forgotten.append(erase(desk, run, site, users))
    return forgotten
