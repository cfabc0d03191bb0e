"""Where the site logs with which probability it served each response where: opens weighted by its inverse."""

from typing import NamedTuple

import numpy as np

from transforms.exposure.cells import Cells, Floats, Integers, gather

CAP_STEPS = 50
MIN_OVERLAP = 0.7
"""Share of a context's responses that must have had a chance to stand where others did; of two, one alone is half."""


class Logged(NamedTuple):
    """Responses' cells of impressions with a propensity; per cell the sum of weights of impressions (`n`) and of opens
    (`x`), and of the squares of the former."""

    cells: Cells
    n: Floats
    x: Floats
    squares: Floats

    @property
    def rate(self) -> Floats:
        """Weighted share of opens."""
        return np.minimum(self.x / self.n, 1.0)


def by_response(logged: Logged) -> Cells:
    """Opens of each response at each class, as they would be had it been served to everybody alike.

    The rate is (sum of weights of opens) / (sum of weights): those whom the policy favours for a response count less;
    what it decides by response and class alone has no effect. Trials are the effective ones, (sum w)^2 / sum w^2 (Kish
    1965), as far as weights are known to differ.
    """
    trials = np.minimum(logged.n**2 / logged.squares, logged.cells.n)
    return logged.cells._replace(n=trials, x=trials * logged.rate)


def by_context(logged: Logged, context: Integers, n_places: int, max_weight: float) -> Cells:
    """Opens of each context at each class, as if its responses had been served there with equal chances.

    With u the mean weight of a cell, at most `max_weight` times the class's mean, trials are s sum(u n) and opens s
    sum(u n rate), whose expectations are the same mix of responses at all classes (Horvitz & Thompson 1952), scaled by
    s = sum(u n) / sum(u^2 n) over the site to as many trials as are effective (Kish 1965).
    """
    cells = logged.cells
    mean = logged.n / cells.n
    weight = np.minimum(mean, _caps(mean, cells, n_places, max_weight)[cells.place])
    trials = weight * cells.n
    trials *= trials.sum() / (weight * trials).sum()
    return gather(context[cells.unit], cells.place, trials, trials * logged.rate, n_places)


def overlap(logged: Logged, context: Integers, n_places: int) -> float:
    """How much of the contexts could stand at the classes where something of them stood, 0 to 1.

    The mean inverse propensity over what was served estimates how many responses had a chance; a policy that always
    serves the same ones logs 1, and no weights make its positions alike.
    """
    cells = logged.cells
    unit = context[cells.unit]
    size = np.bincount(context)[unit].astype(float)
    chances = gather(unit, cells.place, cells.n, logged.n, n_places)
    sizes = gather(unit, cells.place, cells.n, cells.n * size, n_places)
    reached = np.minimum(chances.x, sizes.x).sum()
    return float(reached / max(sizes.x.sum(), 1e-9))


def _caps(mean: Floats, cells: Cells, n_places: int, max_weight: float) -> Floats:
    """The largest weight of each class: `max_weight` times the mean of the weights that are left by it."""
    n = np.bincount(cells.place, weights=cells.n, minlength=n_places)
    cap = np.full(n_places, np.inf)
    for _ in range(CAP_STEPS):
        kept = np.minimum(mean, cap[cells.place])
        cap = max_weight * np.bincount(cells.place, weights=cells.n * kept, minlength=n_places) / np.maximum(n, 1e-9)
    return cap
