"""What people do with what they have read: verdicts, and acts that follow style as well."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.dice import intercept, sigmoid
from worlds.people import LIKER
from worlds.reading import Views, appeal
from worlds.world import Scene

LIKER_SHARE = 0.97
"""Share of what they read that people who like everything give a positive verdict."""
UNDONE_SHARE = 0.05
"""Share of acts that are taken back minutes later, where the site can."""
CROWDS = 40
"""Steps of time in which a reader sees how many have voted before."""


class Act(NamedTuple):
    """Something that a `share` of readers do; `theta` and `style` are what a unit of each adds to the log-odds.

    `undo` is the act that takes it back. A `verdict` knows no style: `theta` is 1 or -1, and one reader gives one.
    """

    name: str
    share: float
    theta: float
    style: float = 0.0
    undo: str | None = None
    verdict: bool = False


def react(acts: tuple[Act, ...], scene: Scene, reads: pl.DataFrame, herding: float, rng: Generator) -> pl.DataFrame:
    """What follows reads: their columns without the reading, the `type` of the act, and its `time`.

    `reads`, in the order of time, has `user`, `response`, `finished`, when the reader is free to act, and `mood`, which
    is taken from the log-odds of a positive verdict and added to those of a negative one. A read leads to at most one
    verdict. `herding` is for the first act alone.
    """
    views = Views(reads["user"].to_numpy(), reads["response"].to_numpy(), np.ones(len(reads), dtype=np.int64))
    judged = np.zeros(len(reads), dtype=bool)
    found = []
    for number, act in enumerate(acts):
        odds = _log_odds(act, scene, views) - act.verdict * act.theta * reads["mood"].to_numpy()
        done = _perform_in_view_of_all(act, odds, scene, views, herding if number == 0 else 0.0, rng)
        if act.verdict:
            done &= ~judged
            judged |= done
        time = pl.col("finished") + pl.Series(rng.integers(500, 5_000, len(reads)))
        found.append(reads.with_columns(time.alias("time"), pl.lit(act.name).alias("type")).filter(pl.Series(done)))
    return pl.concat(found).drop("dwell_ms", "depth", strict=False)


def undo(done: pl.DataFrame, acts: tuple[Act, ...], rng: Generator) -> pl.DataFrame:
    """The acts that take some of these back, seconds to ten minutes later."""
    reverse = {act.name: act.undo for act in acts if act.undo}
    taken = done.filter(pl.col("type").is_in(list(reverse)) & pl.Series(rng.random(len(done)) < UNDONE_SHARE))
    later = pl.Series(rng.integers(5_000, 600_000, len(taken)), dtype=pl.Int64)
    return taken.with_columns(pl.col("type").replace(reverse), pl.col("time") + later)


def _log_odds(act: Act, scene: Scene, views: Views) -> NDArray[np.float64]:
    """Log-odds, up to a constant, that each view leads to the act."""
    felt = act.theta * (appeal(scene, views) + scene.people.leniency[views.user])
    return felt + act.style * scene.responses.style[views.response]


def _perform_in_view_of_all(
    act: Act, odds: NDArray[np.float64], scene: Scene, views: Views, herding: float, rng: Generator
) -> NDArray[np.bool_]:
    """Which views lead to the act, where readers see how many did it before and some follow."""
    if not herding:
        return _perform(act, odds, scene, views, rng)
    done = np.zeros(len(odds), dtype=bool)
    before = np.zeros(len(scene.responses.theta), dtype=np.int64)
    for crowd in np.array_split(np.arange(len(odds)), CROWDS):
        part = Views(*(column[crowd] for column in views))
        done[crowd] = _perform(act, odds[crowd] + herding * np.log1p(before[part.response]), scene, part, rng)
        before += np.bincount(part.response[done[crowd]], minlength=len(before))
    return done


def _perform(act: Act, odds: NDArray[np.float64], scene: Scene, views: Views, rng: Generator) -> NDArray[np.bool_]:
    """Which views lead to the act; people who like everything nearly always give the positive verdict, and no other."""
    chance = sigmoid(intercept(odds, act.share) + odds)
    if act.verdict:
        eager = LIKER_SHARE if act.theta > 0 else 0.0
        chance = np.where(scene.people.kind[views.user] == LIKER, eager, chance)
    return rng.random(len(odds)) < chance
