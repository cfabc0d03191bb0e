"""Raking: weights near those they begin with, whose shares are as asked for."""

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import polars as pl

from transforms.balance.targets import Target

ROUNDS = 40
"""Passes over all targets. What can be met is met to within 1e-3 after 20; the rest is for targets in conflict."""


class Array(NamedTuple):
    """A target over the cells: who is a member, who counts at all, the cells' groups, and the bounds' log-odds."""

    member: np.ndarray
    counted: np.ndarray
    group: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reach: float


def rake(cells: pl.LazyFrame, targets: Sequence[Target], *, largest: float) -> pl.LazyFrame:
    """Adds `weight`, whose mean over the `n` rows of all cells is 1, within [1 / largest, largest].

    `log_weight` holds what the weights begin with, up to a factor. Minimum discrimination information (Ireland &
    Kullback 1968): of all weights w whose shares meet the targets, those with the least sum n w ln(w / start). They are
    start x exp(sum of the targets' multipliers), cut to the bounds (Deville & Sarndal 1992), and are found by adjusting
    one target after the other (iterative proportional fitting: Deming & Stephan 1940). A target with room between
    `low` and `high` moves no further than it must, and takes back what others have made needless (Censor & Lent 1981).
    A step keeps the weight of the group `within` which it moves, so scenarios and strata keep theirs unless others ask.

    What cannot be met within the bounds is met as far as `reach` goes: where multipliers are bounded, what is missed
    has a price and is no longer forbidden. Where all or nothing of a group is a member, there is nothing to adjust.
    """
    told = [_columns(number, target) for number, target in enumerate(targets)]
    asked = cells.with_columns(*(column for columns in told for column in columns), weight=pl.lit(1.0))
    solve = partial(_solve, reaches=[target.reach for target in targets], largest=largest)
    names = [column.meta.output_name() for columns in told for column in columns]
    return asked.map_batches(solve, streamable=False).drop("log_weight", *names)


def _columns(number: int, target: Target) -> list[pl.Expr]:
    """What the cells say of a target."""
    group = pl.struct(target.within).rank("dense") - 1 if target.within else pl.lit(0, pl.UInt32)
    told = {"member": target.member, "group": group, "low": target.bounds.low, "high": target.bounds.high}
    return [expression.alias(f"{name}_{number}") for name, expression in told.items()]


def _solve(cells: pl.DataFrame, reaches: Sequence[float], largest: float) -> pl.DataFrame:
    if cells.is_empty():
        return cells
    n, log_weight = cells["n"].to_numpy(), cells["log_weight"].to_numpy()
    targets = [_array(cells, number, reach * math.log(largest)) for number, reach in enumerate(reaches)]
    moved = [np.zeros(cells.height) for _ in targets]
    log_weight = log_weight - math.log(np.average(np.exp(log_weight), weights=n))
    for _ in range(ROUNDS):
        for number, target in enumerate(targets):
            moved[number], log_weight = _adjusted(target, moved[number], log_weight, n, largest)
        log_weight = log_weight - math.log(np.average(_cut(log_weight, largest), weights=n))
    return cells.with_columns(weight=_with_mean_one(_cut(log_weight, largest), n, largest))


def _array(cells: pl.DataFrame, number: int, reach: float) -> Array:
    member = cells[f"member_{number}"]
    low, high = (_log_odds(cells[f"{bound}_{number}"].to_numpy()) for bound in ("low", "high"))
    counted, group = member.is_not_null().to_numpy(), cells[f"group_{number}"].to_numpy()
    return Array(member.fill_null(value=False).to_numpy(), counted, group, low, high, reach)


def _adjusted(
    target: Array, moved: np.ndarray, log_weight: np.ndarray, n: np.ndarray, largest: float
) -> tuple[np.ndarray, np.ndarray]:
    """How far the target has moved log-odds, and the weights, after one step of it.

    With s the members' share now, their log-odds move by d, which brings s into the bounds, or the moves so far back
    towards 0 as far as the bounds allow; members' weights change by exp(d), then all by 1 / (1 - s + s exp(d)).
    """
    mass = n * _cut(log_weight, largest)
    whole, part = (np.bincount(target.group, mass * each)[target.group] for each in (target.counted, target.member))
    share = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    is_open = target.counted & (share > 0) & (share < 1)
    share = np.where(is_open, share, 0.5)
    far = moved - _log_odds(share)
    wanted = np.clip(np.maximum(target.low + far, np.minimum(target.high + far, 0)), -target.reach, target.reach)
    step = np.where(is_open, wanted - moved, 0)
    change = np.where(target.member, step, 0) - np.log(1 - share + share * np.exp(step))
    return moved + step, log_weight + np.where(is_open, change, 0)


def _cut(log_weight: np.ndarray, largest: float) -> np.ndarray:
    """The weight, within its bounds."""
    return np.clip(np.exp(log_weight), 1 / largest, largest)


def _with_mean_one(weight: np.ndarray, n: np.ndarray, largest: float) -> np.ndarray:
    """Moves all weights by the same share of their room towards one bound: the mean is 1, and the bounds hold."""
    mean = np.average(weight, weights=n)
    bound = largest if mean < 1 else 1 / largest
    return weight + (bound - weight) * (1 - mean) / (bound - mean)


def _log_odds(share: np.ndarray) -> np.ndarray:
    """Of 0 and 1, the infinities."""
    with np.errstate(divide="ignore"):
        return np.log(share) - np.log1p(-share)
