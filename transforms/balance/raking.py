"""Raking: weights near those they begin with, whose shares are as asked for."""

import math
from collections.abc import Sequence

import polars as pl

from transforms.balance.targets import Target

ROUNDS = 40
"""Passes over all targets. What can be met is met to within 1e-3 after 20; the rest is for targets in conflict."""
WORKING = ("share", "step")
"""Columns of one step: the members' share before it, and the log-odds by which it moves."""


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
    names = [f"moved_{number}" for number in range(len(targets))]
    state = cells.with_columns(pl.lit(0.0).alias(name) for name in names)
    state = state.with_columns(pl.col("log_weight") - _mean(pl.col("log_weight").exp()).log())
    for _ in range(ROUNDS):
        for name, target in zip(names, targets, strict=True):
            state = _adjust(state, target, name, largest)
        state = state.with_columns(pl.col("log_weight") - _mean(_cut(largest)).log())
    return _with_mean_one(state.with_columns(weight=_cut(largest)), largest).drop("log_weight", *WORKING, *names)


def _adjust(state: pl.LazyFrame, target: Target, name: str, largest: float) -> pl.LazyFrame:
    """One step of one target, whose log-odds moved so far are in the column `name`.

    With s the members' share now, their log-odds move by d, which brings s into the bounds, or the moves so far back
    towards 0 as far as the bounds allow; members' weights change by exp(d), then all by 1 / (1 - s + s exp(d)).
    """
    mass = pl.when(target.member.is_not_null()).then(pl.col("n") * _cut(largest)).otherwise(0.0)
    of_members = pl.when(target.member).then(mass).otherwise(0.0)
    whole, part = (each.sum().over(target.within) if target.within else each.sum() for each in (mass, of_members))
    share, step = (pl.col(column) for column in WORKING)
    moved = pl.col(name)
    low, high = (moved + _log_odds(bound) - _log_odds(share) for bound in target.bounds)
    reach = target.reach * math.log(largest)
    wanted = pl.max_horizontal(low, pl.min_horizontal(high, 0.0)).clip(-reach, reach)
    is_open = target.member.is_not_null() & share.is_between(0, 1, closed="none")
    change = pl.when(target.member).then(step).otherwise(0.0) - (1 - share + share * step.exp()).log()
    after = pl.col("log_weight") + pl.when(is_open).then(change).otherwise(0.0)
    return (
        state.with_columns(share=part / whole)
        .with_columns(step=pl.when(is_open).then(wanted - moved).otherwise(0.0))
        .with_columns((moved + step).alias(name), log_weight=after)
    )


def _cut(largest: float) -> pl.Expr:
    """The weight, within its bounds."""
    return pl.col("log_weight").exp().clip(1 / largest, largest)


def _mean(weight: pl.Expr) -> pl.Expr:
    """Over rows, of which a cell holds `n`."""
    return (pl.col("n") * weight).sum() / pl.col("n").sum()


def _with_mean_one(state: pl.LazyFrame, largest: float) -> pl.LazyFrame:
    """Moves all weights by the same share of their room towards one bound: the mean is 1, and the bounds hold."""
    mean, weight = _mean(pl.col("weight")), pl.col("weight")
    bound = pl.when(mean < 1).then(largest).otherwise(1 / largest)
    return state.with_columns(weight=weight + (bound - weight) * (1 - mean) / (bound - mean))


def _log_odds(share: pl.Expr) -> pl.Expr:
    return (share / (1 - share)).log()
