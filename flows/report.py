"""What came of a run."""

from dataclasses import dataclass, field
from datetime import date

from flows.night import Night
from flows.run import sentence
from schemas.errors import PairmillError


@dataclass
class Report:
    """The nights of a run with their outcomes, and what failed, by site and night."""

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
        told = [f"{site} {day}: {sentence(error)}" for (site, day), error in report.failures.items()]
        super().__init__("; ".join(told))
