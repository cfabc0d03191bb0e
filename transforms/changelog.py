"""What a release changed, and why: CHANGELOG.md in its folder, as people read it."""

from itertools import groupby
from typing import Any, NamedTuple

import dataframely as dy
import polars as pl

from schemas.difference import Difference, Drift, VoteDrift
from transforms.difference import flipped, summary
from transforms.drift import by_column

MOST_FLIPPED = 20
"""Flipped couples that are named, those first about which a release was surest."""
CHANGED = {
    "flipped": "flipped: the other answer is preferred now",
    "added": "added",
    "removed": "removed",
    "resplit": "in another file",
    "surer": "surer by 0.05 at least",
    "less_sure": "less sure by 0.05 at least",
}
WITH_CARE = {"major": " Rules or columns are others, so pairs compare with care.", "minor": "", "patch": ""}
"""Which number of the version moved -> what to think of before comparing."""
BEYOND = {"warn": "worth a look", "stop": "beyond the limit that stops a publication"}


class Moved(NamedTuple):
    """What moved between two releases: by change, reason, site and rule; flipped couples; columns; votes."""

    summary: pl.DataFrame
    flipped: pl.DataFrame
    columns: pl.DataFrame
    votes: pl.DataFrame


def moves(
    difference: dy.LazyFrame[Difference], drift: dy.LazyFrame[Drift], votes: dy.LazyFrame[VoteDrift]
) -> list[pl.LazyFrame]:
    """The frames of a `Moved`, to be collected together."""
    return [summary(difference), flipped(difference), by_column(drift), votes]


def changelog(
    version: str, previous: str | None, step: str, because: str, moved: Moved | None = None, since: str | None = None
) -> str:
    """The Markdown of a release after `previous`, or of the first one; the same input gives the same text.

    `step` is which number of the version moved (major, minor, patch), `because` why. `moved` is what moved `since` the
    newest release that was not revoked, which may be an older one than `previous`.
    """
    if previous is None:
        return f"# {version}\n\nThe first release: there is nothing to compare it with.\n"
    head = [f"# {version}, after {previous}", f"A {step} version: {because}.{WITH_CARE[step]}"]
    if moved is None:
        return "\n\n".join([*head, "All releases before it were revoked: there is nothing to compare it with."]) + "\n"
    parts = [
        *head,
        *([f"Release {previous} was revoked: what follows is since {since}."] if since not in (None, previous) else []),
        *_pairs(moved.summary),
        *_flipped(moved.flipped),
        *_drift(moved),
    ]
    return "\n\n".join(parts) + "\n"


def warnings(moved: Moved, *, verdict: str | None = None) -> list[str]:
    """What drifted beyond a limit, a sentence each without its full stop, the columns first that drifted furthest.

    With a `verdict` (warn or stop) only what has it.
    """
    told = pl.col("verdict") == verdict if verdict else pl.col("verdict") != "ok"
    columns = [_column(row) for row in moved.columns.filter(told).to_dicts()]
    return columns + [_votes(row) for row in moved.votes.filter(told).sort("site", "measure").to_dicts()]


def _pairs(counts: pl.DataFrame) -> list[str]:
    """Per change its number, and a table of the reasons by site and rule."""
    if counts.is_empty():
        return ["## Pairs", "All stand as they did."]
    parts = ["## Pairs"]
    for change, rows in groupby(counts.to_dicts(), key=lambda row: row["change"]):
        found = list(rows)
        parts.append(f"{sum(row['n'] for row in found):,} {CHANGED[change]}.")
        cells = [[row["why"], row["site"], row["rule"], f"{row['n']:,}"] for row in found]
        parts.append(_table(["why", "site", "rule", "pairs"], cells))
    return parts


def _flipped(couples: pl.DataFrame) -> list[str]:
    if couples.is_empty():
        return []
    cells = [
        [
            row["site"],
            f"`{row['old_pair_id']}`",
            f"{row['old_confidence']:.2f}",
            f"`{row['new_pair_id']}`",
            f"{row['new_confidence']:.2f}",
            row["why"],
        ]
        for row in couples.head(MOST_FLIPPED).to_dicts()
    ]
    more = couples.height - MOST_FLIPPED
    said = [f"The {MOST_FLIPPED} of which a release was surest; {more:,} more flipped."] if more > 0 else []
    names = ["site", "old pair", "confidence", "new pair", "confidence", "why"]
    return ["## Flipped", *said, _table(names, cells)]


def _drift(moved: Moved) -> list[str]:
    told = warnings(moved)
    said = "\n".join(f"- {sentence}" for sentence in told) if told else "Nothing drifted beyond a limit."
    cells = [
        [
            row["site"] or "all",
            row["column"],
            f"{row['category']}: {row['share_old']:.1%}, now {row['share_new']:.1%}",
            f"{row['psi']:.3f}",
            f"{row['chance']:.3f}",
            f"{row['net_psi']:.3f}",
            f"{row['net_kl']:.3f}",
            row["verdict"],
        ]
        for row in moved.columns.to_dicts()
    ]
    names = ["site", "column", "moved most", "PSI", "by chance", "net PSI", "net KL", "verdict"]
    return ["## Drift", said, *([_table(names, cells)] if cells else [])]


def _column(row: dict[str, Any]) -> str:
    whose = f"site {row['site']}" if row["site"] else "all sites"
    return (
        f"`{row['column']}` of {whose} drifted (net PSI {row['net_psi']:.2f}, {BEYOND[row['verdict']]}): "
        f"{row['category']} has {row['share_new']:.1%} of the pairs and had {row['share_old']:.1%}"
    )


def _votes(row: dict[str, Any]) -> str:
    named = {"agreement": "agreement of the evidence with held-out votes", "error": "expected calibration error"}
    what = f"the {named[row['measure']]} of site {row['site']}"
    if row["new"] is None:
        return f"{what} was {row['old']:.3f} and is not known any more ({BEYOND[row['verdict']]})"
    return f"{what} was {row['old']:.3f} and is {row['new']:.3f} (z = {row['z']:.1f}, {BEYOND[row['verdict']]})"


def _table(names: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; what would end a cell is escaped."""
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in [names, *rows]]
    return "\n".join([f"| {lines[0]} |", "| --- " * len(names) + "|", *(f"| {line} |" for line in lines[1:])])
