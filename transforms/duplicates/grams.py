"""The set of a text's character n-grams, and what each text is cut into so that memory stays bounded."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import polars as pl

from transforms.text import hash64

SIZE = 5
"""Characters of the grams by which texts are alike: two or three Chinese words, an English one."""
PART = 2**19
"""Bytes of text of which grams are taken at once."""
ROW = 256
"""Bytes as which a row counts besides its text."""
GRAMS = pl.List(pl.UInt64)
MULTIPLIERS = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43)
"""Weights by place in a gram: odd, so that none loses a bit modulo 2^64."""


def grams_in_order(normal: pl.Expr, size: int = SIZE) -> pl.Expr:
    """The character n-grams of a normalised text as 64-bit hashes, one per place; a shorter text is its own only gram.

    A gram's hash is a weighted sum of its characters' modulo 2^64: much faster than hashing strings.
    """
    letter = pl.element()
    gram = pl.sum_horizontal(weight * letter.shift(-place) for place, weight in enumerate(MULTIPLIERS[:size]))
    whole = letter.shift(1 - size).is_not_null()
    letters = normal.str.split("").list.eval(hash64(letter))
    return (
        pl.when(normal.str.len_chars() < size)
        .then(pl.concat_list(hash64(normal)))
        .otherwise(letters.list.eval(gram.filter(whole)))
    )


def grams(normal: pl.Expr, size: int = SIZE) -> pl.Expr:
    """The set of a normalised text's character n-grams. On the way it takes some 100 bytes a character."""
    return grams_in_order(normal, size).list.unique()


def grams_in_parts(normal: pl.Expr, size: int = SIZE) -> pl.Expr:
    """`grams` of half a megabyte of text at a time, which no expression does by itself: 8 bytes a character then."""

    def taken(text: pl.Series) -> pl.Series:
        some = [text[part].to_frame("text").select(grams(pl.col("text"), size)).to_series() for part in parts(text)]
        return pl.concat(some) if some else pl.Series(dtype=GRAMS)

    return normal.map_batches(taken, return_dtype=GRAMS, is_elementwise=True)


def parts(*texts: pl.Series) -> Iterator[slice]:
    """Consecutive rows whose texts have about `PART` bytes together, at least one row each."""
    ends = np.cumsum(sum(text.str.len_bytes().fill_null(0).to_numpy().astype(np.int64) + ROW for text in texts))
    cuts = np.flatnonzero(np.diff(ends // PART)) + 1
    edges = [0, *cuts.tolist(), len(ends)]
    return (slice(start, end) for start, end in pairwise(edges) if end > start)
