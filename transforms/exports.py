"""A release's pairs in the forms of trainers: preferences, demonstrations, and single answers with a label."""

from typing import Literal

import polars as pl

from transforms.identity import json_messages

Form = Literal["trl", "sft", "kto"]


def exported(pairs: pl.LazyFrame, form: Form, *, min_confidence: float) -> pl.LazyFrame:
    """Rows of `Released` in one of the forms; sorted, so that the same release gives the same file."""
    forms = {"trl": preferences, "sft": demonstrations, "kto": labelled}
    return forms[form](pairs.filter(pl.col("confidence") >= min_confidence))


def preferences(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """TRL's conversational explicit-prompt preference form: `prompt`, `chosen`, `rejected`, lists of messages."""
    return pairs.sort("pair_id").select("prompt", "chosen", "rejected")


def demonstrations(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """TRL's prompt-completion form: `prompt`, `completion`; per prompt its best answer.

    The best is never rejected in any of these pairs, and of several such the one with the largest margin over another.
    """
    return (
        _answers(pairs)
        .filter(pl.col("lost") == 0)
        .sort("context", pl.col("margin").neg(), json_messages(pl.col("completion")))
        .unique("context", keep="first", maintain_order=True)
        .select("prompt", "completion")
    )


def labelled(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """TRL's unpaired form: `prompt`, `completion`, `label`; an answer that is chosen here and rejected there has none.

    Kahneman-Tversky optimisation (Ethayarajh et al. 2024) learns from single answers, each good or bad.
    """
    return (
        _answers(pairs)
        .filter((pl.col("won") == 0) | (pl.col("lost") == 0))
        .sort("context", json_messages(pl.col("completion")))
        .select("prompt", "completion", label=pl.col("won") > 0)
    )


def _answers(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """One row per prompt and answer: how often it `won` and `lost`, and its largest `margin` over another."""
    sides = [
        pairs.select(
            "prompt",
            completion=side,
            won=pl.lit(side == "chosen").cast(pl.Int32),
            lost=pl.lit(side == "rejected").cast(pl.Int32),
            margin=pl.when(side == "chosen").then("margin"),
        )
        for side in ("chosen", "rejected")
    ]
    return (
        pl.concat(sides)
        .group_by("prompt", "completion")
        .agg(pl.col("won", "lost").sum(), pl.col("margin").max())
        .with_columns(context=json_messages(pl.col("prompt")))
    )
