"""Places of a text where something can be changed, and one of them picked."""

from typing import NamedTuple

import polars as pl

from transforms.synthetic.material import choice

START, END = "\ue000", "\ue001"
"""Marks around a place: characters of private use."""


class Place(NamedTuple):
    """What is found between `before` and `after`: expressions without capturing groups.

    Rust's expressions cannot look around, so the surroundings are matched too and put back.
    """

    found: str
    before: str = ""
    after: str = ""


def marked(text: pl.Expr, *places: Place, other: str = "") -> pl.Expr:
    """The text with every place between `START` and `END`, but for `other`, look-alikes that are passed over.

    Null where a text holds these marks itself.
    """
    found = [f"({other})", *(f"({place.before})({place.found})({place.after})" for place in places)]
    groups = [f"${{{3 * i + 2}}}{START}${{{3 * i + 3}}}{END}${{{3 * i + 4}}}" for i in range(len(places))]
    pattern = "|".join(found if other else ["(^$)", *found[1:]])
    free = pl.when(~text.str.contains(f"[{START}{END}]")).then(text)
    return free.str.replace_all(pattern, "${1}" + "".join(groups)).str.replace_all(START + END, "", literal=True)


def without_marks(text: pl.Expr) -> pl.Expr:
    """A text again."""
    return text.str.replace_many([START, END], ["", ""])


def split_at(text: pl.Expr, draw: pl.Expr) -> pl.Expr:
    """Of a marked text one place by the draw: a struct of `head`, `found` and `tail`; null where there is none."""
    pieces = text.str.split(START)
    at = 1 + choice(draw, pieces.list.len() - 1)
    piece = pieces.list.get(at, null_on_oob=True).str.split_exact(END, 1)
    tail = piece.struct.field("field_1") + pieces.list.slice(at + 1).list.join("")
    parts = pl.struct(
        head=without_marks(pieces.list.slice(0, at).list.join("")),
        found=piece.struct.field("field_0"),
        tail=without_marks(tail),
    )
    return pl.when(at.is_not_null()).then(parts)
