"""Stage `evidence`: how much each response is preferred to the others of its context, and how sure that is.

The way of a number: window statistics -> `votes`, `reads` ...: tallies (k successes out of n trials) and means ->
`measurements`, one row per response and signal -> `latent`: what each signal is worth on this site, and with that one
score and variance per response.
"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import EvidenceConfig
from schemas.evidence import Comparisons, Dropped, Evidence, Loadings
from schemas.signals import Kind
from transforms.believed import believed
from transforms.evidence import dwell, opened, responses, totals, turns, votes
from transforms.evidence.comparisons import compare
from transforms.evidence.latent import LENGTH, preferences
from transforms.evidence.measurements import measure
from transforms.evidence.pooling import borrowed
from transforms.evidence.statistics import Inputs, Statistics
from transforms.expected import expected_by_response
from transforms.standing import standing as stands

KEYS = ["context", "response"]
DIGITS = 4


class EvidenceTables(NamedTuple):
    """What the stage writes."""

    evidence: dy.LazyFrame[Evidence]
    comparisons: dy.LazyFrame[Comparisons]
    loadings: dy.LazyFrame[Loadings]
    dropped: dy.LazyFrame[Dropped]


def evidence(inputs: Inputs, *, config: EvidenceConfig, kind: Kind) -> EvidenceTables:
    """Evidence about every response of the window that has a text and a context.

    Equal answers of a context are one: their acts are pooled under the representative. A response whose text is not
    known is dropped as `no_content`, one without context as `no_context`, one on which only people acted who are not
    believed as `not_believed`. `anchored` is false where the window holds no
    explicit votes, or too few to learn from. Scores compare responses of one context, whose mean is about 0. What a
    signal is worth is learned from the site itself, beginning with what other sites have learned.
    """
    statistics, contents, curves, propensities, elsewhere = inputs
    index = responses.index(contents)
    usual = expected_by_response(contents, curves, config=config)
    pooled = _pool(statistics, index, usual)
    viewed = votes.logs_views(statistics)
    tallies = _tallies(pooled, viewed, propensities, config=config, kind=kind)
    texts = responses.describe(index)
    sums = pl.concat([dwell.of_reads(pooled.reads, propensities), totals.dwell(pooled.totals)])
    means = dwell.measure(sums.join(texts.select(*KEYS, "length"), on=KEYS))
    measured = measure(tallies, means, texts, borrowed(elsewhere))
    inferred = preferences(measured, prior_variance=config.prior_variance)
    couples = compare(pooled.turns, index)
    seen = responses.seen(pooled, couples).cache()
    rows = seen.join(texts, on=KEYS).join(_scores(inferred), on=KEYS, how="left").join(_anchored(inferred), how="cross")
    return EvidenceTables(
        Evidence.cast(_with_prior(rows, config.prior_variance)),
        Comparisons.cast(couples),
        Loadings.cast(_loadings(inferred)),
        Dropped.cast(pl.concat([responses.unplaced(statistics, index), responses.unbelieved(statistics, index, seen)])),
    )


def _pool(statistics: Statistics, index: pl.LazyFrame, usual: pl.LazyFrame) -> Statistics:
    """The statistics by representative and its context of today; votes and turns as far as they are believed."""
    log_expected = usual.select("response", "log_expected")
    alone = totals.alone(totals.latest(statistics.totals), statistics.reads)
    # Cached, because the optimiser would otherwise read and join them anew for every tally.
    return Statistics(
        votes=responses.pool(believed(statistics.votes, statistics.verdicts), index).cache(),
        reads=responses.pool(statistics.reads.join(log_expected, on="response", how="left"), index).cache(),
        turns=responses.pool(turns.merge(believed(statistics.turns, statistics.verdicts)), index),
        totals=responses.pool(alone.join(log_expected, on="response", how="left"), index),
        verdicts=statistics.verdicts,
    )


def _tallies(
    pooled: Statistics, viewed: pl.LazyFrame, propensities: pl.LazyFrame, *, config: EvidenceConfig, kind: Kind
) -> pl.LazyFrame:
    """k out of n, per response and signal, from whatever the site logs."""
    standing, share = stands(pooled.votes), config.max_user_share
    return pl.concat(
        [
            votes.tally(standing, pooled.reads, viewed=viewed, kind=kind, share=share),
            turns.tally(pooled.turns, share=share),
            opened.tally(pl.concat([pooled.reads, totals.shown(pooled.totals)], how="diagonal"), propensities),
            opened.last(pooled.reads),
            totals.tally(pooled.totals),
            dwell.tally(pooled.reads),
        ]
    )


def _anchored(inferred: pl.LazyFrame) -> pl.LazyFrame:
    """One row, `anchored`: whether the explicit votes of the window tell what the other signals are worth."""
    return inferred.select(anchored=pl.col("anchor").fill_null(False).any())


def _scores(inferred: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, score, variance, signals): the score is the sum of the contributions as published."""
    return (
        inferred.with_columns(pl.col("log_odds").round(DIGITS))
        .filter((pl.col("signal") != LENGTH) | (pl.col("log_odds") != 0))
        .group_by(KEYS)
        .agg(
            score=pl.col("log_odds").sum().round(DIGITS),
            variance=pl.col("theta_variance").first().round(DIGITS),
            voted=pl.col("voted").first().round(DIGITS),
            voted_variance=pl.col("voted_variance").first().round(DIGITS),
            signals=pl.struct(
                "signal",
                pl.col("value").round(DIGITS).cast(pl.Float32),
                "trials",
                pl.col("log_odds").cast(pl.Float32),
            ).sort_by("signal"),
        )
    )


def _with_prior(rows: pl.LazyFrame, variance: float) -> pl.LazyFrame:
    """A response that nothing measured has a score of 0 and the prior's variance."""
    return rows.with_columns(
        pl.col("score").fill_null(0.0), pl.col("variance").fill_null(variance), pl.col("signals").fill_null([])
    )


def _loadings(inferred: pl.LazyFrame) -> pl.LazyFrame:
    """One row per signal: what it is worth on this site."""
    weights = inferred.filter(pl.col("anchor").is_not_null()).unique("signal")
    return weights.with_columns(pl.col(pl.Float64).round(DIGITS))
