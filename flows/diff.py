"""Two releases side by side: what moved, why, and whether the newer one has drifted."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, get_args

import polars as pl

from flows.lake import releases
from flows.lake.details import BINS
from flows.lake.lake import Lake
from flows.lake.records import ALL
from schemas.calibration import FEW_VOTES, NEITHER, NO_VOTES, OVERALL, Calibration
from schemas.config import ReleaseConfig
from transforms.changelog import Moved, moves
from transforms.difference import difference
from transforms.drift import drift
from transforms.drift.votes import vote_drift

UNANCHORED = (NO_VOTES, FEW_VOTES, NEITHER)
"""What a calibration says of a site whose votes are too few to tell what evidence is worth."""


class Side(NamedTuple):
    """One of two releases, published or not: `Released` with `split`, and the newest night of each site.

    `dropped` is what it left out itself (`Dropped`), of a release that is not in the ledger yet.
    """

    rows: pl.LazyFrame
    sites: Mapping[str, date]
    dropped: pl.LazyFrame | None = None


class Compared(NamedTuple):
    """What moved from one release to another: rows of `Difference` and of `Drift`, and their sums."""

    difference: pl.DataFrame
    drift: pl.DataFrame
    moved: Moved


def published(lake: Lake, version: str) -> Side:
    """A release of the lake; `UsageError` where there is none of this version."""
    sites = releases.read(lake.store, version).sites
    splits = get_args(releases.Split)
    rows = [releases.scan(lake.store, version, split).with_columns(split=pl.lit(split)) for split in splits]
    return Side(pl.concat(rows), sites)


def compare(lake: Lake, old: Side, new: Side, *, config: ReleaseConfig) -> Compared:
    """The differences of two releases; reasons and calibrations are those that the lake still has."""
    couples = difference(old.rows, new.rows, max_age_days=config.max_age_days, dropped=_dropped(lake, old, new))
    before, after = _calibration(lake, old), _calibration(lake, new)
    learning = before.filter(pl.col("note").is_in(UNANCHORED))["site"].to_list()
    columns = drift(old.rows, new.rows, config=config, learning=learning)
    votes = vote_drift(before.lazy(), after.lazy(), config=config)
    found, cells = pl.collect_all([couples, columns])
    return Compared(found, cells, Moved(*pl.collect_all(moves(found.lazy(), cells.lazy(), votes))))


def _dropped(lake: Lake, old: Side, new: Side) -> pl.LazyFrame:
    """What is kept of the drops of the nights from the older release to the newer one, each site's and that of all.

    Those of all sites are of releases: what one that is not published yet has left out takes their place.
    """
    spans = {site: (old.sites.get(site, night), night) for site, night in new.sites.items()}
    first, last = min(min(span) for span in spans.values()), max(max(span) for span in spans.values())
    of_sites = [_dropped_in(lake, site, *span) for site, span in spans.items()]
    if new.dropped is None:
        return pl.concat([*of_sites, _dropped_in(lake, ALL, first, last)])
    fresh = new.dropped.with_columns(site=pl.lit(ALL), night=pl.lit(last))
    return pl.concat([*of_sites, fresh], how="diagonal")


def _dropped_in(lake: Lake, site: str, first: date, last: date) -> pl.LazyFrame:
    return lake.kept("dropped", site, [night for night in lake.ledger.nights(site) if first <= night <= last])


def _calibration(lake: Lake, side: Side) -> pl.DataFrame:
    """Rows of `Calibration` with `site`: what the ledger says of the newest night of each site of a release."""
    schema = Calibration.create_empty().schema
    frames = [pl.DataFrame(schema=schema | {"site": pl.String})]
    for site, night in side.sites.items():
        entry = lake.ledger.newest(site, night)
        record = entry.standing("calibrate") if entry else None
        if record and record.details.get(OVERALL):
            rows = pl.DataFrame([record.details[OVERALL], *record.details.get(BINS, ())], schema=schema)
            frames.append(rows.with_columns(site=pl.lit(site)))
    return pl.concat(frames)
