"""Stage `exposure`: what a position does to being opened."""

import dataframely as dy
import polars as pl

from schemas.config import ExposureConfig
from schemas.statistics import Propensities, Reads

Z_95 = 1.959964


def exposure(reads: dy.LazyFrame[Reads], *, config: ExposureConfig) -> dy.LazyFrame[Propensities]:
    """Share of shown responses that were opened, per position, relative to the lowest position seen.

    relative_k = p_k / p_1 with p = (opens + 1/2) / (impressions + 1/2), which assumes that responses of equal worth
    stand at all positions: where a site ranks well, part of the fall is the responses' own. The 95% interval is the
    delta method's on the log ratio, exp(ln relative +- 1.96 sqrt(1/x_k - 1/n_k + 1/x_1 - 1/n_1)) (Katz et al. 1978,
    Biometrics 34:469; the halves: Pettigrew, Gart & Thomas 1986, Biometrika 73:425). `relative` and its bounds are at
    least 1 / `max_weight`. `effective_n` = 1 / (1/n_k + 1/n_1), at the lowest position its impressions. No rows where
    the site logs no impressions or no positions, or the correction is off.
    """
    shares = _shares(reads)
    if config.correction == "off":
        shares = shares.clear()
    first = pl.col("opens", "impressions", "share", "variance").sort_by("position").first().name.prefix("first_")
    rows = shares.with_columns(first).with_columns(_interval(), effective_n=_effective_n())
    smallest = 1 / config.max_weight
    return Propensities.cast(
        rows.with_columns(
            pl.col("relative", "lower", "upper").clip(lower_bound=smallest).round(4),
            method=pl.lit("empirical_share"),
        )
    )


def _shares(reads: pl.LazyFrame) -> pl.LazyFrame:
    """Opens that followed an impression, per position, with the share's variance on the log scale."""
    opens, impressions = pl.col("opens") + 0.5, pl.col("impressions") + 0.5
    return (
        reads.filter(pl.col("position").is_not_null(), pl.col("impressions") > 0)
        .group_by("position")
        .agg(pl.col("impressions").sum(), opens=pl.min_horizontal("opens", "impressions").sum())
        .with_columns(share=opens / impressions, variance=1 / opens - 1 / impressions)
    )


def _interval() -> list[pl.Expr]:
    """The ratio and its bounds; the lowest position is exactly 1, as the unit of the rest."""
    is_first = pl.col("position") == pl.col("position").min()
    relative = pl.col("share") / pl.col("first_share")
    spread = pl.when(is_first).then(0.0).otherwise((pl.col("variance") + pl.col("first_variance")).sqrt())
    return [
        relative.alias("relative"),
        (relative * (-Z_95 * spread).exp()).alias("lower"),
        (relative * (Z_95 * spread).exp()).alias("upper"),
    ]


def _effective_n() -> pl.Expr:
    is_first = pl.col("position") == pl.col("position").min()
    couple = 1 / (1 / pl.col("impressions") + 1 / pl.col("first_impressions"))
    return pl.when(is_first).then(pl.col("impressions").cast(pl.Float64)).otherwise(couple).round(4)
