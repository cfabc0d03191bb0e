"""Users whose positive votes do not depend on what they have opened."""

import math

import numpy as np
import polars as pl

from transforms.clean.acts import Behaviour
from transforms.clean.discovery import with_q
from transforms.clean.rates import ITEM_VARIANCE, Rates, Suspects, log_odds

LEAST_SHARE = 0.5
"""Share of approvals below which nobody is tested: no likelihood ratio in favour is possible."""
INDISCRIMINATE = (0.9, 0.97)
"""Chances of a vote for whatever is opened, equally likely a priori (assumption)."""
LENIENCIES = 7
"""Points at which a normal leniency is weighed (Gauss-Hermite quadrature)."""


def likers(behaviour: Behaviour, rates: Rates, suspects: Suspects) -> pl.LazyFrame:
    """(user, liker_log10_odds, liker_q) of everybody who opened something new and approved of most of it.

    Evidence is every vote and every abstention on what the user opened tonight, but for what he had voted for on a
    night before. H0: he votes like the others who opened it, up to his leniency: logit p = logit of the others'
    smoothed rate + N(0, v), v the variance found on the site. H1: he votes with one chance for whatever he opens. The
    ratio of their marginal likelihoods has expectation 1 under H0, so its inverse is a p-value by Markov's inequality
    (Vovk & Wang 2021, e-values), of which Benjamini-Hochberg over all people of the night makes q-values. The
    `suspects` are out of the rates already.
    """
    approves = pl.col("approved").mean().over("user") >= LEAST_SHARE
    acts = (
        behaviour.fresh.filter(approves)
        .join(rates.items, on="item", how="left")
        .with_columns(pl.col("opens", "approvals").fill_null(0))
        .join(rates.site, how="cross")
        .join(suspects.users.with_columns(counted=pl.lit(False)), on="user", how="left")
        .with_columns(pl.col("counted").fill_null(True))
        .with_columns(others=_others())
    )
    number = behaviour.people.select(users=pl.len())
    tests = (
        acts.group_by("user")
        .agg(log_ratio=_log_mean(_indiscriminate()) - _log_mean(_like_the_others()))
        .join(number, how="cross")
        .with_columns(p=(-pl.col("log_ratio")).exp().clip(upper_bound=1.0))
    )
    return with_q(tests, "p", "liker_q", pl.col("users")).select(
        "user", "liker_q", liker_log10_odds=pl.col("log_ratio") / math.log(10)
    )


def _others() -> pl.Expr:
    """Log-odds that the other people who opened an item approve of it."""
    own = (pl.col("approved") & pl.col("counted")).cast(pl.Int64)
    approvals = (pl.col("approvals") - own).clip(lower_bound=0)
    trials = pl.max_horizontal(pl.col("opens") - pl.col("counted"), approvals)
    return log_odds(approvals, trials, pl.col("rate"), ITEM_VARIANCE)


def _like_the_others() -> list[tuple[float, pl.Expr]]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(LENIENCIES)
    return [
        (weight, _log_likelihood(pl.col("others") + node * pl.col("leniency").sqrt()))
        for node, weight in zip(nodes.tolist(), (weights / weights.sum()).tolist(), strict=True)
    ]


def _log_likelihood(odds: pl.Expr) -> pl.Expr:
    return -pl.when("approved").then(-odds).otherwise(odds).exp().log1p().sum()


def _indiscriminate() -> list[tuple[float, pl.Expr]]:
    weight = 1 / len(INDISCRIMINATE)
    vote = pl.col("approved")
    return [(weight, pl.when(vote).then(math.log(p)).otherwise(math.log(1 - p)).sum()) for p in INDISCRIMINATE]


def _log_mean(terms: list[tuple[float, pl.Expr]]) -> pl.Expr:
    """ln of the weighted mean of exp(x), without underflow."""
    top = pl.max_horizontal(*(term for _, term in terms))
    return top + pl.sum_horizontal(*(weight * (term - top).exp() for weight, term in terms)).log()
