"""Accounts that are not readers: scrapers that open everything, and rings that push what they are paid for."""

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.people import DAY_MS, RING, SCRAPER, time_of_day
from worlds.world import Scene

SCRAPER_VIEWS = (250, 400)
"""Views of a scraper in a day, from and below."""
SCRAPER_DWELL_MS = 1_500
TURNOUT = 0.9
"""Chance that a ring member votes for a target."""


def scrape(scene: Scene, among: NDArray[np.int64], rng: Generator) -> pl.DataFrame:
    """Views of scrapers: any response `among` some, no list, one dwell but for the network's jitter.

    Acts of one user and `errand` belong together.
    """
    machines = np.flatnonzero(scene.people.kind == SCRAPER)
    sessions = np.repeat(machines, scene.knobs.days)
    views = rng.integers(*SCRAPER_VIEWS, len(sessions))
    n = views.sum()
    start = np.repeat(np.tile(np.arange(scene.knobs.days), len(machines)) * DAY_MS, views)
    return _acts(
        user=np.repeat(sessions, views),
        response=rng.choice(among, n),
        time=start + rng.integers(0, DAY_MS - 1, n),
        dwell_ms=(SCRAPER_DWELL_MS * rng.normal(1, 0.02, n)).astype(np.int64),
        errand=np.arange(n),
        type="view",
    )


def push(scene: Scene, among: NDArray[np.int64], verdict: str, rng: Generator) -> pl.DataFrame:
    """Views and positive verdicts of rings: nearly all members for each target, a bad response `among` some.

    Where fewer are bad than a ring wants, those are its targets. Acts of one user and `errand` belong together.
    """
    people, knobs = scene.people, scene.knobs
    members = np.flatnonzero(people.kind == RING)
    theta = scene.responses.theta[among]
    worse = among[theta <= np.median(theta)]
    targets = rng.permuted(np.tile(worse, (knobs.rings, 1)), axis=1)[:, : knobs.ring_targets]
    n_targets = targets.shape[1]
    user = np.repeat(members, n_targets)
    response = targets[people.ring[members]].reshape(-1)
    hour = rng.integers(0, knobs.days, knobs.rings) * DAY_MS + 12 * 3_600_000
    together = hour[people.ring[user]] + rng.integers(0, 3_600_000, len(user))
    apart = rng.integers(0, knobs.days, len(user)) * DAY_MS + time_of_day(len(user), rng)
    voted = (rng.random(len(user)) < TURNOUT) & _promoted(len(members), n_targets, knobs.promoted_share, rng)
    user, response, time = user[voted], response[voted], (apart if knobs.covert else together)[voted]
    dwell = rng.integers(2_000, 12_000, len(user))
    errand = np.arange(len(user))
    views = _acts(user=user, response=response, time=time, dwell_ms=dwell, errand=errand, type="view")
    votes = _acts(user=user, response=response, time=time + dwell, errand=errand, type=verdict)
    return pl.concat([views, votes], how="diagonal")


def _promoted(members: int, targets: int, share: float, rng: Generator) -> NDArray[np.bool_]:
    """Which of its ring's targets each member promotes, at least one: an element per member and target."""
    if share == 1:
        return np.ones(members * targets, dtype=np.bool_)
    rank = rng.random((members, targets)).argsort(axis=1).argsort(axis=1)
    return (rank < max(1, round(share * targets))).reshape(-1)


def _acts(type: str, **columns: NDArray[np.int64]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.Int64)).with_columns(
        pl.lit(type).alias("type")
    )
