"""Stage `clean`: which views and which users are not believed, and why. Nothing is deleted; a verdict is a row.

`views` judges single views. Users are judged by reading like a machine (`scrapers`), by votes that do not depend on
what is voted for (`likelihood`), and by votes that only an agreement explains (`rings`); `rounds` lets those found
first not hide the others.
"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CleanConfig
from schemas.reading import Users, Verdicts
from schemas.statistics import Reads, Turns, Votes
from transforms.believed import believed_that_night, outcasts
from transforms.clean.acts import Behaviour, approvals, items, opened, without_machines
from transforms.clean.rounds import Hold, judge
from transforms.clean.scrapers import scrapers
from transforms.clean.users import published, summary, verdicts
from transforms.clean.views import doubtful
from transforms.expected import expected_by_response, speeds
from transforms.halves import user_hash
from transforms.tonight import Tonight

__all__ = ["Cleaned", "History", "Hold", "clean"]


class History(NamedTuple):
    """What the nights of the window before tonight hold."""

    votes: dy.LazyFrame[Votes]
    reads: dy.LazyFrame[Reads]
    turns: dy.LazyFrame[Turns]
    users: dy.LazyFrame[Users]
    verdicts: dy.LazyFrame[Verdicts]


class Cleaned(NamedTuple):
    """The tables of one night."""

    verdicts: dy.LazyFrame[Verdicts]
    users: dy.LazyFrame[Users]


def clean(tonight: Tonight, before: History, *, config: CleanConfig, hold: Hold) -> Cleaned:
    """Tonight's verdicts, and what they rest on per user.

    `value` of a verdict is what decided: the ratio of dwell to expected dwell (`misclick`, `idle`), the standard
    deviation of log dwell or, where dwell does not tell, the number of views without it (`scraper`), the log10
    likelihood ratio (`likes_everything`), the number of linked targets voted for (`ring`; null where an earlier night
    found him in it). Whoever was flagged altogether on an earlier night of the window is judged again by what he does
    tonight, and counts in nobody's rates. `hold` computes what several steps read.
    """
    (known,) = hold([items(tonight.contents)])
    users = _users(tonight.events, known, before, config=config, hold=hold)
    acts = pl.concat([frame.select("user", "response") for frame in (tonight.events, before.votes, before.turns)])
    usual = expected_by_response(tonight.contents, tonight.curves, config=config)
    views = doubtful(tonight.events, usual, speeds(tonight.readers, config=config), config=config)
    about_users = verdicts(users, before.verdicts, acts, known, config=config)
    found = pl.concat([views, about_users], how="diagonal")
    return Cleaned(Verdicts.cast(found.with_columns(pl.col("value").round(4))), published(users))


def _users(
    events: pl.LazyFrame, known: pl.LazyFrame, before: History, *, config: CleanConfig, hold: Hold
) -> pl.LazyFrame:
    """What is known of everybody: scrapers first, whose opens are no people's, then what is left of them all."""
    tonight, given, former = hold(
        [opened(events, before.votes, known), approvals(events, before.votes, known), outcasts(before.verdicts)]
    )
    (machines,) = hold([scrapers(events, tonight, config=config)])
    everything = Behaviour(
        people=machines.select("user"),
        fresh=tonight.filter(~pl.col("again")),
        outcasts=former,
        tonight=tonight,
        given=given,
        reads=_reads(before, former),
        users=before.users,
        known=known,
    )
    robots = machines.filter("is_scraper").select("user")
    likers, members = judge(without_machines(everything, robots), config=config, hold=hold)
    (users,) = hold([summary(machines, likers, members)])
    return users


def _reads(before: History, former: pl.LazyFrame) -> pl.LazyFrame:
    """(response, opens, users) of the nights before, with the opens of voters whom their night's reads leave out."""
    voted = before.votes.select("response", "user", "night").unique()
    counted = believed_that_night(voted, before.verdicts)
    left_out = voted.join(counted, on=["response", "user", "night"], how="anti").join(former, on="user", how="anti")
    people = left_out.select("response", opens=pl.lit(1, pl.Int64), users=pl.concat_list(user_hash(pl.col("user"))))
    return pl.concat([before.reads.select("response", "opens", "users"), people])
