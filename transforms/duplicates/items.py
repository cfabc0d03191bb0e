"""The items of evaluation sets, and by which of their character 13-grams a text is known to hold one."""

import polars as pl

from transforms.duplicates.grams import grams_in_order
from transforms.text import hash64, normalise

SIZE = 13
"""Characters of a gram: about eight words in Chinese, but only two or three in English, hence `LEAST_BYTES`."""
SHORTEST = 5
"""Characters of the shortest item that counts: shorter ones ("A", "42", "是的") are anybody's answer."""
LEAST_BYTES = 64
"""Bytes of an item that must be held at least: 21 Chinese characters, a dozen English words. Less is a turn of phrase
("what is the difference between")."""
NEARLY = 0.9
"""Share of an item's characters that must be held of an item that is shorter than that."""
KNOWN = 10
"""Texts that may hold a gram before it counts as boilerplate rather than as a quotation (assumption)."""
WEAK = 1 / 64
"""Share of the weight of an item's weightiest gram below which a gram is left out."""


def distinct(items: pl.LazyFrame) -> pl.LazyFrame:
    """`item`, `normal` and `copy` (the hash of `normal`) of the items that count; of equal ones the first by name."""
    normal = items.select("item", normal=normalise(pl.col("text")))
    return (
        normal.filter(pl.col("normal").str.len_chars() >= SHORTEST)
        .group_by("normal")
        .agg(pl.col("item").min())
        .with_columns(copy=hash64(pl.col("normal")))
    )


def looked_up(asked: pl.LazyFrame) -> pl.LazyFrame:
    """A row per distinct item and gram: `item`, `gram`, `place` (of the first), `weight`, `least`.

    `weight` is 1 / items that hold the gram; `least` is how many of the item's characters are `LEAST_BYTES`.
    """
    characters = pl.col("normal").str.len_chars()
    in_order = asked.filter(characters >= SIZE).select(
        "item",
        least=LEAST_BYTES * characters / pl.col("normal").str.len_bytes(),
        gram=grams_in_order(pl.col("normal"), SIZE),
        place=pl.int_ranges(characters - (SIZE - 1)),
    )
    return (
        in_order.explode("gram", "place")
        .group_by("item", "gram")
        .agg(pl.col("place").min(), pl.col("least").first())
        .with_columns(weight=1 / pl.len().over("gram"))
        .filter(_counts())
    )


def weighed(looked_up: pl.LazyFrame, held: pl.LazyFrame) -> pl.LazyFrame:
    """The same, `weight` times min(1, `KNOWN` / texts that hold the gram). `held`: a row per text and `gram`."""
    texts = held.group_by("gram").agg(texts=pl.len())
    rarity = KNOWN / pl.col("texts").fill_null(0).clip(lower_bound=KNOWN)
    return (
        looked_up.join(texts, on="gram", how="left")
        .with_columns(weight=pl.col("weight") * rarity)
        .filter(_counts())
        .drop("texts")
    )


def covered(place: pl.Expr) -> pl.Expr:
    """Characters that the grams at some places cover together."""
    return place.sort().diff().clip(upper_bound=SIZE).sum() + SIZE


def _counts() -> pl.Expr:
    weight = pl.col("weight")
    return weight >= WEAK * weight.max().over("item")
