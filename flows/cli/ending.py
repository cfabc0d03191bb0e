"""What a run prints at its end: what was done, what came of it, then what was damaged and what failed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.table import Table

from flows.cli.console import out, plain
from flows.cli.remedies import again, reread
from flows.lake.records import StageRecord
from flows.night import Outcome
from flows.report import Report
from flows.run import sentence
from flows.status import damaged_files

MARKS = {"ok": "[green]ok[/]", "failed": "[red]failed[/]", "cached": "[dim]cached[/]"}


def print_ending(report: Report, config: Path) -> None:
    """All of it, also of a run of which a part failed: the others are done and published."""
    out.print(summary(report))
    for line in (*_judged(report), *_published(report), *_damaged(report, config), *_failed(report, config)):
        out.print(line, soft_wrap=True, highlight=False, markup=False)


def summary(report: Report) -> Table:
    """Per site, night and stage: what was kept, what was dropped by reason, and how long it took."""
    table = Table(title="What was done", title_justify="left")
    for column in ("site", "night", "stage", "state"):
        table.add_column(column)
    table.add_column("kept", overflow="fold")
    table.add_column("dropped", overflow="fold")
    table.add_column("seconds", justify="right")
    for night in report.nights:
        for stage, outcome in night.outcomes.items():
            record = outcome.record
            table.add_row(
                night.name,
                str(night.date),
                stage,
                _mark(outcome),
                _counts(record.kept) or plain(str(record.details.get("version", ""))),
                _counts(record.dropped),
                "" if outcome.cached else f"{record.seconds:.1f}",
            )
        table.add_section()
    return table


def _mark(outcome: Outcome) -> str:
    mark = MARKS["cached" if outcome.cached else outcome.record.state]
    return f"{mark}, [yellow]damaged[/]" if damaged_files(outcome.record) else mark


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in counts.items() if n)


def _judged(report: Report) -> Iterator[str]:
    for judged in report.judged():
        yield from judged.lines()


def _published(report: Report) -> Iterator[str]:
    for night in report.nights:
        for name, outcome in night.outcomes.items():
            details = outcome.record.details
            if outcome.record.state == "ok" and name == "release":
                word = "published" if details["published"] and not outcome.cached else "nothing new; it is still"
                place = f"{night.lake.store.uri('releases')}/{details['version']}"
                yield f"release {details['version']} ({word}): {place}"
            if outcome.record.state == "ok" and name == "promote":
                yield details["reason"]


def _damaged(report: Report, config: Path) -> Iterator[str]:
    """A damaged file fails no night, because it may be on its way still; so it is told where nobody overlooks it."""
    for night in report.nights:
        for record in (outcome.record for outcome in night.outcomes.values()):
            files = damaged_files(record)
            for file in files:
                yield (
                    f"WARNING: {night.name} {night.date}: {file} is damaged: what follows the fault is lost, "
                    f"{_used(record)}"
                )
            if files:
                yield f"  {reread(config, night.name, night.date)}"


def _used(record: StageRecord) -> str:
    kept = _counts({name: n for name, n in record.kept.items() if name in ("events", "totals", "contents")})
    return f"and the night is made of what could be read ({kept or 'nothing'})"


def _failed(report: Report, config: Path) -> Iterator[str]:
    for (site, day), error in report.failures.items():
        yield f"FAILED: {site} {day}{_stage(report, site, day)}: {sentence(error)}"
        yield f"  {again(config, site, day)}"


def _stage(report: Report, site: str, day: date) -> str:
    """The stage that failed; a night that could not begin has none."""
    outcomes = [night.outcomes for night in report.nights if (night.name, night.date) == (site, day)]
    return next((f" {name}" for found in outcomes for name, one in found.items() if one.record.state == "failed"), "")
