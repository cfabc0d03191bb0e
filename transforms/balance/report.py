"""What balancing did: shares of the pairs before, shares of their weight after, and what was asked for."""

from collections.abc import Iterator

import polars as pl

from schemas.config import ReleaseConfig
from transforms.balance.cells import GAPS, GROUP, with_cell
from transforms.balance.curriculum import FIRST, LAST, UNITS
from transforms.balance.diversity import diversity
from transforms.balance.targets import EVEN, SAFETY, Bounds, hard_shares, longer, safety_share

COLUMNS = ("aspect", "group", "pairs", "share", "weighted", "target")
DIGITS = 4
UNASKED = pl.lit(None, pl.Float64)
EVERYTHING = pl.lit("all")


def report(pairs: pl.LazyFrame, *, config: ReleaseConfig) -> pl.LazyFrame:
    """(*`COLUMNS`): one row per group of an aspect of train, as `balanced` gives it. Floats to 1e-4.

    `pairs` is how many there are, `share` their share of the pairs, `weighted` that of the weight. `target` is the
    share nearest to `weighted` that was asked for, so it is missed where they differ; null where nothing was asked for.
    For `site` and `rule` it is where weights begin (temperature sampling), which the other targets then move.

    `site`, `tier`, `rule`, `scenario`, `language`, `stage` (of the curriculum): shares of all. `hard negatives`: their
    share of each scenario, and of all. `hard negatives by stage`: of each stage. `longer chosen`: where the longer
    answer was chosen, as a share of the pairs whose lengths differ, for each stratum of the ratio of lengths (named by
    the ratio from which it counts), and of all. What `diversity` adds is no share.
    """
    # All that follows reads this, and without `cache` the optimiser would work it out for every row anew.
    told = _told(pairs, config).cache()
    tables = [*_shares(told, config), *_parts(told, config), *diversity(told)]
    return pl.concat(
        table.select(*COLUMNS[:2], pl.col("pairs").cast(pl.Int64), pl.col(COLUMNS[3:]).round(DIGITS))
        for table in tables
    )


def _told(pairs: pl.LazyFrame, config: ReleaseConfig) -> pl.LazyFrame:
    """Adds `mass`, the weight, and `start`, what it began with, as integers: no sum depends on the order of rows."""
    start = pl.len().over(GROUP).cast(pl.Float64) ** (1 / config.temperature - 1)
    return with_cell(pairs).with_columns(
        mass=(pl.col("weight").cast(pl.Float64) * UNITS).round().cast(pl.Int64),
        start=(start * UNITS).round().cast(pl.Int64),
    )


def _shares(told: pl.LazyFrame, config: ReleaseConfig) -> Iterator[pl.LazyFrame]:
    """Groups that share out all pairs."""
    group, began = pl.col("group"), pl.col("start") / pl.col("start").sum()
    cap = group.replace_strict(config.tier_shares, default=None, return_dtype=pl.Float64)
    capped = pl.when(cap.is_not_null()).then(pl.min_horizontal("weighted", cap))
    safe = pl.when(group == SAFETY).then(_nearest(safety_share(config)))
    yield _share(told, "site", pl.col("site"), began)
    yield _share(told, "tier", pl.col("tier"), capped)
    yield _share(told, "rule", pl.col("rule"), began)
    yield _share(told, "scenario", pl.col("scenario"), safe)
    yield _share(told, "language", pl.col("language"), UNASKED)
    yield _share(told, "stage", pl.col("curriculum"), pl.lit(1 / config.curriculum_stages))


def _parts(told: pl.LazyFrame, config: ReleaseConfig) -> Iterator[pl.LazyFrame]:
    """Members' shares of groups."""
    hard, scenario, stage = pl.col("negative") == "hard", pl.col("scenario"), pl.col("curriculum")
    ratio = pl.col("gap").replace_strict(dict(enumerate([1.0, *GAPS])), return_dtype=pl.Float64).round(2)
    yield _part(told, "hard negatives", scenario, hard, _nearest(hard_shares(config, pl.col("group"))))
    yield _part(told, "hard negatives", EVERYTHING, hard, UNASKED)
    yield _part(told, "hard negatives by stage", stage, hard, _rising(config.curriculum_stages))
    yield _part(told, "longer chosen", ratio, longer(), EVEN.low)
    yield _part(told, "longer chosen", EVERYTHING, longer(), EVEN.low)


def _rising(stages: int) -> pl.Expr:
    """What the curriculum asks of the first and the last stage."""
    at_last = _nearest(Bounds(pl.lit(LAST), pl.lit(1.0)))
    ends = pl.when(pl.col("group") == "0").then(FIRST).when(pl.col("group") == str(stages - 1)).then(at_last)
    return ends if stages > 1 else UNASKED


def _share(told: pl.LazyFrame, aspect: str, group: pl.Expr, target: pl.Expr) -> pl.LazyFrame:
    return (
        told.group_by(group=group.cast(pl.String))
        .agg(pl.len().alias("pairs"), pl.col("mass", "start").sum())
        .sort("group")
        .with_columns(share=pl.col("pairs") / pl.col("pairs").sum(), weighted=pl.col("mass") / pl.col("mass").sum())
        .with_columns(target.alias("target"), aspect=pl.lit(aspect))
    )


def _part(told: pl.LazyFrame, aspect: str, group: pl.Expr, member: pl.Expr, target: pl.Expr) -> pl.LazyFrame:
    """`pairs` are those that are members or not: where `member` is not null."""
    return (
        told.filter(member.is_not_null())
        .group_by(group=group.cast(pl.String))
        .agg(
            pairs=pl.len(),
            share=member.mean(),
            weighted=pl.col("mass").filter(member).sum() / pl.col("mass").sum(),
        )
        .filter(pl.col("pairs") > 0)
        .sort("group")
        .with_columns(target.alias("target"), aspect=pl.lit(aspect))
    )


def _nearest(bounds: Bounds) -> pl.Expr:
    return pl.col("weighted").clip(bounds.low, bounds.high)
