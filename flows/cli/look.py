"""Commands that only look: check, status, why, sql, export."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich import box
from rich.table import Table

from flows.cli.console import out
from flows.cli.options import ConfigFile, parse_date
from flows.desk import open_to_read
from flows.lake.records import ALL
from flows.status import Standing, nights_known, release_status, site_status
from flows.status import days as all_days
from schemas.errors import InputError

SHOWN_NIGHTS = 30
"""Nights that `status` shows where none are named: the newest ones."""
COLOURS = {"ok": "green", "stale": "yellow", "missing": "dim", "failed": "red", "expired": "blue"}


def check(config: ConfigFile) -> None:
    """Look at the configuration, the files, the key and a sample of lines: what would go wrong."""
    from flows.check import check as examine

    faults = 0
    for finding in examine(config):
        mark = "[green]ok[/]  " if finding.ok else "[red]FAULT[/]"
        out.print(f"{mark} {finding.what}: {finding.said}", highlight=False)
        faults += not finding.ok
    if faults:
        raise InputError(f"{faults} things would go wrong (FAULT above)")


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
        for line in _remedies(found, config):
            out.print(line, soft_wrap=True, highlight=False, markup=False)


def why(pair_id: Annotated[str, typer.Argument()], config: ConfigFile) -> None:
    """A pair's evidence, back to the acts, files and lines it rests on."""
    from flows.why import why as trace

    found = trace(open_to_read(config), pair_id)
    pair = found.pair
    out.print(f"pair {pair_id} of site {found.site}, decided in night {found.night} by rule {pair['rule']}")
    out.print(
        f"confidence {pair['confidence']:.3f}, preference {pair['preference']:.3f}, margin {pair['margin']:.2f}, "
        f"{pair['n_users'] if pair['n_users'] is not None else 'unknown'} users"
    )
    out.print(_evidence(pair["evidence"]))
    for side, acts in (("chosen", found.chosen), ("rejected", found.rejected)):
        out.print(f"\n{side} {pair[f'{side}_id']}: {_short(pair[side][0]['content'])}", markup=False)
        out.print(_acts(acts))


def sql(
    statement: Annotated[str, typer.Argument(metavar="SELECT")],
    config: ConfigFile,
    csv: Annotated[bool, typer.Option("--csv")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """One read-only SELECT over views named as the tables."""
    from flows.sql import query

    rows = query(open_to_read(config), statement)
    if csv:
        typer.echo(_flat(rows).write_csv(), nl=False)
    elif as_json:
        typer.echo(rows.write_ndjson(), nl=False)
    else:
        table = Table(*rows.columns)
        for row in rows.iter_rows():
            table.add_row(*(_short(str(value)).replace("[", "\\[") for value in row))
        out.print(table)


def export(
    config: ConfigFile,
    form: Annotated[str, typer.Option("--format", help="trl")],
    to: Annotated[Path, typer.Option("--out", help="a folder")],
    release: Annotated[str | None, typer.Option("--release", help="a version; the newest if not given")] = None,
) -> None:
    """Write a release in the form that a trainer reads."""
    from flows.export import export as write
    from schemas.errors import UsageError

    if form != "trl":
        raise UsageError(f"--format {form}: this version writes trl")
    for name, rows in write(open_to_read(config), form, to, release).items():
        out.print(f"{to / name}: {rows} rows", highlight=False)


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Nested columns as JSON text, because CSV knows no others."""
    nested = [name for name, kind in rows.schema.items() if kind.is_nested()]
    return rows.with_columns(
        pl.Series(name, [json.dumps(value, ensure_ascii=False, default=str) for value in rows[name].to_list()])
        for name in nested
    )


def _told(one: Standing) -> dict:
    record = one.record
    return {
        "site": one.site,
        "night": one.night.isoformat(),
        "stage": one.stage,
        "state": one.state,
        "why": one.why,
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
        cells = [f"[{COLOURS[row[s].state]}]{row[s].state}[/]" if s in row else "" for s in stages]
        table.add_row(str(night), site, *cells)
    return table


def _remedies(found: list[Standing], config: Path) -> Iterator[str]:
    """Why a stage failed or is stale, and the command that does it again."""
    for one in found:
        if one.state in ("failed", "stale"):
            yield f"{one.night} {one.site} {one.stage} {one.state}: {one.why}"
    for site, night in dict.fromkeys((one.site, one.night) for one in found if one.state == "failed"):
        which = "" if site == ALL else f" --site {site}"
        yield f"when that is mended: pairmill nightly --config {config} --date {night}{which}"
    stale = sorted({one.night for one in found if one.state == "stale"})
    if stale:
        nights = f"--from {stale[0]} --to {stale[-1]}"
        yield f"to redo what is stale: pairmill backfill --config {config} {nights} --only stale"


def _evidence(evidence: list[dict]) -> Table:
    table = Table("signal", "chosen", "rejected", "log-odds")
    for row in evidence:
        values = [_number(row[side]) for side in ("chosen", "rejected", "log_odds")]
        table.add_row(row["signal"], *values)
    return table


def _acts(acts) -> Table:
    table = Table("when", "act", "user", "response", "position", "dwell ms", "verdict", box=box.SIMPLE_HEAD)
    table.add_column("file:line", overflow="fold")
    for act in acts.iter_rows(named=True):
        table.add_row(
            f"{act['ts']:%m-%d %H:%M:%S}",
            act["action"],
            act["user"][:8],
            act["response"],
            str(act["position"] or ""),
            str(act["dwell_ms"] if act["dwell_ms"] is not None else ""),
            act["verdict"] or "",
            f"{act['file']}:{act['line']}",
        )
    return table


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3g}"


def _short(text: str, length: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
