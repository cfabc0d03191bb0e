"""Why a pair is not fit to train on, the first reason that holds."""

import polars as pl

from schemas.config import CurateConfig
from transforms.curate.texts import SIDES
from transforms.duplicates.guard import guard
from transforms.duplicates.likeness import near_equal
from transforms.privacy import holds, without_values
from transforms.quality import fault, measured, quality, scores, sensitive, unusable
from transforms.text import normalise

ALIKE = 0.8
"""Hardness below which two answers are not compared any closer: of texts that share 19 in 20 of their 5-grams, more of
the trigrams are the same."""
DIGITS = 4


def judged_answers(answers: pl.LazyFrame, asked: pl.LazyFrame, config: CurateConfig) -> pl.LazyFrame:
    """Adds to each of a night's answers what holds of it alone: `fault`, `unusable`, `sensitive`, `pii`, `quality`."""
    text = pl.col("text")
    told = answers.join(asked.select("context_id", "prompt", "tags"), on="context_id", how="inner")
    # The scores as a column: what leads to an expression over lists is computed for each of its uses.
    return (
        measured(told)
        .with_columns(scores=scores())
        .select(
            *("context_id", "response", "text", "normal_hash", "language", "trigrams"),
            fault=fault(config),
            unusable=unusable(),
            sensitive=sensitive(text, config.sensitive),
            pii=holds(text),
            bare=normalise(without_values(text)),
            quality=quality(pl.col("scores"), config.quality_weights).round(DIGITS),
        )
    )


def reason(config: CurateConfig) -> pl.Expr:
    """Why a pair with its prompt, and with the judged answers of both sides, is not fit; null where it is."""
    answers = [pl.col(f"{side}_text") for side in SIDES]
    prompt = pl.col("prompt").list.eval(pl.element().struct.field("content")).list.join("\n")
    too_long = [text.str.len_chars() > config.max_chars for text in (*answers, prompt)]
    reasons = {
        "no_prompt": pl.col("prompt").is_null(),
        "no_text": pl.any_horizontal(text.is_null() for text in answers),
        "too_short": pl.any_horizontal(text.str.len_chars() < config.min_chars for text in answers),
        "too_long": pl.any_horizontal(too_long),
        "same_text": pl.col("chosen_normal_hash") == pl.col("rejected_normal_hash"),
        "pii_left": pl.any_horizontal("chosen_pii", "rejected_pii", "prompt_pii"),
        "differs_by_pii": pl.col("chosen_bare") == pl.col("rejected_bare"),
        "near_equal": _near_equal(*answers, config),
    }
    return pl.coalesce(
        *(pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items()),
        pl.col("rejected_unusable"),
        pl.col("chosen_fault"),
        pl.lit("sensitive:") + pl.col("chosen_sensitive"),
        pl.when(pl.col("chosen_quality") < config.min_quality).then(pl.lit("low_quality")),
    )


def _near_equal(chosen: pl.Expr, rejected: pl.Expr, config: CurateConfig) -> pl.Expr:
    """The same said in almost the same words; another number, code or negation is another answer."""
    alike = pl.col("hardness") >= ALIKE
    first, second = (pl.when(alike).then(text) for text in (chosen, rejected))
    return alike & (guard(first) == guard(second)) & (near_equal(first, second) >= config.near_equal)
