"""One site's night: where it is written, by whom, and what came of its stages so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from flows.lake.lake import Lake
from flows.lake.ledger import Session
from flows.lake.records import ALL, Entry, StageRecord
from schemas.config import Config, Site

Watch = Callable[["Night", str, str, str], None]
"""Called with a night, a stage, its state (running, cached, ok, failed) and, while it runs, how far it has come."""


@dataclass(frozen=True)
class Outcome:
    """What came of a stage: its record, and whether there was nothing to do."""

    record: StageRecord
    cached: bool


@dataclass(frozen=True)
class Desk:
    """What every night of a run is worked on with. `user_key` may be empty for those who only look."""

    config: Config
    lake: Lake
    user_key: str = field(repr=False)
    watch: Watch


class Night:
    """One site's night, or (`site` None) that of all sites: where it is written and by whom.

    Without a session it can be looked at and not worked on. No dataclass, because Prefect walks those in parameters.
    """

    def __init__(self, desk: Desk, site: Site | None, date: date, session: Session | None = None) -> None:
        self.config, self.lake, self.user_key, self.watch = desk.config, desk.lake, desk.user_key, desk.watch
        self.site, self.date, self.name = site, date, site.name if site else ALL
        self.session = session
        self.outcomes: dict[str, Outcome] = {}

    @cached_property
    def others(self) -> dict[date, Entry]:
        """The newest entries of the site as they were when first asked for; a run judges by what it found."""
        return self.lake.ledger.nights(self.name)

    def entries(self) -> dict[date, Entry]:
        """The newest entries of the site's nights, this one as it is now."""
        return self.others | {self.date: self.session.entry} if self.session else self.others
