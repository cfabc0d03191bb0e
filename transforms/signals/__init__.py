"""Stage `signals`: a night's events as statistics that add up over any window."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import SignalsConfig
from schemas.reading import Verdicts
from schemas.statistics import Reads, Turns, Votes
from transforms.believed import believed
from transforms.expected import expected_by_response, speeds
from transforms.signals.reads import reads
from transforms.signals.turns import replies, turns
from transforms.signals.votes import votes
from transforms.tonight import Tonight

__all__ = ["Signals", "replies", "signals"]


class Signals(NamedTuple):
    """The tables of one night."""

    votes: dy.LazyFrame[Votes]
    reads: dy.LazyFrame[Reads]
    turns: dy.LazyFrame[Turns]


def signals(
    tonight: Tonight,
    verdicts: dy.LazyFrame[Verdicts],
    *,
    config: SignalsConfig,
    classes: pl.LazyFrame | None = None,
) -> Signals:
    """Reads and turns of everybody but the users flagged tonight, altogether or on a response, and everybody's votes.

    Votes are by user, so that whoever reads them takes out what any night of the window found (`believed`), and the
    next nights still see what those have in common who vote by agreement. A view with a verdict still opens its
    response, but its dwell and depth are not believed. A response whose content is not known has rows too, with a null
    context. `classes` (event_id, follow_up) are those that a model gave to tonight's follow-ups (`replies`); the
    lexicon's count for the others.
    """
    events, contents, curves, readers = tonight
    credible = believed(events, verdicts)
    doubtful = verdicts.filter(pl.col("event_id").is_not_null()).select("event_id", "reason")
    usual = expected_by_response(contents, curves, config=config)
    return Signals(
        votes=votes(events, usual),
        reads=reads(credible, doubtful, usual, speeds(readers, config=config), config=config),
        turns=turns(credible, contents, classes),
    )
