"""diff: what moved between two releases, why, and whether the newer one has drifted."""

from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from flows.cli.console import counted, out, plain
from flows.cli.options import ConfigFile
from flows.desk import open_to_read
from transforms.changelog import CHANGED, MOST_FLIPPED, warnings

COLOURS = {"ok": "green", "warn": "yellow", "stop": "red"}


def diff(
    old: Annotated[str, typer.Argument(metavar="V1", help="the older version")],
    new: Annotated[str, typer.Argument(metavar="V2", help="the newer version")],
    config: ConfigFile,
    drift: Annotated[bool, typer.Option("--drift", help="every category of every column, instead")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="for programs: a row a line")] = False,
) -> None:
    """What moved between two releases, why, and whether the newer one has drifted."""
    from flows.diff import compare, published

    desk = open_to_read(config)
    sides = [published(desk.lake, version) for version in (old, new)]
    found = compare(desk.lake, *sides, config=desk.config.release)
    if as_json:
        typer.echo((found.drift if drift else found.difference).write_ndjson(), nl=False)
    elif drift:
        _say(f"drift from {old} to {new}, category by category")
        out.print(_categories(found.drift))
        out.print(_votes(found.moved.votes))
    else:
        _say(f"{old} -> {new}")
        _print_pairs(found.moved.summary, found.moved.flipped)
        out.print(_columns(found.moved.columns))
        for sentence in warnings(found.moved) or ["nothing drifted beyond a limit"]:
            _say(sentence)


def _say(text: str) -> None:
    out.print(text, soft_wrap=True, highlight=False, markup=False)


def _print_pairs(counts: pl.DataFrame, couples: pl.DataFrame) -> None:
    if counts.is_empty():
        _say("all pairs stand as they did")
        return
    table = Table("change", "why", "site", "rule")
    table.add_column("pairs", justify="right")
    for change, *names, n in counts.iter_rows():
        table.add_row(CHANGED[change], *map(plain, names), f"{n:,}")
    out.print(table)
    if couples.height:
        out.print(_flipped(couples))
        if couples.height > MOST_FLIPPED:
            _say(f"and {counted(couples.height - MOST_FLIPPED, 'more couple')}; --json has them all")


def _flipped(couples: pl.DataFrame) -> Table:
    table = Table("flipped: site", "old pair", "confidence", "new pair", "confidence", "why")
    for row in couples.head(MOST_FLIPPED).to_dicts():
        old, new = ((row[f"{which}_pair_id"], f"{row[f'{which}_confidence']:.3f}") for which in ("old", "new"))
        table.add_row(plain(row["site"]), *old, *new, plain(row["why"]))
    return table


def _columns(columns: pl.DataFrame) -> Table:
    table = Table("site", "column", "moved most", "share", "now", "PSI", "by chance", "net PSI", "net KL", "verdict")
    for row in columns.to_dicts():
        shares = [f"{row[name]:.1%}" for name in ("share_old", "share_new")]
        numbers = [f"{row[name]:.3f}" for name in ("psi", "chance", "net_psi", "net_kl")]
        names = [plain(row["site"] or "all"), row["column"], plain(row["category"])]
        table.add_row(*names, *shares, *numbers, _verdict(row["verdict"]))
    return table


def _categories(cells: pl.DataFrame) -> Table:
    table = Table("site", "column", "category", "pairs", "now", "share", "now", "net PSI", "verdict")
    for row in cells.to_dicts():
        names = [plain(row["site"] or "all"), row["column"], plain(row["category"])]
        pairs = [f"{row[name]:,}" for name in ("n_old", "n_new")]
        shares = [f"{row[name]:.1%}" for name in ("share_old", "share_new")]
        table.add_row(*names, *pairs, *shares, f"{row['net_psi']:.3f}", _verdict(row["verdict"]))
    return table


def _votes(votes: pl.DataFrame) -> Table:
    table = Table("votes of site", "measure", "was", "is", "standard error", "z", "verdict")
    for row in votes.to_dicts():
        numbers = ["unknown" if row[name] is None else f"{row[name]:.3f}" for name in ("old", "new", "se", "z")]
        table.add_row(plain(row["site"]), row["measure"], *numbers, _verdict(row["verdict"]))
    return table


def _verdict(name: str) -> str:
    return f"[{COLOURS[name]}]{name}[/]"
