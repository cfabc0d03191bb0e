"""`correction: auto`: do shares of opens agree better with the votes before or after the correction?"""

from typing import NamedTuple

import numpy as np

from transforms.exposure.cells import Floats, Integers

Z = 1.96
"""Standard errors by which the uncorrected shares must agree better: where votes say nothing clear, it is corrected."""
MIN_CONTEXTS = 10
"""Contexts below which a jackknife has no say."""


class Opened(NamedTuple):
    """One element per response: its context's number, opens after impressions, impressions, impressions times relative
    propensity (`exposed`), explicit votes for less against (`net`), and all opens."""

    context: Integers
    opens: Floats
    impressions: Floats
    exposed: Floats
    net: Floats
    all_opens: Floats


def better_uncorrected(opened: Opened) -> bool:
    """Whether net votes per open, which need no correction, go along more closely with raw shares of opens.

    Compared are the absolute correlations, over responses around their context's mean, of votes per open with ln((opens
    + 1/2) / (impressions + 1)) and with the same over `exposed`, both weighted by opens, since opens make the votes'
    precision. Absolute, because what is opened more may be liked less. The difference must exceed `Z` standard errors
    by the jackknife over contexts (Efron & Stein 1981).
    """
    judged = (opened.impressions > 0) & (opened.all_opens > 0)
    context, opens, impressions, exposed, net, weight = (column[judged] for column in opened)
    votes = _centred(net / weight, weight, context)
    shares = [np.log((opens + 0.5) / (trials + 1)) for trials in (impressions, exposed)]
    raw, corrected = (_sums(_centred(share, weight, context), votes, weight, context) for share in shares)
    n = len(raw)
    if n < MIN_CONTEXTS:
        return False
    lead = _strength(raw.sum(axis=0)) - _strength(corrected.sum(axis=0))
    without = _strength(raw.sum(axis=0) - raw) - _strength(corrected.sum(axis=0) - corrected)
    return bool(lead > Z * np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()) and lead > 0)


def _centred(values: Floats, weight: Floats, context: Integers) -> Floats:
    """Values less the weighted mean of their context."""
    total = np.bincount(context, weights=weight * values)
    return values - (total / np.maximum(np.bincount(context, weights=weight), 1e-12))[context]


def _sums(share: Floats, votes: Floats, weight: Floats, context: Integers) -> Floats:
    """Per context of several responses: the weighted sums of products (share x votes, share^2, votes^2)."""
    products = (share * votes, share**2, votes**2)
    several = np.bincount(context) > 1
    return np.stack([np.bincount(context, weights=weight * product)[several] for product in products], axis=1)


def _strength(sums: Floats) -> Floats:
    """Absolute correlation; 0 where something does not vary."""
    across, one, other = np.moveaxis(sums, -1, 0)
    spread = np.maximum(one, 0) * np.maximum(other, 0)
    return np.abs(across) / np.sqrt(np.where(spread > 1e-18, spread, np.inf))
