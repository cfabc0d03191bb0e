"""status: how every stage of every night stands, and what to type where one does not."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from flows.cli.console import out
from flows.cli.options import ConfigFile, parse_date
from flows.cli.remedies import again, reread
from flows.desk import open_to_read
from flows.lake import releases
from flows.lake.records import ALL
from flows.status import Standing, nights_known, release_status, site_status
from flows.status import days as all_days

SHOWN_NIGHTS = 30
"""Nights that are shown where none are named: the newest ones."""
COLOURS = {"ok": "green", "stale": "yellow", "missing": "dim", "failed": "red", "expired": "blue"}


def status(
    config: ConfigFile,
    first: Annotated[str | None, typer.Option("--from", help="the first night", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--to", help="the last night", metavar="YYYY-MM-DD")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="for programs")] = False,
) -> None:
    """Dates x stages: ok, stale, missing, failed or expired."""
    desk = open_to_read(config)
    known = nights_known(desk)
    end = parse_date(last) if last else (known[-1] if known else None)
    begin = parse_date(first) if first else (max(known[0], end - timedelta(days=SHOWN_NIGHTS - 1)) if known else None)
    nights = all_days(begin, end) if begin and end else []
    found = site_status(desk, desk.config.sites, nights) + release_status(desk, nights)
    if as_json:
        typer.echo(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=2))
    else:
        out.print(_grid([one for one in found if one.site != ALL]))
        out.print(_grid([one for one in found if one.site == ALL]))
        caveat = releases.caveat(desk.lake.store)
        for line in (*_remedies(found, config), *([f"WARNING: {caveat}"] if caveat else [])):
            out.print(line, soft_wrap=True, highlight=False, markup=False)


def _told(one: Standing) -> dict:
    record = one.record
    return {
        "site": one.site,
        "night": one.night.isoformat(),
        "stage": one.stage,
        "state": one.state,
        "why": one.why,
        "damaged": list(one.damaged),
        "kept": record.kept if record else {},
        "dropped": record.dropped if record else {},
        "seconds": record.seconds if record else None,
        "run": record.run_id if record else None,
    }


def _grid(found: list[Standing]) -> Table:
    stages = list(dict.fromkeys(one.stage for one in found))
    table = Table("night", "site", *stages, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.columns[0].no_wrap = True
    rows: dict[tuple, dict[str, Standing]] = {}
    for one in found:
        rows.setdefault((one.night, one.site), {})[one.stage] = one
    for (night, site), row in rows.items():
        table.add_row(str(night), site, *(_cell(row[stage]) if stage in row else "" for stage in stages))
    return table


def _cell(one: Standing) -> str:
    return f"[{COLOURS[one.state]}]{one.state}[/]" + (", [yellow]damaged[/]" if one.damaged else "")


def _remedies(found: list[Standing], config: Path) -> Iterator[str]:
    """Why a stage failed, is stale or lost a part of a file, and the command that does it again."""
    for one in found:
        if one.state in ("failed", "stale"):
            yield f"{one.night} {one.site} {one.stage} {one.state}: {one.why}"
        elif one.damaged:
            yield f"{one.night} {one.site} {one.stage} {one.state}, {one.why} (what follows the fault is lost)"
    for site, night in dict.fromkeys((one.site, one.night) for one in found if one.state == "failed"):
        yield again(config, site, night)
    for site, night in dict.fromkeys((one.site, one.night) for one in found if one.damaged and one.state != "stale"):
        yield reread(config, site, night)
    stale = sorted({one.night for one in found if one.state == "stale"})
    if stale:
        nights = f"--from {stale[0]} --to {stale[-1]}"
        yield f"to redo what is stale: pairmill backfill --config {config} {nights} --only stale"
