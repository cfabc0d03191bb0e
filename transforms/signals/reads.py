"""How each response fared at each position: shown, opened, read."""

import dataframely as dy
import polars as pl

from schemas.config import SignalsConfig
from schemas.statistics import SKETCH_SIZE, Reads
from transforms.expected import log_dwell
from transforms.halves import half, user_hash
from transforms.signals.showings import READER, opened_at, showings

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
    """One row per (response, dt, position, half); within a night a user opens a response at most once.

    `doubtful` holds (event_id, reason) of views that are not believed, `responses` (response, context, listed,
    log_expected), `speeds` (user, log_speed). Every impression up to the one that a user opened the response from is a
    trial at its own position (`showings.py`); an open is at the position of his first act that has one, or else of that
    impression. `dt` is the date of an impression, and for an open that of the user's latest act on the response. An
    open is exactly one of timed, idle, a bounce or untimed, the first that any of the user's views makes it; believable
    dwells of one user add up to one read. A read is `satisfied` from `satisfied_share` of its reader's expected time
    and, where depth is logged, `satisfied_depth`.
    """
    acts = events.with_columns(_user_hash())
    times = showings(acts)
    readings = (
        _where_told(_by_user(acts, doubtful), times)
        .join(responses.select("response", "log_expected"), on="response", how="left")
        .join(speeds.select(_user_hash(), "log_speed"), on="user_hash", how="left")
        .with_columns(log_dwell=log_dwell() - pl.col("log_speed").fill_null(0))
        .select("user_hash", "response", "dt", "position", *_counts(config))
        .with_columns(log_dwell_squares=pl.col("log_dwell_sum").pow(2))
    )
    in_vain = times.filter(~pl.col("told")).select(
        *("user_hash", "response", "dt", "position"), impressions=pl.lit(True), weighted_impressions=_weight()
    )
    rows = (
        pl.concat([readings, in_vain], how="diagonal")
        .group_by("response", "dt", "position", half=half(pl.col("user_hash")))
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


def _weight() -> pl.Expr:
    """Inverse propensity, in thousandths."""
    return (1000 / pl.col("propensity")).round().cast(pl.Int64)


def _by_user(acts: pl.LazyFrame, doubtful: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user and response: what this user did with it tonight."""
    shown = pl.col("action") == "impression"
    believed = pl.col("doubt").is_null()
    timed = pl.when(pl.col("dwell_ms").is_not_null()).then(TIMED).otherwise(UNTIMED)
    done = acts.join(_doubts(doubtful), on="event_id", how="left").select(
        *(*READER, "dt", "propensity"),
        shown=shown,
        shown_at=pl.when(shown).then("position"),
        opened=~shown,
        ts=pl.when(~shown).then("ts"),
        position=pl.when(~shown).then("position"),
        outcome=pl.coalesce("doubt", timed).cast(pl.Int8),
        dwell_ms=pl.when(believed).then("dwell_ms"),
        depth=pl.when(believed).then("depth"),
    )
    return (
        pl.concat([done, _last_opened(acts)], how="diagonal")
        .group_by(READER)
        .agg(
            opened_at(),
            pl.col("dt", "shown", "shown_at", "opened", "outcome", "propensity", "depth", "last").max(),
            pl.col("dwell_ms").sum(),
        )
    )


def _where_told(seen: pl.LazyFrame, times: pl.LazyFrame) -> pl.LazyFrame:
    """`seen` with the `position` and the `propensity` of the one impression of each user that counts with his open."""
    told = times.filter("told").select(*READER, "told", told_at="position", told_propensity="propensity")
    return seen.join(told, on=READER, how="left").with_columns(
        position=pl.coalesce("opened_at", pl.when("told").then("told_at").otherwise("shown_at")),
        propensity=pl.when("told").then("told_propensity").otherwise("propensity"),
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
    long_enough = (pl.col("log_dwell") - pl.col("log_expected")).exp() >= config.satisfied_share
    deep_enough = pl.col("depth").fill_null(1) >= config.satisfied_depth
    return [
        pl.col("shown").alias("impressions"),
        pl.col("opened").alias("opens"),
        pl.when("shown").then(_weight()).alias("weighted_impressions"),
        pl.when("opened").then(_weight()).alias("weighted_opens"),
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
