"""The columns of released pairs that are watched for drift, each cut into categories."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import polars as pl

SITE = "site"
VALUES = ("tier", "rule", "language", "scenario", "negative", "chosen_model", "split")
"""Columns that are compared value by value."""
EDGES = {
    "confidence": (0.6, 0.7, 0.8, 0.9, 0.95, 0.99),
    "preference": (0.6, 0.7, 0.8, 0.9),
    "hardness": (0.1, 0.3, 0.5, 0.7, 0.9),
    "chosen_quality": (0.2, 0.4, 0.6, 0.8),
}
"""Columns that are compared in bins, and where a bin ends and the next one begins: fixed, so that releases compare."""
LENGTHS = (10, 32, 100, 316, 1000, 3162, 10_000)
"""Characters of the chosen answer, two bins to a power of ten."""
RATIOS = (0.25, 0.5, 0.8, 1.25, 2, 4)
"""Characters of the chosen answer over those of the rejected one."""
LONGER = {True: "chosen", False: "rejected"}
UNKNOWN, REST = "(unknown)", "(rest)"
MOST_CATEGORIES = 20
"""Categories of a column, the most frequent first; the others are one."""
DIGITS = 4


def watched(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Names of the columns that are watched, of those that both releases have, in their order; always some."""
    known = set(old) & set(new)
    return [name for name in (*VALUES, *EDGES) if name in known] + ["chosen_length", "length_ratio", "longer"]


def cut(release: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """One row per pair and watched column: `site`, `root`, `column` and its `category`.

    Column `site` is of all pairs together: its own `site` is null.
    """
    pairs = release.with_columns(root=pl.concat_str(SITE, "root", separator=" "), of=pl.col(SITE))
    values = pairs.select("root", SITE, "of", **_categories(names))
    rows = values.unpivot(on=names, index=[SITE, "root"], variable_name="column", value_name="category")
    sites = values.select(pl.lit(None, dtype=pl.String).alias(SITE), "root", column=pl.lit(SITE), category="of")
    return pl.concat([rows, sites]).with_columns(pl.col("category").fill_null(UNKNOWN))


def _categories(names: Sequence[str]) -> dict[str, pl.Expr]:
    chosen, rejected = (_characters(side) for side in ("chosen", "rejected"))
    longer = pl.when(chosen != rejected).then((chosen > rejected).replace_strict(LONGER, return_dtype=pl.String))
    known = {
        **{name: pl.col(name).cast(pl.String) for name in VALUES},
        **{name: _binned(pl.col(name).cast(pl.Float64).round(DIGITS), edges) for name, edges in EDGES.items()},
        "chosen_length": _binned(chosen.cast(pl.Float64), LENGTHS),
        "length_ratio": _binned(chosen.clip(1) / rejected.clip(1), RATIOS),
        "longer": longer.fill_null("neither"),
    }
    return {name: known[name] for name in names}


def _characters(side: str) -> pl.Expr:
    return pl.col(side).list.first().struct.field("content").str.len_chars().cast(pl.Int64)


def _binned(value: pl.Expr, edges: Sequence[float]) -> pl.Expr:
    """The name of a value's bin; an edge belongs to the bin that it begins."""
    inner = [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
    labels = [f"below {edges[0]:g}", *inner, f"from {edges[-1]:g}"]
    return value.cut(list(edges), labels=labels, left_closed=True).cast(pl.String)
