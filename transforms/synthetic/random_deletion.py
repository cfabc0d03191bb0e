"""Easy: words of the answer are missing here and there."""

import polars as pl

from transforms.synthetic.pieces import pieces
from transforms.text import hash64

PART = r"\p{Han}{1,3}|[\p{L}\p{N}_'’]+|[^\p{Han}\p{L}\p{N}_'’]+"
"""What is kept or deleted as one: up to three Chinese characters, a word, what lies between."""
PERCENT = 40
MIN_PARTS = 12
"""A text of fewer parts, marks included, may keep its sense."""
MIN_LOSS = 0.2
"""Share of the content that must be missing."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: of the words and runs of characters 40% are left out, by the hash of each and its place."""
    part = pl.element()
    chance = hash64(part + pl.lit("\n") + pl.int_range(pl.len()).cast(pl.String)) % 100
    stays = (chance >= PERCENT) | ~part.str.contains(r"[\p{L}\p{N}]")
    parts = pl.col("text").str.extract_all(PART)
    kept = parts.list.eval(part.filter(stays)).list.join("").str.replace_all(" {2,}", " ").str.strip_chars()
    return material.with_columns(rejected_text=pl.when(parts.list.len() >= MIN_PARTS).then(kept))


def is_worse() -> pl.Expr:
    """Whether at least a fifth of what the chosen answer is about is gone, and nothing but what lay apart came in."""
    said, says = pieces(pl.col("text")), pieces(pl.col("rejected_text"))
    gone = said.list.set_difference(says).list.len()
    return (gone >= MIN_LOSS * said.list.len()) & (gone >= 2) & (says.list.len() > 0)
