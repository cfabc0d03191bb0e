"""How alike two answers are."""

import polars as pl

from transforms.text import hash64

COMPARED_CHARS = 2000
"""Characters of a text that are compared, from its beginning: enough to tell, and bounded for long answers."""


def trigrams(text: pl.Expr) -> pl.Expr:
    """The set of a text's character trigrams, as 64-bit hashes; a text of one or two characters is its own only member.

    A trigram's hash is a weighted sum of its characters' modulo 2^64: much faster than hashing three characters.
    """
    head = text.str.head(COMPARED_CHARS)
    letter = pl.element()
    gram = 3 * letter + 5 * letter.shift(-1) + 7 * letter.shift(-2)
    letters = head.str.split("").list.eval(hash64(pl.element()))
    return (
        pl.when(head.str.len_chars() < 3)
        .then(pl.concat_list(hash64(head)))
        .otherwise(letters.list.eval(gram.drop_nulls()).list.unique())
    )


def jaccard(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """|A and B| / |A or B| of two sets as lists, 0..1 (Jaccard 1912; on shingles: Broder 1997)."""
    common = first.list.set_intersection(second).list.len()
    return common / (first.list.len() + second.list.len() - common)
