"""Whether the pairs of a release are of another kind than those of the release before."""

from collections.abc import Collection

import dataframely as dy
import polars as pl

from schemas.config import ReleaseConfig
from schemas.difference import VERDICTS, Drift
from transforms.drift.columns import MOST_CATEGORIES, REST, SITE, cut, watched

SMOOTHING = 0.5
"""Pairs added to every category (Krichevsky & Trofimov 1981): with a share of 0 the indices would be infinite."""
FEWEST_PAIRS, FEWEST_ROOTS = 100, 30
"""Of either release: with fewer pairs, or root prompts (of equal size, as unequal ones count less), nothing stops."""
Z_999 = 3.090232
DIGITS = 4
COLUMN = ["site", "column"]
CATEGORY = [*COLUMN, "category"]
WHICH = ("old", "new")
PAIRS = ["n_old", "n_new"]


def drift(
    old: pl.LazyFrame, new: pl.LazyFrame, *, config: ReleaseConfig, learning: Collection[str] = ()
) -> dy.LazyFrame[Drift]:
    """The columns of two releases, `Released` with `split`, category by category, of every site that both have.

    With the shares q of the new release and p of the old one, half a pair added to every category,

        PSI = sum (q - p) ln(q / p)        KL = sum q ln(q / p)

    (population stability index: Siddiqi 2006; Kullback & Leibler 1951). Without any drift PSI is expected to be (B - 1)
    (1 / n + 1 / m) for B categories of n and m independent pairs (Yurdakul 2018), and KL half of it. But pairs of one
    root prompt are alike, and most pairs stand in both releases. With a_ck and b_ck the parts of all old and of all new
    pairs that are of root c and in category k, and r_k the share of k in both together,

        chance = sum_c [ sum_k (b_ck - a_ck)^2 / r_k - (sum_k (b_ck - a_ck))^2 ]

    has the same expectation for independent pairs, takes a root's pairs as one draw, and what stands unchanged as none
    (clusters in a chi-squared statistic: Rao & Scott 1981). `bound` is chance x the quantile 0.999 of chi-squared with
    B - 1 degrees of freedom / (B - 1). A column is to `warn` or to `stop` where PSI exceeds the bound and, net of
    chance, the limit of `config`. Column `site` is of all pairs; neither it nor a column of few pairs ever stops.
    Columns that one release lacks are left out. Of sites that are `learning`, whose votes were too few for the
    older release to tell what evidence is worth, it only warns: with enough of them all pairs become of another kind.
    """
    cells = _cells(old, new).cache()
    told = (
        _shares(cells)
        .join(_by_chance(cells), on=COLUMN, nulls_equal=True)
        .with_columns(
            bound=pl.col("chance") * _chi_squared(pl.col("freedom")) / pl.col("freedom"),
            net_psi=(pl.col("psi") - pl.col("chance")).clip(0),
            net_kl=(pl.col("kl") - pl.col("chance") / 2).clip(0),
        )
        .with_columns(verdict=_verdict(config, learning))
        .with_columns(pl.col(pl.Float64).round(DIGITS))
    )
    return Drift.cast(told.select(Drift.column_names()).sort("site", "column", -pl.col("n_new"), "category"))


def by_column(drifted: dy.LazyFrame[Drift]) -> pl.LazyFrame:
    """One row per site and column, the furthest drifted first, with the `category` whose share moved most.

    Of two that moved as much it is the one that has more now.
    """
    moved = (pl.col("share_new") - pl.col("share_old")).abs().round(DIGITS)
    rank = {verdict: number for number, verdict in enumerate(VERDICTS)}
    severity = pl.col("verdict").replace_strict(rank, return_dtype=pl.Int8)
    return (
        drifted.sort(-moved, -pl.col("share_new"), "category")
        .group_by(COLUMN, maintain_order=True)
        .first()
        .sort(-severity, -pl.col("net_psi"), "site", "column")
    )


def _cells(old: pl.LazyFrame, new: pl.LazyFrame) -> pl.LazyFrame:
    """`n_old` and `n_new` pairs per category and root, of the columns and sites of both; rare categories are one."""
    names = watched(old.collect_schema(), new.collect_schema())
    sides = [
        cut(release, names).group_by(*CATEGORY, "root").agg(pl.len().cast(pl.Int64).alias(side))
        for release, side in ((old, "n_old"), (new, "n_new"))
    ]
    counts = pl.concat(sides, how="diagonal").with_columns(pl.col(PAIRS).fill_null(0))
    order = pl.struct(-pl.sum_horizontal(PAIRS), "category").rank("ordinal").over(COLUMN)
    ranks = counts.group_by(CATEGORY).agg(pl.col(PAIRS).sum()).select(*CATEGORY, order=order)
    return (
        counts.join(ranks, on=CATEGORY, nulls_equal=True)
        .with_columns(category=pl.when(pl.col("order") > MOST_CATEGORIES).then(pl.lit(REST)).otherwise("category"))
        .group_by(*CATEGORY, "root")
        .agg(pl.col(PAIRS).sum())
        .filter(pl.min_horizontal(pl.col(PAIRS).sum().over(COLUMN)) > 0)
    )


def _shares(cells: pl.LazyFrame) -> pl.LazyFrame:
    """Per category, its pairs and shares; per column PSI and KL, `freedom` = B - 1 and all pairs of either release."""
    totals = {f"all_{which}": pl.col(f"n_{which}").sum().over(COLUMN) for which in WHICH}
    bins = pl.len().over(COLUMN)
    smooth = [(pl.col(f"n_{which}") + SMOOTHING) / (pl.col(f"all_{which}") + SMOOTHING * bins) for which in WHICH]
    p, q = smooth
    return (
        cells.group_by(CATEGORY)
        .agg(pl.col(PAIRS).sum())
        .with_columns(**totals)
        .with_columns(
            **{f"share_{which}": pl.col(f"n_{which}") / pl.col(f"all_{which}") for which in WHICH},
            psi=((q - p) * (q / p).log()).sum().over(COLUMN).clip(0),
            kl=(q * (q / p).log()).sum().over(COLUMN).clip(0),
            freedom=(bins - 1).clip(1),
        )
    )


def _by_chance(cells: pl.LazyFrame) -> pl.LazyFrame:
    """Per column `chance` and, of either release, to how many roots of equal size its pairs amount (Kish 1965)."""
    a, b = (pl.col(name) / pl.col(name).sum().over(COLUMN) for name in PAIRS)
    both = pl.sum_horizontal(PAIRS)
    share = both.sum().over(CATEGORY) / both.sum().over(COLUMN)
    moved = pl.col("b") - pl.col("a")
    by_root = (
        cells.with_columns(a=a, b=b, share=share)
        .group_by(*COLUMN, "root")
        .agg(pl.col("a", "b").sum(), chance=(moved**2 / pl.col("share")).sum() - moved.sum() ** 2)
    )
    return by_root.group_by(COLUMN).agg(
        pl.col("chance").sum().clip(0),
        roots_old=1 / (pl.col("a") ** 2).sum(),
        roots_new=1 / (pl.col("b") ** 2).sum(),
    )


def _chi_squared(freedom: pl.Expr) -> pl.Expr:
    """The quantile 0.999 of chi-squared (Wilson & Hilferty 1931): 3% too large for 1 degree of freedom, 1% for 3."""
    part = 2 / (9 * freedom)
    return freedom * (1 - part + Z_999 * part.sqrt()) ** 3


def _verdict(config: ReleaseConfig, learning: Collection[str]) -> pl.Expr:
    """What limits say of a column; without `drift_stop` nothing stops."""
    beyond = pl.col("psi") > pl.col("bound")
    enough = (pl.min_horizontal("all_old", "all_new") >= FEWEST_PAIRS) & (
        pl.min_horizontal("roots_old", "roots_new") >= FEWEST_ROOTS
    )
    settled = (pl.col("column") != SITE) & ~pl.col("site").is_in(list(learning)).fill_null(False)
    stops = pl.lit(False)
    if config.drift_stop is not None:
        stops = beyond & enough & settled & (pl.col("net_psi") >= config.drift_stop)
    warns = beyond & (pl.col("net_psi") >= config.drift_warn)
    return pl.when(stops).then(pl.lit("stop")).when(warns).then(pl.lit("warn")).otherwise(pl.lit("ok"))
