"""Items that have voters, and readers, in common."""

import polars as pl

from schemas.config import CleanConfig
from transforms.clean.acts import Behaviour
from transforms.text import hash64

GROUPS = 32
"""Groups of items whose median tells how alike readers are."""
SAMPLE = 64
"""Readers of an item, the smallest hashes first, among whom those of another are counted."""


def common_voters(given: pl.LazyFrame, items: pl.LazyFrame, *, config: CleanConfig) -> pl.LazyFrame:
    """(a, b, common, scale, lift, total) of the couples of items that have common voters enough, a before b.

    `total` couples have any. Users with very many votes are left out: a couple of each two of their items costs more
    than they can tell.

    If the votes fell at random, two items had E = n_a n_b x `scale` voters in common, n the votes of an item and scale
    = S / M^2, S the sum of d (d - 1) and M that of d over users with d votes (configuration model, as in Newman 2010,
    Networks, ch. 13). `lift`, one for the site and at least 1, says how much more alike people are than that: sum
    x (x - 1) / sum E^2 over couples with x common voters. K communities that never meet give K. It is the median over
    `GROUPS` of items, so that the few targets of rings do not count (median of means, Nemirovsky & Yudin 1983).
    """
    popular = items.filter(pl.col("approvals") >= config.ring_voters).select("item").sort("item").with_row_index("a")
    votes = given.select("item", user=hash64(pl.col("user"))).join(popular, on="item")
    count = pl.len().over("user")
    few = votes.filter((count > 1) & (count <= config.ring_max_votes)).select("user", "item", "a")
    # By number rather than by name: these are by far the most rows of the stage.
    sides = few.select("user", "a")
    couples = (
        sides.join(sides.rename({"a": "b"}), on="user")
        .filter(pl.col("a") < pl.col("b"))
        .group_by("a", "b")
        .agg(common=pl.len().cast(pl.Int64))
    )
    total = couples.select(total=pl.len())
    more = (
        couples.filter(pl.col("common") > 1)
        .join(popular.rename({"item": "first"}), on="a")
        .join(popular.rename({"item": "second", "a": "b"}), on="b")
        .select("common", a="first", b="second")
    )
    return (
        more.join(_site(more, few), how="cross").join(total, how="cross").filter(pl.col("common") >= config.ring_voters)
    )


def _site(couples: pl.LazyFrame, votes: pl.LazyFrame) -> pl.LazyFrame:
    """One row: `scale` and `lift`; a couple with one common voter adds nothing to it."""
    d, n, x = pl.col("d"), pl.col("n"), pl.col("common")
    users = votes.group_by("user").agg(d=pl.len().cast(pl.Float64))
    items = votes.group_by("item").agg(n=pl.len().cast(pl.Float64))
    by_chance = (
        items.with_columns(product=n.pow(2) * (n.pow(2).sum() - n.pow(2)))
        .group_by(_group())
        .agg(pl.col("product").sum())
    )
    sides = pl.concat([couples.select("common", item=side) for side in ("a", "b")])
    found = sides.group_by(_group()).agg(found=(x * (x - 1)).sum())
    ratio = pl.col("found").fill_null(0) / (pl.col("scale").pow(2) * pl.col("product"))
    return (
        by_chance.join(found, on="group", how="left")
        .join(users.select(scale=(d * (d - 1)).sum() / d.sum().pow(2)), how="cross")
        .select(pl.col("scale").first(), lift=ratio.median().fill_nan(1.0).fill_null(1.0).clip(lower_bound=1.0))
    )


def _group() -> pl.Expr:
    return (hash64(pl.col("item")) % GROUPS).alias("group")


def often(couples: pl.LazyFrame, items: pl.LazyFrame) -> pl.LazyFrame:
    """(a, b, lift, total) of the couples with more common voters than chance alone makes likely.

    a is the item with fewer voters, whose voters are asked for b.
    """
    votes = items.select("item", "approvals")
    swaps = pl.col("approvals") > pl.col("approvals_b")
    by_chance = pl.col("approvals") * pl.col("approvals_b") * pl.col("scale")
    return (
        couples.join(votes, left_on="a", right_on="item")
        .join(votes, left_on="b", right_on="item", suffix="_b")
        .filter(by_chance < pl.col("common"))
        .select("lift", "total", a=pl.when(swaps).then("b").otherwise("a"), b=pl.when(swaps).then("a").otherwise("b"))
    )


def meetings(couples: pl.LazyFrame, behaviour: Behaviour) -> pl.LazyFrame:
    """`couples` with `silent` and `met`: how many of a's readers voted for neither item, and opened b too.

    Members of a ring vote for what they open; the others tell how alike the two items' readers are. Readers of the
    nights before are those in the sketches of `reads`, which hold all of them but for much opened items.
    """
    wanted = pl.concat([couples.select(item=side) for side in ("a", "b")]).unique()
    now = behaviour.tonight.select("item", person=hash64(pl.col("user")))
    earlier = (
        behaviour.reads.select("response", person="users")
        .join(behaviour.known.select("response", "item"), on="response", how="left")
        .select(pl.coalesce("item", "response").alias("item"), "person")
        .join(wanted, on="item", how="semi")
        .explode("person", empty_as_null=False)
    )
    readers = pl.concat([now.join(wanted, on="item", how="semi"), earlier]).unique()
    voters = behaviour.given.select("item", person=hash64(pl.col("user")))
    silent = readers.join(voters, on=["item", "person"], how="anti").filter(
        pl.col("person").rank("ordinal").over("item") <= SAMPLE
    )
    there = readers.select(b="item", person="person", there=pl.lit(1))
    met = (
        couples.join(silent, left_on="a", right_on="item")
        .join(voters.rename({"item": "b"}), on=["b", "person"], how="anti")
        .join(there, on=["b", "person"], how="left")
        .group_by("a", "b")
        .agg(met=pl.col("there").sum(), silent=pl.len())
    )
    return couples.join(met, on=["a", "b"], how="left").with_columns(pl.col("met", "silent").fill_null(0))
