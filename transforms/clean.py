"""Stage `clean`: which views and which users are not believed, and why. Nothing is deleted; a verdict is a row."""

import dataframely as dy
import polars as pl

from schemas.config import CleanConfig
from schemas.contents import Contents
from schemas.events import Events
from schemas.reading import Curves, Readers, Verdicts
from schemas.signals import SETS, SIGNALS
from transforms.expected import expected_by_response, log_dwell, speeds

EXTREME_VOLUME = 10
"""Multiple of `scraper_views` that nobody reaches by hand in a night, whatever the dwell."""
APPROVALS = tuple(act for act, vote in SETS.items() if SIGNALS[vote].tier == "explicit" and SIGNALS[vote].sign > 0)


def clean(
    events: dy.LazyFrame[Events],
    contents: dy.LazyFrame[Contents],
    curves: dy.LazyFrame[Curves],
    readers: dy.LazyFrame[Readers],
    *,
    config: CleanConfig,
) -> dy.LazyFrame[Verdicts]:
    """Tonight's verdicts.

    `misclick` and `idle`: the dwell of a view is below `misclick_share`, or above `idle_factor`, of its expected dwell
    (`value`, their ratio); a view without dwell or without known text gets no verdict. `scraper`: `value` is the
    standard deviation of log dwell, or the number of views where that alone is more than a person's.
    `likes_everything`: `value` is the share of opened responses that got a like, an upvote or a thumb up.
    """
    usual = expected_by_response(contents, curves, config=config)
    verdicts = [
        _doubtful_views(events, usual, speeds(readers, config=config), config),
        _scrapers(events, config),
        _likers(events, config),
    ]
    return Verdicts.cast(pl.concat(verdicts, how="diagonal").with_columns(pl.col("value").round(4)))


def _doubtful_views(
    events: pl.LazyFrame, usual: pl.LazyFrame, speed: pl.LazyFrame, config: CleanConfig
) -> pl.LazyFrame:
    log_expected = pl.col("log_expected") + pl.col("log_speed").fill_null(0)
    return (
        events.filter(pl.col("action") == "view", pl.col("dwell_ms").is_not_null())
        .select("event_id", "user", "response", log_dwell=log_dwell())
        .join(usual.select("response", "log_expected"), on="response")
        .join(speed, on="user", how="left")
        .with_columns(value=(pl.col("log_dwell") - log_expected).exp())
        .filter((pl.col("value") < config.misclick_share) | (pl.col("value") > config.idle_factor))
        .with_columns(reason=pl.when(pl.col("value") < 1).then(pl.lit("misclick")).otherwise(pl.lit("idle")))
        .select("event_id", "response", "reason", "value")
    )


def _scrapers(events: pl.LazyFrame, config: CleanConfig) -> pl.LazyFrame:
    """Users with many views whose dwell hardly varies, or with more views than a person has time for."""
    dwell = (log_dwell() * 1000).round().cast(pl.Int64)
    variance = (pl.col("squares") - pl.col("sum").pow(2) / pl.col("timed")) / (pl.col("timed") - 1)
    is_constant = (pl.col("timed") >= config.scraper_views) & (pl.col("deviation") < config.scraper_dwell_sd)
    is_extreme = pl.col("views") >= EXTREME_VOLUME * config.scraper_views
    return (
        events.filter(pl.col("action") == "view")
        .group_by("user")
        .agg(views=pl.len(), timed=pl.col("dwell_ms").count(), sum=dwell.sum(), squares=dwell.pow(2).sum())
        .filter(pl.col("views") >= config.scraper_views)
        .with_columns(deviation=variance.clip(lower_bound=0).sqrt() / 1000)
        .filter(is_constant | is_extreme)
        .select(
            "user",
            reason=pl.lit("scraper"),
            value=pl.when(is_constant).then("deviation").otherwise(pl.col("views").cast(pl.Float64)),
        )
    )


def _likers(events: pl.LazyFrame, config: CleanConfig) -> pl.LazyFrame:
    """Users who open much and like nearly all of it; none where a site logs no views and so shows votes alone."""
    approves = pl.col("action").is_in(APPROVALS)
    suspects = (
        events.filter(approves)
        .group_by("user")
        .agg(pl.col("response").n_unique())
        .filter(pl.col("response") >= config.liker_share * config.liker_views)
        .select("user")
    )
    views = events.filter(pl.col("action") == "view").select(views=pl.len())
    return (
        events.filter(pl.col("action") != "impression")
        .join(suspects, on="user", how="semi")
        .group_by("user", "response")
        .agg(approved=approves.any())
        .group_by("user")
        .agg(opened=pl.len(), value=pl.col("approved").mean())
        .join(views, how="cross")
        .filter(pl.col("views") > 0)
        .filter(pl.col("opened") >= config.liker_views, pl.col("value") >= config.liker_share)
        .select("user", "value", reason=pl.lit("likes_everything"))
    )
