"""Options that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import UsageError


def parse_date(text: str) -> date:
    """A date as YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no date; write it as 2026-11-19") from None


ConfigFile = Annotated[Path, typer.Option("--config", help="the configuration file (YAML)")]
Day = Annotated[date, typer.Option("--date", parser=parse_date, metavar="YYYY-MM-DD", help="the night")]
First = Annotated[date, typer.Option("--from", parser=parse_date, metavar="YYYY-MM-DD", help="the first night")]
Last = Annotated[date, typer.Option("--to", parser=parse_date, metavar="YYYY-MM-DD", help="the last night")]
SiteName = Annotated[str | None, typer.Option("--site", help="this site alone (the release is of all)")]
NoTrain = Annotated[bool, typer.Option("--no-train", help="stop after the release")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="print what would run and why, and do nothing")]


def one_site(name: str | None) -> tuple[str, ...]:
    """The sites of a plan from `--site`."""
    if name == "":
        raise UsageError("--site: must name a site")
    return (name,) if name else ()
