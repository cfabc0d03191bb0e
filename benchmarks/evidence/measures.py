"""From judged pairs to numbers. `by` names the columns of a group: over all else, such as seeds, pairs are pooled."""

import polars as pl

from benchmarks.evidence.parts import RUN, WITH, WITHOUT

LEVELS = (0.7, 0.85, 0.9, 0.95)
"""Confidences from which pairs are counted."""
SURE = 0.9
MASS_BINS = 10
EDGES = (0.85, 0.9, 0.95, 0.975, 0.99)
"""Lower ends of bins of confidence."""
FEWEST = 80
"""Pairs from which a bin is judged."""
ALLOWED, ERRORS = 0.02, 2.0
"""A bin's mean confidence may differ from its accuracy by `ALLOWED` and as many standard errors."""
Q_VALUES = (0.05, 0.1, 0.2)
COUPLE = ("context", "low", "high")


def accuracy(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """`pairs >= c` per world and `right >= c` for each level c, the `longer` and `shorter` chosen apart from `SURE` up,
    the expected calibration error (`ece`) and `preference_error`; `worlds` are pooled.
    """
    confidence, right = pl.col("confidence"), pl.col("right")
    sure = confidence >= SURE
    counts = [
        part
        for level in LEVELS
        for part in (
            ((confidence >= level).sum() / pl.col("seed").n_unique()).alias(f"pairs >= {level}"),
            right.filter(confidence >= level).mean().alias(f"right >= {level}"),
        )
    ]
    return (
        pairs.group_by(by)
        .agg(
            pl.col("seed").n_unique().alias("worlds"),
            *counts,
            right.filter(sure & pl.col("longer")).mean().alias("longer"),
            right.filter(sure & ~pl.col("longer")).mean().alias("shorter"),
            pl.col("error").mean().alias("preference_error"),
        )
        .join(calibration_error(pairs, by), on=by)
        .sort(by)
    )


def reliability(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """A row per group and bin of equal mass: `pairs`, mean `confidence`, and the share that are `right`."""
    place = pl.struct("confidence", "seed", *COUPLE).rank("ordinal").over(by) - 1
    return (
        pairs.with_columns(bin=(MASS_BINS * place) // pl.len().over(by))
        .group_by(*by, "bin")
        .agg(pairs=pl.len(), confidence=pl.col("confidence").mean(), right=pl.col("right").mean())
        .sort(*by, "bin")
    )


def calibration_error(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """`ece`, the expected calibration error: sum over bins of equal mass of n_bin / n x |right - confidence|."""
    gap = (pl.col("right") - pl.col("confidence")).abs()
    return reliability(pairs, by).group_by(by).agg(ece=(gap * pl.col("pairs")).sum() / pl.col("pairs").sum())


def sure_bins(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """A row per group and bin of high confidence (`bin`, its lower end): `pairs`, `confidence`, `right`.

    `gap` is |right - confidence| and `allowed` the most that it may be, null where the bin has too few pairs.
    """
    right = pl.col("right").mean()
    error = (pl.max_horizontal(right * (1 - right), 1e-4) / pl.len()).sqrt()
    lower = pl.lit(None, pl.Float64)
    for edge in EDGES:
        lower = pl.when(pl.col("confidence") >= edge).then(edge).otherwise(lower)
    return (
        pairs.with_columns(bin=lower)
        .drop_nulls("bin")
        .group_by(*by, "bin")
        .agg(
            pairs=pl.len(),
            confidence=pl.col("confidence").mean(),
            right=right,
            gap=(right - pl.col("confidence").mean()).abs(),
            allowed=pl.when(pl.len() >= FEWEST).then(ALLOWED + ERRORS * error),
        )
        .sort(*by, "bin")
    )


def discoveries(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """A row per group and configured false discovery rate: `pairs` per world and the share that are `wrong`."""
    told = pairs.filter(pl.col("q_value").is_not_null())
    rows = [
        told.group_by(by).agg(
            fdr=pl.lit(rate),
            pairs=(pl.col("q_value") <= rate).sum() / pl.col("seed").n_unique(),
            wrong=(~pl.col("right")).filter(pl.col("q_value") <= rate).mean(),
        )
        for rate in Q_VALUES
    ]
    return pl.concat(rows).sort(*by, "fdr")


def poisoning(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """What rings did to the pairs with confidence from `SURE` up, against the same worlds without what they did.

    `made_wrong` are the wrong pairs that were not wrong there before, as a share of all `pairs` before (per world), and
    `right_lost` the right ones that are no longer there and right, as a share of the right ones before.
    """
    key = ["kind", "world", "seed", *COUPLE]
    sure = pairs.filter(pl.col("confidence") >= SURE)
    before, after = (sure.filter(variant=variant).select(*key, "right") for variant in (WITHOUT, WITH))
    both = before.join(after, on=key, how="full", suffix="_after", coalesce=True)
    was_right, is_right = pl.col("right").fill_null(False), pl.col("right_after").fill_null(False)
    was_wrong, is_wrong = ~pl.col("right").fill_null(True), ~pl.col("right_after").fill_null(True)
    return (
        both.group_by(by)
        .agg(
            worlds=pl.col("seed").n_unique(),
            pairs=pl.col("right").count() / pl.col("seed").n_unique(),
            made_wrong=(is_wrong & ~was_wrong).sum() / pl.col("right").count(),
            right_lost=(was_right & ~is_right).sum() / was_right.sum(),
        )
        .sort(by)
    )


def measured(pairs: pl.DataFrame) -> pl.DataFrame:
    """All that bars are about, as (kind, world, measure, value)."""
    by = ["kind", "world"]
    run = pairs.filter(variant=RUN)
    bins = sure_bins(run, by).group_by(by).agg(worst_bin=(pl.col("gap") - pl.col("allowed")).max())
    wrong = discoveries(run, by).filter(fdr=Q_VALUES[0]).select(*by, wrong_at_5_percent="wrong")
    frames = (
        accuracy(run, by).drop("worlds"),
        bins,
        wrong,
        poisoning(pairs, by).select(*by, "made_wrong", "right_lost"),
    )
    return pl.concat(
        frame.unpivot(index=by, variable_name="measure", value_name="value").cast({"value": pl.Float64})
        for frame in frames
    ).sort(*by, "measure")
