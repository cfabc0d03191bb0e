"""Whether a site's evidence still foretells its explicit votes as well as it did."""

import dataframely as dy
import polars as pl

from schemas.calibration import BINS
from schemas.config import ReleaseConfig
from schemas.difference import VoteDrift

Z_95, Z_999 = 1.959964, 3.290527
WARN, STOP = 0.03, 0.1
"""Change of a measure from which it is told, and for the worse, from which nothing is published."""
MEASURES = {"agreement": -1, "error": 1}
"""Measure -> the sign of a change for the worse."""
DIGITS = 4


def vote_drift(old: pl.LazyFrame, new: pl.LazyFrame, *, config: ReleaseConfig) -> dy.LazyFrame[VoteDrift]:
    """One row per site and measure, from rows of `Calibration` with `site`, of the sites that both frames have.

    Agreement and error are those of `transforms.calibrate`; error is net of what chance alone gives. The standard error
    of agreement is its 95% interval / 3.92; that of the error at most sqrt(sum of the bins' squared ones) / 10, as a
    distance from 0 varies no more than what it is taken of. The difference is taken as one of two independent samples,
    which is cautious: two nights of a window share most votes. A measure is to `warn` where it changed by 0.03 at least
    and more than chance does once in a thousand times, or is lost; to `stop` where it became worse by 0.1 (unless
    `drift_stop` is null).
    """
    both = _measured(old).join(_measured(new), on=["site", "measure"], suffix="_new")
    told = both.select(
        "site", "measure", old="value", new="value_new", se=(pl.col("se") ** 2 + pl.col("se_new") ** 2).sqrt()
    ).with_columns(z=(pl.col("new") - pl.col("old")) / pl.col("se"))
    judged = told.with_columns(verdict=_verdict(config)).with_columns(pl.col(pl.Float64).round(DIGITS))
    return VoteDrift.cast(judged.sort("site", "measure"))


def _measured(calibration: pl.LazyFrame) -> pl.LazyFrame:
    """`value` and `se` per site and measure, null where the site is not calibrated."""
    half = ((pl.col("upper") - pl.col("lower")) / (2 * Z_95)).clip(1e-6)
    whole, of_bins = pl.col("bin") == 0, (half**2).filter(pl.col("bin") > 0)
    error_se = pl.when(of_bins.count() > 0).then(of_bins.sum().sqrt() / BINS)
    told = {
        "agreement": (pl.col("observed"), half.filter(whole).first()),
        "error": (pl.col("error") - pl.col("chance"), error_se),
    }
    return pl.concat(
        calibration.group_by("site").agg(measure=pl.lit(measure), value=value.filter(whole).first(), se=se)
        for measure, (value, se) in told.items()
    )


def _verdict(config: ReleaseConfig) -> pl.Expr:
    change = pl.col("new") - pl.col("old")
    sure = (pl.col("z").abs() > Z_999).fill_null(False)
    worse = change * pl.col("measure").replace_strict(MEASURES, return_dtype=pl.Int8)
    stops = sure & (worse >= STOP) if config.drift_stop is not None else pl.lit(False)
    lost = pl.col("old").is_not_null() & pl.col("new").is_null()
    return (
        pl.when(stops)
        .then(pl.lit("stop"))
        .when(lost | (sure & (change.abs() >= WARN)))
        .then(pl.lit("warn"))
        .otherwise(pl.lit("ok"))
    )
