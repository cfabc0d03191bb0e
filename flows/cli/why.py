"""why: a pair, how sure it is and why no surer, and the acts, files and lines that it rests on."""

from collections.abc import Iterator
from statistics import NormalDist
from typing import Annotated

import polars as pl
import typer
from rich import box
from rich.table import Table

from flows.cli.console import counted, out, plain, short
from flows.cli.options import ConfigFile
from flows.desk import open_to_read
from schemas.errors import UsageError

UNITS = {"dwell": "seconds", "length": "characters", "depth": "share of the text"}
"""Of signals that are no counts of acts."""
SUREST = 0.9995
"""Confidence from which its four digits tell no more how wide the margin is."""


def why(pair_id: Annotated[str, typer.Argument()], config: ConfigFile) -> None:
    """A pair's evidence, back to the acts, files and lines it rests on."""
    from flows.why import standalone
    from flows.why import why as trace

    desk = open_to_read(config)
    try:
        found = trace(desk, pair_id)
    except UsageError:
        made = standalone(desk, pair_id)
        if made is None:
            raise
        return _print_standalone(*made)
    pair = found.pair
    for line in (*_what(found), *_how_sure(found)):
        out.print(line, soft_wrap=True, highlight=False, markup=False)
    out.print(_evidence(found.signals))
    if silent := _silent(found.signals):
        out.print(f"never given on this site, so unknown rather than none: {', '.join(silent)}", highlight=False)
    for side in ("chosen", "rejected"):
        model = f" by model {pair[f'{side}_model']}" if pair[f"{side}_model"] else ""
        text = short(pair[side][0]["content"])
        out.print(f"\n{side} {pair[f'{side}_id']}{model}: {text}", soft_wrap=True, highlight=False, markup=False)
        _print_ground(getattr(found, side), found.totals[side], found.source)


def _print_standalone(pair: dict, place, made: dict | None) -> None:
    lines = [
        f"pair {pair['pair_id']}, made for releases by {pair['rule']}, from no acts of people",
        f"prompt: {short(pair['prompt'][-1]['content'])}",
        f"in release {place.version} ({place.split}), confidence {pair['confidence']:.3f}",
        *_rate(made, "for the release"),
        *(f"{side} {pair[f'{side}_id']}: {short(pair[side][0]['content'])}" for side in ("chosen", "rejected")),
    ]
    for line in lines:
        out.print(line, soft_wrap=True, highlight=False, markup=False)


def _what(found) -> Iterator[str]:
    pair = found.pair
    yield f"pair {pair['pair_id']} of site {found.site}, decided in night {found.night}"
    *before, last = pair["prompt"]
    earlier = f" (after {counted(len(before), 'message')})" if before else ""
    yield f"prompt{earlier}: {short(last['content'])}"
    yield f"rule {pair['rule']}, tier {pair['tier']}"
    place = found.place
    if place.split:
        q_value = f"q_value {place.q_value:.4f}" if place.q_value is not None else "no q_value, because it is synthetic"
        yield f"in release {place.version} ({place.split}), {q_value}"
    else:
        why_not = f": night {place.decided_again} decided its prompt anew" if place.decided_again else ""
        none = (
            f"the one that serves, {place.version}, does not hold it" if place.version else "nothing is published yet"
        )
        yield f"in no release, so without a q_value; {none}{why_not}"


def _how_sure(found) -> Iterator[str]:
    pair = found.pair
    if pair["tier"] == "synthetic":
        yield from _how_often_worse(found)
        return
    users = f"{counted(pair['n_users'], 'user')}" if pair["n_users"] is not None else "users unknown (made from totals)"
    yield f"confidence {pair['confidence']:.3f}, preference {pair['preference']:.3f}, margin {_margin(found)}, {users}"
    if found.is_capped:
        yield (
            f"  {pair['confidence']:.3f} is the cap for want of votes: too few explicit votes tell what evidence is "
            "worth on this site, and those on this pair do not say more by themselves"
        )
    against = found.signals.filter(pl.col("log_odds") < 0).sort("log_odds").head(3)
    if against.height:
        told = ", ".join(f"{signal} {value:+.3f}" for signal, value in against.select("signal", "log_odds").iter_rows())
        yield f"  against it: {told}"
    yield found.calibration.headline()


def _how_often_worse(found) -> Iterator[str]:
    yield f"confidence {found.pair['confidence']:.3f}: the rejected answer is made from the chosen one by a generator"
    made = found.made
    yield from _rate(made, f"rule {made['rule']}, that night" if made and made["rule"] else "that night")


def _rate(made: dict | None, when: str) -> Iterator[str]:
    """How many of what a generator made passed its check: nothing where no generator made it."""
    if made:
        tried = counted(made["candidates"], "negative")
        yield f"  {made['generator']}, {when}: of {tried} {made['passed']:,} were found to be really worse"


def _margin(found) -> str:
    """The margin m with its standard deviation s, from confidence = Phi(m / s), which holds where votes anchor it."""
    margin, confidence = found.pair["margin"], found.pair["confidence"]
    if not found.anchored or not 0.5 < confidence < SUREST:
        return f"{margin:.2f}"
    return f"{margin:.2f} (give or take {margin / NormalDist().inv_cdf(confidence):.2f})"


def _silent(signals: pl.DataFrame) -> list[str]:
    return signals.filter(~pl.col("logged")).sort("signal")["signal"].to_list()


def _evidence(signals: pl.DataFrame) -> Table:
    """Signals that nobody on the site ever gave say nothing: they have a row only where they count nevertheless."""
    table = Table("signal", "chosen", "rejected", "log-odds")
    for row in signals.iter_rows(named=True):
        if row["logged"] or row["log_odds"]:
            unit = UNITS.get(row["signal"])
            sides = [_value(row, side, unit) for side in ("chosen", "rejected")]
            name = f"{row['signal']} ({unit})" if unit else row["signal"]
            table.add_row(name, *sides, f"{row['log_odds']:+.3f}")
    return table


def _value(row: dict, side: str, unit: str | None) -> str:
    """A number of acts with that of the views or turns that it is out of."""
    value, trials = row[side], row[f"{side}_trials"]
    if value is None:
        return "unknown"
    if not row["logged"]:
        return ""
    told = f"{value:.3g}"
    return f"{told} of {trials:,}" if trials is not None and unit is None else told


def _print_ground(acts: pl.DataFrame, totals: pl.DataFrame, source: str | None) -> None:
    if acts.height:
        out.print(_acts(acts))
    if totals.height:
        files = sorted({(source or "").replace("{date}", str(night)) for night in totals["night"]})
        out.print(_totals(totals))
        told = (
            f"totals, read from {', '.join(files)}: the lake has no line numbers of them, and their users are unknown"
        )
        out.print(told, soft_wrap=True, highlight=False, markup=False)
    if acts.is_empty() and totals.is_empty():
        why_none = "nobody did anything, it was made up, or what they did is past its retention"
        out.print(f"  no acts: {why_none}", highlight=False)


def _acts(acts: pl.DataFrame) -> Table:
    table = Table("when", "act", "user", "response", "position", "dwell (s)", "verdict", box=box.SIMPLE_HEAD)
    table.add_column("file:line", overflow="fold")
    for act in acts.iter_rows(named=True):
        table.add_row(
            f"{act['ts']:%m-%d %H:%M:%S}",
            f"{act['action']}: {act['follow_up']}" if act["follow_up"] else act["action"],
            act["user"][:8],
            plain(act["response"]),
            str(act["position"] or ""),
            f"{act['dwell_ms'] / 1000:.1f}" if act["dwell_ms"] is not None else "",
            act["verdict"] or "",
            plain(f"{act['file']}:{act['line']}"),
        )
    return table


def _totals(totals: pl.DataFrame) -> Table:
    """What the site did not give has no column."""
    seconds = {f"{name} dwell (s)": (pl.col(f"{name}_dwell_ms") / 1000).round(1) for name in ("mean", "sd")}
    rows = totals.select(
        date="dt", response="response", **{"position": "position", "impressions": "impressions", "views": "views"},
        **seconds,
        **{name: name for name in totals.columns[totals.columns.index("sd_dwell_ms") + 1 :]},
    )  # fmt: skip
    given = [name for name in rows.columns if rows[name].null_count() < rows.height]
    table = Table(*given, box=box.SIMPLE_HEAD)
    for row in rows.select(given).iter_rows():
        table.add_row(*(plain(str(value)) if value is not None else "unknown" for value in row))
    return table
