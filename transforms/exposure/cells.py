"""The small table that all estimators work on: sums per unit (a response, or a context) and class of positions."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

OWN_CLASS = 16
"""Positions up to here are a class of their own."""
CLASSES_PER_DOUBLING = 8
"""Beyond, a class is 9% wide: however deep a list, there are few of them, and neighbours look much alike."""
PRODUCTS_AT_ONCE = 2**18
"""Multiplications of one matrix product: few enough for one thread, so that sums come in one order and no threads wait
for each other."""
MIN_UNITS_AT_ONCE = 16


class Cells(NamedTuple):
    """One element per unit and class, sorted by unit: `n` trials with `x` successes (or the sum of a measure)."""

    unit: Integers
    place: Integers
    n: Floats
    x: Floats


def classes(position: Integers) -> Integers:
    """The class of each position: itself up to `OWN_CLASS`, then by the logarithm of its depth."""
    deep = np.maximum(position, OWN_CLASS) / OWN_CLASS
    return np.where(
        position <= OWN_CLASS, position, OWN_CLASS + 1 + np.floor(CLASSES_PER_DOUBLING * np.log2(deep)).astype(np.int64)
    )


def gather(unit: Integers, place: Integers, n: Floats, x: Floats, n_places: int) -> Cells:
    """Cells whose trials are added up by unit and class; those without trials fall away."""
    keys = unit * n_places + place
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1)) if len(keys) else np.zeros(0, np.int64)
    trials, successes = (np.add.reduceat(values[order], starts) if len(keys) else values for values in (n, x))
    known = trials > 0
    keys = keys[order][starts][known]
    return Cells(keys // n_places, keys % n_places, trials[known], successes[known])


def blocks(cells: Cells, n_places: int) -> Iterator[tuple[Floats, Floats]]:
    """Trials and successes as dense matrices (unit x class), of the units that stood in several classes."""
    starts = np.flatnonzero(np.diff(cells.unit, prepend=-1))
    size = np.diff(starts, append=len(cells.unit))
    row = np.repeat(np.cumsum(size > 1) - 1, size)
    several = np.repeat(size > 1, size)
    row, place, n, x = row[several], cells.place[several], cells.n[several], cells.x[several]
    n_units = int(row[-1]) + 1 if len(row) else 0
    at_once = max(PRODUCTS_AT_ONCE // n_places**2, MIN_UNITS_AT_ONCE)
    for start in range(0, n_units, at_once):
        end = min(start + at_once, n_units)
        part = slice(*np.searchsorted(row, (start, end)))
        flat, shape = (row[part] - start) * n_places + place[part], (end - start, n_places)
        yield tuple(
            np.bincount(flat, weights=values[part], minlength=shape[0] * n_places).reshape(shape) for values in (n, x)
        )
