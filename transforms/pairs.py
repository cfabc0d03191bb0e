"""Stage `pairs`: which of two responses of a context is preferred, and how sure that is."""

import math
from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import PairsConfig
from schemas.evidence import USERS_SKETCH, Comparisons, Dropped, Evidence
from schemas.pairs import Decided, Pairs, Ties
from transforms.caps import cap
from transforms.practice import practise
from transforms.reasons import explain

UNCALIBRATED_CONFIDENCE = 0.75
"""Most that a pair can claim, as confidence and as preference, on a site without explicit votes, where nothing tells
what a score is worth."""
TIE_PROBABILITY = 0.8
"""Posterior mass within `tie_margin` from which a couple is a tie."""
DIGITS = 4
COUPLE = ("context", "first", "second")


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


def couples(evidence: pl.LazyFrame, comparisons: pl.LazyFrame) -> pl.LazyFrame:
    """Every two responses of a context, once, with `first` < `second` and what compares them directly, if anything."""
    sides = evidence.select(
        "context", "response", "model", "users", "n_users", "n_views", "score", "variance", "anchored"
    )
    met = sides.join(sides, on="context", suffix="_second").filter(pl.col("response") < pl.col("response_second"))
    direct = comparisons.select(
        *COUPLE, compared="signal", met_both="n_users", direct="log_odds", direct_variance="variance"
    )
    names = {"response": "first", "response_second": "second", "n_users": "n_users_first", "n_views": "n_views_first"}
    return met.rename(names).join(direct, on=COUPLE, how="left")


def judge(couples: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the posterior of delta = theta_chosen - theta_rejected ~ N(m, v), m >= 0, and who is chosen.

    m is the difference of the scores plus what direct comparisons add, v the sum of the variances. `margin` = m;
    `confidence` = P(delta > 0) = Phi(m / sqrt(v)); `preference` = E[sigmoid(delta)], about sigmoid(m / sqrt(1 + pi v /
    8)) (MacKay 1992, "The evidence framework applied to classification networks"; at most 0.02 off for v <= 4).
    """
    mean = pl.col("score") - pl.col("score_second") + pl.col("direct").fill_null(0.0)
    variance = pl.col("variance") + pl.col("variance_second") + pl.col("direct_variance").fill_null(0.0)
    is_first = pl.col("mean") >= 0
    confidence = normal_cdf(pl.col("margin") / pl.col("spread").sqrt())
    most = pl.when(pl.col("anchored") & pl.col("anchored_second")).then(1.0).otherwise(UNCALIBRATED_CONFIDENCE)
    squeezed = pl.col("margin") / (1 + math.pi / 8 * pl.col("spread")).sqrt()
    return (
        couples.with_columns(mean=mean, spread=variance)
        .with_columns(
            margin=pl.col("mean").abs(),
            chosen=pl.when(is_first).then("first").otherwise("second"),
            rejected=pl.when(is_first).then("second").otherwise("first"),
            chosen_model=pl.when(is_first).then("model").otherwise("model_second"),
            rejected_model=pl.when(is_first).then("model_second").otherwise("model"),
        )
        .with_columns(
            pl.col("margin").round(DIGITS),
            confidence=pl.min_horizontal(confidence, most).round(DIGITS),
            preference=pl.min_horizontal(1 / (1 + (-squeezed).exp()), most).round(DIGITS),
            n_users=_users(),
        )
    )


def tied(margin: float) -> pl.Expr:
    """P(|delta| < margin) of a judged couple: Phi((margin - m) / sqrt(v)) - Phi((-margin - m) / sqrt(v)).

    0 on a site without explicit votes, where nothing tells how much a score is worth.
    """
    below, above = ((pl.lit(side) - pl.col("margin")) / pl.col("spread").sqrt() for side in (-margin, margin))
    anchored = pl.col("anchored") & pl.col("anchored_second")
    return pl.when(anchored).then(normal_cdf(above) - normal_cdf(below)).otherwise(0.0).round(DIGITS)


def normal_cdf(z: pl.Expr) -> pl.Expr:
    """Phi(z), the standard normal distribution function, by the error function."""
    return 0.5 * (1 + (z / math.sqrt(2)).erf())


def _users() -> pl.Expr:
    """Distinct users behind both sides: |A or B| = (|A| + |B|) / (1 + J), where J, the Jaccard similarity, comes from
    the smallest hashes of both (Broder 1997): exact while these are all there are.
    """
    first, second = pl.col("users"), pl.col("users_second")
    smallest = first.list.set_union(second).list.sort().list.head(USERS_SKETCH)
    both = smallest.list.set_intersection(first).list.set_intersection(second)
    similarity = (both.list.len() / smallest.list.len()).fill_nan(0.0)
    either = ((pl.col("n_users_first") + pl.col("n_users_second")) / (1 + similarity)).round().cast(pl.Int32)
    return pl.max_horizontal(either, pl.when(either.is_not_null()).then(1))


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
