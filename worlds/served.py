"""Sites that serve ranked lists: what is shown where, what is opened and read, and what readers do then."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.abuse import push, scrape
from worlds.acts import Act, react, undo
from worlds.dice import sigmoid
from worlds.knobs import ServedKnobs
from worlds.people import DAY_MS, visits
from worlds.reading import Reads, Views, read
from worlds.world import Scene

RANKER = 0.5
"""What a unit of theta and of allure adds to the ranker's score, whose noise is of the Gumbel distribution."""
PATIENCE_MS = 300_000
"""Longest time for which a view holds up what follows it."""
PILOT = 2_000
"""Visits that tell how many views a visit has."""

Pages = Callable[[NDArray[np.int64], Generator], tuple[NDArray[np.int64], NDArray[np.int64]]]
"""Times of visits -> number of the visit and of the response, for everything on the pages, in the order of visits."""


class Habits(NamedTuple):
    """How a site works: `pages` it serves, when each response was `published`, `views` that it expects, log-odds of
    `opening` what is looked at, and the `acts` that it offers, the positive verdict first.
    """

    pages: Pages
    published: NDArray[np.int64]
    views: int
    opening: float
    acts: tuple[Act, ...]


def publish(n: int, knobs: ServedKnobs, rng: Generator) -> NDArray[np.int64]:
    """Time of publication of `n` responses, in ms since the start: during the days, or in the 60 days before."""
    fresh = rng.random(n) < knobs.fresh_share
    return np.where(fresh, rng.integers(0, knobs.days * DAY_MS, n), -rng.integers(1, 60 * DAY_MS, n))


def behave(scene: Scene, habits: Habits, rng: Generator) -> pl.DataFrame:
    """All acts on a site: `user`, `response`, `time`, `type`, `request`, `position`, `dwell_ms`, `depth`."""
    shown = _show(scene, habits, *visits(scene.people, _honest_visits(scene, habits, rng), scene.knobs, rng), rng)
    opened = _open(scene, shown.filter("opened"), rng)
    reads = opened.filter("engaged").with_columns(mood=pl.lit(0.0))
    reactions = react(habits.acts, scene, reads, scene.knobs.herding, rng)
    once = reactions.unique(["user", "response", "type"], keep="first", maintain_order=True)
    return pl.concat(
        [
            shown.with_columns(pl.lit("impression").alias("type")),
            opened.with_columns(pl.lit("view").alias("type")),
            once,
            undo(once, habits.acts, rng),
            _strangers(scene, habits, rng),
        ],
        how="diagonal",
    )


def _strangers(scene: Scene, habits: Habits, rng: Generator) -> pl.DataFrame:
    """What scrapers and rings do to responses that have been published."""
    everything = np.arange(len(habits.published))
    acts = pl.concat(
        [scrape(scene, everything, rng), push(scene, everything, habits.acts[0].name, rng)], how="diagonal"
    )
    return acts.filter(pl.Series(habits.published[acts["response"].to_numpy()]) <= pl.col("time"))


def _honest_visits(scene: Scene, habits: Habits, rng: Generator) -> int:
    """How many visits have the expected number of views, by a pilot."""
    user, time = visits(scene.people, PILOT, scene.knobs, rng)
    opened = _show(scene, habits, user, time, rng)["opened"].sum()
    return round(habits.views * len(user) / max(opened, 1))


def _show(
    scene: Scene, habits: Habits, user: NDArray[np.int64], time: NDArray[np.int64], rng: Generator
) -> pl.DataFrame:
    """What each visit shows, ranked, and whether it is `opened`: examined, which position decides, and attractive."""
    responses = scene.responses
    visit, response = habits.pages(time, rng)
    score = RANKER * (responses.theta + responses.allure)[response] + rng.gumbel(size=len(visit))
    order = np.lexsort((-score, visit))
    visit, response = visit[order], response[order]
    position = np.arange(len(visit)) - np.searchsorted(visit, visit) + 1
    examined = rng.random(len(visit)) < position**-scene.knobs.position_bias
    attraction = sigmoid(habits.opening + (responses.allure + responses.style)[response])
    return pl.DataFrame(
        {
            "request": visit,
            "user": user[visit],
            "response": response,
            "position": position,
            "time": time[visit],
            "opened": examined & (rng.random(len(visit)) < attraction),
        }
    )


def _open(scene: Scene, opened: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Views in the order of time, one after the other within a visit; `finished` is when the reader is free to act."""
    columns = [opened[name].to_numpy() for name in ("user", "response", "position")]
    reads: Reads = read(scene, Views(*columns), scene.knobs.position_bias, rng)
    held = pl.Series(np.minimum(reads.dwell, PATIENCE_MS))
    wait = rng.integers(1_000, 6_000, len(opened))
    return (
        opened.drop("opened")
        .with_columns(dwell_ms=reads.dwell, depth=reads.depth, engaged=reads.engaged, held=held, wait=wait)
        .with_columns(pl.col("time") + (pl.col("held") + pl.col("wait")).cum_sum().over("request") - pl.col("held"))
        .with_columns(finished=pl.col("time") + pl.col("held"))
        .drop("held", "wait")
        .sort("time", maintain_order=True)
    )
