"""How much each pair of train weighs, and when it is learned: balance moves weights, never rows."""

import polars as pl

from schemas.config import ReleaseConfig
from transforms.balance.cells import CELL, GROUP, cells, with_cell
from transforms.balance.curriculum import stage
from transforms.balance.raking import rake
from transforms.balance.targets import targets

DIGITS = 6
"""Of a weight: the mean over train is 1 to within 5e-7, and no sum depends on the order of rows."""


def balanced(train: pl.LazyFrame, *, config: ReleaseConfig) -> pl.LazyFrame:
    """Pairs of train with `weight` (Float64) and `curriculum` (Int8, from 0), in the place of any that they had.

    The columns read are `CELL`'s sources (`with_cell`), `pair_id` and `hardness`. Weights begin as n^(1 /
    temperature - 1), n being the pairs of the same site, tier and rule (temperature sampling: Arivazhagan et al.
    2019, *Massively Multilingual Neural Machine Translation in the Wild*), and are raked from there to the targets
    (`targets.py`, `raking.py`). Their mean is 1, and all lie within [1 / max_pair_weight, max_pair_weight], both to
    within 5e-7. Pairs that are alike in all that is balanced weigh the same, in whatever order rows come.
    """
    weights = _weights(cells(train), config)
    weighted = with_cell(train.drop("weight", "curriculum", strict=False)).join(weights, on=CELL, how="left")
    return weighted.with_columns(curriculum=stage(config.curriculum_stages)).drop("gap", "direction")


def _weights(counted: pl.LazyFrame, config: ReleaseConfig) -> pl.LazyFrame:
    """(*`CELL`, weight) of cells with `n` pairs."""
    start = (1 / config.temperature - 1) * pl.col("n").sum().over(GROUP).log()
    raked = rake(counted.with_columns(log_weight=start), targets(config), largest=config.max_pair_weight)
    return raked.select(*CELL, pl.col("weight").round(DIGITS))
