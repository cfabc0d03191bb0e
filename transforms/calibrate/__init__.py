"""Stage `calibrate`: what one half of the users foretells of the other half's explicit votes, against these votes."""

import dataframely as dy
import polars as pl

from schemas.calibration import Calibration
from schemas.config import EvidenceConfig
from schemas.evidence import Loadings
from schemas.signals import SIGNALS, Kind
from transforms.calibrate.estimate import estimate
from transforms.calibrate.heldout import favours, of_half
from transforms.evidence import evidence, responses
from transforms.evidence.statistics import Inputs, Statistics
from transforms.halves import HALVES
from transforms.text import hash64

KEYS = ["context", "response"]
EXPLICIT = [name for name, signal in SIGNALS.items() if signal.tier == "explicit"]
RESPONSES = 10_000
"""Responses that are looked at: of a larger site whole contexts with about as many, drawn by a hash for good."""
MOST_RESPONSES = 40
"""Responses of a context that are compared with each other: those with most readers."""


def calibrate(
    inputs: Inputs, loadings: dy.LazyFrame[Loadings], *, config: EvidenceConfig, kind: Kind
) -> dy.LazyFrame[Calibration]:
    """The evidence of either half of the users (weights, scores and all) against the explicit votes of the other half.

    `loadings`, learned from all users, name the vote that defines theta; where positions stand is of all users as well.
    Held-out votes are noisy themselves; they are compared with what the evidence foretells of such votes, and not with
    confidence (`agreement.couples`). A site with totals has no halves, and one without explicit votes nothing to
    compare with: one row says so.
    """
    statistics, contents = _drawn(inputs.statistics, inputs.contents)
    index = responses.index(contents)
    anchor = loadings.filter("anchor")
    halves = [of_half(statistics, which) for which in HALVES]
    scores = [
        evidence(inputs._replace(statistics=part, contents=contents), config=config, kind=kind).evidence
        for part in halves
    ]
    given = [favours(part, index, anchor, config=config, kind=kind) for part in halves]
    told = pl.concat(
        [_foretold(score, votes, which) for which, score, votes in zip(HALVES, scores, given[::-1], strict=True)]
    )
    one = pl.lit(1).alias("one")
    site = _site(inputs.statistics, anchor).with_columns(one)
    return Calibration.cast(estimate(site.join(told.with_columns(one), on="one", how="left")))


def _site(statistics: Statistics, anchor: pl.LazyFrame) -> pl.LazyFrame:
    """One row: what `estimate` asks about the site as a whole."""
    return (
        statistics.totals.select(has_totals=pl.len() > 0)
        .join(statistics.votes.select(has_votes=pl.col("signal").is_in(EXPLICIT).any()), how="cross")
        .join(
            anchor.select(
                pl.col("prior_variance").max(),
                has_anchor=pl.len() > 0,
                vote_share=(pl.col("specific") / pl.col("prior_variance")).max(),
            ),
            how="cross",
        )
    )


def _drawn(statistics: Statistics, contents: pl.LazyFrame) -> tuple[Statistics, pl.LazyFrame]:
    """Statistics and contents of some contexts; everything that is not about a response stays."""
    acted_on = pl.concat([statistics.votes.select("response"), statistics.reads.select("response")])
    every = acted_on.select(every=(pl.col("response").n_unique() / RESPONSES).ceil().cast(pl.UInt64).clip(1))
    is_drawn = hash64(pl.col("context")) % pl.col("every") == 0
    # Cached, because the optimiser would otherwise work them out for each of those that read them.
    drawn = contents.join(every, how="cross").filter(is_drawn).drop("every").cache()
    names = drawn.select("response").unique()
    tables = ("votes", "reads", "turns")
    some = {name: getattr(statistics, name).join(names, on="response", how="semi").cache() for name in tables}
    return statistics._replace(**some), drawn


def _foretold(scores: pl.LazyFrame, votes: pl.LazyFrame, direction: int) -> pl.LazyFrame:
    """(context, response, direction, score, variance, k, n): the evidence of one half, the votes of the other."""
    order = pl.struct(-pl.col("n"), "response").rank("ordinal").over("context")
    return (
        scores.select(*KEYS, "score", "variance")
        .join(votes, on=KEYS)
        .filter(order <= MOST_RESPONSES)
        .with_columns(direction=pl.lit(direction))
    )
