"""release: all curated pairs that stand, of all sites -> a release folder."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from flows.beside import REGRESSION, beside, digests
from flows.diff import Compared, Side, compare, published
from flows.lake import releases, versions
from flows.lake.details import BINS, POSITIONS
from flows.lake.keys import code_digest
from flows.lake.releases import CARD, CHANGELOG, HELD_OUT, About, Draft
from flows.lake.standing import standing, standing_nights
from flows.stage import Job, Output, Stage, computed
from flows.stages import SITE_STAGES
from schemas.calibration import OVERALL, Calibration
from schemas.config import ReleaseConfig, Site
from schemas.errors import DriftError, InputError
from transforms.card import Judgement, card, composition, pictures, reasons
from transforms.changelog import changelog, warnings
from transforms.release import SPLITS, compared, judged, mix, released
from transforms.release.standalone import Added, settings, standalone
from transforms.reliability import verdict

TABLES = ("decided", "curated")


def work(job: Job) -> Output:
    """Publish what stands at the newest night of each site, unless the newest release holds and says exactly that."""
    if not any(_nights(job, site) for site in job.config.sites):
        raise InputError("there is nothing to release: no site has a night that came as far as curate")
    store, config = job.lake.store, job.settings
    extra, stands = beside(job.config, store), _standing(job).collect(engine="streaming").lazy()
    about, last, known = _about(job), releases.newest(store), versions.ever(store, releases.ROOT)
    made = standalone(stands, extra.bad_cases, job.config, night=max(about.sites.values()))
    alike = compared(pl.concat([stands, made.pairs], how="diagonal"), config=config).collect(engine="streaming")
    pairs = judged(alike.lazy(), extra, config=config).collect(engine="streaming")
    *frames, dropped, held_out = pl.collect_all(released(pairs.lazy(), extra, config=config), engine="streaming")
    splits, dropped = dict(zip(SPLITS, frames, strict=True)), pl.concat([dropped, made.rejected.collect()])
    rows = pl.concat(frame.with_columns(split=pl.lit(split)) for split, frame in splits.items())
    moved = _moved(job, last, Side(rows.lazy(), about.sites, dropped.lazy()), about)
    told = partial(changelog, moved=moved.moved if moved else None, since=last.version if last else None)
    documents, tables = _documents(job, splits, pairs, told), _beside(job, held_out, made)
    manifest = releases.publish(store, splits, documents, about, tables)
    output = computed({"dropped": dropped.lazy(), "generated": made.generated})
    output.details = {
        "version": manifest.version,
        "published": manifest.version not in known,
        "because": manifest.because,
        "pairs": {split: frame.height for split, frame in splits.items()},
        "drift": warnings(moved.moved) if moved else [],
    }
    return output


def outside(job: Job) -> dict[str, str]:
    """Digests of what stands, every site's decisions and curated pairs, and the verdicts on their evidence; of files,
    and the sites' settings by which pairs are made here.
    """
    stands = {
        f"{site.name} {table}": job.lake.digest(table, site.name, _nights(job, site))
        for site in job.config.sites
        for table in TABLES
    }
    verdicts = {f"{name} calibration": verdict for name, verdict in _verdicts(job).items()}
    return stands | verdicts | digests(job.config) | settings(job.config)


def _standing(job: Job) -> pl.LazyFrame:
    age = job.settings.max_age_days
    stands = [standing(job.lake, site.name, site.kind, max_age_days=age) for site in job.config.sites]
    return pl.concat(stands, how="diagonal")


def _moved(job: Job, last: releases.Manifest | None, new: Side, about: About) -> Compared | None:
    """What moved since the newest release that was not revoked, None without one; `DriftError` where it is too much.

    Other rules than that release's may move pairs on purpose: then it is only told.
    """
    if last is None:
        return None
    found = compare(job.lake, published(job.lake, last.version), new, config=job.settings)
    stops = warnings(found.moved, verdict="stop")
    columns = {name: str(dtype) for name, dtype in new.rows.drop("split").collect_schema().items()}
    step, _ = releases.step_after(last, about, columns)
    if stops and step != "major" and not job.force:
        raise DriftError(
            f"nothing is published: since release {last.version} {'; '.join(stops)} (if that is right: 'pairmill stage "
            f"release --date {job.date} --force --config FILE')"
        )
    return found


def _documents(
    job: Job, splits: Mapping[str, pl.DataFrame], pairs: pl.DataFrame, story: Callable[..., str]
) -> Callable[[Draft], dict[str, str]]:
    """What writes the card and the changelog of a draft; `story` is `changelog` that knows what moved."""
    lazy = {split: frame.lazy() for split, frame in splits.items()}
    balance = mix(lazy["train"], pairs.lazy(), config=job.settings)
    counts, balance, left_out = pl.collect_all([composition(lazy), balance, reasons(pairs.lazy())], engine="streaming")
    sites = _judgements(job)

    def documents(draft: Draft) -> dict[str, str]:
        told = card(draft.version, counts, sites, mix=balance, left_out=left_out)
        return {CARD: told, CHANGELOG: story(*draft)}

    return documents


def _beside(job: Job, held_out: pl.DataFrame, made: Added) -> dict[str, str | pl.DataFrame]:
    tables = {HELD_OUT: held_out, REGRESSION: made.regression.collect()}
    return pictures(_judgements(job)) | {name: table for name, table in tables.items() if table.height}


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
    writes=("dropped", "generated"),
    settings=ReleaseConfig,
    modules=(__name__, "flows.lake.standing"),
    work=work,
    outside=outside,
)
