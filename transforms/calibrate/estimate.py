"""The table of a site: its bins, and by how much margins are off, if there is anything to compare."""

import numpy as np
import polars as pl

from schemas.calibration import FEW_VOTES, NEITHER, NO_USERS, NO_VOTES, Calibration
from transforms.calibrate.agreement import Couples, Halves, couples
from transforms.calibrate.bins import error, numbers, reliability
from transforms.calibrate.mending import overall

TOO_FEW = "not calibrated: too few explicit votes"
FEWEST_CONTEXTS = 20
"""Contexts with held-out votes, of either half, from which there is something to compare."""
DIGITS = 4
SCHEMA = {name: column.dtype for name, column in Calibration.columns().items()}
COLUMNS = ("score", "variance", "k", "n")


def estimate(told: pl.LazyFrame) -> pl.LazyFrame:
    """`Calibration` of (context, response, direction, score, variance, k, n), all rows of a site at once.

    Where `context` is null there are no couples. The same in all rows: `has_totals`; `has_votes`, whether there are any
    explicit ones, and `has_anchor`, enough of them to learn from; `prior_variance`; and `vote_share`, the variance of
    what is votes' own (who happened to come, what others had voted) relative to it.
    """
    return told.map_batches(_estimate, schema=SCHEMA, streamable=False)


def _estimate(frame: pl.DataFrame) -> pl.DataFrame:
    has_totals, has_votes, has_anchor = frame.select("has_totals", "has_votes", "has_anchor").row(0)
    if has_totals:
        return _nothing(NO_USERS if has_anchor else NEITHER)
    if not has_anchor:
        return _nothing(FEW_VOTES if has_votes else NO_VOTES)
    halves = _halves(frame.filter(pl.col("context").is_not_null()).sort("context", "direction", "response"))
    found = couples(halves) if len(halves.first) else None
    if found is None or not _is_told(found):
        return _nothing(TOO_FEW)
    bins = numbers(found)
    whole = overall(halves, found, *frame.select("prior_variance", "vote_share").row(0))
    return _table([whole | error(found, bins), *reliability(found, bins)])


def _nothing(note: str) -> pl.DataFrame:
    return _table([{"bin": 0, "couples": 0, "trust": 1.0, "width": 1.0, "note": note}])


def _halves(rows: pl.DataFrame) -> Halves:
    context = rows["context"].rank("dense").to_numpy().astype(np.int64) - 1
    direction = rows["direction"].to_numpy().astype(np.int64)
    starts = np.diff(2 * context + direction, prepend=-1) != 0
    return Halves(
        first=np.flatnonzero(starts),
        group=np.cumsum(starts) - 1,
        context=context,
        direction=direction,
        **{name: rows[name].to_numpy().astype(np.float64) for name in COLUMNS},
    )


def _is_told(found: Couples) -> bool:
    """Whether the votes of either half tell responses apart in contexts enough."""
    told = found.differ > 0
    return all(
        len(np.unique(found.context[told & (found.direction == direction)])) >= FEWEST_CONTEXTS for direction in (0, 1)
    )


def _table(rows: list[dict]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=SCHEMA)
    return frame.with_columns(pl.col(pl.Float64).round(DIGITS).fill_nan(None))
