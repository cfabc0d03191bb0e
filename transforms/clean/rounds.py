"""The tests of users' votes, twice: whom the first round finds is out of the rates that the second compares with.

A ring that is much of a target's voters makes the target look good, and people who like everything make everybody look
lenient; the first round looks for what stands out all the same, the second judges.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from schemas.config import CleanConfig
from transforms.clean.chances import chances_of
from transforms.clean.couples import common_voters, meetings, often
from transforms.clean.likelihood import likers
from transforms.clean.rates import Rates, without
from transforms.clean.rings import links_of, members

Hold = Callable[[Sequence[pl.LazyFrame]], Sequence[pl.LazyFrame]]
"""Hands back the same rows, computed: without it every step would compute all steps before it, several times."""


class Grace(NamedTuple):
    """What is put down to chance: `taste` is the variance of the log-odds by which two items please the same people
    more than any two, `share` that of a link's common voters, and the doubt about a member, that chance may explain.
    """

    taste: float
    share: float


SUSPICION = Grace(taste=0.0, share=0.3)
"""What a first round allows to chance (assumption): two items please the same people no more than any two."""
TASTE = 0.25
"""Variance of the log-odds by which two items please the same people more than any two (assumption)."""


class Evidence(NamedTuple):
    """Tonight's people and what they opened, the approvals of the window, earlier reads, and the known items."""

    people: pl.LazyFrame
    tonight: pl.LazyFrame
    given: pl.LazyFrame
    reads: pl.LazyFrame
    known: pl.LazyFrame


class Suspects(NamedTuple):
    """Who (`user`) is out of the rates, and for which `item`s nobody's vote says how he votes elsewhere."""

    users: pl.LazyFrame
    targets: pl.LazyFrame


class Found(NamedTuple):
    """What a round found: `likers` and `members` of rings, and the `links` between their targets."""

    likers: pl.LazyFrame
    members: pl.LazyFrame
    links: pl.LazyFrame


def judge(evidence: Evidence, usual: Rates, *, config: CleanConfig, hold: Hold) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """`likers` and `members` of the second round."""
    tonight, given, *usual = hold([evidence.tonight, evidence.given, *usual])
    evidence, usual = evidence._replace(tonight=tonight, given=given), Rates(*usual)
    (couples,) = hold([common_voters(evidence.given, usual.items, config=config)])
    unlikely = often(couples, usual.items, config=config)
    (suspect,) = hold([meetings(unlikely, *evidence[1:])])
    total = couples.select(total=pl.len())
    nobody = Suspects(evidence.given.select("user").clear(), evidence.given.select("item").clear())

    first = _round(evidence, suspect, total, usual, nobody, grace=SUSPICION, config=config, hold=hold)
    eager = first.likers.filter(pl.col("liker_q") <= config.verdict_fdr).select("user")
    allied = first.members.filter(pl.col("ring_doubt") <= SUSPICION.share).select("user")
    targets = pl.concat([first.links.select(item=side) for side in ("a", "b")]).unique()
    suspects = Suspects(*hold([pl.concat([eager, allied]).unique(), targets]))

    rest = Rates(*hold(without(usual, evidence.given, *suspects)))
    (given,) = hold([evidence.given.join(eager, on="user", how="anti")])
    grace = Grace(taste=TASTE, share=config.ring_doubt)
    second = _round(
        evidence._replace(given=given), suspect, total, rest, suspects, grace=grace, config=config, hold=hold
    )
    return second.likers, second.members


def _round(
    evidence: Evidence,
    suspect: pl.LazyFrame,
    total: pl.LazyFrame,
    usual: Rates,
    suspects: Suspects,
    *,
    grace: Grace,
    config: CleanConfig,
    hold: Hold,
) -> Found:
    (chances,) = hold([chances_of(suspect, evidence.given, usual, *suspects, taste=grace.taste)])
    (links,) = hold([links_of(chances, total, share=grace.share, config=config)])
    return Found(
        *hold([likers(evidence.people, evidence.tonight, usual, suspects.users), members(links, chances), links])
    )
