"""Why a pair is one, and how sure: its evidence, the release that it stands in, and the acts that it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

import polars as pl

from flows.acts import acts, pooled, totals
from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.records import ALL
from flows.night import Desk, Night
from flows.report import Judged, judged
from schemas.config import Site
from schemas.errors import UsageError
from transforms.pairs.judge import UNCALIBRATED_CONFIDENCE

SIDES = ("chosen", "rejected")


@dataclass(frozen=True)
class Place:
    """Where a pair stands: in a split of the release that serves, or in none.

    `version` is None where nothing was published yet; `decided_again` is a later night that found no such pair.
    """

    version: str | None
    split: str | None
    q_value: float | None
    decided_again: date | None


@dataclass(frozen=True)
class Why:
    """A pair, the night that decided it, and what it rests on.

    `signals` has a row per signal of its evidence, those that say most for it first: what either side got (`chosen`,
    `rejected`), out of how many (`chosen_trials`, `rejected_trials`), its part of the margin (`log_odds`), and whether
    anybody on the site ever gave it (`logged`). `anchored` is false where too few explicit votes tell what evidence is
    worth. `chosen` and `rejected` are the acts on either side, one row each, with verdict, file
    and line; `totals`, by side, the rows of a site that has no events.
    """

    site: str
    night: date
    pair: dict
    place: Place
    calibration: Judged
    signals: pl.DataFrame
    anchored: bool
    chosen: pl.DataFrame
    rejected: pl.DataFrame
    totals: dict[str, pl.DataFrame]
    source: str | None
    """Pattern of the files that the totals came from."""
    made: dict | None
    """Of a synthetic pair, the row of its generator in `Generated`."""

    @property
    def is_capped(self) -> bool:
        """Whether want of votes kept the pair from claiming more."""
        return not self.anchored and self.pair["confidence"] == UNCALIBRATED_CONFIDENCE


def why(desk: Desk, pair_id: str) -> Why:
    """Trace a pair as far as nights have not expired; `UsageError` where no site of the configuration has it."""
    for site in desk.config.sites:
        nights = desk.lake.ledger.nights(site.name)
        found = desk.lake.kept("curated", site.name, nights).filter(pair_id=pair_id).sort("night").collect()
        if found.height:
            return _trace(desk, site, list(nights), found.row(-1, named=True))
    raise UsageError(f"there is no pair {pair_id}")


def standalone(desk: Desk, pair_id: str) -> tuple[dict, Place, dict | None] | None:
    """A pair of the release that serves which no night made: a known failure, or a request for private data.

    With the row of its generator in `Generated`, which known failures have none of.
    """
    manifest = releases.latest(desk.lake.store)
    for split in get_args(releases.Split) if manifest else ():
        rows = releases.scan(desk.lake.store, manifest.version, split).filter(pair_id=pair_id, tier="synthetic")
        for row in rows.collect().iter_rows(named=True):
            made = _generated(desk.lake, ALL, desk.lake.ledger.nights(ALL), row["rule"], row["site"])
            return row, Place(manifest.version, split, None, None), made
    return None


def _trace(desk: Desk, site: Site, nights: list[date], pair: dict) -> Why:
    lake, night = desk.lake, pair["night"]
    window = [day for day in nights if night - timedelta(days=site.settings.window_days) < day <= night]
    answers = {side: pooled(lake, site.name, night, pair["context_id"], pair[f"{side}_id"]) for side in SIDES}
    evidence = lake.kept("evidence", site.name, [night]).collect()
    return Why(
        site=site.name,
        night=night,
        pair=pair,
        place=_place(lake, site.name, nights, pair),
        calibration=judged(Night(desk, site, night)),
        signals=_signals(evidence, pair),
        anchored=_anchored(evidence, pair),
        **{side: acts(lake, site.name, window, answers[side]) for side in SIDES},
        totals={side: totals(lake, site.name, window, answers[side]) for side in SIDES},
        source=site.aggregates,
        made=_made(lake, site.name, night, pair),
    )


def _made(lake: Lake, site: str, night: date, pair: dict) -> dict | None:
    """The part of a synthetic pair's id after its generator is the business rule, where there is one."""
    if pair["tier"] != "synthetic":
        return None
    _, generator, *rule = pair["rejected_id"].rsplit("~", 2) if pair["rule"] == "business_rules" else ("", pair["rule"])
    return _generated(lake, site, [night], generator, rule[0] if rule else None)


def _generated(lake: Lake, site: str, nights: Iterable[date], generator: str, rule: str | None) -> dict | None:
    """The newest row of a generator, or of one rule of its, in some nights."""
    rows = lake.kept("generated", site, nights).filter(
        pl.col("generator") == generator, pl.col("rule").eq_missing(pl.lit(rule, pl.String))
    )
    return next(rows.sort("night", descending=True).collect().iter_rows(named=True), None)


def _place(lake: Lake, site: str, nights: list[date], pair: dict) -> Place:
    decided = lake.kept("decided", site, nights).filter(pl.col("context") == pair["context_id"])
    newest = decided.select(pl.col("night").max()).collect().item()
    again = newest if newest is not None and newest > pair["night"] else None
    manifest = releases.latest(lake.store)
    if manifest is None:
        return Place(None, None, None, again)
    for split in get_args(releases.Split):
        rows = releases.scan(lake.store, manifest.version, split).filter(pair_id=pair["pair_id"])
        for (q_value,) in rows.select("q_value").collect().iter_rows():
            return Place(manifest.version, split, q_value, again)
    return Place(manifest.version, None, None, again)


def _signals(evidence: pl.DataFrame, pair: dict) -> pl.DataFrame:
    """What is past its retention leaves `trials` unknown, and every signal as if somebody had given it."""
    told = evidence.select("context", "response", "signals").explode("signals").unnest("signals")
    given = told.group_by("signal").agg(logged=(pl.col("value") != 0).any())
    here = told.filter(pl.col("context") == pair["context_id"])
    trials = [
        here.filter(pl.col("response") == pair[f"{side}_id"]).select("signal", pl.col("trials").alias(f"{side}_trials"))
        for side in SIDES
    ]
    rows = pl.DataFrame(pair["evidence"], schema_overrides=dict.fromkeys((*SIDES, "log_odds"), pl.Float32))
    for more in (*trials, given):
        rows = rows.join(more, on="signal", how="left")
    return rows.with_columns(pl.col("logged").fill_null(True)).sort(-pl.col("log_odds"), "signal")


def _anchored(evidence: pl.DataFrame, pair: dict) -> bool:
    sides = [pair[f"{side}_id"] for side in SIDES]
    here = evidence.filter(pl.col("context") == pair["context_id"], pl.col("response").is_in(sides))
    return here["anchored"].all()
