"""Easy: the answer goes round in circles and never ends."""

import polars as pl

from transforms.synthetic.material import choice
from transforms.synthetic.sentences import END_MARK, sentences

MIN_CHARS = 30
ROUNDS = 12
TAIL_CHARS = 8
"""What of the last round is said at least."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: the last one to three sentences again and again, broken off in the middle."""
    draw = pl.col("draw")
    said = sentences(pl.col("text"))
    loop = said.list.tail(1 + choice(draw, 3, "loop")).list.join("")
    apart = pl.when(loop.str.contains(r"\s$")).then(pl.lit("")).when(loop.str.contains(r"\n")).then(pl.lit("\n"))
    between = apart.when(pl.col("language") == "zh").then(pl.lit("")).otherwise(pl.lit(" "))
    rounds = pl.concat_str([between, loop]).repeat_by(5 + choice(draw, ROUNDS - 5, "rounds")).list.join("")
    length = loop.str.strip_chars().str.len_chars()
    cut = pl.concat_str(between, loop.str.strip_chars_start().str.head(pl.max_horizontal(length // 2, pl.lit(1))))
    whole = pl.concat_str(pl.col("text"), rounds, cut).str.replace(r"[\s\p{P}\p{S}]+$", "")
    can = (pl.col("text").str.len_chars() >= MIN_CHARS) & (length >= TAIL_CHARS) & (pl.col("rest") == "")
    return material.with_columns(rejected_text=pl.when(can).then(whole))


def is_worse() -> pl.Expr:
    """Whether the text has no end mark and mostly repeats its sentences, and the chosen one does not repeat its own."""
    rejected = pl.col("rejected_text")
    return (
        ~rejected.str.contains(END_MARK)
        & (_distinct(rejected) <= _distinct(pl.col("text")) * 0.8)
        & (_repeated(rejected) >= 3)
        & (_repeated(pl.col("text")) < 3)
    )


def _distinct(text: pl.Expr) -> pl.Expr:
    said = _sentences(text)
    return said.list.n_unique() / said.list.len()


def _repeated(text: pl.Expr) -> pl.Expr:
    """How often the most frequent sentence of some length is said."""
    return _sentences(text).list.eval(pl.len().over(pl.element())).list.max().fill_null(0)


def _sentences(text: pl.Expr) -> pl.Expr:
    said = pl.element().str.strip_chars()
    return sentences(text).list.eval(said.filter(said.str.len_chars() > 3))
