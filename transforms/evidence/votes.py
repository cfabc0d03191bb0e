"""Votes of the window that stand: how many of a response's readers gave each."""

import polars as pl

from schemas.signals import RAW_TYPES, SETS, SIGNALS, Kind
from transforms.believed import believed_that_night
from transforms.evidence.influence import influence
from transforms.evidence.statistics import Statistics

KEYS = ("context", "response")
VIEWS_PER_VOTER = 1.25
"""Fewest opens for each voter of a site that logs views: nowhere do four readers in five vote (assumption)."""


def logs_views(statistics: Statistics) -> pl.LazyFrame:
    """One row, `viewed`: whether the site logs views.

    Every vote implies an open, so a site that logs votes alone shows about as many opens as voters of a night; where
    views are logged, there are at least `VIEWS_PER_VOTER` times as many.
    """
    voted = believed_that_night(statistics.votes, statistics.verdicts)
    voters = voted.select(voters=pl.struct("response", "user", "night").n_unique())
    return (
        statistics.reads.select(opens=pl.col("opens").sum())
        .join(voters, how="cross")
        .select(viewed=pl.col("opens") > VIEWS_PER_VOTER * pl.col("voters"))
    )


def tally(
    standing: pl.LazyFrame, reads: pl.LazyFrame, *, viewed: pl.LazyFrame, kind: Kind, share: float
) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of every vote that the kind of site knows.

    Trials are the opens. The two states of one slot are a chain, in which every act enters once: for out of all opens,
    against out of the opens without a vote for. Where views are not logged, a slot is for out of for and against, if
    the site knows both, and any other vote a count whose trials are null: unknown. One user's votes are at most a
    `share` of a context's (`influence`); what is taken from a vote is taken from the opens too.
    """
    signals = [name for name in SETS if name in RAW_TYPES[kind]]
    weight = pl.col("weight")
    counts = (
        influence(standing, share=share)
        .group_by(KEYS)
        .agg(
            pl.col("user").n_unique().alias("voters"),
            *(weight.filter(pl.col("signal") == name).sum().alias(name) for name in signals),
            *((1 - weight).filter(pl.col("signal") == name).sum().alias(f"less_{name}") for name in signals),
        )
    )
    opens = reads.group_by(KEYS).agg(pl.col("opens").sum())
    wide = opens.join(counts, on=KEYS, how="full", coalesce=True).join(viewed, how="cross")
    return (
        wide.with_columns(pl.col("opens", "voters", *signals, *(f"less_{name}" for name in signals)).fill_null(0))
        .with_columns(opens=pl.max_horizontal("opens", "voters"))
        .select(*KEYS, pl.concat_list([_tally(name) for name in signals]).alias("tally"))
        .explode("tally")
        .unnest("tally")
    )


def _tally(signal: str) -> pl.Expr:
    """One signal's tally as a struct."""
    opposite = SIGNALS[signal].opposite
    count, opens = pl.col(signal), pl.col("opens") - pl.col(f"less_{signal}")
    if opposite is None:
        trials = pl.when("viewed").then(opens)
    else:
        is_first, knows_both = SIGNALS[signal].sign > 0, pl.col(opposite).sum() > 0
        seen = opens if is_first else opens - pl.col(opposite) - pl.col(f"less_{opposite}")
        voters = count + pl.col(opposite) if is_first else count
        trials = pl.when("viewed").then(seen).when(knows_both).then(voters)
    return pl.struct(
        signal=pl.lit(signal),
        successes=count,
        trials=trials.cast(pl.Float64),
        overdispersion=pl.lit(1.0),
    )
