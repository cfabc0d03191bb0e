"""Commands that do work: nightly, stage, backfill."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.dry_run import print_plan
from flows.cli.options import ConfigFile, Day, DryRun, First, Last, NoTrain, SiteName, one_site
from flows.desk import open_desk
from flows.plan import Plan, StageName
from flows.status import days
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.report import Report

Only = StrEnum("Only", ["all", "missing", "stale", "failed"])


def nightly(
    config: ConfigFile,
    date: Day,
    site: SiteName = None,
    no_train: NoTrain = False,
    dry_run: DryRun = False,
) -> None:
    """Run the whole pipeline for one night; what is done already is not done again."""
    plan = Plan(train=not no_train, sites=one_site(site))
    if dry_run:
        return print_plan(config, plan, [date], "all")
    _run(config, plan, lambda: _nightly(config, date, plan))


def stage(
    name: Annotated[StageName, typer.Argument(help="the stage")],
    config: ConfigFile,
    date: Day,
    site: SiteName = None,
    force: Annotated[bool, typer.Option("--force", help="even where its key says that there is nothing to do")] = False,
    downstream: Annotated[bool, typer.Option("--downstream", help="and what follows, where it changed")] = False,
) -> None:
    """Run one stage of a night again."""
    last = StageName.promote if downstream else name
    plan = Plan(start_at=name, stop_after=last, force=name if force else None, sites=one_site(site))
    _run(config, plan, lambda: _nightly(config, date, plan))


def backfill(
    config: ConfigFile,
    first: First,
    last: Last,
    only: Annotated[Only, typer.Option("--only", help="nights with a stage in this state")] = Only.all,
    site: SiteName = None,
    no_train: NoTrain = False,
    dry_run: DryRun = False,
) -> None:
    """Run many nights in order and publish once, at the end."""
    if last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    plan = Plan(train=not no_train, sites=one_site(site))
    if dry_run:
        return print_plan(config, plan, days(first, last), only.value)
    _run(config, plan, lambda: _backfill(config, first, last, only.value, plan))


def _nightly(config: Path, date: date, plan: Plan) -> "Report":
    from flows.nightly import nightly as flow

    return flow(config, date, plan)


def _backfill(config: Path, first: date, last: date, only: str, plan: Plan) -> "Report":
    from flows.backfill import backfill as flow

    return flow(config, first, last, only, plan)


def _run(config: Path, plan: Plan, work: Callable[[], "Report"]) -> None:
    """Fail on what is wrong with the call at once, before Prefect takes its seconds to start."""
    plan.chosen(open_desk(config).config)
    from flows.cli.ending import print_ending
    from flows.cli.watch import watching
    from flows.report import RunFailed

    try:
        with watching(plan):
            report = work()
    except RunFailed as failure:
        print_ending(failure.report, config)
        raise
    print_ending(report, config)
