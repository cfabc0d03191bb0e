"""What a run would do, and why; nothing is changed."""

from datetime import date
from pathlib import Path

from rich.table import Table

from flows.cli.console import counted, out
from flows.desk import open_to_read
from flows.lake.lake import Lake
from flows.plan import Plan
from flows.status import Only, Standing, due, release_of, site_status
from schemas.load import load


def print_plan(config: Path, plan: Plan, nights: list[date], only: Only) -> None:
    """Per site, night and stage what would run: what is not ok, and what follows it in its night."""
    settings = load(config)
    sites = plan.chosen(settings)
    if not Lake.exists(settings.lake):
        names = ", ".join(site.name for site in sites)
        return out.print(f"There is no lake yet: every stage of {counted(len(nights), 'night')} of {names} would run.")
    desk = open_to_read(config)
    found = [one for night in nights for one in site_status(desk, due(desk, sites, night, only), [night])]
    table = Table("site", "night", "stage", "why", title="What would run", title_justify="left")
    for one, why in _to_do(found, release_of(desk, nights[-1]), plan):
        table.add_row(one.site, str(one.night), one.stage, why)
    out.print(table if table.row_count else "Nothing: every stage is done.")


def _to_do(of_sites: list[Standing], of_all: list[Standing], plan: Plan) -> list[tuple[Standing, str]]:
    """What is not ok, and what follows it in its night; what is of all sites follows any of them."""
    first: dict[tuple[str, date], str] = {}
    rows = []
    for one in [*of_sites, *of_all]:
        before = first.get((one.site, one.night)) or (rows[0][0].site if rows and one in of_all else None)
        if plan.has(one.stage) and (one.state != "ok" or before):
            rows.append((one, (one.why or one.state) if one.state != "ok" else f"follows {before}"))
            first.setdefault((one.site, one.night), one.stage)
    return rows
