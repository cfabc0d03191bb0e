"""Stage `pairs`: which of two responses of a context is preferred, and how sure that is."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import PairsConfig
from schemas.evidence import Comparisons, Dropped, Evidence
from schemas.pairs import Decided, Pairs, Ties
from transforms.pairs.caps import cap
from transforms.pairs.judge import couples, judge, tied
from transforms.pairs.practice import practise
from transforms.pairs.reasons import explain

TIE_PROBABILITY = 0.8
"""Posterior mass within `tie_margin` from which a couple is a tie."""


class PairTables(NamedTuple):
    """What the stage writes; `decided` are the contexts looked at, with or without a pair."""

    pairs: dy.LazyFrame[Pairs]
    ties: dy.LazyFrame[Ties]
    decided: dy.LazyFrame[Decided]
    dropped: dy.LazyFrame[Dropped]


def pairs(
    evidence: dy.LazyFrame[Evidence],
    comparisons: dy.LazyFrame[Comparisons],
    touched: pl.LazyFrame,
    *,
    config: PairsConfig,
) -> PairTables:
    """All couples of the contexts in `touched` (column `context`): those to learn from and those dropped, with why.

    `tie`: almost surely as good as equal (`tied`), written to `ties` as well where that is asked for. `unsure`:
    confidence below `min_confidence`, as it is published, or no order at all. `few_users`: a side has fewer than
    `min_users` users (views, where users are unknown), unless all of them met both in one conversation, or one rewrote
    the other: what one person did to two answers side by side is his own judgement. `strict_length`, `strict_images`,
    `strict_dwell`: against the rules of practice, where these are asked for (`practise`). Of what is left the surest
    stay, ties by ids: `context_cap` is beyond `max_pairs_per_context`, `user_cap` beyond `max_pairs_per_user` that rest
    on one person alone, `rule_cap` beyond `max_pairs_per_rule`, each among those that the caps before have left.
    """
    contexts = touched.select("context").unique()
    here = evidence.join(contexts, on="context", how="semi")
    judged = judge(couples(here, comparisons)).with_columns(tied=tied(config.tie_margin), person=_only_person())
    sifted = judged.with_columns(reason=_reason(config))
    if config.strict:
        sifted = practise(sifted, here)
    capped = cap(sifted, "context", config.max_pairs_per_context, "context_cap")
    # All that follows reads these two, and without `cache` the optimiser would work them out for every reader anew.
    capped = cap(capped, "person", config.max_pairs_per_user, "user_cap").cache()
    is_open = pl.col("reason").is_null()
    told = cap(explain(capped.filter(is_open), here), "rule", config.max_pairs_per_rule, "rule_cap").cache()
    kept = told.filter(is_open)
    dropped = pl.concat([_dropped(frame.filter(~is_open)) for frame in (capped, told)])
    return PairTables(
        Pairs.cast(kept.rename({"context": "context_id", "chosen": "chosen_id", "rejected": "rejected_id"})),
        Ties.cast(_ties(capped.filter(pl.lit(config.ties), pl.col("reason") == "tie"))),
        Decided.cast(_decided(contexts, capped, kept)),
        Dropped.cast(dropped),
    )


def _only_person() -> pl.Expr:
    """The hash of the one person that a couple rests on; null where there are several, or nobody is known."""
    anybody = pl.coalesce(pl.col("users").list.first(), pl.col("users_second").list.first())
    return pl.when(pl.col("n_users") == 1).then(anybody)


def _reason(config: PairsConfig) -> pl.Expr:
    """Why a couple is no pair, whatever the others are; null where it may be one."""
    sides = [pl.coalesce(f"n_users{side}", f"n_views{side}") >= config.min_users for side in ("_first", "_second")]
    unsure = pl.col("confidence").cast(pl.Float32).cast(pl.Float64) < config.min_confidence
    own = pl.col("direct").is_not_null() | (pl.col("met_both") == pl.col("n_users"))
    few = ~pl.all_horizontal(sides) & ~own.fill_null(False)
    return (
        pl.when((pl.col("tied") >= TIE_PROBABILITY) & ~few)
        .then(pl.lit("tie"))
        .when(unsure | (pl.col("margin") == 0))
        .then(pl.lit("unsure"))
        .when(few)
        .then(pl.lit("few_users"))
    )


def _decided(contexts: pl.LazyFrame, candidates: pl.LazyFrame, kept: pl.LazyFrame) -> pl.LazyFrame:
    """How many couples each context had and how many are pairs."""
    counts = (candidates.group_by("context").agg(candidates=pl.len()), kept.group_by("context").agg(pairs=pl.len()))
    for count in counts:
        contexts = contexts.join(count, on="context", how="left")
    return contexts.with_columns(pl.col("candidates", "pairs").fill_null(0).cast(pl.Int64))


def _ties(couples: pl.LazyFrame) -> pl.LazyFrame:
    return couples.select(
        context_id="context",
        first_id=pl.min_horizontal("chosen", "rejected"),
        second_id=pl.max_horizontal("chosen", "rejected"),
        probability="tied",
        n_users="n_users",
    )


def _dropped(couples: pl.LazyFrame) -> pl.LazyFrame:
    return couples.select(
        stage=pl.lit("pairs"), context="context", response="chosen", other="rejected", reason="reason"
    )
