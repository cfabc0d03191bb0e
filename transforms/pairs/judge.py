"""The couples of a context, and what the evidence says of the difference of their two sides."""

import math
from collections.abc import Callable

import polars as pl

from schemas.evidence import USERS_SKETCH

UNCALIBRATED_CONFIDENCE = 0.75
"""Most that a pair can claim, as confidence and as preference, where too few explicit votes tell what a score is worth,
unless the votes that there are say more by themselves."""
DIGITS = 4
COUPLE = ("context", "first", "second")


def couples(evidence: pl.LazyFrame, comparisons: pl.LazyFrame) -> pl.LazyFrame:
    """Every two responses of a context, once, with `first` < `second` and what compares them directly, if anything."""
    sides = evidence.select(
        "context",
        "response",
        "model",
        "users",
        "n_users",
        "n_views",
        "score",
        "variance",
        "anchored",
        "voted",
        "voted_variance",
    )
    met = sides.join(sides, on="context", suffix="_second").filter(pl.col("response") < pl.col("response_second"))
    direct = comparisons.select(
        *COUPLE, compared="signal", met_both="n_users", direct="log_odds", direct_variance="variance"
    )
    names = {"response": "first", "response_second": "second", "n_users": "n_users_first", "n_views": "n_views_first"}
    return met.rename(names).join(direct, on=COUPLE, how="left")


def judge(couples: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the posterior of delta = theta_chosen - theta_rejected ~ N(m, v), m >= 0, and who is chosen.

    m is the difference of the scores and v the sum of their variances, unless a direct comparison tells more
    (`_weighed`). `margin` = m; `confidence` = P(delta > 0) = Phi(m / sqrt(v)); `preference` = E[sigmoid(delta)], about
    sigmoid(m / sqrt(1 + pi v / 8)) (MacKay 1992, "The evidence framework applied to classification networks"; at most
    0.02 off for v <= 4).
    """
    is_first = pl.col("mean") >= 0
    return (
        _weighed(couples)
        .with_columns(
            margin=pl.col("mean").abs(),
            chosen=pl.when(is_first).then("first").otherwise("second"),
            rejected=pl.when(is_first).then("second").otherwise("first"),
            chosen_model=pl.when(is_first).then("model").otherwise("model_second"),
            rejected_model=pl.when(is_first).then("model_second").otherwise("model"),
        )
        .with_columns(
            pl.col("margin").round(DIGITS),
            confidence=_at_most(_confidence).round(DIGITS),
            preference=_at_most(_preference).round(DIGITS),
            n_users=_users(),
        )
    )


def _confidence(mean: pl.Expr, variance: pl.Expr) -> pl.Expr:
    return normal_cdf(mean / variance.sqrt())


def _preference(mean: pl.Expr, variance: pl.Expr) -> pl.Expr:
    return 1 / (1 + (-mean / (1 + math.pi / 8 * variance).sqrt()).exp())


def _at_most(claim: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> pl.Expr:
    """The claim of the margin; of one in no unit at most `UNCALIBRATED_CONFIDENCE`, or what votes alone claim."""
    sign = pl.when(pl.col("mean") >= 0).then(1.0).otherwise(-1.0)
    voted = sign * (pl.col("voted") - pl.col("voted_second"))
    by_votes = claim(voted, pl.col("voted_variance") + pl.col("voted_variance_second"))
    most = pl.max_horizontal(UNCALIBRATED_CONFIDENCE, by_votes)
    claimed = claim(pl.col("margin"), pl.col("spread"))
    anchored = pl.col("anchored") & pl.col("anchored_second")
    return pl.when(anchored).then(claimed).otherwise(pl.min_horizontal(claimed, most))


def _weighed(couples: pl.LazyFrame) -> pl.LazyFrame:
    """`mean` and `spread` (variance) of theta_first - theta_second; `direct` is what the comparison puts into the mean.

    A rewriting that nobody met (`is_alone`) stands at the prior for want of evidence; but whatever is known of its
    original holds for it too, so that the comparison alone counts. One that people met has two estimates, weighted by
    their precisions.
    """
    compared, alone = pl.col("direct").is_not_null(), pl.col("is_alone")
    met = pl.when(pl.col("direct") > 0).then("n_views_first").otherwise("n_views_second") > 0
    scores, variance = pl.col("score") - pl.col("score_second"), pl.col("variance") + pl.col("variance_second")
    told, heard = 1 / pl.col("direct_variance"), pl.when("is_alone").then(0.0).otherwise(1 / variance)
    mean = (heard * scores + told * pl.col("direct")) / (heard + told)
    return (
        couples.with_columns(is_alone=compared & ~met)
        .with_columns(
            mean=pl.when(compared).then(mean).otherwise(scores),
            spread=pl.when(compared).then(1 / (heard + told)).otherwise(variance),
        )
        .with_columns(direct=pl.when(compared).then(pl.col("mean") - pl.when(alone).then(0.0).otherwise(scores)))
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
