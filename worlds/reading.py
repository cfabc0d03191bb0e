"""How long people stay with what they opened."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.people import DAY_MS
from worlds.world import Scene

NOISE = 0.7
"""Standard deviation of what is left of log dwell for one view."""
QUALITY_PULL = 0.3
"""What a unit of theta, as this reader sees it, adds to log dwell."""
POSITION_DRAG = 0.15
"""What a unit of ln(position), times `position_bias`, takes from log dwell."""


class Views(NamedTuple):
    """One element per view: numbers of user and response, and the rank in the list (1 where there is no list)."""

    user: NDArray[np.int64]
    response: NDArray[np.int64]
    position: NDArray[np.int64]


class Reads(NamedTuple):
    """What became of views: `dwell` in ms, `engaged` unless it was a misclick, `depth` the share of the text read."""

    dwell: NDArray[np.int64]
    engaged: NDArray[np.bool_]
    depth: NDArray[np.float64]


def appeal(scene: Scene, views: Views) -> NDArray[np.float64]:
    """Theta as this reader sees it: theta plus palate times flavour."""
    taste = (scene.people.palate[views.user] * scene.responses.flavour[views.response]).sum(axis=1)
    return scene.responses.theta[views.response] + taste


def read(scene: Scene, views: Views, drag: float, rng: Generator) -> Reads:
    """Dwell = length curve x reader's speed x position x style x some quality x noise; misclicks and idle tabs."""
    n, responses = len(views.user), scene.responses
    stay = (
        scene.people.log_speed[views.user]
        + responses.style[views.response]
        + QUALITY_PULL * appeal(scene, views)
        - POSITION_DRAG * drag * np.log(views.position)
        + rng.normal(-0.3, NOISE, n)
    )
    log_dwell = responses.log_read[views.response] + stay
    lot = rng.random(n)
    misclick, idle = lot < scene.knobs.misclick_share, lot > 1 - scene.knobs.idle_share
    log_dwell = np.where(idle, log_dwell + rng.uniform(3.0, 5.0, n), log_dwell)
    log_dwell = np.where(misclick, rng.uniform(5.0, 6.8, n), log_dwell)
    depth = np.where(misclick, 0.02, np.exp(stay - scene.people.log_speed[views.user]) * rng.uniform(0.7, 1.3, n))
    return Reads(np.exp(log_dwell).astype(np.int64).clip(100, DAY_MS), ~misclick, depth.clip(0.01, 1).round(3))
