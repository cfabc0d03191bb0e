"""release: all curated pairs that stand, of all sites -> a release folder."""

from datetime import date

import polars as pl

from flows.lake import releases
from flows.lake.keys import code_digest
from flows.lake.releases import About
from flows.lake.standing import standing, standing_nights
from flows.stage import Job, Output, Stage, computed
from flows.stages import SITE_STAGES
from schemas.config import ReleaseConfig, Site
from schemas.errors import InputError
from transforms.card import card, composition
from transforms.release import release
from transforms.reliability import caveats, summary

TABLES = ("decided", "curated")


def work(job: Job) -> Output:
    """Publish what stands at the newest night of each site, unless the newest release holds exactly that."""
    if not any(_nights(job, site) for site in job.config.sites):
        raise InputError("there is nothing to release: no site has a night that came as far as curate")
    age = job.settings.max_age_days
    stands = [standing(job.lake, site.name, site.kind, max_age_days=age) for site in job.config.sites]
    tables = release(pl.concat(stands, how="diagonal"), config=job.settings)
    *frames, dropped, counts = pl.collect_all([*tables, composition(tables)])
    splits = dict(zip(("train", "validation", "test"), frames, strict=True))
    newest = releases.latest(job.lake.store)
    told = _calibration(job)
    manifest = releases.publish(job.lake.store, splits, lambda version: card(version, counts, told), _about(job))
    output = computed({"dropped": dropped.lazy()})
    output.details = {
        "version": manifest.version,
        "published": newest is None or newest.version != manifest.version,
        "pairs": {split: frame.height for split, frame in splits.items()},
    }
    return output


def outside(job: Job) -> dict[str, str]:
    """Digests of what stands: every site's decisions and curated pairs."""
    return {
        f"{site.name} {table}": job.lake.digest(table, site.name, _nights(job, site))
        for site in job.config.sites
        for table in TABLES
    }


def _nights(job: Job, site: Site) -> list[date]:
    return standing_nights(job.lake, site.name, max_age_days=job.settings.max_age_days)


def _calibration(job: Job) -> dict[str, str]:
    """By site, what the newest night that stands says of its evidence."""
    newest = {site.name: _nights(job, site)[-1:] for site in job.config.sites}
    tables = {name: job.lake.scan("calibration", name, nights).collect() for name, nights in newest.items() if nights}
    return {
        name: ". ".join([summary(table), *caveats(table)]) for name, table in tables.items() if not table.is_empty()
    }


def _about(job: Job) -> About:
    nights = {site.name: _nights(job, site) for site in job.config.sites}
    return About(
        run_id=job.night.session.entry.run.run_id,
        sites={name: found[-1] for name, found in nights.items() if found},
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
