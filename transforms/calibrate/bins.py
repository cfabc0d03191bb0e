"""The reliability table: couples in bins of equal weight, what was foretold of each, and how it came."""

import numpy as np

from schemas.calibration import BINS
from transforms.calibrate.agreement import Couples, Floats, Integers
from transforms.calibrate.resampling import blocks, drawn
from transforms.logistic import sigmoid


def numbers(found: Couples) -> Integers:
    """Number of each couple's bin, from 0: equal weights, by preference."""
    order = np.argsort(preference(found), kind="stable")
    mass = np.cumsum(found.weight[order])
    bins = np.empty(len(order), np.int64)
    bins[order] = np.minimum((BINS * (mass - found.weight[order] / 2) / mass[-1]).astype(np.int64), BINS - 1)
    return bins


def preference(found: Couples) -> Floats:
    """E[sigmoid(delta)] as stage `pairs` publishes it."""
    return sigmoid(found.margin / np.sqrt(1 + np.pi / 8 * found.spread))


def reliability(found: Couples, bins: Integers) -> list[dict]:
    """One row per bin, and what the bootstrap over contexts says of `observed`; NaN where nothing differs."""
    agreed, foretold, differed = _sums(found, bins)
    observed = _share(agreed.sum(axis=0), differed.sum(axis=0))
    resamples = drawn(len(agreed))
    resampled = _share(resamples @ agreed, resamples @ differed)
    lower, upper = np.quantile(np.where(np.isnan(resampled), observed, resampled), [0.025, 0.975], axis=0)
    columns = {
        "bin": np.arange(1, BINS + 1),
        "couples": np.bincount(bins, minlength=BINS),
        "preference": _share(*(np.bincount(bins, found.weight * value, BINS) for value in (preference(found), 1.0))),
        "predicted": _share(foretold.sum(axis=0), differed.sum(axis=0)),
        "observed": observed,
        "lower": lower,
        "upper": upper,
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def error(found: Couples, bins: Integers) -> dict:
    """Bin 0: all couples together, and the expected calibration error over the bins."""
    (whole,) = reliability(found, np.zeros_like(bins))[:1]
    agreed, foretold, differed = _sums(found, bins)
    gap, resamples = agreed - foretold, drawn(len(agreed))
    by_chance = _share(np.abs(resamples @ gap - gap.sum(axis=0)).sum(axis=1), (resamples @ differed).sum(axis=1))
    return whole | {
        "bin": 0,
        "error": np.abs(gap.sum(axis=0)).sum() / differed.sum(),
        "chance": float(np.nanmean(by_chance)),
    }


def _sums(found: Couples, bins: Integers) -> tuple[Floats, Floats, Floats]:
    """By block of contexts and bin: weighted sums of agree, of what is foretold of it, and of differ."""
    block = blocks(found.context)
    cell, shape = block * BINS + bins, (block.max() + 1, BINS)
    foretold = found.differ * sigmoid(found.log_odds)
    agreed, foretold, differed = (
        np.bincount(cell, weights=found.weight * values, minlength=shape[0] * shape[1]).reshape(shape)
        for values in (found.agree, foretold, found.differ)
    )
    return agreed, foretold, differed


def _share(part: Floats, whole: Floats) -> Floats:
    """NaN where there is nothing of it."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
