"""Accounts that vote together on few targets, whatever else they do."""

import polars as pl

from schemas.config import CleanConfig
from transforms.clean.discovery import gamma_poisson_tail, with_q

STEPS = 8
"""Steps of label propagation: the targets of a ring are linked nearly all with all."""


def links_of(chances: pl.LazyFrame, *, share: float, config: CleanConfig) -> pl.LazyFrame:
    """The couples that only an agreement explains: (a, b, excess).

    x users voted for both items; E, the sum of `chance` over a's voters, were expected to. A couple is a link where x
    is too large for a count with that mean and the `variance` of b's rate, at the level `verdict_fdr`
    (Benjamini-Hochberg over the `total` couples with a common voter), and E is at most `share` of x. `excess` is
    (x - E) per voter of a.
    """
    tests = (
        chances.group_by("a", "b")
        .agg(
            pl.col("variance", "total").first(),
            common=pl.col("both").sum().cast(pl.Int64),
            voters=pl.len(),
            expected=pl.col("chance").sum(),
        )
        .with_columns(p=gamma_poisson_tail(pl.col("common"), pl.col("expected"), pl.col("variance")))
    )
    return (
        with_q(tests, "p", "q", pl.col("total"))
        .filter(pl.col("q") <= config.verdict_fdr, pl.col("expected") <= share * pl.col("common"))
        .select("a", "b", excess=(pl.col("common") - pl.col("expected")) / pl.col("voters"))
    )


def members(links: pl.LazyFrame, chances: pl.LazyFrame, *, doubt: float) -> pl.LazyFrame:
    """(user, ring, ring_targets, targets, ring_doubt) of everybody who voted for both sides of a link.

    The doubt about him at a link is chance / (chance + excess), by Bayes' rule: an honest vote of his for b against the
    share of a's voters that agreement brought. `ring_doubt` is the smallest over his links, and his `targets` are the
    sides of those with at most `doubt`, or of the least doubtful ones.
    """
    of_link = pl.col("chance") / (pl.col("chance") + pl.col("excess"))
    least = pl.col("of_link").min().over("user")
    return (
        chances.filter("both")
        .join(links, on=["a", "b"])
        .with_columns(of_link=of_link)
        .filter(pl.col("of_link") <= pl.max_horizontal(least, pl.lit(doubt)))
        .group_by("user")
        .agg(
            pl.col("a").min(),
            targets=pl.concat([pl.col("a"), pl.col("b")]).unique(),
            ring_doubt=pl.col("of_link").min(),
        )
        .with_columns(ring_targets=pl.col("targets").list.len().cast(pl.Int32))
        .join(_rings(links), left_on="a", right_on="item")
        .drop("a")
    )


def _rings(links: pl.LazyFrame) -> pl.LazyFrame:
    """(item, ring) of all linked items, numbered from 1: a ring is what has one smallest target within `STEPS` links.

    So connected targets have one number, unless they are a chain of more links than that.
    """
    sides = ("a", "b")
    ways = pl.concat(
        [links.select(pl.col(side).alias("item"), pl.col(other).alias("other")) for side in sides for other in sides]
    ).unique()
    labels = ways.group_by("item").agg(label=pl.col("other").min())
    for _ in range(STEPS - 1):
        near = ways.join(labels, left_on="other", right_on="item")
        labels = near.group_by("item").agg(pl.col("label").min())
    return labels.select("item", ring=pl.col("label").rank("dense").cast(pl.Int32))
