"""Sentences of a text, and what two versions of it differ by."""

import polars as pl

BOUNDARY = r"[。！？!?；;][”’」』\"')）]*\s*|[^\d\s.]\.[\"')*]*(?:\s+|$)|\n+"
"""Where a sentence ends, what ends it included; the point behind a number belongs to a list or a decimal."""
END_MARK = r"[。！？!?….:：;；~～)）\]】}”\"'’」』》`|*>]\s*$"
"""How a text ends that is finished, whatever its kind."""


def sentences(text: pl.Expr) -> pl.Expr:
    """The sentences of a text, with their marks; joined they are the text again."""
    return text.str.split(BOUNDARY, literal=False, inclusive=True).list.eval(pl.element().filter(pl.element() != ""))


def lost(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """The distinct sentences of the first text that the second has not."""
    return _trimmed(first).list.set_difference(_trimmed(second))


def _trimmed(text: pl.Expr) -> pl.Expr:
    said = pl.element().str.strip_chars()
    return sentences(text).list.eval(said.filter(said != ""))
