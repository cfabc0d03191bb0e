"""release: all curated pairs that stand, of all sites -> a release folder."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from flows.lake import releases
from flows.lake.details import BINS, POSITIONS
from flows.lake.keys import code_digest
from flows.lake.releases import About
from flows.lake.standing import standing, standing_nights
from flows.stage import Job, Output, Stage, computed
from flows.stages import SITE_STAGES
from schemas.calibration import OVERALL, Calibration
from schemas.config import ReleaseConfig, Site
from schemas.errors import InputError
from transforms.card import Judgement, card, composition, pictures
from transforms.release import release
from transforms.reliability import verdict

TABLES = ("decided", "curated")


def work(job: Job) -> Output:
    """Publish what stands at the newest night of each site, unless the newest release holds and says exactly that."""
    if not any(_nights(job, site) for site in job.config.sites):
        raise InputError("there is nothing to release: no site has a night that came as far as curate")
    age = job.settings.max_age_days
    stands = [standing(job.lake, site.name, site.kind, max_age_days=age) for site in job.config.sites]
    tables = release(pl.concat(stands, how="diagonal"), config=job.settings)
    *frames, dropped, counts = pl.collect_all([*tables, composition(tables)])
    splits = dict(zip(("train", "validation", "test"), frames, strict=True))
    newest = releases.latest(job.lake.store)
    sites = _judgements(job)
    manifest = releases.publish(
        job.lake.store, splits, lambda version: card(version, counts, sites), _about(job), pictures(sites)
    )
    output = computed({"dropped": dropped.lazy()})
    output.details = {
        "version": manifest.version,
        "published": newest is None or newest.version != manifest.version,
        "pairs": {split: frame.height for split, frame in splits.items()},
    }
    return output


def outside(job: Job) -> dict[str, str]:
    """Digests of what stands, every site's decisions and curated pairs, and the verdicts on their evidence."""
    stands = {
        f"{site.name} {table}": job.lake.digest(table, site.name, _nights(job, site))
        for site in job.config.sites
        for table in TABLES
    }
    return stands | {f"{name} calibration": verdict for name, verdict in _verdicts(job).items()}


def _nights(job: Job, site: Site) -> list[date]:
    return standing_nights(job.lake, site.name, max_age_days=job.settings.max_age_days)


def _judgements(job: Job) -> dict[str, Judgement]:
    """By site, what its newest night that stands says of its evidence: from the ledger, as the tables may expire."""
    newest = {site.name: night for site in job.config.sites for night in _nights(job, site)[-1:]}
    records = {name: job.lake.ledger.newest(name, night).standing("calibrate") for name, night in newest.items()}
    told = {name: record.details for name, record in records.items() if record and record.details.get(OVERALL)}
    return {name: _judgement(newest[name], details, job.config.by_name[name]) for name, details in told.items()}


def _judgement(night: date, details: Mapping[str, Any], site: Site) -> Judgement:
    rows = [details[OVERALL], *details.get(BINS, ())]
    positions = details.get(POSITIONS, {})
    return Judgement(
        night=night,
        calibration=pl.DataFrame(rows, schema=Calibration.create_empty().schema),
        positions=positions.get("known"),
        applied=positions.get("applied", False),
        switched_off=site.settings.correction == "off",
    )


def _verdicts(job: Job) -> dict[str, str]:
    """By site, the verdict in words. Its numbers differ a little every night, which is no reason to publish."""
    return {name: verdict(found.calibration) for name, found in _judgements(job).items()}


def _about(job: Job) -> About:
    nights = {site.name: _nights(job, site) for site in job.config.sites}
    return About(
        run_id=job.night.session.entry.run.run_id,
        sites={name: found[-1] for name, found in nights.items() if found},
        calibration=_verdicts(job),
        parents={
            piece.path: piece.digest
            for name, found in nights.items()
            for piece in job.lake.slices("curated", name, found)
        },
        configuration={
            "release": job.settings.model_dump(mode="json"),
            "sites": {site.name: site.settings.model_dump(mode="json") for site in job.config.sites},
        },
        code=code_digest(*STAGE.modules, *(module for stage in SITE_STAGES.values() for module in stage.modules)),
    )


STAGE = Stage(
    name="release",
    reads=(),
    writes=("dropped",),
    settings=ReleaseConfig,
    modules=(__name__, "flows.lake.standing"),
    work=work,
    outside=outside,
)
