"""Stage `evidence`: how much each response is preferred to the others of its context, and how sure that is.

The way of a number: window statistics -> `votes`, `totals`: tallies (k successes out of n trials) -> `rates`, `dwell`:
measurements (an estimate and its sampling variance, per signal) -> `posterior`: one score and variance per response.
"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import EvidenceConfig
from schemas.evidence import Comparisons, Dropped, Evidence
from schemas.signals import SIGNALS, Kind
from transforms.evidence import dwell, opened, posterior, rates, responses, totals, turns, votes
from transforms.evidence.comparisons import compare
from transforms.evidence.statistics import Statistics
from transforms.expected import expected_by_response

EXPLICIT = [name for name, signal in SIGNALS.items() if signal.tier == "explicit"]


class EvidenceTables(NamedTuple):
    """What the stage writes."""

    evidence: dy.LazyFrame[Evidence]
    comparisons: dy.LazyFrame[Comparisons]
    dropped: dy.LazyFrame[Dropped]


def evidence(
    statistics: Statistics,
    contents: pl.LazyFrame,
    curves: pl.LazyFrame,
    propensities: pl.LazyFrame,
    *,
    config: EvidenceConfig,
    kind: Kind,
) -> EvidenceTables:
    """Evidence about every response of the window that has a text and a context.

    Equal answers of a context are one: their acts are pooled under the representative. A response whose text is not
    known is dropped as `no_content`, one without context as `no_context`. `anchored` is false where the window holds no
    explicit vote at all. Scores compare responses of one context, whose mean is about 0.
    """
    index = responses.index(contents)
    usual = expected_by_response(contents, curves, config=config)
    pooled = _pool(statistics, index, usual)
    viewed = votes.logs_views(statistics.votes, statistics.reads)
    tallies = _tallies(pooled, viewed, propensities, kind)
    texts = responses.describe(index)
    sums = pl.concat([dwell.of_reads(pooled.reads), totals.dwell(pooled.totals)])
    timed = sums.join(texts.select("context", "response", "length"), on=["context", "response"])
    measurements = pl.concat([rates.measure(tallies, spread=config.prior_variance), dwell.measure(timed)])
    couples = compare(pooled.turns, index)
    scores = posterior.combine(measurements, prior_variance=config.prior_variance)
    rows = (
        responses.seen(pooled, couples)
        .join(texts, on=["context", "response"])
        .join(scores, on=["context", "response"], how="left")
        .join(_anchored(tallies), how="cross")
    )
    return EvidenceTables(
        Evidence.cast(posterior.fill_unmeasured(rows, prior_variance=config.prior_variance)),
        Comparisons.cast(couples),
        Dropped.cast(responses.unplaced(statistics, index)),
    )


def _pool(statistics: Statistics, index: pl.LazyFrame, usual: pl.LazyFrame) -> Statistics:
    """The statistics by representative and its context of today; votes and turns without flagged users."""
    flagged = statistics.verdicts.filter(pl.col("user").is_not_null()).select("user").unique()
    log_expected = usual.select("response", "log_expected")
    return Statistics(
        votes=responses.pool(statistics.votes.join(flagged, on="user", how="anti"), index),
        reads=responses.pool(statistics.reads.join(log_expected, on="response", how="left"), index),
        turns=responses.pool(turns.merge(statistics.turns.join(flagged, on="user", how="anti")), index),
        totals=responses.pool(totals.latest(statistics.totals).join(log_expected, on="response", how="left"), index),
        verdicts=statistics.verdicts,
    )


def _tallies(pooled: Statistics, viewed: pl.LazyFrame, propensities: pl.LazyFrame, kind: Kind) -> pl.LazyFrame:
    """k out of n, per response and signal, from whatever the site logs."""
    standing = votes.standing(pooled.votes)
    return pl.concat(
        [
            votes.tally(standing, pooled.reads, viewed=viewed, kind=kind),
            turns.tally(pooled.turns),
            opened.tally(pooled.reads, propensities),
            totals.tally(pooled.totals),
            dwell.tally(pooled.reads),
        ]
    )


def _anchored(tallies: pl.LazyFrame) -> pl.LazyFrame:
    """One row, `anchored`: whether anybody voted explicitly in the window."""
    explicit = pl.col("successes").filter(pl.col("signal").is_in(EXPLICIT))
    return tallies.select(anchored=explicit.sum() > 0)
