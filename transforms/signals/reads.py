"""How each response fared at each position: shown, opened, read."""

import dataframely as dy
import polars as pl

from schemas.config import SignalsConfig
from schemas.statistics import SKETCH_SIZE, Reads
from transforms.halves import half, user_hash

POSITION_BITS = 20
"""Positions are at most 1,000,000 (`schemas.raw`)."""
UNTIMED, BOUNCE, IDLE, TIMED = range(4)
"""What became of an open; of several views of one user the highest counts."""


def reads(
    events: pl.LazyFrame,
    doubtful: pl.LazyFrame,
    responses: pl.LazyFrame,
    speeds: pl.LazyFrame,
    *,
    config: SignalsConfig,
) -> dy.LazyFrame[Reads]:
    """One row per (response, dt, position, half); within a night a user counts once per response.

    `doubtful` holds (event_id, reason) of views that are not believed, `responses` (response, context, listed,
    log_expected), `speeds` (user, log_speed). `dt` is the date of the user's latest act on the response, `position`
    that of the user's first act that has one, or of the first impression where he never opened it: who saw a response
    twice and opened it once opened it where he did. An open is exactly one of timed, idle, a bounce or untimed, the
    first that any of the user's views makes it; believable dwells of one user add up to one read. A read is `satisfied`
    from `satisfied_share` of its reader's expected time and, where depth is logged, `satisfied_depth`.
    """
    acts = events.with_columns(_user_hash())
    readings = (
        _by_user(acts, doubtful)
        .join(responses.select("response", "log_expected"), on="response", how="left")
        .join(speeds.select(_user_hash(), "log_speed"), on="user_hash", how="left")
        .with_columns(log_dwell=(pl.col("dwell_ms") + 1).log() - pl.col("log_speed").fill_null(0))
        .select("response", "dt", "position", "user_hash", *_counts(config))
        .with_columns(log_dwell_squares=pl.col("log_dwell_sum").pow(2))
    )
    rows = (
        readings.group_by("response", "dt", "position", half=half(pl.col("user_hash")))
        .agg(_sums())
        .join(responses.select("response", "context", "listed"), on="response", how="left")
    )
    return Reads.cast(
        rows.with_columns(
            pl.when("listed").then("last_in_request").otherwise(0).alias("last_in_request"),
            pl.col("users").list.sort().list.head(SKETCH_SIZE),
        )
    )


def _user_hash() -> pl.Expr:
    return user_hash(pl.col("user")).alias("user_hash")


def _by_user(acts: pl.LazyFrame, doubtful: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and response: what this user did with it tonight."""
    shown = pl.col("action") == "impression"
    believed = pl.col("doubt").is_null()
    timed = pl.when(pl.col("dwell_ms").is_not_null()).then(TIMED).otherwise(UNTIMED)
    # The earliest position without sorting: milliseconds in the high bits, position in the low ones.
    opening = pl.coalesce(pl.col("moment").filter("opened").min(), pl.col("moment").min())
    moment = pl.col("ts").dt.epoch("ms") * 2**POSITION_BITS + pl.col("position")
    done = acts.join(_doubts(doubtful), on="event_id", how="left").select(
        *("user_hash", "response", "dt", "propensity"),
        moment=moment,
        shown=shown,
        opened=~shown,
        outcome=pl.coalesce("doubt", timed).cast(pl.Int8),
        dwell_ms=pl.when(believed).then("dwell_ms"),
        depth=pl.when(believed).then("depth"),
    )
    return (
        pl.concat([done, _last_opened(acts)], how="diagonal")
        .group_by("user_hash", "response")
        .agg(
            pl.col("dt", "shown", "opened", "outcome", "propensity", "depth", "last").max(),
            pl.col("dwell_ms").sum(),
            position=(opening % 2**POSITION_BITS).cast(pl.Int32),
        )
    )


def _doubts(doubtful: pl.LazyFrame) -> pl.LazyFrame:
    """(event_id, doubt) of the views that are not believed: the outcome that each is, short of others."""
    outcome = pl.col("reason").replace_strict({"idle": IDLE, "misclick": BOUNCE}, default=UNTIMED, return_dtype=pl.Int8)
    return doubtful.select("event_id", doubt=outcome)


def _last_opened(acts: pl.LazyFrame) -> pl.LazyFrame:
    """The users and responses of which the response was the last answer to its question viewed in a served list.

    A list of several questions has one for each, so that no bucket of threads needs to know of another.
    """
    return (
        acts.filter(pl.col("action") == "view", pl.col("request_id").is_not_null())
        .group_by("request_id", "thread")
        .agg(pl.col("user_hash", "response").max_by(pl.struct("ts", "event_id")))
        .select("user_hash", "response", last=pl.lit(True))
    )


def _counts(config: SignalsConfig) -> list[pl.Expr]:
    """What one user adds to the sums of a response; logs and shares in thousandths, null where unknown."""
    timed = pl.col("outcome") == TIMED
    weight = (1000 / pl.col("propensity")).round().cast(pl.Int64)
    long_enough = (pl.col("log_dwell") - pl.col("log_expected")).exp() >= config.satisfied_share
    deep_enough = pl.col("depth").fill_null(1) >= config.satisfied_depth
    return [
        pl.col("shown").alias("impressions"),
        pl.col("opened").alias("opens"),
        pl.when("shown").then(weight).alias("weighted_impressions"),
        pl.when("opened").then(weight).alias("weighted_opens"),
        timed.alias("timed"),
        (pl.col("outcome") == BOUNCE).alias("bounces"),
        (pl.col("outcome") == IDLE).alias("idle"),
        (timed & long_enough & deep_enough).alias("satisfied"),
        pl.col("last").alias("last_in_request"),
        pl.when(timed).then((pl.col("log_dwell") * 1000).round().cast(pl.Int64)).alias("log_dwell_sum"),
        pl.col("depth").is_not_null().alias("depth_n"),
        (pl.col("depth") * 1000).round().cast(pl.Int64).alias("depth_sum"),
    ]


def _sums() -> list[pl.Expr]:
    summed = [
        *("impressions", "opens", "timed", "bounces", "idle", "satisfied", "last_in_request"),
        *("log_dwell_sum", "log_dwell_squares", "depth_n", "depth_sum"),
    ]
    weighted = pl.col("weighted_impressions", "weighted_opens")
    return [
        pl.col(summed).sum(),
        pl.when(pl.col("weighted_impressions").count() > 0).then(weighted.sum()),
        pl.col("user_hash").filter("opens").alias("users"),
    ]
