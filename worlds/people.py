"""Who uses a simulated site, how they differ, and when they come."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.knobs import Knobs

HONEST, SCRAPER, LIKER, RING = range(4)
KINDS = ("honest", "scraper", "liker", "ring")
DAY_MS = 86_400_000
LIKER_VISITS = 24
"""Visits a day of somebody who likes everything."""


class People(NamedTuple):
    """Everybody of a site, one element per user. `ring` is the number of the user's ring, -1 for none.

    `log_speed` is added to log dwell, `leniency` to the log-odds of a positive verdict; `palate` is what the user likes
    in the plane of flavours, standard normal; `activity` is the share of honest visits.
    """

    kind: NDArray[np.int8]
    ring: NDArray[np.int32]
    log_speed: NDArray[np.float64]
    leniency: NDArray[np.float64]
    palate: NDArray[np.float64]
    activity: NDArray[np.float64]


def gather(knobs: Knobs, rng: Generator) -> People:
    """Draw everybody. A few people are behind most visits; ring members in the open do not visit at all."""
    members = knobs.rings * knobs.ring_members
    kind = np.repeat(np.arange(4, dtype=np.int8), [knobs.users, knobs.scrapers, knobs.likers, members])
    ring = np.full(len(kind), -1, dtype=np.int32)
    ring[kind == RING] = np.arange(members) // knobs.ring_members
    activity = rng.pareto(2.5, len(kind)) + 0.2
    activity[(kind == SCRAPER) | (kind == LIKER) | ((kind == RING) & (not knobs.covert))] = 0
    return People(
        kind=kind,
        ring=ring,
        log_speed=rng.normal(0, 0.4, len(kind)),
        leniency=rng.normal(0, 0.5, len(kind)),
        palate=rng.normal(0, 1, (len(kind), 2)),
        activity=activity / activity.sum(),
    )


def user_ids(users: NDArray[np.integer]) -> pl.Series:
    """Raw ids of the given numbers."""
    return pl.select(pl.format("u{}", pl.Series(users))).to_series()


def truth(people: People) -> pl.DataFrame:
    """One row per user: `kind` is honest, scraper, liker or ring; `ring` its number (null for none)."""
    return pl.DataFrame(
        {
            "user_id": user_ids(np.arange(len(people.kind))),
            "kind": [KINDS[kind] for kind in people.kind],
            "ring": pl.Series(people.ring).replace(-1, None),
        }
    )


def visits(people: People, honest: int, knobs: Knobs, rng: Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """User and time (ms since the start) of every visit, by time: `honest` visits and those of who like everything."""
    likers = np.flatnonzero(people.kind == LIKER)
    eager = np.repeat(likers, LIKER_VISITS * knobs.days)
    usual = rng.choice(len(people.kind), honest, p=people.activity)
    day = np.concatenate([rng.integers(0, knobs.days, honest), np.arange(len(eager)) % knobs.days])
    time = day * DAY_MS + time_of_day(len(day), rng)
    order = np.argsort(time, kind="stable")
    return np.concatenate([usual, eager])[order], time[order]


def time_of_day(n: int, rng: Generator) -> NDArray[np.int64]:
    """Milliseconds since midnight, mostly in the evening; from 6 to 22 o'clock, so that no visit crosses midnight."""
    return ((6 + 16 * rng.beta(2.5, 1.6, n)) * 3_600_000).astype(np.int64)
