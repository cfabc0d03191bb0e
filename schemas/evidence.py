"""What people's acts say about each response, and what one person said about two answers side by side."""

import dataframely as dy
import polars as pl

from schemas.signals import SIGNALS, TIERS

USERS_SKETCH = 64
"""Smallest hashes of users that a row of evidence keeps: the users of two sides together are exact up to as many."""


def _known_signal(name: pl.Expr) -> pl.Expr:
    return name.is_in(list(SIGNALS))


class Evidence(dy.Schema):
    """One response (a representative) of one context: how much it is preferred and how sure that is.

    `score` is the posterior mean of theta, the log-odds of an explicit positive verdict up to a constant of the
    context, and `variance` its posterior variance. `n_users` is null from totals; `users` are the smallest
    hashes of these users. `anchored` is false on a site without explicit votes, or with too few of them, where nothing
    tells what the score is worth; `voted` and `voted_variance` are then what the few votes say by themselves, null
    without any. `signals` holds, per signal, its `value` (a count or a mean, as a person would say it), out of
    `trials`, and `log_odds`, its additive contribution to `score`.
    """

    context = dy.String(min_length=1)
    response = dy.String(min_length=1)
    model = dy.String(nullable=True)
    language = dy.String()
    length = dy.Int32(min=0)
    images = dy.Int32(min=0)
    n_users = dy.Int32(nullable=True, min=0)
    users = dy.List(dy.UInt64(), max_length=USERS_SKETCH)
    n_views = dy.Int64(min=0)
    score = dy.Float64()
    variance = dy.Float64(min_exclusive=0)
    anchored = dy.Bool()
    voted = dy.Float64(nullable=True)
    voted_variance = dy.Float64(nullable=True, min_exclusive=0)
    signals = dy.List(
        dy.Struct(
            {
                "signal": dy.String(check={"is_known": _known_signal}),
                "value": dy.Float32(nullable=True),
                "trials": dy.Int64(nullable=True, min=0),
                "log_odds": dy.Float32(),
            }
        )
    )

    @dy.rule()
    def one_row_per_response(cls) -> pl.Expr:
        return pl.struct("context", "response").is_unique()


class Comparisons(dy.Schema):
    """Two responses of one context that the same people saw in the same conversations, in both orders' canonical one.

    `first` < `second`. `n_users` people judged both. `log_odds` and `variance` are what the comparison itself says of
    theta_first - theta_second; both null where the acts already stand in the scores.
    """

    context = dy.String(min_length=1)
    first = dy.String(min_length=1)
    second = dy.String(min_length=1)
    signal = dy.String(nullable=True, check={"is_known": _known_signal})
    n_users = dy.Int32(min=1)
    log_odds = dy.Float64(nullable=True)
    variance = dy.Float64(nullable=True, min_exclusive=0)

    @dy.rule()
    def is_in_canonical_order(cls) -> pl.Expr:
        return cls.first.col < cls.second.col

    @dy.rule()
    def one_row_per_couple(cls) -> pl.Expr:
        return pl.struct("context", "first", "second").is_unique()


class Loadings(dy.Schema):
    """What one signal is worth on a site: its weights in the measurement model of `transforms.evidence.latent`.

    A unit of theta adds `loading` to the signal's log-odds (of dwell: to its log), a standard deviation of engagement
    style adds `style`, a unit of log length `length`; `specific` is the variance of what is the signal's own,
    `context_variance` that of its level between contexts. `loading_se` and `style_se` are standard errors. The `anchor`
    is the vote that defines theta, whose variance within a context, `prior_variance`, is the same in all rows.
    `responses` have the signal.
    """

    signal = dy.String(primary_key=True, check={"is_known": _known_signal})
    anchor = dy.Bool()
    intercept = dy.Float64()
    loading = dy.Float64()
    loading_se = dy.Float64(min=0)
    style = dy.Float64()
    style_se = dy.Float64(min=0)
    length = dy.Float64()
    specific = dy.Float64(min=0)
    context_variance = dy.Float64(min=0)
    prior_variance = dy.Float64(min_exclusive=0)
    responses = dy.Int64(min=1)


class Dropped(dy.Schema):
    """A candidate that a stage did not keep: a response, or a couple (`response` and `other`), with the reason."""

    stage = dy.String(check={"is_known": lambda stage: stage.is_in(["evidence", "pairs", "curate", "release"])})
    context = dy.String(nullable=True)
    response = dy.String()
    other = dy.String(nullable=True)
    reason = dy.String(min_length=1)


def tier_column(**options) -> dy.String:
    """A column that names a tier of evidence, strongest first in `TIERS`."""
    return dy.String(check={"is_known": lambda tier: tier.is_in(list(TIERS))}, **options)
