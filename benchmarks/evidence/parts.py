"""What is done with one world: the pairs that come of it, judged by its truth."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl

from benchmarks.evidence.dwell import by_dwell
from benchmarks.evidence.mill import Edit, again, desk_of, edited, mill, released
from benchmarks.evidence.plan import DATE, NIGHTS, Case
from benchmarks.evidence.rings import pushes
from benchmarks.evidence.steps import FACTOR, MENDING, STEPS, factors
from benchmarks.evidence.totals import write_totals
from flows.night import Desk
from worlds.naive import naive
from worlds.score import judge
from worlds.simulate import simulate
from worlds.world import World
from worlds.write import configuration, write

RUN, ONE_FACTOR, WITH, WITHOUT = "run", "one factor", "with ring", "without ring"
LABELS = {"kind": pl.String, "world": pl.String, "seed": pl.Int64}
PAIRS = LABELS | {
    **{"variant": pl.String, "context": pl.String, "low": pl.Int64, "high": pl.Int64},
    **dict.fromkeys(("confidence", "q_value", "preference", "error"), pl.Float64),
    **{"right": pl.Boolean, "longer": pl.Boolean},
}
RULES = LABELS | {"rule": pl.String, "pairs": pl.Int64, "right": pl.Float64}
SECONDS = LABELS | {"night": pl.Int64, "stage": pl.String, "seconds": pl.Float64}
DIGITS = 4


class Found(NamedTuple):
    """What came of some cases.

    `pairs`: a row per judged couple of a world's `variant` (`run` is the release, as the pipeline makes it). `rules`:
    a row per rule without confidence, with its couples (`pairs`) and the share that are `right`. `seconds`: a row per
    night and stage.
    """

    pairs: pl.DataFrame
    rules: pl.DataFrame
    seconds: pl.DataFrame


class Notes:
    """What is found of one world, as it comes."""

    def __init__(self, case: Case, world: World) -> None:
        self.case, self.world = case, world
        self._pairs, self._rules, self._seconds = ([pl.DataFrame(schema=schema)] for schema in (PAIRS, RULES, SECONDS))

    def pairs(self, variant: str, pairs: pl.DataFrame) -> None:
        """Judge pairs, or a release without its synthetic ones."""
        missing = [] if "q_value" in pairs.columns else [pl.lit(None, pl.Float64).alias("q_value")]
        real = pairs.filter(pl.col("tier") != "synthetic").with_columns(missing)
        judged = self._named(judge(real, self.world.responses), PAIRS, variant=variant)
        self._pairs.append(judged.with_columns(pl.col("confidence", "q_value", "preference").round(DIGITS)))

    def rules(self, rules: pl.DataFrame) -> None:
        """Rules as `worlds.naive` gives them."""
        self._rules.append(self._named(rules, RULES))

    def rule(self, name: str, couples: pl.DataFrame) -> None:
        """A rule by the couples that it decides."""
        judged = judge(couples, self.world.responses)
        self.rules(judged.select(rule=pl.lit(name), pairs=pl.len(), right=pl.col("right").mean()))

    def seconds(self, night: int, stages: dict[str, float]) -> None:
        """How long the stages of a night took."""
        rows = pl.DataFrame({"stage": list(stages), "seconds": list(stages.values())})
        self._seconds.append(self._named(rows, SECONDS, night=night))

    def found(self) -> Found:
        """All of it."""
        return Found(*map(pl.concat, (self._pairs, self._rules, self._seconds)))

    def _named(self, rows: pl.DataFrame, schema: dict[str, pl.DataType], **more: object) -> pl.DataFrame:
        labels = {name: getattr(self.case, name) for name in LABELS} | more
        named = rows.with_columns(pl.lit(value).alias(name) for name, value in labels.items())
        return named.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def work(case: Case) -> Found:
    """Simulate a case's world, make its pairs in a folder that goes at the end, and judge them."""
    world = simulate(case.kind, case.knobs)
    notes = Notes(case, world)
    with TemporaryDirectory(prefix="pairmill-bench-") as folder:
        out = Path(folder)
        write(world, out)
        settings = write_totals(world, out) if case.part == "totals" else configuration(Path(), [case.kind])
        PARTS[case.part](notes, desk_of(out, settings))
    return notes.found()


def _run(notes: Notes, desk: Desk) -> None:
    """The whole pipeline up to a release, and beside it the rules of thumb."""
    notes.seconds(1, mill(desk, DATE))
    notes.pairs(RUN, released(desk, DATE))
    notes.rules(naive(notes.world))


def _factors(notes: Notes, desk: Desk) -> None:
    """The pipeline, and a fit with one factor, taken at its word."""
    _run(notes, desk)
    with factors(two=False):
        notes.pairs(ONE_FACTOR, again(desk, DATE, STEPS[MENDING])["pairs"])


def _steps(notes: Notes, desk: Desk) -> None:
    """The pipeline, its steps added one by one, and each of them left out alone."""
    _run(notes, desk)
    added: list[str] = []
    for name in ("", *STEPS):
        added += [name] if name else []
        _rung(notes, desk, f"+ {name}" if name else "no step", [step for step in STEPS if step not in added])
    for name in STEPS:
        if name != MENDING:
            _rung(notes, desk, f"without {name}", [name, MENDING])


def _rung(notes: Notes, desk: Desk, variant: str, left_out: list[str]) -> None:
    edits: dict[str, Edit] = {}
    for step in left_out:
        edits |= STEPS[step]
    with factors(two=FACTOR not in left_out):
        made = again(desk, DATE, edits)
    notes.pairs(variant, made["pairs"])
    contents = edited(desk.lake.scan("contents", notes.case.kind, [DATE]), "contents", made, edits)
    propensities = edited(made["propensities"].lazy(), "propensities", made, edits)
    notes.rule(f"dwell, {variant}", by_dwell(made, contents, propensities))


def _ring(notes: Notes, desk: Desk) -> None:
    """The same world with and without what its ring did."""
    mill(desk, DATE, ["ingest"])
    pushed = pushes(notes.world).implode()
    honest = {"events": lambda events, made: events.filter(~pl.col("event_id").is_in(pushed))}
    notes.pairs(WITH, again(desk, DATE, {})["pairs"])
    notes.pairs(WITHOUT, again(desk, DATE, honest)["pairs"])


def _nights(notes: Notes, desk: Desk) -> None:
    """Night after night, with a release after each."""
    for number in range(NIGHTS):
        night = DATE + timedelta(days=number)
        notes.seconds(number + 1, mill(desk, night))
        notes.pairs(f"night {number + 1}", released(desk, night))


PARTS: dict[str, Callable[[Notes, Desk], None]] = {
    "steps": _steps,
    "run": _run,
    "factors": _factors,
    "ring": _ring,
    "totals": _run,
    "nights": _nights,
}
