"""Evidence that was found too sure of itself, or too timid, mended."""

from typing import NamedTuple, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

KEYS = ["context", "response"]
DIGITS = 4
Numbers = TypeVar("Numbers", NDArray[np.float64], pl.Expr)


class Mending(NamedTuple):
    """What the evidence is really worth: `trust` times the precision that it claims, of responses whose theta has
    `width` times the `prior_variance`."""

    trust: float
    width: float
    prior_variance: float

    @property
    def changes_nothing(self) -> bool:
        """Whether the evidence is taken at its word."""
        return self.trust == 1 and self.width == 1


AS_IT_IS = Mending(trust=1.0, width=1.0, prior_variance=1.0)


def mend(score: Numbers, variance: Numbers, by: Mending) -> tuple[Numbers, Numbers]:
    """Mean and variance of theta if its evidence had counted less from the start, or its prior had been wider.

    theta ~ N(score, variance) comes from a prior of variance V (`prior_variance`, or `variance` where that is more) and
    measurements of precision P = 1 / variance - 1 / V and mean score / (variance P). With the likelihood to the power
    of `trust` (tempering, as a count by its overdispersion: McCullagh & Nelder 1989, ch. 9), and a prior of `width` V,

        variance' = 1 / (1 / (width V) + trust P)      score' = score trust variance' / variance

    What rests on many votes changes little, what rests on few changes much, so that what was learned from half of the
    users also holds for all of them.
    """
    prior = variance.clip(by.prior_variance)
    mended = 1 / (1 / (by.width * prior) + by.trust * (1 / variance - 1 / prior))
    return score * by.trust * mended / variance, mended


def recalibrate(evidence: pl.LazyFrame, by: Mending) -> pl.LazyFrame:
    """Rows of `Evidence` with `mend`ed scores and variances; contributions are multiplied as their score is."""
    if by.changes_nothing:
        return evidence
    score, variance = mend(pl.col("score"), pl.col("variance"), by)
    factor = mend(pl.lit(1.0), pl.col("variance"), by)[0]
    contributions = (
        evidence.select(*KEYS, "signals", factor=factor)
        .explode("signals", empty_as_null=False)
        .with_columns(pl.col("signals").struct.with_fields((pl.field("log_odds") * pl.col("factor")).cast(pl.Float32)))
        .group_by(KEYS)
        .agg(pl.col("signals").sort_by(pl.col("signals").struct.field("signal")))
    )
    mended = evidence.drop("signals").with_columns(score=score.round(DIGITS), variance=variance.round(DIGITS))
    return mended.join(contributions, on=KEYS, how="left").with_columns(pl.col("signals").fill_null([]))
