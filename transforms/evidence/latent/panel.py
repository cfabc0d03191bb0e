"""Measurements as arrays: one row per response, one column per signal."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.signals import SIGNALS

KEYS = ["context", "response"]
READING = ("dwell", "depth", "satisfied")
"""Summaries of one act, reading: what they share must not count as often as there are summaries."""
SILENT = ("edit",)
"""Shown and not counted: an edit is judged where the two texts are compared."""


class Panel(NamedTuple):
    """N responses in the order of (context, response) by S signals in the order of their names.

    `first` is the row at which each of the C contexts starts and `context` the number of every row's. `length` is log
    length relative to the context's. A count has `k` successes out of `n` trials, a mean an estimate `mean` with the
    sampling `variance`; `known` says where there is either. All of one response's summaries of reading together weigh
    as one: their sampling variances are multiplied by how many the site has.
    """

    context: NDArray[np.int64]
    first: NDArray[np.int64]
    length: NDArray[np.float64]
    signals: tuple[str, ...]
    counted: NDArray[np.bool_]
    known: NDArray[np.bool_]
    k: NDArray[np.float64]
    n: NDArray[np.float64]
    mean: NDArray[np.float64]
    variance: NDArray[np.float64]

    def some(self, rows: NDArray[np.int64]) -> "Panel":
        """The panel of some rows, whole contexts each."""
        part = self._replace(**{name: getattr(self, name)[rows] for name in ("context", "length", *CELLS)})
        starts = np.flatnonzero(np.diff(part.context, prepend=-1))
        return part._replace(first=starts, context=np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)])))


CELLS = ("known", "k", "n", "mean", "variance")


def number(measurements: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Measurements with the `row` of their response, and (context, response, length, chars), one row per response."""
    rows = measurements.select(*KEYS, "length", "chars").unique(KEYS).sort(KEYS).with_row_index("row")
    return measurements.join(rows.select(*KEYS, "row"), on=KEYS), rows


def panel(measurements: pl.DataFrame, rows: pl.DataFrame) -> Panel:
    """Arrays of (row, signal, k, n, mean, variance), one row per response and signal, both as `number` gives them.

    Left out are signals that say nothing: silent ones, and counts that nobody or everybody gave.
    """
    k, n = pl.col("k").sum().over("signal"), pl.col("n").sum().over("signal")
    varies = pl.col("mean").is_not_null() | ((k > 0) & (k < n))
    told = measurements.filter(varies, pl.col("signal").is_in(list(SIGNALS)), ~pl.col("signal").is_in(SILENT))
    signals = tuple(sorted(told["signal"].unique()))
    cell = told["row"].to_numpy(), columns(told["signal"], signals)
    arrays = {name: np.zeros((len(rows), len(signals))) for name in CELLS}
    for name in CELLS[1:]:
        arrays[name][cell] = told[name].fill_null(0.0).to_numpy()
    arrays["known"][cell] = 1
    counted = arrays["variance"].sum(axis=0) == 0
    _temper(arrays, signals)
    context = rows["context"].rank("dense").cast(pl.Int64).to_numpy() - 1
    first = np.flatnonzero(np.diff(context, prepend=-1))
    return Panel(context, first, rows["length"].to_numpy(), signals, counted, arrays.pop("known") > 0, **arrays)


def columns(signal: pl.Series, signals: tuple[str, ...]) -> NDArray[np.int64]:
    """The column of each signal, -1 for one that has none."""
    numbers = {name: column for column, name in enumerate(signals)}
    return signal.replace_strict(numbers, default=-1, return_dtype=pl.Int64).to_numpy()


def _temper(arrays: dict[str, NDArray[np.float64]], signals: tuple[str, ...]) -> None:
    """A composite likelihood: each of g summaries of one act to the power of 1 / g (Varin, Reid & Firth 2011)."""
    shared = [column for column, name in enumerate(signals) if name in READING]
    for column in shared:
        arrays["k"][:, column] /= len(shared)
        arrays["n"][:, column] /= len(shared)
        arrays["variance"][:, column] *= len(shared)
