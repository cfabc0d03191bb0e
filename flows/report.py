"""What came of a run."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import polars as pl

from flows.night import Night
from flows.run import sentence
from schemas.errors import PairmillError
from transforms.reliability import caveats, lines, ranks, summary

CALIBRATE = "calibrate"


class Judged(NamedTuple):
    """What a site's night found out about its own evidence, and about the models: rows of the two tables.

    A table that is past its retention has none.
    """

    site: str
    date: date
    calibration: pl.DataFrame
    leaderboard: pl.DataFrame

    def headline(self) -> str:
        """The verdict in a line."""
        told = "past its retention" if self.calibration.is_empty() else summary(self.calibration)
        return f"{self.site} {self.date}, calibration: {told}"

    def lines(self) -> list[str]:
        """The verdict, the reliability diagram as text and the leaderboard, for a terminal."""
        if self.calibration.is_empty():
            return [self.headline()]
        return [
            self.headline(),
            *(f"  {line}" for line in (*caveats(self.calibration), *lines(self.calibration))),
            *(f"{self.site} {self.date}, models, {line}" for line in ranks(self.leaderboard)),
        ]


def judged(night: Night) -> Judged:
    """What is kept of a night's calibration and leaderboard."""
    tables = (night.lake.kept(table, night.name, [night.date]).collect() for table in ("calibration", "leaderboard"))
    return Judged(night.name, night.date, *tables)


@dataclass
class Report:
    """The nights of a run with their outcomes, and what failed, by site and night."""

    nights: list[Night] = field(default_factory=list)
    failures: dict[tuple[str, date], BaseException] = field(default_factory=dict)

    def judged(self) -> list[Judged]:
        """What each site's newest night of the run found out about its evidence."""
        done = [
            night
            for night in self.nights
            if CALIBRATE in night.outcomes and night.outcomes[CALIBRATE].record.state == "ok"
        ]
        newest = {night.name: night for night in sorted(done, key=lambda night: night.date)}
        return [judged(newest[name]) for name in sorted(newest)]

    def checked(self) -> "Report":
        """Itself, unless something failed: then `RunFailed`, which names every failure and carries the report."""
        if self.failures:
            raise RunFailed(self)
        return self


class RunFailed(PairmillError):
    """Some sites, or what follows them, failed; the others are done and published."""

    def __init__(self, report: Report) -> None:
        self.report = report
        told = [f"{site} {day}: {sentence(error)}" for (site, day), error in report.failures.items()]
        super().__init__("; ".join(told))
