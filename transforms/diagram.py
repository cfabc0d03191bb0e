"""The reliability diagram: an SVG of what the evidence predicts of held-out votes against what they then say."""

import math
from collections.abc import Iterable
from html import escape
from textwrap import wrap
from typing import Any

import polars as pl

from transforms.reliability import MEANING, bins, words

SIDE, LEFT, RIGHT, TOP, AXIS = 360, 64, 24, 44, 52
"""Of the square in which the diagram is drawn, and what is around it, in pixels."""
WIDTH, LINE, COLUMNS = LEFT + SIDE + RIGHT, 16, 66
"""Of the picture and of a line of text, in pixels, and characters that a line of text holds."""
INK, PALE, BLUE = "#222222", "#cccccc", "#1f6fb2"
TENTH, LOWEST = 10, 4
"""Axes go from 0.4, or from the tenth below the lowest interval, to 1, so that pictures can be compared."""


def diagram(title: str, calibration: pl.DataFrame) -> str:
    """An SVG of the observed agreement of held-out votes against the predicted one, or of the verdict alone.

    A dot is a bin, its bar the 95% interval; where evidence is calibrated they lie along the dashed line. The same
    input gives the same text.
    """
    rows, told = bins(calibration), _wrapped(words(calibration))
    top = TOP + LINE * len(told)
    height = top + (SIDE + AXIS + LINE * (5 + len(_wrapped(MEANING))) if rows else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(16, 24, title, size=14),
        *_lines(told, TOP),
        *(_plot(rows, top) if rows else ()),
    ]
    return "\n".join([*parts, "</svg>", ""])


def _wrapped(parts: Iterable[str]) -> list[str]:
    return [line for part in parts for line in wrap(part, COLUMNS)]


def _lines(told: list[str], top: float) -> list[str]:
    return [_text(16, top + LINE * number, line) for number, line in enumerate(told)]


def _plot(rows: list[dict[str, Any]], top: float) -> list[str]:
    """Square, legend, and what the numbers above it mean, from the top downwards."""
    lowest = min([LOWEST, *(math.floor(row["lower"] * TENTH) for row in rows)])
    square = _group(LEFT, top, [*_axes(lowest), *(_dot(row, lowest) for row in rows)])
    below = top + SIDE + AXIS + LINE
    return [square, _legend(rows, below), *_lines(_wrapped(MEANING), below + 3.5 * LINE)]


def _legend(rows: list[dict[str, Any]], top: float) -> str:
    fewest, most = (f"{extreme(row['couples'] for row in rows):,}" for extreme in (min, max))
    each = fewest if fewest == most else f"{fewest} to {most}"
    drawn = [
        f'<path d="M16 -4H40" stroke="{INK}" stroke-dasharray="5 4"/>',
        _text(48, 0, "perfect: observed as predicted"),
        _mark(28, LINE - 4, LINE - 11, LINE + 3),
        _text(48, LINE, f"one of {len(rows)} bins, with its 95% interval;"),
        _text(48, 2 * LINE, f"{each} couples of answers in each"),
    ]
    return _group(0, top, drawn)


def _axes(lowest: int) -> list[str]:
    """Frame, grid of tenths and names of a square from `lowest` tenths to 1, and the line of perfect calibration."""
    shares = [tenth / TENTH for tenth in range(lowest, TENTH + 1)]
    grid = "".join(f"M{_x(s, lowest)} 0V{SIDE}M0 {_y(s, lowest)}H{SIDE}" for s in shares)
    return [
        f'<path d="{grid}" stroke="{PALE}" fill="none"/>',
        f'<path d="M0 {SIDE}L{SIDE} 0" stroke="{INK}" stroke-dasharray="5 4"/>',
        *(_text(_x(s, lowest), SIDE + 18, f"{s:.1f}", anchor="middle") for s in shares),
        *(_text(-8, _y(s, lowest) + 4, f"{s:.1f}", anchor="end") for s in shares),
        _text(SIDE / 2, SIDE + 38, "agreement of held-out votes, predicted", anchor="middle"),
        f'<g transform="rotate(-90)">{_text(-SIDE / 2, -42, "observed", anchor="middle")}</g>',
    ]


def _dot(row: dict[str, Any], lowest: int) -> str:
    low, high = (_y(row[name], lowest) for name in ("lower", "upper"))
    return _mark(_x(row["predicted"], lowest), _y(row["observed"], lowest), low, high)


def _mark(x: float, y: float, low: float, high: float) -> str:
    return (
        f'<path d="M{x} {low}V{high}" stroke="{BLUE}" stroke-width="2"/>'
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="{BLUE}"/>'
    )


def _x(share: float, lowest: int) -> float:
    return round(SIDE * (share * TENTH - lowest) / (TENTH - lowest), 1)


def _y(share: float, lowest: int) -> float:
    return round(SIDE - _x(share, lowest), 1)


def _group(x: float, y: float, parts: list[str]) -> str:
    return "\n".join([f'<g transform="translate({x} {y})">', *parts, "</g>"])


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'
