"""Who learns from a prompt and who is judged by it, for ever."""

import polars as pl

from transforms.text import hash64

SPLITS = ("train", "validation", "test")
"""From what is learned to what judges."""
TRAIN_PERCENT, VALIDATION_PERCENT = 90, 5


def split(root: pl.Expr) -> pl.Expr:
    """`train`, `validation` or `test` (90, 5, 5 in 100), by the xxHash64 of the root prompt's cluster alone."""
    percent = hash64(root) % 100
    return (
        pl.when(percent < TRAIN_PERCENT)
        .then(pl.lit("train"))
        .when(percent < TRAIN_PERCENT + VALIDATION_PERCENT)
        .then(pl.lit("validation"))
        .otherwise(pl.lit("test"))
    )


def with_strictest(pairs: pl.LazyFrame, held_out: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `held_to`: the strictest split of the pairs without `reason` whose prompts are nearly equal to a pair's own.

    Where one of these prompts, to the letter, was `held_out` before (rows of `HeldOut`), also the split that it was in;
    what was nearly equal to it, and is in no pair any more, is not known. A pair whose own `split` is less strict would
    teach what the other one asks.
    """
    before = held_out.group_by(prompt_digest="prompt").agg(held_before=place("split").max())
    now = pl.when(pl.col("reason").is_null()).then(place("split"))
    return (
        pairs.join(before, on="prompt_digest", how="left")
        .with_columns(held_to=pl.max_horizontal(now, "held_before").max().over("prompt_cluster"))
        .drop("held_before")
    )


def leaks() -> pl.Expr:
    """Whether a pair of `with_strictest` would teach what another split asks."""
    return place("split") < pl.col("held_to")


def held_out(pairs: pl.LazyFrame, before: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of `HeldOut`: prompts that these pairs hold out, and those that were held out `before`."""
    now = pairs.filter(pl.col("split") != "train").select(prompt="prompt_digest", split="split")
    return (
        pl.concat([now, before.select("prompt", "split")])
        .group_by("prompt")
        .agg(pl.col("split").sort_by(place("split")).last())
        .sort("prompt")
    )


def place(name: str) -> pl.Expr:
    """How strict the split is that a column names, from 0 for `train` up."""
    places = {split: place for place, split in enumerate(SPLITS)}
    return pl.col(name).replace_strict(places, return_dtype=pl.Int8)
