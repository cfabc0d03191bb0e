"""How alike two texts of a row are: the exact Jaccard similarity of their sets of character 5-grams."""

import polars as pl

from transforms.duplicates.grams import grams, parts
from transforms.hardness import jaccard
from transforms.text import normalise


def near_equal(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """Similarity of two texts as they are written, 0..1: 1 where they read the same (`transforms.text.normalise`)."""
    return likeness(normalise(first), normalise(second))


def likeness(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """|A and B| / |A or B| of the sets of character 5-grams of two normalised texts (Jaccard 1912; Broder 1997).

    Exact, however long the texts are; null where one of them is. Texts shorter than 5 characters are alike only if
    equal. Rows are taken in parts of half a megabyte of text: the grams of a whole batch would be some 80 times as
    large as its texts.
    """
    both = pl.struct(first.alias("first"), second.alias("second"))
    return both.map_batches(_likeness, return_dtype=pl.Float64, is_elementwise=True)


def _likeness(both: pl.Series) -> pl.Series:
    texts = both.struct.unnest()
    alike = jaccard(grams(pl.col("first")), grams(pl.col("second")))
    found = [texts[part].select(alike=alike)["alike"] for part in parts(texts["first"], texts["second"])]
    return pl.concat(found).cast(pl.Float64) if found else pl.Series(dtype=pl.Float64)
