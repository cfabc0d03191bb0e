"""Texts that hold an item of an evaluation set, by the character 13-grams that both have."""

import polars as pl

from transforms.duplicates.grams import grams_in_parts
from transforms.duplicates.items import NEARLY, SIZE, covered, distinct, looked_up, weighed
from transforms.text import hash64, normalise

DIGITS = 4


def contaminated(texts: pl.LazyFrame, items: pl.LazyFrame, *, share: float) -> pl.LazyFrame:
    """`key`, `item`, `overlap`: texts that hold at least `share` of an item, each with the one that it holds most of.

    `texts` has `key` (unique) and `text`, `items` has `item` and `text`, all String and null-free. Both are compared
    normalised. `overlap` is the share of the item's distinct character 13-grams that the text holds, a gram weighing

        1 / (items that hold it) x min(1, 10 / distinct texts that hold it)

    A frame that many items or texts share ("Answer the following question ...") is thus not enough; who holds all of an
    item has an overlap of 1 whatever the weights. The characters that these grams cover must be 64 bytes, or 0.9 of
    the item: 13 English characters are two or three words, where word 13-grams (Brown et al. 2020) are some 60.

    An item of 5 to 12 characters counts where it is the whole text, a shorter one never.

    Texts are read in batches, twice: for hashes of their whole, then for the grams that items have too, of which 16
    bytes each are held. A batch costs some 70 bytes a character.
    """
    read = texts.select("key", normal=normalise(pl.col("text")))
    members = read.select("key", copy=hash64(pl.col("normal"))).cache()
    asked = distinct(items).cache()
    known = looked_up(asked).cache()
    held = _held(read, members, known).cache()
    grams = weighed(known, held).cache()
    found = pl.concat([_overlapping(held, grams, share), _whole(members, asked)])
    best = found.sort(pl.col("overlap").neg(), "item").unique("copy", keep="first", maintain_order=True)
    return members.join(best, on="copy", how="inner").select("key", "item", "overlap")


def _held(read: pl.LazyFrame, members: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """A row per distinct text and gram of it that an item has too: `copy`, `gram`."""
    first = members.group_by("copy").agg(pl.col("key").min())
    return (
        read.join(first, on="key", how="semi")
        .select(copy=hash64(pl.col("normal")), gram=grams_in_parts(pl.col("normal"), SIZE))
        .explode("gram")
        .join(known.select("gram").unique(), on="gram", how="semi")
    )


def _overlapping(held: pl.LazyFrame, grams: pl.LazyFrame, share: float) -> pl.LazyFrame:
    """`copy`, `item` and `overlap` of texts that hold at least a share of an item, and enough of it."""
    in_all = {"weight": pl.col("weight").sum(), "characters": covered(pl.col("place"))}
    whole = grams.group_by("item").agg(pl.col("least").first(), **in_all)
    least = pl.min_horizontal("least", NEARLY * pl.col("characters_whole"))
    return (
        held.join(grams.select("gram", "item", "weight", "place"), on="gram", how="inner")
        .group_by("copy", "item")
        .agg(**in_all)
        .join(whole, on="item", how="inner", suffix="_whole")
        .with_columns(overlap=(pl.col("weight") / pl.col("weight_whole")).round(DIGITS))
        .filter(pl.col("overlap") >= share, pl.col("characters") >= least)
        .select("copy", "item", "overlap")
    )


def _whole(members: pl.LazyFrame, asked: pl.LazyFrame) -> pl.LazyFrame:
    """`copy`, `item` and `overlap` of texts that are an item."""
    equal = asked.join(members.select("copy").unique(), on="copy", how="semi")
    return equal.select("copy", "item", overlap=pl.lit(1.0))
