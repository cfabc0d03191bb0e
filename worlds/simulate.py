"""From knobs to worlds: one site of any kind, or the demo's three."""

from collections.abc import Callable
from datetime import date
from typing import Any

from schemas.signals import Kind
from worlds import chat, feed, qa
from worlds.dirt import soil
from worlds.knobs import KNOBS, Knobs
from worlds.world import World

SIMULATORS: dict[Kind, Callable[[Any], World]] = {"chat": chat.simulate, "feed": feed.simulate, "qa": qa.simulate}


def simulate(kind: Kind, knobs: Knobs) -> World:
    """A world of one kind from that kind's knobs."""
    world = SIMULATORS[kind](knobs)
    return soil(world) if knobs.dirty_share else world


def week(seed: int = 0, start: date = date(2026, 11, 13)) -> tuple[World, ...]:
    """The demo's week: a chat, a feed and a qa site, seven days from `start`, more than 600 thousand events."""
    return tuple(simulate(kind, KNOBS[kind](seed=seed, start=start, days=7)) for kind in SIMULATORS)
