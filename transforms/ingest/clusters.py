"""Near-equal prompts are one context: sketches, similarity, and who joins whom.

The Jaccard similarity of two sets of character 5-grams is estimated from bottom-k sketches (Broder 1997; Cohen & Kaplan
2007): of the k smallest hashes of the union, the share that lies in both. Sets of up to k 5-grams are compared exactly.
"""

from typing import NamedTuple

import polars as pl

from transforms.duplicates.guard import guard
from transforms.text import hash64

SHINGLE = 5
SKETCH = 256
"""Smallest hashes kept: the standard error at a similarity of 0.8 is sqrt(0.8 x 0.2 / 256) = 0.025."""
PROBES = 8
"""Smallest hashes that candidates are found by: two prompts of similarity 0.8 share none of them about once in 10^5."""


class Joined(NamedTuple):
    """Which cluster a new prompt belongs to: `cluster` equals `key` where it founded its own."""

    key: str
    cluster: str


def sketched(prompts: pl.LazyFrame) -> pl.LazyFrame:
    """Add `guard` and `sketch` to prompts (`key`, `history`, `text` as stored, `normal` as normalised).

    Only prompts with equal guards can be similar: equal history, digits, code and negations, in order.
    """
    guarded = hash64(pl.concat_str(pl.col("history"), guard(pl.col("text")), separator="\x00"))
    return prompts.join(_sketches(prompts), on="key", how="left").with_columns(guard=guarded)


def couples(prompts: pl.LazyFrame, founders: pl.LazyFrame, *, similar: float) -> pl.LazyFrame:
    """Similar couples: each new prompt (`key`, `guard`, `sketch`, `order`) with founders and new prompts before it.

    Returns `key`, `order`, `other`, `known` (whether `other` founded a cluster on an earlier night) and `similarity`.
    """
    old = founders.select("guard", "sketch", other="key", other_order=pl.lit(-1, pl.Int64))
    new = prompts.select("guard", "sketch", other="key", other_order="order")
    near = _probes(prompts.select("key", "order", "guard", "sketch")).join(
        _probes(pl.concat([old, new])).select("guard", "probe", "other", "other_order", other_sketch="sketch"),
        on=["guard", "probe"],
        how="inner",
    )
    return (
        near.filter(pl.col("other_order") < pl.col("order"))
        .unique(["key", "other"])
        .with_columns(similarity=_jaccard(pl.col("sketch"), pl.col("other_sketch")))
        .filter(pl.col("similarity") >= similar)
        .select("key", "order", "other", "similarity", known=pl.col("other_order") < 0)
        .sort("order", pl.col("similarity").neg(), "other")
    )


def join_or_found(couples: pl.DataFrame) -> list[Joined]:
    """Walk the similar couples in order: a prompt joins the most similar founder before it, else it founds a cluster.

    Whether a prompt founds depends on those before it, so this is a walk and no expression; only prompts with a similar
    one before them are walked, and only those that join are returned: all others found.
    """
    joined: dict[str, str] = {}
    for key, other, known in couples.select("key", "other", "known").iter_rows():
        if key not in joined and (known or other not in joined):
            joined[key] = other
    return [Joined(key, cluster) for key, cluster in joined.items()]


def _sketches(prompts: pl.LazyFrame) -> pl.LazyFrame:
    """The smallest distinct hashes of each prompt's character 5-grams; a shorter prompt is one gram."""
    characters = prompts.select("key", character=pl.col("normal").str.split("")).explode("character")
    grams = characters.select(
        "key",
        gram=pl.concat_str([pl.col("character").shift(-i).over("key") for i in range(SHINGLE)]),
    ).drop_nulls("gram")
    short = prompts.filter(pl.col("normal").str.len_chars() < SHINGLE).select("key", gram="normal")
    return (
        pl.concat([grams, short])
        .select("key", hashed=hash64(pl.col("gram")))
        .unique()
        .group_by("key")
        .agg(sketch=pl.col("hashed").sort().head(SKETCH))
    )


def _probes(prompts: pl.LazyFrame) -> pl.LazyFrame:
    return prompts.with_columns(probe=pl.col("sketch").list.head(PROBES)).explode("probe")


def _jaccard(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    smallest = one.list.set_union(other).list.sort().list.head(SKETCH)
    both = smallest.list.set_intersection(one).list.set_intersection(other)
    return both.list.len() / smallest.list.len()
