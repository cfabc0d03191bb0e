"""Couples of texts that may be near duplicates: those that share a band and much of the rest of the signature."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.duplicates.signatures import Bands, bands, signature

NEXT = 2
"""Texts of a bucket with which each is compared besides the bucket's first, so that none of any size costs a square."""
CHANCE = 3.0
"""Standard errors by which a signature may understate the similarity of a couple that is compared."""
AT_ONCE = 2**16
"""Couples whose signatures are compared at once."""
SMALL = 8
"""Texts of a bucket up to which each meets others even if it is like the first."""
HALF, LOW = np.uint64(32), np.uint64(2**32 - 1)
ODD = np.uint64(0x9E3779B97F4A7C15)
COUPLES = {"first": pl.UInt32, "second": pl.UInt32}

Numbers = npt.NDArray[np.uint64]
Nodes = npt.NDArray[np.intp]
Signatures = npt.NDArray[np.uint16]


def candidates(texts: pl.LazyFrame, *, similar: float) -> pl.LazyFrame:
    """Couples (`first` < `second`) of `texts` (`key`, `guard` as UInt64, `normal`): their places in the order of keys.

    A bucket is the texts of a guard that agree in a band (locality-sensitive hashing: Indyk & Motwani 1998). Each of
    its texts meets the first of the bucket and the `NEXT` after it in the order of the following band, which near
    duplicates mostly share too (a sorted neighbourhood: Hernandez & Stolfo 1995); in a bucket of more than `SMALL`,
    those that are clearly like the first meet it alone. So a bucket costs as many couples as it has texts, and those of
    a group meet in one band if not in the other. Couples whose signatures agree in fewer than
    similar - 3 sqrt(similar (1 - similar) / hashes) of the hashes are left out: 1 couple in 700 that is just similar.

    All signatures are held at once, 2 bytes a hash; sorting arrays band by band takes little more, where a plan with a
    branch for every band would hold all of them again.
    """
    shape = bands(similar)
    signed = texts.select("key", "guard", signature=signature(pl.col("normal"), shape))
    return signed.map_batches(partial(_candidates, shape=shape, similar=similar), schema=COUPLES)


def _candidates(signed: pl.DataFrame, *, shape: Bands, similar: float) -> pl.DataFrame:
    if signed.height < 2:
        return pl.DataFrame(schema=COUPLES)
    order = signed["key"].arg_sort().to_numpy()
    signatures = signed["signature"].to_numpy().reshape(signed.height, shape.hashes)[order]
    error = math.sqrt(similar * (1 - similar) / shape.hashes)
    found = [
        couples
        for bucket, following in _buckets(signatures, signed["guard"].to_numpy()[order], shape)
        for couples in _couples(bucket, following, signatures, similar, error)
    ]
    couples = np.unique(np.concatenate(found))
    return pl.DataFrame({"first": couples >> HALF, "second": couples & LOW}, schema_overrides=COUPLES)


def _buckets(signatures: npt.NDArray[np.uint16], guard: Numbers, bands: Bands) -> Iterator[tuple[Numbers, Numbers]]:
    """Per band, the bucket of each text, and its bucket in the following band."""

    def bucket(band: int) -> Numbers:
        hashed = guard.astype(np.uint64)
        for column in range(band * bands.rows, (band + 1) * bands.rows):
            hashed = (hashed ^ signatures[:, column]) * ODD
            hashed ^= hashed >> np.uint64(32)
        return hashed

    for band in range(bands.count):
        yield bucket(band), bucket((band + 1) % bands.count)


def _couples(
    bucket: Numbers, following: Numbers, signatures: Signatures, similar: float, error: float
) -> Iterator[Numbers]:
    """The couples of one band that may be similar, as first x 2^32 + second."""
    order = np.lexsort((following, bucket))
    of = bucket[order]
    starts = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
    texts = np.diff(np.append(starts, len(of)))
    sizes, firsts = np.repeat(texts, texts), np.repeat(np.minimum.reduceat(order, starts), texts)
    is_shared = sizes > 1
    order, of, sizes, firsts = order[is_shared], of[is_shared], sizes[is_shared], firsts[is_shared]
    agreement = _agreement(firsts, order, signatures)
    yield _packed(firsts, order, agreement >= similar - CHANCE * error)
    is_settled = (sizes > SMALL) & (agreement >= similar + error)
    for step in range(1, NEXT + 1):
        near = (of[step:] == of[:-step]) & ~(is_settled[step:] & is_settled[:-step])
        one, other = order[:-step][near], order[step:][near]
        yield _packed(one, other, _agreement(one, other, signatures) >= similar - CHANCE * error)


def _packed(one: Nodes, other: Nodes, is_near: npt.NDArray[np.bool_]) -> Numbers:
    kept = is_near & (one != other)
    first, second = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    return np.unique(first.astype(np.uint64) << HALF | second.astype(np.uint64))


def _agreement(one: Nodes, other: Nodes, signatures: Signatures) -> npt.NDArray[np.float64]:
    """The share of hashes that are equal, of each couple."""
    some = [
        (signatures[one[start : start + AT_ONCE]] == signatures[other[start : start + AT_ONCE]]).mean(axis=1)
        for start in range(0, len(one), AT_ONCE)
    ]
    return np.concatenate(some) if some else np.empty(0)
