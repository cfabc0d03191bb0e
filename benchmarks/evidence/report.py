"""What was found, as tables that a person reads."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from benchmarks.evidence import measures
from benchmarks.evidence.bars import against
from benchmarks.evidence.parts import ONE_FACTOR, RUN, Found
from benchmarks.evidence.plan import DEFAULT, KINDS, LEVELS, NIGHTS, ONE_DAY, STRONG, STRONG_STYLE, TOTALS, WEEK
from benchmarks.evidence.steps import FACTOR, MENDING, STEPS

RULES_OF_THUMB = ("longer mean dwell wins", "vote rate wins", "regenerated loses")
CORRECTIONS = ("noise filter", "length", "position", "reader")
"""Steps that change what dwell says."""
ADDED = ("no step", *(f"+ {name}" for name in STEPS))
ALONE = tuple(f"without {name}" for name in STEPS if name != MENDING)
COUNTS = [f"{what} >= {level}" for level in measures.LEVELS for what in ("pairs", "right")]
BY = ["kind", "world"]
MAIN = pl.col("world").is_in([DEFAULT, STRONG])


class Section(NamedTuple):
    """A table with its title and what must be known to read it."""

    title: str
    words: str
    rows: pl.DataFrame


def sections(found: Found) -> list[Section]:
    """Every table for which something was found, sorted by kind."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    whole = [*_proof(found), *_claims(found.pairs), *_hardships(found.pairs), *_windows(found)]
    return [
        section._replace(rows=section.rows.sort(pl.col("kind").replace_strict(order), maintain_order=True))
        for section in whole
        if len(section.rows)
    ]


def markdown(rows: pl.DataFrame) -> str:
    """Rows as a table: counts whole, shares with three digits."""
    lines = [rows.columns, ["---"] * rows.width, *([_cell(value) for value in row] for row in rows.iter_rows())]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _proof(found: Found) -> Iterator[Section]:
    """What is to be reached, and what each step adds."""
    pairs, rules = found.pairs, found.rules
    yield Section(
        "What is to be reached",
        "Counts are per world, shares are over the pairs of all seeds. `worst_bin` is the largest excess of |right - "
        f"confidence| over {measures.ALLOWED} + {measures.ERRORS:g} standard errors in a bin of high confidence.",
        against(measures.measured(pairs)),
    )
    yield Section(
        "Rules of thumb",
        "Every couple that the rule decides; the rules know no confidence.",
        _rules(rules.filter(world=DEFAULT), RULES_OF_THUMB),
    )
    yield Section(
        "Dwell alone, its corrections added one by one",
        "The longer read wins, of couples with 3 believable views on each side.",
        _rules(rules, [f"dwell, {step}" for step in ("no step", *(f"+ {name}" for name in CORRECTIONS))]),
    )
    yield Section(
        "All signals, steps added one by one",
        f"The first row has no step, the last but one all; `{RUN}` is the release, which is curated as well. Without "
        "pooling each response stands alone (its prior is divided out).",
        _variants(pairs.filter(world=DEFAULT), (*ADDED, RUN)),
    )
    yield Section(
        "All signals, each step left out alone",
        f"To be compared with `+ {FACTOR}`: nothing is recalibrated.",
        _variants(pairs.filter(world=DEFAULT), ALONE),
    )


def _claims(pairs: pl.DataFrame) -> Iterator[Section]:
    """Whether confidence and q-values hold what they say."""
    run = pairs.filter(MAIN, variant=RUN)
    yield Section(
        "Calibration", "Ten bins of equal mass over all released pairs.", measures.reliability(run, BY).drop("bin")
    )
    yield Section(
        "Calibration at high confidence",
        f"Bins from `bin` up; `allowed` is null below {measures.FEWEST} pairs.",
        measures.sure_bins(run, BY),
    )
    yield Section(
        "False discoveries",
        "With `fdr` as the largest q-value that is kept: pairs per world, and the share of them that are wrong.",
        measures.discoveries(run, BY),
    )


def _hardships(pairs: pl.DataFrame) -> Iterator[Section]:
    """Other worlds: by knob, with rings, and with less known of them."""
    run, knob = pairs.filter(variant=RUN), pl.col("world").str.contains(f"^({'|'.join(LEVELS)}) ")
    kinds = run.filter(world=TOTALS)["kind"].unique().implode()
    of_totals = pl.col("kind").is_in(kinds) & pl.col("world").is_in([DEFAULT, TOTALS])
    yield Section(
        "By knob",
        "`longer`, `shorter`: right at confidence >= 0.9 where the chosen answer is the longer or the shorter one. "
        f"`{STRONG}` is style " + ", ".join(f"{style:g} ({kind})" for kind, style in STRONG_STYLE.items()) + ".",
        measures.accuracy(run.filter(MAIN | knob), BY),
    )
    yield Section(
        "With one factor",
        "The same worlds, fitted with preference as the only factor.",
        measures.accuracy(pairs.filter(variant=ONE_FACTOR), BY).select(*BY, "worlds", *COUNTS, "ece"),
    )
    yield Section(
        "Rings",
        "At confidence >= 0.9, against the same world without the acts of its ring (`pairs` is the count there).",
        measures.poisoning(pairs, BY),
    )
    yield Section(
        "Only totals",
        "One row per response and day, robots and rings left out, beside the events of the same days.",
        measures.accuracy(run.filter(of_totals), BY).select(*BY, "worlds", *COUNTS, "ece", "preference_error"),
    )


def _windows(found: Found) -> Iterator[Section]:
    """What stands after each night of a week, and what each night costs."""
    at_once = pl.col("world") == ONE_DAY
    when = pl.when(at_once).then("world").otherwise("variant").alias("variant")
    nights = found.pairs.filter(at_once | pl.col("variant").str.starts_with("night ")).with_columns(when)
    yield Section(
        "Windows",
        f"Pairs that stand after each of {NIGHTS} nights, and after one night with as many acts as all of them.",
        measures.accuracy(nights, ["kind", "variant"])
        .sort(pl.col("variant") == ONE_DAY, "variant")
        .select("kind", "variant", "worlds", *COUNTS, "ece"),
    )
    column = pl.when(at_once).then("world").otherwise(pl.format("night {}", "night"))
    yield Section(
        "Windows: seconds of each night's stages",
        "Without Prefect, on one core.",
        found.seconds.filter(pl.col("world").is_in([WEEK, ONE_DAY]))
        .group_by("kind", "stage", column.alias("night"), maintain_order=True)
        .agg(pl.col("seconds").mean())
        .pivot("night", index=["kind", "stage"], values="seconds", sort_columns=True),
    )


def _variants(pairs: pl.DataFrame, variants: tuple[str, ...]) -> pl.DataFrame:
    """Accuracy of some variants, in their order."""
    rows = pairs.filter(pl.col("variant").is_in(variants))
    found = measures.accuracy(rows, ["kind", "variant"]).sort(_place("variant", variants))
    return found.select("kind", "variant", "worlds", *COUNTS, "ece")


def _rules(rules: pl.DataFrame, names: tuple[str, ...] | list[str]) -> pl.DataFrame:
    """Some rules, in their order: couples per world, and the share of all that are right."""
    pairs = pl.col("pairs")
    return (
        rules.filter(pl.col("rule").is_in(names))
        .group_by("kind", "rule")
        .agg(worlds=pl.len(), couples=pairs.mean(), right=(pl.col("right") * pairs).sum() / pairs.sum())
        .sort(_place("rule", names))
    )


def _place(column: str, names: tuple[str, ...] | list[str]) -> pl.Expr:
    return pl.col(column).replace_strict({name: place for place, name in enumerate(names)}, return_dtype=pl.Int64)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "**no**"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.4f}" if 0 < abs(value) < 0.01 else f"{value:.3f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
