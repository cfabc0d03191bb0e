"""Mergeable statistics of one night: sums, counts, maxima and sketches that add up over any window.

All sums are integers (logs and ratios in thousandths), because float sums of a parallel group-by differ from run to
run. `context` is what was known that night, and may be null; evidence looks it up again.
"""

import dataframely as dy
import polars as pl

from schemas.events import USER
from schemas.signals import SETS

SKETCH_SIZE = 16
FOLLOW_UP_CLASSES = ("praise", "deeper", "complaint", "rephrased", "unrelated")


class Statistics(dy.Schema):
    """What every statistics table is keyed by; `dt` is the date of the (latest) act."""

    response = dy.String(min_length=1)
    context = dy.String(nullable=True)
    dt = dy.Date()


class Votes(Statistics):
    """What one user last did to one switch of one response. Merges by max of both times.

    The vote counts when it was set after it was cleared and after its opposite was set. Those of users who are not
    believed are here too, so that a later night finds what they agreed on; evidence leaves them out by the verdicts.
    """

    user = dy.String(regex=USER)
    signal = dy.String(check={"is_a_vote": lambda signal: signal.is_in(list(SETS))})
    set_ts = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC")
    clear_ts = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC")

    @dy.rule()
    def was_set_or_cleared(cls) -> pl.Expr:
        return cls.set_ts.col.is_not_null() | cls.clear_ts.col.is_not_null()

    @dy.rule()
    def one_row_per_response_user_and_signal(cls) -> pl.Expr:
        return pl.struct("response", "user", "signal").is_unique()


def _sum() -> dy.Int64:
    return dy.Int64(min=0)


class Reads(Statistics):
    """How one response fared at one position on one date, among one half of the users (a bit of the hashed user).

    `opens` counts users who opened it (a vote without a view implies one); `impressions` the times that it was shown to
    users up to their opening it: trials, of which an open ends the user's; `weighted_*` are sums of 1000 /
    propensity where the site logs propensities (null elsewhere). Of the opens, `timed` have a believable dwell,
    `bounces` were misclicks, `idle` idle tabs, `satisfied` long enough reads; `last_in_request` were the last of a
    question's answers opened in a list (qa). `log_dwell_sum` and `log_dwell_squares` are of ln(dwell in ms + 1)
    minus the reader's own log speed, in thousandths and millionths. `depth_sum` is in thousandths. `users` are the
    smallest hashes of the users: exact to 15.
    """

    position = dy.Int32(nullable=True, min=1)
    half = dy.Int8(min=0, max=1)
    impressions = _sum()
    opens = _sum()
    weighted_impressions = dy.Int64(nullable=True, min=0)
    weighted_opens = dy.Int64(nullable=True, min=0)
    timed = _sum()
    bounces = _sum()
    idle = _sum()
    satisfied = _sum()
    last_in_request = _sum()
    log_dwell_sum = dy.Int64()
    log_dwell_squares = _sum()
    depth_n = _sum()
    depth_sum = _sum()
    users = dy.List(dy.UInt64(), max_length=SKETCH_SIZE)

    @dy.rule()
    def timed_opens_are_opens(cls) -> pl.Expr:
        return cls.timed.col + cls.bounces.col + cls.idle.col <= cls.opens.col

    @dy.rule()
    def one_row_per_response_date_position_and_half(cls) -> pl.Expr:
        return pl.struct("response", "dt", "position", "half").is_unique()


class Turns(Statistics):
    """What became of one answer of a conversation, by one user. Flags merge by or, counts by max.

    `siblings` is the number of answers to the same message so far; an answer with no later sibling is the last of its
    chain and only censored. `edited_into` is the response that the user rewrote it into. `follow_up` is the class of
    the next user message and `similarity` its likeness to the question, in thousandths. `earlier_regenerations` and
    `earlier_complaints` count what the session had seen before: its mood.
    """

    user = dy.String(regex=USER)
    conversation = dy.String(min_length=1)
    parent = dy.String(nullable=True)
    attempt = dy.Int32(nullable=True, min=1)
    siblings = dy.Int32(nullable=True, min=1)
    regenerated = dy.Bool()
    continued = dy.Bool()
    stopped = dy.Bool()
    edited_into = dy.String(nullable=True)
    follow_up = dy.String(nullable=True, check={"is_known": lambda name: name.is_in(FOLLOW_UP_CLASSES)})
    similarity = dy.Int32(nullable=True, min=0, max=1000)
    earlier_regenerations = dy.Int32(min=0)
    earlier_complaints = dy.Int32(min=0)

    @dy.rule()
    def one_row_per_response_and_user(cls) -> pl.Expr:
        return pl.struct("response", "user").is_unique()


def _count() -> dy.Int64:
    return dy.Int64(nullable=True, min=0)


class Totals(Statistics):
    """What a site without events knows of one response on one date at one position; null is unknown, not zero.

    The latest night's row for the same response, date and position counts.
    """

    position = dy.Int32(nullable=True, min=1)
    impressions = _count()
    views = _count()
    mean_dwell_ms = dy.Float64(nullable=True, min=0)
    sd_dwell_ms = dy.Float64(nullable=True, min=0)
    upvotes = _count()
    downvotes = _count()
    likes = _count()
    collects = _count()
    comments = _count()
    shares = _count()
    hides = _count()
    reports = _count()

    @dy.rule()
    def one_row_per_response_date_and_position(cls) -> pl.Expr:
        return pl.struct("response", "dt", "position").is_unique()


class Propensities(dy.Schema):
    """What a position does to being opened, and to how long one stays, relative to the lowest position seen.

    `relative` is the propensity divided by that of the lowest position with impressions; `lower` and `upper` bound it
    at 95%; `effective_n` is the effective sample size behind it, in impressions; `method` names the estimator
    (`all_pairs`, `inverse_propensity`, `regression_em`; `none` without impressions, and then `relative` is 1).
    `applied` says whether opens are to be held against it, the same for all positions of a night. `log_dwell` is what
    the position adds to log dwell, and `log_dwell_se` its standard error.
    """

    position = dy.Int32(primary_key=True, min=1)
    impressions = _sum()
    opens = _sum()
    relative = dy.Float64(min_exclusive=0)
    lower = dy.Float64(min=0)
    upper = dy.Float64(min=0)
    effective_n = dy.Float64(min=0)
    method = dy.String()
    applied = dy.Bool()
    log_dwell = dy.Float64()
    log_dwell_se = dy.Float64(min=0)

    @dy.rule()
    def interval_holds_the_estimate(cls) -> pl.Expr:
        return (cls.lower.col <= cls.relative.col) & (cls.relative.col <= cls.upper.col)
