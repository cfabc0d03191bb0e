"""What a run would do, and why; nothing is changed."""

from datetime import date
from pathlib import Path

from rich.table import Table

from flows.cli.console import out
from flows.desk import open_to_read
from flows.lake.lake import Lake
from flows.plan import Plan
from flows.status import Only, Standing, due, site_status
from schemas.config import load


def print_plan(config: Path, plan: Plan, nights: list[date], only: Only) -> None:
    """Per site, night and stage what would run: what is not ok, and what follows it in its night."""
    settings = load(config)
    sites = plan.chosen(settings)
    if not Lake.exists(settings.lake):
        names = ", ".join(site.name for site in sites)
        return out.print(f"There is no lake yet: every stage of {len(nights)} nights of {names} would run.")
    desk = open_to_read(config)
    found = [one for night in nights for one in site_status(desk, due(desk, sites, night, only), [night])]
    table = Table("site", "night", "stage", "why", title="What would run", title_justify="left")
    for one, why in _to_do(found, plan):
        table.add_row(one.site, str(one.night), one.stage, why)
    if table.row_count:
        out.print(table)
        trains = ", train, evaluate, promote" if plan.train and settings.train else ""
        out.print(f"then, for all sites: release{trains}")
    else:
        out.print("Nothing: every stage is done.")


def _to_do(found: list[Standing], plan: Plan) -> list[tuple[Standing, str]]:
    first: dict[tuple[str, date], str] = {}
    rows = []
    for one in found:
        before = first.get((one.site, one.night))
        if plan.has(one.stage) and (one.state != "ok" or before):
            rows.append((one, (one.why or one.state) if one.state != "ok" else f"follows {before}"))
            first.setdefault((one.site, one.night), one.stage)
    return rows
