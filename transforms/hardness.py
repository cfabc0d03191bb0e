"""How alike two answers are."""

import polars as pl

COMPARED_CHARS = 2000
"""Characters of a text that are compared, from its beginning: enough to tell, and bounded for long answers."""


def trigrams(text: pl.Expr) -> pl.Expr:
    """The set of character trigrams of a text; a text of one or two characters is its own only member."""
    head = text.str.head(COMPARED_CHARS)
    letter = pl.element()
    grams = head.str.split("").list.eval((letter + letter.shift(-1) + letter.shift(-2)).drop_nulls()).list.unique()
    return pl.when(head.str.len_chars() < 3).then(pl.concat_list(head)).otherwise(grams)


def jaccard(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """|A and B| / |A or B| of two sets as lists, 0..1 (Jaccard 1912; on shingles: Broder 1997)."""
    common = first.list.set_intersection(second).list.len()
    return common / (first.list.len() + second.list.len() - common)
