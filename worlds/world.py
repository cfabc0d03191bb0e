"""What a simulation hands back: raw records as a site would log them, and the truth behind them."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.signals import Kind
from worlds.knobs import Knobs
from worlds.people import DAY_MS, People, user_ids
from worlds.responses import Responses


class Dirt(NamedTuple):
    """What was planted in a soiled world.

    `stains` has one row per thing: `id` (a response, or the context of a prompt), `context`, `what` (answer, prompt or
    tags), `answer` and `original` (numbers of `World.responses`), `kind`, `planted` (the exact text that must not come
    out) and a `note`. `items` are the lines of a benchmark file, of which some are asked.
    """

    stains: pl.DataFrame
    items: pl.DataFrame


class World(NamedTuple):
    """One simulated site, before its files are delivered.

    `events` has one row per act in the order of time, in the columns of the kind's event format; `ts` is a UTC time.
    `contents` has the raw records of every content file by name, and `arrives`, the date of the file that holds them.
    `responses` is the truth about every response (`responses.truth`), `users` about every user (`people.truth`).
    `dirt` is what a soiled world holds that must not come out.
    """

    kind: Kind
    knobs: Knobs
    events: pl.DataFrame
    contents: dict[str, pl.DataFrame]
    responses: pl.DataFrame
    users: pl.DataFrame
    dirt: Dirt | None = None


class Scene(NamedTuple):
    """What acts depend on: the knobs, the people, and what there is to read."""

    knobs: Knobs
    people: People
    responses: Responses


def clock(knobs: Knobs, time: NDArray[np.int64]) -> pl.Series:
    """Milliseconds since the start of the first day as UTC times."""
    start = datetime(knobs.start.year, knobs.start.month, knobs.start.day, tzinfo=UTC)
    return (pl.Series(time, dtype=pl.Int64) + int(start.timestamp() * 1000)).cast(pl.Datetime("ms", "UTC"))


def arrival(knobs: Knobs, time: NDArray[np.int64], late: NDArray[np.bool_]) -> pl.Series:
    """Date of the file that brings a text of that time: its own day (the first for older ones), or the next if late.

    Nothing arrives after the last day.
    """
    day = np.minimum(np.maximum(time // DAY_MS, 0) + late, knobs.days - 1)
    return clock(knobs, day * DAY_MS).dt.date()


def in_order(acts: pl.DataFrame, knobs: Knobs, kind: Kind) -> pl.DataFrame:
    """Acts (`user`, `time` in ms since the start, `type`, ...) by time, with `event_id`, `ts` and `user_id`."""
    acts = acts.sort("time", maintain_order=True)
    return acts.with_columns(
        pl.format("{}{}-{}", pl.lit(kind), pl.lit(knobs.seed), pl.int_range(pl.len())).alias("event_id"),
        clock(knobs, acts["time"].to_numpy()).alias("ts"),
        user_ids(acts["user"].to_numpy()).alias("user_id"),
    )


def ids(prefix: str, numbers: NDArray[np.integer] | pl.Series) -> pl.Series:
    """The site's own ids of things by their numbers; null stays null."""
    return pl.select(pl.format(prefix + "{}", pl.Series(numbers))).to_series()
