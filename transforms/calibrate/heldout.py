"""One half of the users: all that it did, and the explicit verdicts that it gave."""

import polars as pl

from schemas.config import EvidenceConfig
from schemas.signals import SIGNALS, Kind
from transforms.believed import believed
from transforms.evidence import responses, votes
from transforms.evidence.statistics import Statistics
from transforms.halves import half, user_hash
from transforms.standing import standing

SIGNS = {name: signal.sign for name, signal in SIGNALS.items()}


def of_half(statistics: Statistics, which: int) -> Statistics:
    """The statistics of one half of the users. Totals, whose users are unknown, are nobody's."""
    theirs = half(user_hash(pl.col("user"))) == which
    return statistics._replace(
        votes=statistics.votes.filter(theirs),
        turns=statistics.turns.filter(theirs),
        reads=statistics.reads.filter(pl.col("half") == which),
        totals=statistics.totals.filter(pl.lit(False)),
    )


def favours(
    statistics: Statistics, index: pl.LazyFrame, anchor: pl.LazyFrame, *, config: EvidenceConfig, kind: Kind
) -> pl.LazyFrame:
    """(context, response, k, n): how many of a response's n readers gave it the vote of `anchor` (column `signal`).

    Of a vote against, k counts those who did not give it. Left out are responses whose readers nobody counted.
    """
    given = responses.pool(believed(statistics.votes, statistics.verdicts), index)
    viewed = votes.logs_views(statistics)
    tallies = votes.tally(
        standing(given),
        responses.pool(statistics.reads, index),
        viewed=viewed,
        kind=kind,
        share=config.max_user_share,
    )
    against = pl.col("signal").replace_strict(SIGNS, default=1) < 0
    return (
        tallies.join(anchor.select("signal"), on="signal", how="semi")
        .filter(pl.col("trials") > 0)
        .select(
            "context",
            "response",
            k=pl.when(against).then(pl.col("trials") - pl.col("successes")).otherwise("successes").cast(pl.Float64),
            n=pl.col("trials").cast(pl.Float64),
        )
    )
