"""Commands that only look: check, sql, export."""

import json
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from flows.cli.console import counted, out, plain, short
from flows.cli.options import ConfigFile
from flows.desk import open_to_read
from schemas.errors import InputError


def check(config: ConfigFile) -> None:
    """Look at the configuration, the files, the key and a sample of lines: what would go wrong."""
    from flows.check import check as examine

    faults = 0
    for finding in examine(config):
        mark = "[green]ok[/]  " if finding.ok else "[red]FAULT[/]"
        out.print(f"{mark} {finding.what}: {finding.said}", highlight=False)
        faults += not finding.ok
    if faults:
        raise InputError(f"{counted(faults, 'thing')} would go wrong (FAULT above)")


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
            table.add_row(*(plain(short(str(value))) for value in row))
        out.print(table)


def export(
    config: ConfigFile,
    form: Annotated[str, typer.Option("--format", help="trl, sft or kto")],
    to: Annotated[Path, typer.Option("--out", help="a folder")],
    release: Annotated[str | None, typer.Option("--release", help="a version; else the one that serves")] = None,
    min_confidence: Annotated[
        float | None, typer.Option("--min-confidence", min=0.5, max=1, help="of the pairs; sft and kto: 0.9")
    ] = None,
) -> None:
    """Write a release in the form that a trainer reads."""
    from flows.export import LEAST
    from flows.export import export as write
    from schemas.errors import UsageError

    if form not in LEAST:
        raise UsageError(f"--format {form}: this version writes {', '.join(LEAST)}")
    for name, rows in write(open_to_read(config), form, to, release, min_confidence).items():
        out.print(f"{to / name}: {rows} rows", highlight=False)


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Nested columns as JSON text, because CSV knows no others."""
    nested = [name for name, kind in rows.schema.items() if kind.is_nested()]
    return rows.with_columns(
        pl.Series(name, [json.dumps(value, ensure_ascii=False, default=str) for value in rows[name].to_list()])
        for name in nested
    )
