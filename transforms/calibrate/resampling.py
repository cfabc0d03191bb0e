"""Contexts drawn again and again: the cluster bootstrap."""

from functools import cache

import numpy as np

from transforms.calibrate.agreement import Floats, Integers

RESAMPLES = 500
BLOCKS = 1000
"""Contexts are drawn alone where there are no more, else in as many groups."""
SEED = 0


def blocks(context: Integers) -> Integers:
    """The block of each context."""
    return context % BLOCKS


@cache
def drawn(number: int) -> Floats:
    """How often each of so many blocks is drawn in each resample (Cameron, Gelbach & Miller 2008)."""
    return np.random.default_rng(SEED).multinomial(number, np.full(number, 1 / number), size=RESAMPLES).astype(float)
