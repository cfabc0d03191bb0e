"""How often a response was opened where it was shown, and was the last to be, against what its positions get anyway."""

import polars as pl

KEYS = ("context", "response")
CELL = (*KEYS, "position")
MAX_WEIGHT = 10.0
"""Largest weight of a row against the lightest row of the same response and position (assumption)."""
USUAL_OPENS = 20.0
"""Opens that the share of lasts at a position, over all lists, is worth against that in lists of one length
(assumption)."""


def tally(reads: pl.LazyFrame, propensities: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of `opened`.

    Trials are impressions, each worth the relative propensity of its position (Joachims et al. 2017, inverse propensity
    weighting, written as an offset: opens / propensity out of impressions has the mean of opens out of impressions x
    propensity, and a variance that no rare deep position blows up). A position of unknown propensity counts as 1, as do
    all where the correction is not applied. Where the site logs with which probability it served a response, opens at
    one position are weighted by its inverse (`_even`): whoever was served a response because he would open it says
    less.
    """
    relative = pl.when("applied").then("relative").otherwise(1.0)
    return (
        _even(reads.filter(pl.col("impressions") > 0))
        .join(propensities.select("position", "relative", "applied"), on="position", how="left")
        .group_by(KEYS)
        .agg(successes=pl.col("opens").sum(), exposure=(pl.col("impressions") * relative).sum())
        .select(
            *KEYS,
            signal=pl.lit("opened"),
            successes="successes",
            trials=pl.max_horizontal("successes", "exposure"),
            overdispersion=pl.lit(1.0),
        )
    )


def last(reads: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of `last`: the last that was opened of a list.

    Trials are opens in lists, each worth the share of lasts among opens at its position in contexts with as many
    responses, relative to the share among all: who reads a list from its top ends below, and in a short one sooner.
    Lists whose positions are not logged count all opens alike. None where no open is known to have been the last.
    """
    in_lists = reads.filter(pl.col("position").is_not_null() | pl.col("position").is_null().all())
    lasts, opens = pl.col("lasts"), pl.col("opens")
    mean = lasts.sum() / opens.sum()
    at_position = lasts.sum().over("position") / opens.sum().over("position")
    alike = ("position", "length")
    share = (lasts.sum().over(alike) + USUAL_OPENS * at_position) / (opens.sum().over(alike) + USUAL_OPENS)
    return (
        in_lists.group_by(CELL)
        .agg(lasts=pl.col("last_in_request").sum(), opens=pl.col("opens").sum())
        .with_columns(length=pl.col("response").n_unique().over("context"))
        .filter(opens > 0, lasts.sum() > 0)
        .with_columns(expected=opens * share / mean)
        .group_by(KEYS)
        .agg(successes=lasts.sum().cast(pl.Float64), trials=pl.col("expected").sum())
        .select(
            *KEYS,
            signal=pl.lit("last"),
            successes="successes",
            trials=pl.max_horizontal("successes", "trials"),
            overdispersion=pl.lit(1.0),
        )
    )


def _even(shown: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, position, impressions, opens), one row per response and position.

    Where every impression there has a logged propensity, a row's rate of opens is the weighted one, sum of weights of
    opens / sum of weights, and rows (dates, halves of the users) enter by their mean weight u, at most `MAX_WEIGHT`
    times the lightest: rate = sum(u n rate) / sum(u n) out of (sum u n)^2 / sum u^2 n impressions, the effective ones
    (Kish 1965, Survey Sampling).
    """
    counted = shown.group_by(CELL).agg(
        pl.col("impressions").sum(), pl.min_horizontal("opens", "impressions").sum().alias("opens")
    )
    is_logged = pl.col("logged") == pl.col("impressions")
    effective = pl.col("total") ** 2 / pl.col("squares")
    return counted.join(_weighted(shown), on=CELL, how="left", nulls_equal=True).select(
        *CELL,
        impressions=pl.when(is_logged).then(effective).otherwise("impressions"),
        opens=pl.when(is_logged).then(effective * pl.col("successes") / pl.col("total")).otherwise("opens"),
    )


def _weighted(shown: pl.LazyFrame) -> pl.LazyFrame:
    """(*`CELL`, logged, total, squares, successes): impressions with a propensity, and sums of u n, u^2 n, u n rate."""
    n, weights, u = pl.col("impressions"), pl.col("weighted_impressions"), pl.col("u")
    rows = shown.filter(weights > 0).with_columns(mean=weights / n)
    lightest = rows.group_by(CELL).agg(lightest=pl.col("mean").min())
    return (
        rows.join(lightest, on=CELL, nulls_equal=True)
        .with_columns(
            u=pl.min_horizontal("mean", MAX_WEIGHT * pl.col("lightest")),
            rate=pl.min_horizontal("weighted_opens", "weighted_impressions") / weights,
        )
        .group_by(CELL)
        .agg(logged=n.sum(), total=(u * n).sum(), squares=(u**2 * n).sum(), successes=(u * n * pl.col("rate")).sum())
    )
