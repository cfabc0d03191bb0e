"""How often a response was opened where it was shown, counted against what its positions get anyway."""

import polars as pl

KEYS = ("context", "response")


def tally(reads: pl.LazyFrame, propensities: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of `opened`.

    Trials are impressions, each worth the relative propensity of its position (Joachims et al. 2017, inverse propensity
    weighting, written as an offset: opens / propensity out of impressions has the mean of opens out of impressions x
    propensity, and a variance that no rare deep position blows up). A position of unknown propensity counts as 1.
    """
    shown = reads.filter(pl.col("impressions") > 0).join(
        propensities.select("position", "relative"), on="position", how="left"
    )
    opens = pl.min_horizontal("opens", "impressions").sum().cast(pl.Float64)
    exposure = (pl.col("impressions") * pl.col("relative").fill_null(1.0)).sum()
    return (
        shown.group_by(KEYS)
        .agg(successes=opens, exposure=exposure)
        .select(
            *KEYS,
            signal=pl.lit("opened"),
            successes="successes",
            trials=pl.max_horizontal("successes", "exposure"),
            overdispersion=pl.lit(1.0),
        )
    )
