"""Near duplicates: which texts say the same, over all texts at once."""

import polars as pl

from transforms.duplicates.candidates import candidates
from transforms.duplicates.likeness import likeness
from transforms.duplicates.stars import stars
from transforms.text import hash64, normalise


def clusters(texts: pl.LazyFrame, *, similar: float) -> pl.LazyFrame:
    """`key` and `cluster` (the smallest key of its group) of every text; a text that is like no other is its own.

    `texts` has `key` (String, unique) and `text`, and may have `guard` (UInt64 or String): only texts of equal guards
    are near duplicates. No column has nulls. Texts that read the same (`transforms.text.normalise`) are always of one
    group; others are if their sets of character 5-grams have a Jaccard similarity of at least `similar` with that of
    the group's centre: MinHash proposes couples, and the similarity of each is computed exactly. The order of rows
    changes nothing; texts of fewer than 5 characters are alike only if equal.

    Texts are read in batches, three times: for hashes of their whole; of distinct texts, for signatures, of which 2
    bytes a hash are held (260 a text at 0.7, some 1,200 at the peak, with keys and copies); and of couples alone.
    """
    read = _guarded(texts)
    members = read.select("key", "guard", twin=hash64(pl.col("normal"))).cache()
    nodes = members.group_by("guard", "twin").agg(pl.col("key").min()).sort("key").with_row_index("node").cache()
    near = candidates(read.join(nodes, on="key", how="semi"), similar=similar).cache()
    alike = _judged(near, read, nodes).filter(pl.col("similarity") >= similar).cache()
    named = (
        nodes.join(stars(alike), on="node", how="left")
        .with_columns(pl.col("group").fill_null(pl.col("node")))
        .select("guard", "twin", cluster=pl.col("key").min().over("group"))
    )
    return members.join(named, on=["guard", "twin"], how="left").select("key", "cluster")


def _guarded(texts: pl.LazyFrame) -> pl.LazyFrame:
    """`key`, `guard` (hashed) and `normal` of the texts."""
    guard = pl.col("guard").cast(pl.String) if "guard" in texts.collect_schema() else pl.lit("")
    return texts.select("key", guard=hash64(guard), normal=normalise(pl.col("text")))


def _judged(near: pl.LazyFrame, read: pl.LazyFrame, nodes: pl.LazyFrame) -> pl.LazyFrame:
    """`first`, `second` and `similarity` of each candidate, from the texts themselves."""
    ends = pl.concat([near.select(node="first"), near.select(node="second")]).unique()
    named = nodes.select("node", "key").join(ends, on="node", how="semi").cache()
    wanted = read.select("key", "normal").join(named, on="key", how="semi")
    normal = wanted.join(named, on="key", how="inner").select("node", "normal").cache()
    return (
        near.join(normal.select(first="node", one="normal"), on="first", how="inner")
        .join(normal.select(second="node", other="normal"), on="second", how="inner")
        .select("first", "second", similarity=likeness(pl.col("one"), pl.col("other")))
    )
