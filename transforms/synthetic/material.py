"""What the generators work on: chosen answers with their questions, and the draw that decides each choice."""

from collections.abc import Sequence

import polars as pl

from transforms.text import hash64

FENCE = "```"
TEXTS = ("text", "question", "asked", "prose", "rest", "draw")
"""What `material` and `drawn` add."""


def material(sources: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `text`, the chosen answer; `question`, the last message; `asked`, all messages; `prose` and `rest`.

    `prose` is the answer up to its first fenced code, where words and numbers may be changed; `rest` is what follows.
    """
    text = pl.col("chosen").list.first().struct.field("content")
    contents = pl.col("prompt").list.eval(pl.element().struct.field("content"))
    cut = pl.col("text").str.split_exact(FENCE, 1).struct.field("field_0")
    return (
        sources.with_columns(text=text, question=contents.list.last(), asked=contents.list.join("\n"))
        .with_columns(prose=cut)
        .with_columns(rest=pl.col("text").str.slice(pl.col("prose").str.len_chars()))
    )


def drawn(sources: pl.LazyFrame, generator: str, seed: int) -> pl.LazyFrame:
    """Adds `draw`, the xxHash64 of (seed, generator, context, answer): all chance there is."""
    named = pl.concat_str(pl.lit(f"{seed}\n{generator}"), "context_id", "chosen_id", separator="\n")
    return sources.with_columns(draw=hash64(named))


def pick(options: Sequence[str], draw: pl.Expr, salt: str = "") -> pl.Expr:
    """One of a fixed list by the draw; another salt makes another choice by the same draw."""
    number = choice(draw, len(options), salt)
    return number.replace_strict(list(range(len(options))), options, return_dtype=pl.String)


def choice(draw: pl.Expr, count: int | pl.Expr, salt: str = "") -> pl.Expr:
    """A number from 0 to count - 1 by the draw; null where there is nothing to choose from."""
    salted = hash64(draw.cast(pl.String) + pl.lit(salt))
    number = count if isinstance(count, pl.Expr) else pl.lit(count)
    wide = number.cast(pl.UInt64)
    return pl.when(wide > 0).then(salted % wide).cast(pl.Int64)
