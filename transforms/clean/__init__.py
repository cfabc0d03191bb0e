"""Stage `clean`: which views and which users are not believed, and why. Nothing is deleted; a verdict is a row.

`views` judges single views. Users are judged by reading like a machine (`scrapers`), by votes that do not depend on
what is voted for (`likelihood`), and by votes that only an agreement explains (`rings`); `rounds` lets whom a first
round finds not hide the others.
"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CleanConfig
from schemas.contents import Contents
from schemas.events import Events
from schemas.reading import Curves, Readers, Users, Verdicts
from schemas.statistics import Reads, Turns, Votes
from transforms.clean.acts import approvals, items, opened
from transforms.clean.rates import rates
from transforms.clean.rounds import Evidence, Hold, judge
from transforms.clean.scrapers import scrapers
from transforms.clean.users import published, summary, verdicts
from transforms.clean.views import doubtful
from transforms.expected import expected_by_response, speeds

__all__ = ["Cleaned", "History", "Hold", "clean"]


class History(NamedTuple):
    """What the nights of the window before tonight hold."""

    votes: dy.LazyFrame[Votes]
    reads: dy.LazyFrame[Reads]
    turns: dy.LazyFrame[Turns]
    users: dy.LazyFrame[Users]


class Cleaned(NamedTuple):
    """The tables of one night."""

    verdicts: dy.LazyFrame[Verdicts]
    users: dy.LazyFrame[Users]


def clean(
    events: dy.LazyFrame[Events],
    contents: dy.LazyFrame[Contents],
    curves: dy.LazyFrame[Curves],
    readers: dy.LazyFrame[Readers],
    before: History,
    *,
    config: CleanConfig,
    hold: Hold,
) -> Cleaned:
    """Tonight's verdicts, and what they rest on per user.

    `value` of a verdict is what decided: the ratio of dwell to expected dwell (`misclick`, `idle`), the standard
    deviation of log dwell or, where dwell is not logged, the number of views (`scraper`), the log10 likelihood ratio
    (`likes_everything`), the number of linked targets voted for (`ring`). `hold` computes what several steps read.
    """
    (known,) = hold([items(contents)])
    users = _users(events, known, before, config=config, hold=hold)
    acts = pl.concat([frame.select("user", "response") for frame in (events, before.votes, before.turns)])
    usual = expected_by_response(contents, curves, config=config)
    views = doubtful(events, usual, speeds(readers, config=config), config=config)
    found = pl.concat([views, verdicts(users, acts, known, config=config)], how="diagonal")
    return Cleaned(Verdicts.cast(found.with_columns(pl.col("value").round(4))), published(users))


def _users(
    events: pl.LazyFrame, known: pl.LazyFrame, before: History, *, config: CleanConfig, hold: Hold
) -> pl.LazyFrame:
    """What is known of everybody: scrapers first, whose opens are no people's, then what is left of them all."""
    tonight, given = hold([opened(events, known), approvals(events, before.votes, known)])
    (machines,) = hold([scrapers(events, tonight, config=config)])
    robots, people = machines.filter("is_scraper"), machines.filter(~pl.col("is_scraper"))
    tonight, given = (frame.join(robots, on="user", how="anti") for frame in (tonight, given))
    usual = rates(people, tonight, given, before.reads, before.users, known)
    likers, members = judge(Evidence(people, tonight, given, before.reads, known), usual, config=config, hold=hold)
    (users,) = hold([summary(machines, likers, members)])
    return users
