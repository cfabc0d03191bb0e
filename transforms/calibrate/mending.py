"""What follows for the evidence from how far off its margins are."""

import numpy as np

from transforms.calibrate.agreement import Couples, Halves, couples
from transforms.calibrate.slope import estimating, slope_of
from transforms.recalibrate import Mending, mend

CALIBRATED = "calibrated"
UNSURE = "not contradicted, by few explicit votes"
DOUBTED = "recalibrated: evidence counts {trust:.2f} times"
WIDENED = "recalibrated: theta varies {width:.2f} times as much"
UNSTABLE = "not calibrated: margins are wrong (slope {slope:.2f}), by how much is not sure"
WIDEST = 1.5
"""Largest ratio of the ends of a slope's interval, and of the two halves' slopes, with which margins are mended."""
LARGEST, BISECTIONS = 3.0, 12
"""Largest logarithm, either way, of a mending, and how often its interval is cut in two."""
TOLERANCE = 0.1
"""Of a slope: so much more or less changes no confidence by more than 0.026, and half of the users are not all."""
DIGITS = 4


def overall(halves: Halves, found: Couples, prior_variance: float, vote_share: float) -> dict:
    """What bin 0 says of the slope, and what follows for the evidence.

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
    return float(estimating(couples(halves._replace(score=score, variance=variance)), aim)[0].sum())


def _of_direction(found: Couples, direction: int) -> Couples:
    keep = found.direction == direction
    return Couples(*(values[keep] for values in found))
