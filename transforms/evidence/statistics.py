"""What the stage reads."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.contents import Contents
from schemas.reading import Curves
from schemas.statistics import Propensities
from transforms.evidence.pooling import NOWHERE


class Statistics(NamedTuple):
    """What people did in the window: all nights of one site, each frame perhaps empty."""

    votes: pl.LazyFrame
    reads: pl.LazyFrame
    turns: pl.LazyFrame
    totals: pl.LazyFrame
    verdicts: pl.LazyFrame


class Inputs(NamedTuple):
    """All that evidence rests on: `statistics` and `curves` of the window, `contents` as known tonight, tonight's
    `propensities`, and `elsewhere`, the loadings of other sites (with `site`)."""

    statistics: Statistics
    contents: dy.LazyFrame[Contents]
    curves: dy.LazyFrame[Curves]
    propensities: dy.LazyFrame[Propensities]
    elsewhere: pl.LazyFrame = NOWHERE
