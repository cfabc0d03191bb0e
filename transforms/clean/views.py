"""Views that say nothing about the text: ended at once, or left open in a tab."""

import polars as pl

from schemas.config import CleanConfig
from transforms.expected import log_dwell


def doubtful(events: pl.LazyFrame, usual: pl.LazyFrame, speed: pl.LazyFrame, *, config: CleanConfig) -> pl.LazyFrame:
    """(event_id, response, reason, value) of views outside of what reading explains.

    `value` is the ratio of the dwell to what this text takes this reader, `usual` and `speed`: `misclick` below
    `misclick_share`, `idle` above `idle_factor`. A view without dwell or without known text gets no verdict.
    """
    log_expected = pl.col("log_expected") + pl.col("log_speed").fill_null(0)
    return (
        events.filter(pl.col("action") == "view", pl.col("dwell_ms").is_not_null())
        .select("event_id", "user", "response", log_dwell=log_dwell())
        .join(usual.select("response", "log_expected"), on="response")
        .join(speed, on="user", how="left")
        .with_columns(value=(pl.col("log_dwell") - log_expected).exp())
        .filter((pl.col("value") < config.misclick_share) | (pl.col("value") > config.idle_factor))
        .select(
            *("event_id", "response", "value"),
            reason=pl.when(pl.col("value") < 1).then(pl.lit("misclick")).otherwise(pl.lit("idle")),
        )
    )
