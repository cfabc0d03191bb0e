"""The command line: `python -m benchmarks.curation --seed 1 --only pii mix`."""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import yaml

from benchmarks.curation import duplicates, generators, mix, pii, quality, week
from benchmarks.evidence.report import markdown
from benchmarks.machine import machine, versions
from flows.desk import KEY
from flows.lake.standing import standing
from flows.night import Desk
from schemas.config import ReleaseConfig
from schemas.release import Beside
from schemas.rules import Rule
from schemas.signals import Kind
from transforms.release import compared, described, judged

RESULTS = Path(__file__).parents[1] / "results"
RULES = Path(__file__).parents[2] / "conf" / "rules.yaml"
KINDS: tuple[Kind, ...] = ("qa", "feed", "chat")
LIBRARIES = ("rensa", "python-stdnum", "phonenumbers")
SEEN = (
    "Three lists, each written blind and then learned from; the README beside them has what was found at first sight."
)
Section = tuple[str, str, pl.DataFrame]
"""A title, what the table says, and the table."""


class Worlds:
    """Simulated weeks, each milled once, when it is first asked for."""

    def __init__(self, scratch: Path, seed: int) -> None:
        self.scratch, self.seed = scratch, seed
        self._milled: dict[tuple[Kind, float], Desk] = {}

    def desk(self, kind: Kind, share: float = 0.0) -> Desk:
        """The lake of a week of which a share of the responses is soiled."""
        if (kind, share) not in self._milled:
            self._milled[kind, share] = week.week(kind, self.folder(kind, share), share=share, seed=self.seed)
        return self._milled[kind, share]

    def folder(self, kind: Kind, share: float) -> Path:
        """Where its raw logs, its lake and its truth lie."""
        return self.scratch / f"{kind}-{share}"

    def standing(self) -> pl.LazyFrame:
        """The pairs that stand at the end of all clean weeks."""
        desks = [self.desk(kind) for kind in KINDS]
        age = ReleaseConfig().max_age_days
        pairs = [
            standing(desk.lake, site.name, site.kind, max_age_days=age) for desk in desks for site in desk.config.sites
        ]
        return pl.concat(pairs, how="diagonal")


def personal_data(_: Worlds) -> Iterator[Section]:
    """Personal data against the labelled list."""
    yield "Personal data", SEEN, pii.table()


def near_duplicates(_: Worlds) -> Iterator[Section]:
    """Planted near duplicates and evaluation items, and how fast they are found."""
    yield "Near duplicates: recall", "Planted copies, by how they were edited.", duplicates.couples()
    yield "Near duplicates: precision", "Couples that are found.", duplicates.precision()
    yield "Evaluation items", "Items planted in texts, by how.", duplicates.held()
    yield "Speed", "Mixed Chinese and English text, one thread: MB per second of processor time.", duplicates.speed()


def answers(worlds: Worlds) -> Iterator[Section]:
    """Faults planted in chosen answers, and what the scores tell apart."""
    chosen = worlds.standing().unique(["site", "context_id", "chosen_id"]).sort("pair_id")
    text = pl.col("chosen").list.last().struct.field("content")
    good = chosen.select("prompt", tags=pl.lit(None, pl.List(pl.String)), chosen_text=text)
    told = quality.found_faults(good, seeds=(worlds.seed,)).filter(pl.col("way").is_null())
    yield "Faults", "Planted in good answers of the simulated weeks.", told.drop("way")
    yield "Good answers that are dropped", "", quality.dropped_clean(good)
    yield "Scores", "Chance to rank an answer above a spoilt one.", quality.orders(good)


def balance(worlds: Worlds) -> Iterator[Section]:
    """The mix of a release of all three weeks, before and after."""
    config = ReleaseConfig()
    alike = compared(worlds.standing(), config=config).collect(engine="streaming")
    everything = judged(alike.lazy(), Beside.nothing(), config=config)
    pairs = everything.collect(engine="streaming").filter(pl.col("reason").is_null(), pl.col("split") == "train")
    table = mix.mix(described(pairs.lazy()))
    yield "Mix", "Shares of the pairs of train before, of their weight after, and what was asked for.", table


def negatives(worlds: Worlds) -> Iterator[Section]:
    """How often each generator's negatives are really worse, by its check."""
    rules = tuple(Rule(**rule) for rule in yaml.safe_load(RULES.read_text(encoding="utf-8")))
    sources = worlds.standing().sort("confidence", "pair_id", descending=[True, False])
    chosen = sources.unique(["site", "context_id", "chosen_id"], keep="first", maintain_order=True)
    table = generators.check_rates(chosen, share=0.2, rules=rules, seed=worlds.seed)
    yield "Generators", "Checks of synthetic negatives; `rate` is the confidence of what is kept.", table


def dirty_weeks(worlds: Worlds) -> Iterator[Section]:
    """What comes out of a week with 30% of its responses soiled, and what is lost by it."""
    for kind in KINDS:
        dirty, folder = worlds.desk(kind, week.SHARE), worlds.folder(kind, week.SHARE)
        yield f"A dirty week: {kind}", "", week.report(dirty, folder)
        yield f"Clean pairs of that week: {kind}", "", week.lost(dirty, worlds.desk(kind), folder)


SECTIONS: dict[str, Callable[[Worlds], Iterator[Section]]] = {
    "pii": personal_data,
    "duplicates": near_duplicates,
    "quality": answers,
    "mix": balance,
    "generators": negatives,
    "week": dirty_weeks,
}


def main() -> None:
    """Measure, print each table when it is there, and keep all of it if nothing was left out."""
    chosen = _options()
    os.environ.setdefault(KEY, "a key for benchmarks")
    about = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions() | {name: version(name) for name in LIBRARIES},
        "seed": chosen.seed,
        "sizes": week.SIZES,
    }
    began, found = time.monotonic(), []
    with TemporaryDirectory(prefix="pairmill-bench-") as scratch:
        worlds = Worlds(Path(scratch), chosen.seed)
        for name in chosen.only:
            for section in SECTIONS[name](worlds):
                print(_written(section), flush=True)
                found.append(section)
    about["minutes"] = round((time.monotonic() - began) / 60, 1)
    if chosen.only == list(SECTIONS):
        RESULTS.mkdir(exist_ok=True)
        text = "\n".join([_head(about), *map(_written, found)])
        (RESULTS / "curation.md").write_text(text, encoding="utf-8")
        (RESULTS / "curation.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def _head(about: dict) -> str:
    on = about["machine"]
    return (
        f"# Curation, measured\n\n{about['date']}, {about['minutes']} minutes on {on['processor']}, {on['cores']} "
        f"cores, {on['memory_gb']} GB, load {on['load']}; "
        + ", ".join(f"{name} {number}" for name, number in about["versions"].items())
        + f". Seed {about['seed']} (curation.json has the sizes of the weeks).\n"
    )


def _written(section: Section) -> str:
    title, words, rows = section
    return "\n".join([f"## {title}", "", *([words, ""] if words else []), markdown(rows), ""])


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="benchmarks.curation", description=__doc__)
    options.add_argument("--seed", type=int, default=3001, help="of the simulated weeks (default: %(default)s)")
    options.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS), help="parts of it")
    return options.parse_args()


if __name__ == "__main__":
    main()
