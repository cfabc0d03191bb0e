"""Which worlds are simulated, and what is done with each."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from schemas.signals import Kind
from worlds.knobs import KNOBS, Knobs

DATE = date(2026, 11, 19)
DEFAULT, STRONG, TOTALS = "default", "strong style", "only totals"
KINDS: tuple[Kind, ...] = ("qa", "feed", "chat")
NIGHTS = 7
WEEK, ONE_DAY = f"{NIGHTS} nights", f"all {NIGHTS} at once"
MOST_NIGHT_SEEDS = 2
"""Worlds of seven days are seven times the work."""
STRONG_STYLE: dict[Kind, float] = {"qa": 0.55, "feed": 0.37, "chat": 0.75}
"""Style at which a fit with one factor is right for about 0.80 (qa) and 0.77 (feed) of the pairs from confidence 0.9
up, and for about 0.82 (chat) from 0.85 up."""
LEVELS: dict[str, tuple[float, ...]] = {
    "style": (0.0, 1.2),
    "length_bias": (0.0, 1.2),
    "herding": (0.3,),
    "taste": (1.0,),
}
"""Knob -> values that are tried beside its default."""
RING_SHARES = (0.005, 0.01, 0.05)
SIZE = {"qa": "views", "feed": "views", "chat": "conversations"}

Part = Literal["steps", "run", "factors", "ring", "totals", "nights"]


class Case(NamedTuple):
    """One world, what is set in it otherwise than by default, and the part of the benchmark that it is for."""

    part: Part
    kind: Kind
    world: str
    settings: dict[str, Any]
    seed: int

    @property
    def knobs(self) -> Knobs:
        """All of them; a world has one day unless it says otherwise."""
        return KNOBS[self.kind](**{"seed": self.seed, "start": DATE, "days": 1} | self.settings)


def cases(sections: Iterable[str], kinds: Iterable[Kind], seeds: Iterable[int]) -> list[Case]:
    """All cases of some sections, the longest first."""
    wanted = [(kind, seed) for kind in kinds for seed in seeds]
    found = [case for section in sections for kind, seed in wanted for case in SECTIONS[section](kind, seed)]
    nights = sorted({case.seed for case in found if case.part == "nights"})[:MOST_NIGHT_SEEDS]
    kept = [case for case in found if case.world not in (WEEK, ONE_DAY) or case.seed in nights]
    return sorted(kept, key=lambda case: case.part != "nights")


def _steps(kind: Kind, seed: int) -> list[Case]:
    return [Case("steps", kind, DEFAULT, {}, seed)]


def _knobs(kind: Kind, seed: int) -> list[Case]:
    levels = {knob: values for knob, values in LEVELS.items() if knob in KNOBS[kind].model_fields}
    return [
        Case("factors", kind, STRONG, {"style": STRONG_STYLE[kind]}, seed),
        *(
            Case("factors" if knob == "style" else "run", kind, f"{knob} {value:g}", {knob: value}, seed)
            for knob, values in levels.items()
            for value in values
        ),
    ]


def _rings(kind: Kind, seed: int) -> list[Case]:
    users = KNOBS[kind]().users
    found = []
    for share in RING_SHARES:
        for covert in (False, True):
            settings = {"ring_members": round(share * users), "covert": covert}
            found.append(Case("ring", kind, f"ring {share:.1%} {'covert' if covert else 'open'}", settings, seed))
    return [
        *found,
        Case("ring", kind, f"{found[-1].world}, a third", found[-1].settings | {"promoted_share": 1 / 3}, seed),
    ]


def _totals(kind: Kind, seed: int) -> list[Case]:
    return [Case("totals", kind, TOTALS, {}, seed)] if kind != "chat" else []


def _nights(kind: Kind, seed: int) -> list[Case]:
    size = SIZE[kind]
    larger = {size: NIGHTS * getattr(KNOBS[kind](), size)}
    return [
        Case("nights", kind, WEEK, larger | {"days": NIGHTS}, seed),
        Case("run", kind, ONE_DAY, larger, seed),
    ]


SECTIONS = {"steps": _steps, "knobs": _knobs, "rings": _rings, "totals": _totals, "nights": _nights}
