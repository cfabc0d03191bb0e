"""Versions of texts: the first one seen keeps the plain id, and an event belongs to the one that was current."""

from datetime import datetime

import polars as pl

from transforms.text import digest


def version_keys(contents: pl.LazyFrame) -> pl.LazyFrame:
    """Add `first_key`, which tells whether a content was ever seen, and `version_key`, which tells its text too."""
    return contents.with_columns(
        first_key=digest(pl.lit("first\x00") + pl.col("content_id")),
        version_key=digest(pl.concat_str("content_id", "text_hash", separator="\x00")),
    )


def versioned(contents: pl.LazyFrame, assigned: pl.LazyFrame, *, night_start: datetime) -> pl.LazyFrame:
    """One row per version with its id (`response`) and the time from which it is current (`since`).

    `contents` has `version_keys`; `assigned` holds the assignments of versions. A text is current from its
    `updated_at`; without one, the first of a content from the beginning and a later one from the start of the night
    that first saw it. Of several in one night the earliest is the first; a text without any time is earlier than one
    that was updated.
    """
    known = assigned.filter(pl.col("space") == "version")
    order = ["content_id", pl.coalesce("updated_at", "ts"), "file", "line"]
    distinct = contents.sort(order, nulls_last=False).unique("version_key", keep="first", maintain_order=True)
    distinct = distinct.with_columns(place=pl.int_range(pl.len()))
    looked_up = distinct.join(
        known.select(version_key="key", known_response="value", known_since="since"), on="version_key", how="left"
    ).join(known.select(first_key="key", seen=pl.lit(True)), on="first_key", how="left")
    is_new = pl.col("known_response").is_null()
    first_of_night = pl.col("place") == pl.col("place").filter(is_new).min().over("first_key")
    plain = is_new & first_of_night & pl.col("seen").is_null()
    edited = pl.col("content_id") + pl.lit("@") + pl.col("text_hash").str.head(8)
    start = pl.lit(night_start).dt.convert_time_zone("UTC").cast(pl.Datetime("us", "UTC"))
    return looked_up.with_columns(
        response=pl.coalesce("known_response", pl.when(plain).then("content_id").otherwise(edited)),
        since=pl.coalesce("updated_at", pl.when(is_new & ~plain).then(start).otherwise("known_since")),
    ).drop("known_response", "known_since", "seen", "place")


def at_the_time(events: pl.LazyFrame, versions: pl.LazyFrame) -> pl.LazyFrame:
    """Events with `response` moved from the plain id to the version that was current at `ts`.

    `versions` are the edited ones alone: `content_id`, `response`, `since`. Most sites have none.
    """
    edited = versions.select(response="content_id", version="response", since="since").sort("since")
    moved = (
        events.join(edited.select("response").unique(), on="response", how="semi")
        .sort("ts")
        .join_asof(edited, left_on="ts", right_on="since", by="response", strategy="backward", check_sortedness=False)
        .with_columns(response=pl.coalesce("version", "response"))
        .drop("version", "since")
    )
    return pl.concat([events.join(edited, on="response", how="anti"), moved])
