"""What differs between two releases, couple by couple, and why."""

import dataframely as dy
import polars as pl

from schemas.difference import CHANGES, Difference
from transforms.identity import couple

COUPLE = ("site", "couple")
MOVED = 0.05
"""Change of confidence from which a couple that stands is surer or less sure."""
DIGITS = 4
OF_BOTH = ("pair_id", "confidence", "dt", "split")
"""Columns that are told of either release."""
OF_NEWER = ("kind", "context_id", "rule", "tier")
"""Columns that are told of the newer release that holds the couple."""
SEES_ALL_SITES = "release"
"""The stage of whose drops the site says nothing."""


def difference(
    old: pl.LazyFrame, new: pl.LazyFrame, *, max_age_days: int, dropped: pl.LazyFrame | None = None
) -> dy.LazyFrame[Difference]:
    """The couples that two releases, `Released` with `split`, do not hold alike; old - removed + added = new.

    Couples are known by site, prompt and unordered answers, so that one whose order turned is one couple. `dropped` are
    rows of `Dropped` with `site` and `night`, of the nights between the releases: a removed pair that one of them
    names, not before it was decided, has its reason. Otherwise it was `decided again` (its context has pairs of a later
    night), `lapsed` (more than `max_age_days` older than its site's newest pair), or is `no longer a pair`. Weight and
    curriculum are no difference.
    """
    before, after = _couples(old, "old"), _couples(new, "new")
    both = before.join(after, on=COUPLE, how="full", coalesce=True)
    merged = both.with_columns(pl.coalesce(f"new_{name}", f"old_{name}").alias(name) for name in OF_NEWER)
    told = (
        _with_reason(merged.with_columns(change=_change()).filter(pl.col("change").is_not_null()), dropped)
        .join(old.group_by("site").agg(old_newest=pl.col("dt").max()), on="site", how="left")
        .join(new.group_by("site").agg(new_newest=pl.col("dt").max()), on="site", how="left")
        .join(new.group_by("site", "context_id").agg(decided=pl.col("dt").max()), on=["site", "context_id"], how="left")
        .with_columns(why=_why(max_age_days))
        .sort(_rank(), "site", "context_id", "couple")
    )
    return Difference.cast(told.select(Difference.column_names()))


def summary(changes: dy.LazyFrame[Difference]) -> pl.LazyFrame:
    """Couples `n` per (change, why, site, rule): flipped ones first, then as `CHANGES`, the most frequent first."""
    keys = ("change", "why", "site", "rule")
    counted = changes.group_by(keys).agg(n=pl.len().cast(pl.Int64))
    return counted.sort(_rank(), "site", -pl.col("n"), "why", "rule")


def flipped(changes: dy.LazyFrame[Difference]) -> dy.LazyFrame[Difference]:
    """The couples whose order turned, those first about which the old or the new release was surest."""
    surest = pl.max_horizontal("old_confidence", "new_confidence")
    return changes.filter(pl.col("change") == "flipped").sort(-surest, "site", "new_pair_id")


def _couples(release: pl.LazyFrame, which: str) -> pl.LazyFrame:
    """One row per site and couple, the columns of this release named `old_...` or `new_...`."""
    said = couple(*(pl.col(part) for part in ("prompt", "chosen", "rejected")))
    names = (*OF_BOTH, *OF_NEWER, "chosen_id", "rejected_id")
    return release.select("site", said.alias("couple"), *(pl.col(name).alias(f"{which}_{name}") for name in names))


def _change() -> pl.Expr:
    """The first of `CHANGES` that holds; null where nothing moved."""
    moved = (pl.col("new_confidence").cast(pl.Float64) - pl.col("old_confidence").cast(pl.Float64)).round(DIGITS)
    return (
        pl.when(pl.col("old_pair_id").is_null())
        .then(pl.lit("added"))
        .when(pl.col("new_pair_id").is_null())
        .then(pl.lit("removed"))
        .when(pl.col("old_pair_id") != pl.col("new_pair_id"))
        .then(pl.lit("flipped"))
        .when(pl.col("old_split") != pl.col("new_split"))
        .then(pl.lit("resplit"))
        .when(moved >= MOVED)
        .then(pl.lit("surer"))
        .when(moved <= -MOVED)
        .then(pl.lit("less_sure"))
    )


def _with_reason(changed: pl.LazyFrame, dropped: pl.LazyFrame | None) -> pl.LazyFrame:
    """Adds `reason`, the newest one for which a stage dropped the couple since the old release decided it, or null."""
    if dropped is None:
        return changed.with_columns(reason=pl.lit(None, dtype=pl.String))
    everywhere = pl.when(pl.col("stage") != SEES_ALL_SITES).then("site")
    named = dropped.select("context", *_unordered("response", "other"), "night", "reason", dropped_by=everywhere)
    gone = changed.filter(pl.col("change") == "removed").select(
        *COUPLE, "old_dt", *_unordered("old_chosen_id", "old_rejected_id"), context="context_id"
    )
    reasons = (
        gone.join(named, on=["context", "first", "second"])
        .filter(pl.col("dropped_by").is_null() | (pl.col("dropped_by") == pl.col("site")))
        .filter(pl.col("night") >= pl.col("old_dt"))
        .group_by(COUPLE)
        .agg(reason=pl.col("reason").sort_by("night", "reason").last())
    )
    return changed.join(reasons, on=COUPLE, how="left")


def _unordered(one: str, other: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.min_horizontal(one, other).alias("first"), pl.max_horizontal(one, other).alias("second")


def _why(max_age_days: int) -> pl.Expr:
    """In words, for every change; `new_newest` and `old_newest` are null where a release lacks the site."""
    age = (pl.col("new_newest") - pl.col("old_dt")).dt.total_days()
    removed = (
        pl.when(pl.col("reason").is_not_null())
        .then("reason")
        .when(pl.col("new_newest").is_null())
        .then(pl.lit("site left"))
        .when(pl.col("decided") > pl.col("old_dt"))
        .then(pl.lit("decided again"))
        .when(age > max_age_days)
        .then(pl.lit("lapsed"))
        .otherwise(pl.lit("no longer a pair"))
    )
    added = (
        pl.when(pl.col("old_newest").is_null())
        .then(pl.lit("new site"))
        .when(pl.col("new_dt") > pl.col("old_newest"))
        .then(pl.lit("new night"))
        .otherwise(pl.lit("decided again"))
    )
    stood = pl.when(pl.col("new_dt") != pl.col("old_dt")).then(pl.lit("decided again")).otherwise(pl.lit("recomputed"))
    return (
        pl.when(pl.col("change") == "removed")
        .then(removed)
        .when(pl.col("change") == "added")
        .then(added)
        .otherwise(stood)
    )


def _rank() -> pl.Expr:
    return pl.col("change").replace_strict({change: i for i, change in enumerate(CHANGES)}, return_dtype=pl.Int8)
