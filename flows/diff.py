"""Two releases side by side: what moved, why, and whether the newer one has drifted."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

import polars as pl

from flows.lake import releases
from flows.lake.details import BINS
from flows.lake.lake import Lake
from flows.lake.records import ALL
from flows.lake.releases import Manifest
from flows.night import Desk
from schemas.calibration import OVERALL, Calibration
from transforms.changelog import Moved, moves
from transforms.difference import difference
from transforms.drift import drift
from transforms.drift.votes import vote_drift


@dataclass(frozen=True)
class Compared:
    """Two releases, and what moved from the one to the other: rows of `Difference` and `Drift`, and their sums."""

    old: Manifest
    new: Manifest
    difference: pl.DataFrame
    drift: pl.DataFrame
    moved: Moved


def compare(desk: Desk, old: str, new: str) -> Compared:
    """The differences of two releases; `UsageError` where there is no such release."""
    lake, settings = desk.lake, desk.config.release
    manifests = [releases.read(lake.store, version) for version in (old, new)]
    before, after = (_rows(lake, version) for version in (old, new))
    couples = difference(
        before, after, max_age_days=settings.max_age_days, dropped=_dropped(lake, *(found.sites for found in manifests))
    )
    columns = drift(before, after, config=settings)
    votes = vote_drift(*(_calibration(lake, found.sites) for found in manifests), config=settings)
    found, cells = pl.collect_all([couples, columns])
    told = pl.collect_all(moves(found.lazy(), cells.lazy(), votes))
    return Compared(*manifests, difference=found, drift=cells, moved=Moved(*told))


def _rows(lake: Lake, version: str) -> pl.LazyFrame:
    """All splits of a release."""
    splits = get_args(releases.Split)
    return pl.concat([releases.scan(lake.store, version, split).with_columns(split=pl.lit(split)) for split in splits])


def _dropped(lake: Lake, before: dict[str, date], after: dict[str, date]) -> pl.LazyFrame:
    """What is kept of the drops of the nights since the older release, each site's and that of all."""
    since = {site: before.get(site, night) for site, night in after.items()}
    since[ALL] = min(since.values())
    last = after | {ALL: max(after.values())}
    frames = [
        lake.kept("dropped", site, [night for night in lake.ledger.nights(site) if begin <= night <= last[site]])
        for site, begin in since.items()
    ]
    return pl.concat(frames)


def _calibration(lake: Lake, sites: dict[str, date]) -> pl.LazyFrame:
    """Rows of `Calibration` with `site`: what the ledger says of the newest night of each site of a release."""
    schema = Calibration.create_empty().schema
    frames = [pl.DataFrame(schema=schema | {"site": pl.String})]
    for site, night in sites.items():
        entry = lake.ledger.newest(site, night)
        record = entry.standing("calibrate") if entry else None
        if record and record.details.get(OVERALL):
            rows = pl.DataFrame([record.details[OVERALL], *record.details.get(BINS, ())], schema=schema)
            frames.append(rows.with_columns(site=pl.lit(site)))
    return pl.concat(frames).lazy()
