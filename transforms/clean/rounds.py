"""The tests of users' votes, in rounds: whom an earlier one finds is out of the rates that the next compares with.

People who like everything make everybody look lenient, and hide each other so: they are looked for before rings are. A
ring that is much of a target's voters makes the target look good: its first round looks for what stands out all the
same, the second judges.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from schemas.config import CleanConfig
from transforms.clean.acts import Behaviour
from transforms.clean.chances import chances_of
from transforms.clean.couples import common_voters, meetings, often
from transforms.clean.likelihood import likers
from transforms.clean.rates import Rates, Suspects, rates, without
from transforms.clean.rings import links_of, members

Hold = Callable[[Sequence[pl.LazyFrame]], Sequence[pl.LazyFrame]]
"""Hands back the same rows, computed: without it every step would compute all steps before it, several times."""
LIKER_ROUNDS = 2
"""Rounds that look for people who like everything, before the one that judges them."""


class Grace(NamedTuple):
    """What is put down to chance: `taste` is the variance of the log-odds by which two items please the same people
    more than any two, `share` that of a link's common voters, and the doubt about a member, that chance may explain.
    """

    taste: float
    share: float


SUSPICION = Grace(taste=0.0, share=0.3)
"""What the first round allows to chance (assumption): two items please the same people no more than any two."""
TASTE = 0.25
"""Variance of the log-odds by which two items please the same people more than any two (assumption)."""


class Premises(NamedTuple):
    """What a round starts from: the rates, who is out of them, and what it puts down to chance."""

    rates: Rates
    suspects: Suspects
    grace: Grace


class Allied(NamedTuple):
    """What a round found of rings: its `members`, and the `links` between their targets."""

    members: pl.LazyFrame
    links: pl.LazyFrame


def judge(behaviour: Behaviour, *, config: CleanConfig, hold: Hold) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """(`likers`, `members`) of the last rounds."""
    names = ("fresh", "tonight", "given", "users")
    held = behaviour._replace(**dict(zip(names, hold([getattr(behaviour, name) for name in names]), strict=True)))
    usual = Rates(*hold(rates(held)))
    (couples,) = hold([often(common_voters(held.given, usual.items, config=config), usual.items)])
    (unlikely,) = hold([meetings(couples, held)])

    eager = _eager(held, usual, config=config, hold=hold)
    sober = held._replace(given=held.given.join(eager, on="user", how="anti"))
    untold = Suspects(eager, held.given.select("item").clear())
    first = _round(sober, unlikely, _premises(usual, held, untold, SUSPICION, hold), config=config, hold=hold)

    allied = first.members.filter(pl.col("ring_doubt") <= SUSPICION.share).select("user")
    targets = pl.concat([first.links.select(item=side) for side in ("a", "b")]).unique()
    suspects = Suspects(*hold([pl.concat([eager, allied]).unique(), targets]))
    premises = _premises(usual, held, suspects, Grace(TASTE, config.ring_doubt), hold)
    second = _round(sober, unlikely, premises, config=config, hold=hold)
    return hold([likers(held, premises.rates, suspects)])[0], second.members


def _eager(behaviour: Behaviour, usual: Rates, *, config: CleanConfig, hold: Hold) -> pl.LazyFrame:
    """(user) of those who like everything, as far as they stand out of what is left of the rates without the others."""
    nothing, eager, remaining = behaviour.given.select("item").clear(), behaviour.outcasts, usual
    for _ in range(LIKER_ROUNDS):
        found = likers(behaviour, remaining, Suspects(eager, nothing)).filter(pl.col("liker_q") <= config.verdict_fdr)
        (eager,) = hold([pl.concat([behaviour.outcasts, found.select("user")]).unique()])
        remaining = Rates(*hold(without(usual, behaviour.given, Suspects(eager, nothing))))
    return eager


def _premises(usual: Rates, behaviour: Behaviour, suspects: Suspects, grace: Grace, hold: Hold) -> Premises:
    return Premises(Rates(*hold(without(usual, behaviour.given, suspects))), suspects, grace)


def _round(
    behaviour: Behaviour, couples: pl.LazyFrame, premises: Premises, *, config: CleanConfig, hold: Hold
) -> Allied:
    taste, share = premises.grace
    (chances,) = hold([chances_of(couples, behaviour.given, premises.rates, premises.suspects, taste=taste)])
    (links,) = hold([links_of(chances, share=share, config=config)])
    return Allied(*hold([members(links, chances, doubt=share), links]))
