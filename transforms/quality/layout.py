"""Does an answer end what it begins: brackets, quotations, emphasis, code, tables?"""

import re

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.formats import bad_json, open_fence, open_thought, uneven_rows

PAIRS = {"(（": ")）", "[【": "]】", "{": "}", "“": "”", "「": "」", "《": "》"}
"""Opening -> closing marks; half and full width may meet."""
FACES_AND_MARKERS = r"[:;=8xX]['-]?[()\[\]]|(?m:^\s*[(（]?[\p{L}\p{N}]{1,3}[)）])|\d[)）]"
"""Brackets that are no pair."""
TWINS = (r"\*\*", r"\$\$")
"""Signs that both open and close."""


def layout(said: Answer) -> pl.Expr:
    """The smallest, over the kinds of marks that an answer uses, of the share of them that are as they must be, 0..1.

    Of pairs (min(opened, closed) + 1) / (max(opened, closed) + 1); of n twins (2 floor(n / 2) + 1) / (n + 1); of a
    table's rows those with as many cells as the row above. 0 where code is left open, or JSON was asked for and
    cannot be parsed; 1 without such marks.
    """
    plain = said.prose.str.replace_all(FACES_AND_MARKERS, " ")
    pairs = (_paired(plain, *pair) for pair in PAIRS.items())
    twins = (_twinned(said.prose, twin) for twin in TWINS)
    is_broken = open_fence(said.text) | open_thought(said.prose) | bad_json(said)
    worst = pl.min_horizontal(*pairs, *twins, 1 - uneven_rows(said.prose))
    return pl.when(is_broken).then(0.0).otherwise(worst)


def _paired(plain: pl.Expr, opening: str, closing: str) -> pl.Expr:
    opened, closed = (plain.str.count_matches(f"[{re.escape(marks)}]") for marks in (opening, closing))
    return (pl.min_horizontal(opened, closed) + 1) / (pl.max_horizontal(opened, closed) + 1)


def _twinned(prose: pl.Expr, twin: str) -> pl.Expr:
    n = prose.str.count_matches(twin).cast(pl.Int64)
    return (n - n % 2 + 1) / (n + 1)
