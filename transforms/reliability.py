"""What came out of the calibration, for people: in words, as text, as Markdown and as a diagram."""

import math
import re
from html import escape
from itertools import groupby
from typing import Any

import polars as pl

from schemas.calibration import FEW_VOTES, NEITHER, NO_USERS, NO_VOTES

SIDE, LEFT, TOP, BELOW = 360, 64, 96, 52
"""Of the square in which the diagram is drawn, and what is around it, in pixels."""
INK, PALE, BLUE = "#222222", "#cccccc", "#1f6fb2"
TENTH = 10
CAPPED = (
    "Too few explicit votes tell what a score is worth here, so confidence and preference claim at most 0.75 and are "
    "an order of the pairs rather than probabilities. Models are not ranked."
)
NOT_CORRECTED = (
    "Made from totals: robots, fans who like everything and rings cannot be seen in totals and were not taken out, nor "
    "were misclicks, idle tabs and how fast each reader reads. How many people stand behind a pair is not known "
    "(n_users is null), so min_users counts views."
)
CAVEATS = {NO_VOTES: (CAPPED,), FEW_VOTES: (CAPPED,), NO_USERS: (NOT_CORRECTED,), NEITHER: (CAPPED, NOT_CORRECTED)}


def summary(calibration: pl.DataFrame) -> str:
    """The verdict on a site's evidence, from its rows of `Calibration`, with the expected calibration error."""
    return "; ".join(_words(calibration))


def verdict(calibration: pl.DataFrame) -> str:
    """The verdict in words alone: equal where two nights say the same, though not with the same numbers."""
    return re.sub(r"\d+\.\d+", "so many", calibration.filter(pl.col("bin") == 0).item(0, "note"))


def caveats(calibration: pl.DataFrame) -> tuple[str, ...]:
    """What a person who reads about the pairs of such a site has to know, in whole sentences."""
    return CAVEATS.get(calibration.filter(pl.col("bin") == 0).item(0, "note"), ())


def lines(calibration: pl.DataFrame) -> list[str]:
    """The diagram as text: per bin the agreement of held-out votes, predicted and observed, with 95%."""
    return [
        f"predicted {row['predicted']:.2f}, observed {row['observed']:.2f} ({row['lower']:.2f} to {row['upper']:.2f})"
        for row in _bins(calibration)
    ]


def ranks(leaderboard: pl.DataFrame) -> list[str]:
    """One line per kind of prompt: its models, the best first, with 95%."""
    best = leaderboard.sort("slice", -pl.col("theta"), "model").to_dicts()
    told = {kind: list(models) for kind, models in groupby(best, key=lambda row: row["slice"])}
    return [f"{kind}: {', '.join(_model(row) for row in models)}" for kind, models in told.items()]


def markdown(calibration: pl.DataFrame, leaderboard: pl.DataFrame) -> str:
    """Verdict, reliability table and leaderboard."""
    parts = [summary(calibration), *caveats(calibration)]
    if bins := _bins(calibration):
        cells = [
            f"| {row['preference']:.3f} | {row['predicted']:.3f} | {row['observed']:.3f} "
            f"| {row['lower']:.3f} to {row['upper']:.3f} | {row['couples']:,} |"
            for row in bins
        ]
        head = ["| preference | agreement predicted | agreement observed | 95% | couples |", "| --- " * 5 + "|"]
        parts.append("\n".join([*head, *cells]))
    if not leaderboard.is_empty():
        cells = [
            f"| {row['slice']} | {row['model']} | {row['theta']:+.3f} | {row['lower']:+.3f} to {row['upper']:+.3f} "
            f"| {row['responses']:,} | {row['contexts']:,} |"
            for row in leaderboard.sort("slice", -pl.col("theta"), "model").to_dicts()
        ]
        head = ["| prompts | model | mean theta | 95% | responses | contexts |", "| --- " * 6 + "|"]
        parts.append("\n".join([*head, *cells]))
    return "\n\n".join(parts) + "\n"


def diagram(title: str, calibration: pl.DataFrame) -> str:
    """An SVG of the observed agreement of held-out votes against the predicted one, or of the verdict alone.

    A dot is a bin, its bar the 95% interval; where evidence is calibrated they lie along the dashed line.
    """
    bins = _bins(calibration)
    lowest = min([5, *(math.floor(row["lower"] * TENTH) for row in bins)])
    width, height = LEFT + SIDE + 24, TOP + (SIDE + BELOW if bins else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(16, 24, title, size=14),
        *(_text(16, 44 + 16 * line, words) for line, words in enumerate(_words(calibration))),
        *(_axes(lowest) if bins else ()),
        *(_dot(row, lowest) for row in bins),
    ]
    return "\n".join([*parts, "</svg>", ""])


def _axes(lowest: int) -> list[str]:
    """Frame, grid of tenths and names of a square from `lowest` tenths to 1."""
    shares = [tenth / TENTH for tenth in range(lowest, TENTH + 1)]
    right, bottom = LEFT + SIDE, TOP + SIDE
    grid = "".join(f"M{_x(s, lowest)} {TOP}V{bottom}M{LEFT} {_y(s, lowest)}H{right}" for s in shares)
    return [
        f'<path d="{grid}" stroke="{PALE}" fill="none"/>',
        f'<path d="M{LEFT} {bottom}L{right} {TOP}" stroke="{INK}" stroke-dasharray="5 4"/>',
        *(_text(_x(s, lowest), bottom + 18, f"{s:.1f}", anchor="middle") for s in shares),
        *(_text(LEFT - 8, _y(s, lowest) + 4, f"{s:.1f}", anchor="end") for s in shares),
        _text(LEFT + SIDE / 2, bottom + 40, "agreement of held-out votes, predicted", anchor="middle"),
        f'<g transform="translate(22 {TOP + SIDE / 2}) rotate(-90)">{_text(0, 0, "observed", anchor="middle")}</g>',
    ]


def _dot(row: dict[str, Any], lowest: int) -> str:
    x = _x(row["predicted"], lowest)
    ends = [_y(row[name], lowest) for name in ("lower", "upper")]
    return (
        f'<path d="M{x} {ends[0]}V{ends[1]}" stroke="{BLUE}" stroke-width="2"/>'
        f'<circle cx="{x}" cy="{_y(row["observed"], lowest)}" r="4.5" fill="{BLUE}"/>'
    )


def _x(share: float, lowest: int) -> float:
    return round(LEFT + SIDE * (share * TENTH - lowest) / (TENTH - lowest), 1)


def _y(share: float, lowest: int) -> float:
    return round(TOP + SIDE - SIDE * (share * TENTH - lowest) / (TENTH - lowest), 1)


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'


def _words(calibration: pl.DataFrame) -> list[str]:
    found = calibration.filter(pl.col("bin") == 0).row(0, named=True)
    if found["error"] is None:
        return [found["note"]]
    return [
        found["note"],
        f"expected calibration error {found['error']:.3f}, {found['chance']:.3f} by chance",
        f"slope of margins {found['slope']:.2f}, {found['slope_lower']:.2f} to {found['slope_upper']:.2f} (99%)",
    ]


def _model(row: dict[str, Any]) -> str:
    return f"{row['model']} {row['theta']:+.2f} ({row['lower']:+.2f} to {row['upper']:+.2f})"


def _bins(calibration: pl.DataFrame) -> list[dict[str, Any]]:
    """Bins that have an observation."""
    return calibration.filter(pl.col("bin") > 0, pl.col("observed").is_not_null()).sort("bin").to_dicts()
