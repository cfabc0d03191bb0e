"""Stage `curate`: pairs with their texts, each judged on its own: is it fit to train on?"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CurateConfig
from schemas.contents import Contents
from schemas.evidence import Dropped
from schemas.pairs import Curated, Pairs
from transforms.hardness import jaccard, trigrams
from transforms.identity import pair_id
from transforms.ingest.privacy import PATTERNS, Pattern
from transforms.newest import newest
from transforms.prompts import prompts

SIDES = ("chosen", "rejected")


class Curation(NamedTuple):
    """What the stage writes."""

    curated: dy.LazyFrame[Curated]
    dropped: dy.LazyFrame[Dropped]


def curate(
    pairs: dy.LazyFrame[Pairs], contents: dy.LazyFrame[Contents], *, site: str, config: CurateConfig
) -> Curation:
    """Pairs with prompt and answers, and those dropped, with the first reason that holds.

    `no_prompt`: the prompt's text, or a part of its history, is not known. `no_text`: an answer's is not.
    `too_short`, `too_long`: an answer, or (too long) the prompt, in characters. `same_text`: the answers are equal when
    normalised. `pii_left`: an address or a number that ingest missed. `duplicate`: a surer pair of another context has
    the same texts. An easy negative is less alike to the chosen
    answer than `hard_similarity`.
    """
    judged = with_texts(pairs, contents).with_columns(reason=_reason(config))
    kept = judged.filter(pl.col("reason").is_null()).with_columns(
        *(pl.concat_list(_message(pl.col(f"{side}_text"))).alias(side) for side in SIDES),
        hardness=jaccard(pl.col("chosen_trigrams"), pl.col("rejected_trigrams")).round(4),
        language="chosen_language",
        scenario=pl.lit("other"),
        chosen_quality=pl.lit(1.0),
        rejected_quality=pl.lit(1.0),
    )
    is_hard = pl.col("hardness") >= config.hard_similarity
    order = pl.struct(-pl.col("confidence"), "context_id", "chosen_id", "rejected_id")
    curated = kept.with_columns(
        pair_id=pair_id(pl.lit(site), *(pl.col(part) for part in ("prompt", *SIDES))),
        negative=pl.when(is_hard).then(pl.lit("hard")).otherwise(pl.lit("easy")),
    ).with_columns(copy=order.rank("ordinal").over("pair_id"))
    again = curated.filter(pl.col("copy") > 1).with_columns(reason=pl.lit("duplicate"))
    dropped = pl.concat(
        frame.select(
            stage=pl.lit("curate"), context="context_id", response="chosen_id", other="rejected_id", reason="reason"
        )
        for frame in (judged.filter(pl.col("reason").is_not_null()), again)
    )
    return Curation(Curated.cast(curated.filter(pl.col("copy") == 1)), Dropped.cast(dropped))


def with_texts(pairs: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `prompt` and `root` and, per side, `text`, `normal_hash`, `language` and `trigrams`; null where unknown."""
    contexts = pairs.select(context="context_id").unique()
    asked = prompts(contents, contexts).rename({"context": "context_id"})
    texts = _answers(contents, pairs)
    joined = pairs.join(asked, on="context_id", how="left")
    for side in SIDES:
        own = texts.rename({"representative": f"{side}_id"} | {name: f"{side}_{name}" for name in TEXT})
        joined = joined.join(own, on=["context_id", f"{side}_id"], how="left")
    return joined


TEXT = ("text", "normal_hash", "language", "trigrams")


def _answers(contents: pl.LazyFrame, pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Texts of the representatives in `pairs`: their own, else that of an equal answer whose text is known."""
    wanted = pl.concat(pairs.select(context="context_id", representative=f"{side}_id") for side in SIDES).unique()
    judged = contents.filter(pl.col("role") == "assistant").join(wanted, on=["context", "representative"], how="semi")
    answers = newest(judged, "context", "representative", "text", "normal_hash", "language")
    is_other = pl.col("response") != pl.col("representative")
    return (
        answers.group_by("context", "representative")
        .agg(pl.col("text", "normal_hash", "language").sort_by(is_other, "response").first())
        .with_columns(trigrams=trigrams(pl.col("text")))
        .rename({"context": "context_id"})
    )


def _message(text: pl.Expr) -> pl.Expr:
    return pl.struct(role=pl.lit("assistant"), content=text)


def _reason(config: CurateConfig) -> pl.Expr:
    """Why a pair is not fit; null where it is."""
    answers = [pl.col(f"{side}_text") for side in SIDES]
    prompt = pl.col("prompt").list.eval(pl.element().struct.field("content")).list.join("\n")
    too_long = [text.str.len_chars() > config.max_chars for text in (*answers, prompt)]
    reasons = {
        "no_prompt": pl.col("prompt").is_null(),
        "no_text": pl.any_horizontal(text.is_null() for text in answers),
        "too_short": pl.any_horizontal(text.str.len_chars() < config.min_chars for text in answers),
        "too_long": pl.any_horizontal(too_long),
        "same_text": pl.col("chosen_normal_hash") == pl.col("rejected_normal_hash"),
        "pii_left": pl.any_horizontal(_holds(text, pattern) for text in (*answers, prompt) for pattern in PATTERNS),
    }
    return pl.coalesce(pl.when(holds).then(pl.lit(reason)) for reason, holds in reasons.items())


def _holds(text: pl.Expr, pattern: Pattern) -> pl.Expr:
    """Whether personal data of this type is in a text, longer look-alikes apart."""
    rest = text.str.replace_all(pattern.other, " ") if pattern.other else text
    return rest.str.contains(pattern.value)
