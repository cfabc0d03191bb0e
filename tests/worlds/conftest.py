"""Small worlds, each simulated once."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.world import World

SMALL: dict[str, dict[str, Any]] = {
    "chat": {"conversations": 800, "prompts": 20, "users": 200, "days": 3},
    "feed": {"topics": 8, "notes": 80, "views": 5_000, "users": 200, "days": 3},
    "qa": {"questions": 30, "views": 5_000, "users": 200, "days": 3},
}


@cache
def _small(kind: str, knobs: tuple[tuple[str, Any], ...]) -> World:
    return simulate(kind, KNOBS[kind](**SMALL[kind] | dict(knobs)))


@pytest.fixture(scope="session")
def small() -> Callable[..., World]:
    """`small(kind, **knobs)`: a world of a few thousand events."""
    return lambda kind, **knobs: _small(kind, tuple(sorted(knobs.items())))
