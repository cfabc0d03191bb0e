"""An answer and what it answers: the columns that quality is judged by."""

from typing import NamedTuple

import polars as pl


class Answer(NamedTuple):
    """An answer, and what was measured of it and of its prompt.

    `text` is trimmed, `body` without its title, `prose` also without code, `language` zh, en or other. `request` is
    what was asked last, `prompt` all that was said before, in lower case. The others: `measures.py`.
    """

    text: pl.Expr
    language: pl.Expr
    body: pl.Expr
    failing: pl.Expr
    declining: pl.Expr
    prose: pl.Expr
    written_in: pl.Expr
    loops: pl.Expr
    echoes: pl.Expr
    pieces: pl.Expr
    prompt: pl.Expr
    request: pl.Expr
    asked_in: pl.Expr
    request_pieces: pl.Expr


def answer() -> Answer:
    """The columns of measured answers."""
    others = (name for name in Answer._fields if name not in ("text", "prompt"))
    return Answer(
        text=pl.col("text").str.strip_chars(), prompt=pl.col("prompt_text"), **{name: pl.col(name) for name in others}
    )
