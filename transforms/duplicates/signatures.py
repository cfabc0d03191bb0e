"""MinHash signatures of texts: the one place where rensa is called."""

import math
from functools import partial
from typing import NamedTuple

import numpy as np
import polars as pl
from rensa import RMinHash

from transforms.duplicates.grams import grams, parts

FOUND = 0.99
"""Chance, at least, that two texts that are just similar enough meet in a band."""
LONGEST = 160
"""Hashes of a signature, at most, while bands of more than one hash are long enough."""
SEED = 20
BITS = 16
"""Bits that are kept of each smallest hash: two different ones are taken for equal once in 65,536."""


class Bands(NamedTuple):
    """A signature is `count` bands of `rows` hashes each; texts that agree in a whole band are compared."""

    count: int
    rows: int

    @property
    def hashes(self) -> int:
        """Length of a signature."""
        return self.count * self.rows


def bands(similar: float) -> Bands:
    """Two texts of similarity s agree in some band with P = 1 - (1 - s^rows)^count (Leskovec et al. 2020, 3.4).

    The longest bands, which bring the fewest couples that are not similar, of those for which P is `FOUND` within
    `LONGEST` hashes; at 0.7: 26 bands of 5, P = 0.992; of two texts of similarity 0.4, 23% are compared.
    """
    fitting = [bands for bands in (_bands(similar, rows) for rows in range(1, LONGEST + 1)) if bands.hashes <= LONGEST]
    return max(fitting, key=lambda bands: bands.rows, default=_bands(similar, 1))


def signature(normal: pl.Expr, bands: Bands) -> pl.Expr:
    """The smallest hash of a normalised text's 5-grams under each of `bands.hashes` permutations: 16 bits of each.

    Two texts agree in as many of them as they are similar, but for chance (MinHash: Broder 1997; b bits of it: Li &
    Konig 2010). rensa hashes and minimises a batch of grams at a time, which no expression does at that speed; texts
    are given to it in parts of about a megabyte.
    """
    width = bands.hashes
    return normal.map_batches(partial(_sign, width=width), return_dtype=pl.Array(pl.UInt16, width), is_elementwise=True)


def _sign(normal: pl.Series, *, width: int) -> pl.Series:
    rows = [np.empty((0, width), dtype=np.uint16), *(_digests(normal[part], width) for part in parts(normal))]
    return pl.Series(normal.name, np.concatenate(rows), dtype=pl.Array(pl.UInt16, width))


def _digests(normal: pl.Series, width: int) -> np.ndarray:
    sets = normal.to_frame("text").select(grams=grams(pl.col("text")))["grams"]
    ends = np.cumsum([0, *sets.list.len()], dtype=np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(sets.explode().to_numpy(), ends, width, SEED)
    return (np.array(digests.to_rows(), dtype=np.uint32) & (2**BITS - 1)).astype(np.uint16)


def _bands(similar: float, rows: int) -> Bands:
    agree = similar**rows
    return Bands(1 if agree >= FOUND else math.ceil(math.log(1 - FOUND) / math.log1p(-agree)), rows)
