"""When a pair is learned: mostly easy negatives first, mostly hard ones last."""

import polars as pl

from transforms.text import hash64

FIRST, LAST = 0.3, 0.6
"""Share of weight of hard negatives in the first stage, and the least in the last."""
TILT = 0.75
"""How far sizes may differ from even: no stage holds less than 1 - `TILT` of an even one's weight."""
UNITS = 1e6
"""Weights are summed as integers, in millionths: the order of rows makes no difference."""


def stage(stages: int) -> pl.Expr:
    """Stage of the curriculum (Int8, 0 .. stages - 1), from `weight`, `negative`, `hardness` and `pair_id`.

    The share of hard negatives rises in a line over the stages (`_plan`). Among the hard and among the easy, less hard
    ones come first, equally hard ones by the hash of their `pair_id`; a pair belongs where the middle of its weight
    falls. An order from easy to hard: Bengio, Louradour, Collobert & Weston 2009, *Curriculum Learning*.
    """
    if stages == 1:
        return pl.lit(0, pl.Int8)
    mass = (pl.col("weight") * UNITS).round().cast(pl.Int64)
    is_hard = pl.col("negative") == "hard"
    order = ["hardness", hash64(pl.col("pair_id")), "pair_id"]
    middle = (mass.cum_sum().over("negative", order_by=order) - mass / 2) / mass.sum()
    hard = mass.filter(is_hard).sum() / mass.sum()
    ends = [pl.when(is_hard).then(of_hard).otherwise(of_easy) for of_hard, of_easy in _ends(hard, stages)]
    return pl.sum_horizontal(middle >= end for end in ends).cast(pl.Int8)


def _ends(hard: pl.Expr, stages: int) -> list[tuple[pl.Expr, pl.Expr]]:
    """For each stage but the last: shares of all weight that are hard, and easy, negatives of it or an earlier one."""
    first, last, tilt = _plan(hard, stages)
    places = _places(stages)
    sizes = [(1 + tilt * (2 * place - 1)) / stages for place in places]
    of_hard = [size * (first + (last - first) * place) for size, place in zip(sizes, places, strict=True)]
    of_easy = [size - part for size, part in zip(sizes, of_hard, strict=True)]
    return [(pl.sum_horizontal(of_hard[:number]), pl.sum_horizontal(of_easy[:number])) for number in range(1, stages)]


def _plan(hard: pl.Expr, stages: int) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(first, last, tilt): hard negatives' share in the first and the last stage, and how sizes differ.

    Stage j of K stands at t = j / (K - 1), holds (1 + tilt (2 t - 1)) / K of the weight and, of that, first + (last -
    first) t hard negatives. All stages together hold h = first + (last - first) m, where m = 1/2 + tilt v is the mean
    of t and v that of t (2 t - 1). Even sizes give last = 2 h - `FIRST`, if that is within `LAST` .. 1 (h from 0.45 to
    0.65). Else `last` stops there and sizes tilt, down to `TILT`. If that is not enough, `first` gives way, and `last`
    after it: with nothing but hard negatives, all stages hold them alone.
    """
    places = _places(stages)
    spread = sum(place * (2 * place - 1) for place in places) / stages
    last = (2 * hard - FIRST).clip(LAST, 1)
    tilt = (((hard - FIRST) / (last - FIRST) - 0.5) / spread).clip(-TILT, TILT)
    mean = 0.5 + tilt * spread
    first = ((hard - last * mean) / (1 - mean)).clip(0, 1)
    return first, (hard - first * (1 - mean)) / mean, tilt


def _places(stages: int) -> list[float]:
    return [number / (stages - 1) for number in range(stages)]
