"""What is to be reached, beside what was."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from benchmarks.evidence.plan import DEFAULT, KINDS, STRONG


class Bar(NamedTuple):
    """A bound on a measure (`measures.measured`) of the worlds of one kind."""

    kind: str
    world: str
    measure: str
    sense: str
    bound: float


def _pairs(kind: str, world: str, level: float, pairs: float, right: float) -> Iterator[Bar]:
    yield Bar(kind, world, f"pairs >= {level}", "at least", pairs)
    yield Bar(kind, world, f"right >= {level}", "at least", right)


def _honest(kind: str, world: str) -> Iterator[Bar]:
    """Of all released pairs: what confidence, q-values and preference claim holds."""
    yield Bar(kind, world, "ece", "at most", 0.03)
    yield Bar(kind, world, "worst_bin", "at most", 0.0)
    yield Bar(kind, world, "wrong_at_5_percent", "at most", 0.07)
    yield Bar(kind, world, "preference_error", "at most", 0.12)


def _ring(kind: str, share: str, wrong: float, lost: float) -> Iterator[Bar]:
    for manner in ("open", "covert"):
        yield Bar(kind, f"ring {share} {manner}", "made_wrong", "at most", wrong)
        yield Bar(kind, f"ring {share} {manner}", "right_lost", "at most", lost)


NOT_MEASURED = "**not measured**"

BARS = (
    *_pairs("qa", DEFAULT, 0.9, 1_750, 0.955),
    *_pairs("qa", DEFAULT, 0.95, 1_280, 0.975),
    *_pairs("feed", DEFAULT, 0.9, 2_300, 0.955),
    *_pairs("feed", DEFAULT, 0.95, 1_700, 0.972),
    *_pairs("chat", DEFAULT, 0.85, 800, 0.945),
    *_pairs("chat", DEFAULT, 0.95, 540, 0.975),
    *_pairs("qa", STRONG, 0.9, 1_250, 0.945),
    *_pairs("feed", STRONG, 0.9, 2_100, 0.95),
    *_pairs("chat", STRONG, 0.85, 760, 0.94),
    *(bar for kind in KINDS for world in (DEFAULT, STRONG) for bar in _honest(kind, world)),
    *(bar for kind in KINDS for bar in _ring(kind, "1.0%", 0.01 if kind == "chat" else 0.005, 0.05)),
    *(bar for kind in KINDS for bar in _ring(kind, "5.0%", 0.015, 0.08)),
    *(Bar(kind, "only totals", "right >= 0.9", "at least", 0.94) for kind in ("qa", "feed")),
)


def against(measured: pl.DataFrame) -> pl.DataFrame:
    """Every bar on a world that was run: (kind, world, measure, sense, bound, measured, reached), in the bars' order.

    `reached` is yes, no or `NOT_MEASURED`, where the world gave too few pairs for the measure.
    """
    bars = pl.DataFrame(BARS, schema=Bar._fields, orient="row")
    run = bars.join(measured, on=["kind", "world"], how="semi", maintain_order="left")
    both = run.join(measured, on=["kind", "world", "measure"], how="left", maintain_order="left")
    value, bound = pl.col("value").fill_nan(None), pl.col("bound")
    is_reached = pl.when(pl.col("sense") == "at least").then(value >= bound).otherwise(value <= bound)
    words = pl.when(is_reached).then(pl.lit("yes")).when(is_reached.not_()).then(pl.lit("**no**"))
    return both.with_columns(reached=words.otherwise(pl.lit(NOT_MEASURED))).rename({"value": "measured"})
