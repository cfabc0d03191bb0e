"""From couples to the reliability table: bins, the slope of the margins, and how sure either is."""

from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from schemas.calibration import BINS, NEITHER, NO_USERS, NO_VOTES, Calibration
from transforms.calibrate.agreement import Couples, Floats, Halves, Integers, couples, sigmoid
from transforms.recalibrate import Mending, mend
from transforms.student import quantile

TOO_FEW = "not calibrated: too few explicit votes"
CALIBRATED = "calibrated"
UNSURE = "not contradicted, by few explicit votes"
DOUBTED = "recalibrated: evidence counts {trust:.2f} times"
WIDENED = "recalibrated: theta varies {width:.2f} times as much"
UNSTABLE = "not calibrated: margins are wrong (slope {slope:.2f}), by how much is not sure"
FEWEST_CONTEXTS = 20
"""Contexts with held-out votes from which there is something to compare."""
RESAMPLES = 500
BLOCKS = 1000
"""Contexts are drawn alone where there are no more, else in as many groups."""
SEED = 0
Z_99 = 2.575829
WIDEST = 1.5
"""Largest ratio of the ends of a slope's interval, and of the two halves' slopes, with which margins are mended."""
LARGEST_SLOPE = 3.0
NEWTON_STEPS, NEAR = 20, 1e-7
LARGEST, BISECTIONS = 3.0, 12
"""Largest logarithm, either way, of a mending, and how often its interval is cut in two."""
TOLERANCE = 0.1
"""Of a slope: so much more or less changes no confidence by more than 0.026, and half of the users are not all."""
DIGITS = 4
SCHEMA = {name: column.dtype for name, column in Calibration.columns().items()}
COLUMNS = ("score", "variance", "k", "n")


class Slope(NamedTuple):
    """The number by which margins would have to be multiplied, with its 99% interval."""

    value: float
    lower: float
    upper: float


def estimate(told: pl.LazyFrame) -> pl.LazyFrame:
    """`Calibration` of (context, response, direction, score, variance, k, n), all rows of a site at once.

    Where `context` is null there are no couples. The same in all rows: `has_totals`, `has_votes`, `prior_variance`, and
    `vote_share`, the variance of what is votes' own (who happened to come, what others had voted) relative to it.
    """
    return told.map_batches(_estimate, schema=SCHEMA, streamable=False)


def _estimate(frame: pl.DataFrame) -> pl.DataFrame:
    has_totals, has_votes = frame.select("has_totals", "has_votes").row(0)
    rows = frame.filter(pl.col("context").is_not_null()).sort("context", "direction", "response")
    if has_totals or not has_votes:
        return _nothing(NO_VOTES if not has_totals else NO_USERS if has_votes else NEITHER)
    if rows["context"].n_unique() < FEWEST_CONTEXTS:
        return _nothing(TOO_FEW)
    halves = _halves(rows)
    found = couples(halves)
    if len(np.unique(found.context[found.differ > 0])) < FEWEST_CONTEXTS:
        return _nothing(TOO_FEW)
    bins = _bins(found)
    overall = _overall(halves, found, *frame.select("prior_variance", "vote_share").row(0))
    return _table([overall | _error(found, bins), *reliability(found, bins)])


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


def _overall(halves: Halves, found: Couples, prior_variance: float, vote_share: float) -> dict:
    """What bin 0 says of the slope.

    What is votes' own is the same for both halves and no part of theta: it lets the slope of sound margins be anything
    from 1 to 1 + `vote_share`, the less the more comes from other signals than votes. Only a slope that is surely
    beyond that, by more than `TOLERANCE`, is wrong.
    """
    slope, most = slope_of(found), 1 + vote_share
    sides = [slope_of(_of_direction(found, direction)).value for direction in (0, 1)]
    is_wrong = slope.upper < 1 - TOLERANCE or slope.lower > most + TOLERANCE
    is_told = 0 < slope.upper <= WIDEST * slope.lower
    agree = (max(sides) < 1 or min(sides) > most) and max(sides) <= WIDEST * min(sides)
    by = Mending(1.0, 1.0, prior_variance)
    if is_wrong and is_told and agree:
        by = _mending(halves, prior_variance, aim=min(most, max(1.0, slope.value)))
    mended = DOUBTED if by.trust < 1 else WIDENED if by.width > 1 else UNSTABLE
    words = mended if is_wrong else CALIBRATED if is_told else UNSURE
    return {
        "slope": slope.value,
        "slope_lower": slope.lower,
        "slope_upper": slope.upper,
        "slope_0": sides[0],
        "slope_1": sides[1],
        **by._asdict(),
        "note": words.format(slope=slope.value, **by._asdict()),
    }


def _mending(halves: Halves, prior_variance: float, aim: float) -> Mending:
    """The mending after which the slope is `aim`, by bisection of its logarithm: of trust where margins are too large.

    Where they are too small, either the evidence was underrated or the prior too narrow. The second is assumed, because
    it claims less.
    """
    too_large = _excess(halves, Mending(1.0, 1.0, prior_variance), aim) < 0
    low, high = 0.0, -LARGEST if too_large else LARGEST
    for _ in range(BISECTIONS):
        middle = float(np.exp((low + high) / 2))
        by = Mending(*((middle, 1.0) if too_large else (1.0, middle)), prior_variance)
        if (_excess(halves, by, aim) < 0) == too_large:
            low = np.log(middle)
        else:
            high = np.log(middle)
    return by._replace(trust=round(by.trust, DIGITS), width=round(by.width, DIGITS))


def _excess(halves: Halves, by: Mending, aim: float) -> float:
    """The estimating function of the slope at `aim`: above 0 where margins are too small."""
    score, variance = mend(halves.score, halves.variance, by)
    return float(_estimating(couples(halves._replace(score=score, variance=variance)), aim)[0].sum())


def slope_of(found: Couples) -> Slope:
    """b such that `log_odds` + (b - 1) `margin` foretells best (Cox 1958, Biometrika 45:562, without intercept).

    The root of the estimating function sum weight (agree - differ sigmoid(log_odds + (b - 1) margin)) margin, which has
    the mean 0 where the evidence is right (b = 1), by Newton's steps. Its standard error is the bootstrap's over
    contexts, whose resampled roots are one step away.
    """
    slope, block = 1.0, _block(found.context)
    for _ in range(NEWTON_STEPS):
        score, information = _estimating(found, slope)
        step = score.sum() / max(information.sum(), 1e-12)
        slope = float(np.clip(slope + step, 0, LARGEST_SLOPE))
        if abs(step) < NEAR:
            break
    drawn = _drawn(block.max() + 1)
    scores, informations = (drawn @ np.bincount(block, weights=values) for values in (score, information))
    told = len(np.unique(found.context[found.differ > 0]))
    half = quantile(Z_99, told - 1) * float(np.std(scores / np.maximum(informations, 1e-12)))
    return Slope(slope, slope - half, slope + half)


def _estimating(found: Couples, slope: float) -> tuple[Floats, Floats]:
    """Each couple's part in the estimating function of the slope, and in its derivative."""
    q = sigmoid(found.log_odds + (slope - 1) * found.margin)
    score = found.weight * (found.agree - found.differ * q) * found.margin
    return score, found.weight * found.differ * q * (1 - q) * found.margin**2


def _of_direction(found: Couples, direction: int) -> Couples:
    keep = found.direction == direction
    return Couples(*(values[keep] for values in found))


def _bins(found: Couples) -> Integers:
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
    """One row per bin, and what the bootstrap over contexts says of `observed`."""
    agreed, foretold, differed = _sums(found, bins)
    drawn = _drawn(len(agreed))
    resampled = (drawn @ agreed) / np.maximum(drawn @ differed, 1e-12)
    lower, upper = np.quantile(resampled, [0.025, 0.975], axis=0)
    total = np.maximum(differed.sum(axis=0), 1e-12)
    weight = np.bincount(bins, weights=found.weight, minlength=BINS)
    mean = np.bincount(bins, weights=found.weight * preference(found), minlength=BINS) / np.maximum(weight, 1e-12)
    count = np.bincount(bins, minlength=BINS)
    return [
        {
            "bin": number + 1,
            "couples": int(count[number]),
            "preference": mean[number],
            "predicted": (foretold.sum(axis=0) / total)[number],
            "observed": (agreed.sum(axis=0) / total)[number],
            "lower": lower[number],
            "upper": upper[number],
        }
        for number in range(BINS)
    ]


def _error(found: Couples, bins: Integers) -> dict:
    """Bin 0: all couples together, and the expected calibration error over the bins."""
    (whole,) = reliability(found, np.zeros_like(bins))[:1]
    agreed, foretold, differed = _sums(found, bins)
    gap, drawn = agreed - foretold, _drawn(len(agreed))
    by_chance = np.abs(drawn @ gap - gap.sum(axis=0)).sum(axis=1) / np.maximum((drawn @ differed).sum(axis=1), 1e-12)
    return whole | {
        "bin": 0,
        "error": np.abs(gap.sum(axis=0)).sum() / differed.sum(),
        "chance": by_chance.mean(),
    }


def _sums(found: Couples, bins: Integers) -> tuple[Floats, Floats, Floats]:
    """By block of contexts and bin: weighted sums of agree, of what is foretold of it, and of differ."""
    block = _block(found.context)
    cell, shape = block * BINS + bins, (block.max() + 1, BINS)
    foretold = found.differ * sigmoid(found.log_odds)
    agreed, foretold, differed = (
        np.bincount(cell, weights=found.weight * values, minlength=shape[0] * shape[1]).reshape(shape)
        for values in (found.agree, foretold, found.differ)
    )
    return agreed, foretold, differed


def _block(context: Integers) -> Integers:
    return context % BLOCKS


@cache
def _drawn(blocks: int) -> Floats:
    """How often each block is drawn in each resample of the cluster bootstrap (Cameron, Gelbach & Miller 2008)."""
    return np.random.default_rng(SEED).multinomial(blocks, np.full(blocks, 1 / blocks), size=RESAMPLES).astype(float)


def _table(rows: list[dict]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=SCHEMA)
    return frame.with_columns(pl.col(pl.Float64).round(DIGITS))
