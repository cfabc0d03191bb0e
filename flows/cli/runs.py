"""Commands that do work: nightly, stage, backfill."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.options import ConfigFile, Day, DryRun, First, Last, NoTrain, SiteName, one_site
from flows.cli.watch import summary, watching
from flows.desk import open_to_read
from flows.plan import Plan, StageName
from flows.status import Standing, days, site_status

Only = StrEnum("Only", ["all", "missing", "stale", "failed"])
out = Console()


def nightly(
    config: ConfigFile,
    date: Day,
    site: SiteName = None,
    no_train: NoTrain = False,
    dry_run: DryRun = False,
) -> None:
    """Run the whole pipeline for one night; what is done already is not done again."""
    from flows.nightly import chosen
    from flows.nightly import nightly as flow

    plan = Plan(train=not no_train, sites=one_site(site))
    if dry_run:
        desk = open_to_read(config)
        return _print_plan(site_status(desk, chosen(desk, plan), [date]), plan)
    _run(plan, lambda: flow(config, date, plan))


def stage(
    name: Annotated[StageName, typer.Argument(help="the stage")],
    config: ConfigFile,
    date: Day,
    site: SiteName = None,
    force: Annotated[bool, typer.Option("--force", help="even where its key says that there is nothing to do")] = False,
    downstream: Annotated[bool, typer.Option("--downstream", help="and what follows, where it changed")] = False,
) -> None:
    """Run one stage of a night again."""
    from flows.nightly import nightly as flow

    last = StageName.promote if downstream else name
    plan = Plan(start_at=name, stop_after=last, force=name if force else None, sites=one_site(site))
    _run(plan, lambda: flow(config, date, plan))


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
    from flows.backfill import backfill as flow
    from flows.backfill import due
    from flows.nightly import chosen

    plan = Plan(train=not no_train, sites=one_site(site))
    if dry_run:
        desk = open_to_read(config)
        sites = {day: due(desk, chosen(desk, plan), day, only.value) for day in days(first, last)}
        return _print_plan([found for day in sites for found in site_status(desk, sites[day], [day])], plan)
    _run(plan, lambda: flow(config, first, last, only.value, plan))


def _run(plan: Plan, work: Callable[[], object]) -> None:
    from flows.nightly import RunFailed

    try:
        with watching(plan):
            report = work()
    except RunFailed as failure:
        out.print(summary(failure.report))
        raise
    out.print(summary(report))
    _print_result(report)


def _print_result(report: object) -> None:
    for night in report.nights:
        for name, outcome in night.outcomes.items():
            details = outcome.record.details
            if name == "release":
                word = "published" if details["published"] and not outcome.cached else "nothing new; it is still"
                out.print(f"release {details['version']} ({word}): {night.lake.store.uri('releases')}/{details['version']}")
            if name == "promote":
                out.print(details["reason"])


def _print_plan(found: list[Standing], plan: Plan) -> None:
    """What would run: what is not ok, and what stands after it in its night."""
    table = Table(title="What would run", title_justify="left")
    for column in ("site", "night", "stage", "why"):
        table.add_column(column)
    behind: dict[tuple[str, date], str] = {}
    for one in found:
        before = behind.get((one.site, one.night))
        if not plan.has(one.stage) or (one.state == "ok" and before is None):
            continue
        why = one.why or one.state if one.state != "ok" else f"follows {before}"
        behind.setdefault((one.site, one.night), one.stage)
        table.add_row(one.site, str(one.night), one.stage, why)
    if table.row_count:
        out.print(table)
        out.print("then, for all sites: release" + (", train, evaluate, promote" if plan.train else ""))
    else:
        out.print("Nothing: every stage is done.")


