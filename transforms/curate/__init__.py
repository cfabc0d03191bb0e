"""Stage `curate`: pairs with their texts, each judged on its own: is it fit to train on? And worse answers, made."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CurateConfig
from schemas.contents import Contents
from schemas.evidence import Dropped
from schemas.pairs import Curated, Generated, Pairs
from transforms.curate.reasons import judged_answers, reason
from transforms.curate.texts import SIDES, answered, asked
from transforms.hardness import jaccard
from transforms.identity import pair_id
from transforms.privacy import holds
from transforms.synthetic import synthesize


class Curation(NamedTuple):
    """What the stage writes."""

    curated: dy.LazyFrame[Curated]
    generated: dy.LazyFrame[Generated]
    dropped: dy.LazyFrame[Dropped]


def judge(pairs: dy.LazyFrame[Pairs], contents: dy.LazyFrame[Contents], *, config: CurateConfig) -> pl.LazyFrame:
    """The pairs with prompt and answers, and the first `reason` why one is not fit (`reasons.py`), else null."""
    prompts, answers = asked(pairs, contents, config), answered(pairs, contents)
    told = prompts.with_columns(prompt_pii=pl.col("prompt").list.eval(holds(_content())).list.any())
    judged = pairs.join(told, on="context_id", how="left")
    about = judged_answers(answers, prompts, config)
    for side in SIDES:
        own = {name: f"{side}_{name}" for name in about.collect_schema().names()} | {"response": f"{side}_id"}
        named = about.rename(own | {"context_id": "context_id"})
        judged = judged.join(named, on=["context_id", f"{side}_id"], how="left")
    alike = jaccard(pl.col("chosen_trigrams"), pl.col("rejected_trigrams")).round(4)
    return judged.with_columns(hardness=alike).with_columns(reason=reason(config))


def curate(judged: pl.LazyFrame, *, site: str, config: CurateConfig) -> Curation:
    """Of `judged` pairs those that are fit, in the form of a release, and synthetic ones; and those left out.

    Of pairs of several contexts with the same texts the surest stays; the others are `duplicate`. An easy negative is
    less alike to the chosen answer than `hard_similarity`.
    """
    people = _identified(judged.filter(pl.col("reason").is_null()), site, config)
    kept = people.filter(pl.col("copy") == 1)
    made = synthesize(_sources(kept), kept, site=site, config=config)
    again = people.filter(pl.col("copy") > 1).with_columns(reason=pl.lit("duplicate"))
    dropped = [_dropped(judged.filter(pl.col("reason").is_not_null())), _dropped(again), made.rejected]
    columns = Curated.column_names()
    return Curation(
        Curated.cast(pl.concat([Curated.cast(kept).select(columns), made.pairs.select(columns)])),
        made.generated,
        Dropped.cast(pl.concat(dropped)),
    )


def _identified(fit: pl.LazyFrame, site: str, config: CurateConfig) -> pl.LazyFrame:
    """Fit pairs in the form of a release, with `pair_id`, and `copy`: 1 for the surest of equal ones."""
    is_hard = pl.col("hardness") >= config.hard_similarity
    order = pl.struct(-pl.col("confidence"), "context_id", "chosen_id", "rejected_id")
    return (
        fit.with_columns(
            *(pl.concat_list(_message(pl.col(f"{side}_text"))).alias(side) for side in SIDES),
            language="chosen_language",
            negative=pl.when(is_hard).then(pl.lit("hard")).otherwise(pl.lit("easy")),
        )
        .with_columns(pair_id=pair_id(pl.lit(site), *(pl.col(part) for part in ("prompt", *SIDES))))
        .with_columns(copy=order.rank("ordinal").over("pair_id"))
    )


def _sources(kept: pl.LazyFrame) -> pl.LazyFrame:
    """The chosen answers of people, once each, as surely chosen as by their surest pair."""
    return kept.sort("confidence", "pair_id", descending=[True, False]).unique(
        ["context_id", "chosen_id"], keep="first", maintain_order=True
    )


def _content() -> pl.Expr:
    return pl.element().struct.field("content")


def _message(text: pl.Expr) -> pl.Expr:
    return pl.struct(role=pl.lit("assistant"), content=text)


def _dropped(pairs: pl.LazyFrame) -> pl.LazyFrame:
    return pairs.select(
        stage=pl.lit("curate"), context="context_id", response="chosen_id", other="rejected_id", reason="reason"
    )
