"""How often the people of a site approve of what they open: per item, per user, and how much users differ."""

from typing import NamedTuple

import polars as pl

from transforms.clean.acts import Behaviour

ITEM_VARIANCE = 1.0
"""Prior variance of an item's log-odds of approval around the site's (assumption, that of a response's theta)."""
LENIENCY_VARIANCE = (0.25, 4.0)
"""Bounds of the variance of users' log-odds: that of a usual site, and of one where few people vote at all."""
RATE = (0.001, 0.95)
"""Bounds of a site's rate of approval, so that its log-odds are finite."""
SOBER = 0.5
"""How far from the site's rate to approving of everything a user may be who tells how much honest ones differ."""


class Rates(NamedTuple):
    """Approvals out of opens over the window.

    `site`: one row with `rate`, `leniency` (variance of users' log-odds), `all_opened` and `all_approvals`. `items`:
    (item, opens, approvals). `users`: (user, opened, approvals).
    """

    site: pl.LazyFrame
    items: pl.LazyFrame
    users: pl.LazyFrame


class Suspects(NamedTuple):
    """Who (`user`) is out of the rates, and for which `item`s nobody's vote says how he votes elsewhere."""

    users: pl.LazyFrame
    targets: pl.LazyFrame


def rates(behaviour: Behaviour) -> Rates:
    """From what was opened tonight, the approvals of the window, and the nights before."""
    items, users = _items(behaviour), _users(behaviour)
    of_users = _distinct(users, items, "opened")
    return Rates(_site(of_users), _distinct(items, users, "opens"), of_users)


def without(rates: Rates, given: pl.LazyFrame, suspects: Suspects) -> Rates:
    """The rates of all but the suspects, and of all users outside of the targets of suspicion."""
    pushed = given.join(suspects.users, on="user", how="semi").group_by("item").agg(pushed=pl.len().cast(pl.Int64))
    items = rates.items.join(pushed, on="item", how="left").with_columns(_less("pushed", "opens", "approvals"))
    aimed = given.join(suspects.targets, on="item", how="semi").group_by("user").agg(aimed=pl.len().cast(pl.Int64))
    users = rates.users.join(aimed, on="user", how="left").with_columns(_less("aimed", "opened", "approvals"))
    site = _site(rates.users.join(suspects.users, on="user", how="anti"))
    return Rates(site, items.drop("pushed"), users.drop("aimed"))


def _less(count: str, *columns: str) -> pl.Expr:
    return pl.col(columns) - pl.col(count).fill_null(0)


def _site(users: pl.LazyFrame) -> pl.LazyFrame:
    rate = pl.col("approvals").sum() / pl.col("opened").sum()
    return users.with_columns(rate=rate.clip(*RATE)).select(
        pl.col("rate").first(),
        leniency=_leniency(),
        all_opened=pl.col("opened").sum(),
        all_approvals=pl.col("approvals").sum(),
    )


def _items(behaviour: Behaviour) -> pl.LazyFrame:
    earlier = (
        behaviour.reads.group_by("response")
        .agg(earlier=pl.col("opens").sum())
        .join(behaviour.known.select("response", "item"), on="response", how="left")
        .group_by(item=pl.coalesce("item", "response"))
        .agg(pl.col("earlier").sum())
    )
    return _counts("item", behaviour, earlier)


def _users(behaviour: Behaviour) -> pl.LazyFrame:
    return _counts("user", behaviour, behaviour.users.group_by("user").agg(earlier=pl.col("opened").sum()))


def _counts(key: str, behaviour: Behaviour, earlier: pl.LazyFrame) -> pl.LazyFrame:
    """(key, now, earlier, approvals): opens of tonight and of the nights before, and approvals of the window."""
    now = behaviour.tonight.group_by(key).agg(now=pl.len().cast(pl.Int64))
    approvals = behaviour.given.group_by(key).agg(approvals=pl.len().cast(pl.Int64))
    both = now.join(earlier, on=key, how="full", coalesce=True).join(approvals, on=key, how="full", coalesce=True)
    return both.with_columns(pl.col("now", "earlier", "approvals").fill_null(0))


def _distinct(counts: pl.LazyFrame, partners: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """`counts` with distinct opens under `name`: of the N `partners`, earlier opens at random meet N (1 - exp(-e / N)).

    The nights before know how often something was opened, not by whom: on a small site by the same ones again.
    """
    number = partners.select(number=pl.len().cast(pl.Float64))
    earlier = pl.col("number") * (1 - (-pl.col("earlier") / pl.col("number")).exp())
    opens = pl.max_horizontal(pl.min_horizontal(pl.col("now") + earlier, "number"), "approvals")
    return counts.join(number, how="cross").with_columns(opens.alias(name)).drop("now", "earlier", "number")


def _leniency() -> pl.Expr:
    """Variance v of users' log-odds by moments, within its bounds: Var(k) = n p (1 - p) + (n p (1 - p))^2 (exp(v) - 1).

    p is the site's rate, and 1 - p what a unit of log-odds is worth in its logarithm. Each user's moment is divided by
    (1 + n p)^2, so that those with very many opens are one user each.
    """
    mean = pl.col("opened") * pl.col("rate")
    weight = 1 / (1 + mean).pow(2)
    is_sober = pl.col("approvals") <= (pl.col("rate") + SOBER * (1 - pl.col("rate"))) * pl.col("opened")
    extra = (pl.col("approvals") - mean).pow(2) - mean * (1 - pl.col("rate"))
    ratio = (weight * extra).filter(is_sober).sum() / (weight * mean.pow(2)).filter(is_sober).sum()
    return (
        (ratio / (1 - pl.col("rate").first()).pow(2))
        .clip(lower_bound=0)
        .log1p()
        .clip(*LENIENCY_VARIANCE)
        .fill_nan(LENIENCY_VARIANCE[0])
    )


def log_odds(successes: pl.Expr, trials: pl.Expr, rate: pl.Expr, variance: pl.Expr | float) -> pl.Expr:
    """Smoothed log-odds: ln (k + c m) / (n - k + c (1 - m)), m the usual rate and c = 1 / (v m (1 - m)).

    c is the size of the Beta prior around m whose log-odds have the variance v (large counts).
    """
    size = 1 / (variance * rate * (1 - rate))
    return ((successes + size * rate) / (trials - successes + size * (1 - rate))).log()
