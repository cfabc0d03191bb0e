"""Releases: immutable, versioned folders of plain Parquet with a manifest, for everybody."""

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

import polars as pl
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from flows.lake import serving, versions
from flows.lake.contract import check
from flows.lake.plain import encode_plain
from flows.lake.slices import ROW_GROUP
from flows.lake.store import Store
from flows.lake.versions import CLAIM, MANIFEST, REVOKED, File, Step
from schemas.errors import ContractError, LakeError, UsageError
from schemas.pairs import Released

Split = Literal["train", "validation", "test"]

ROOT = "releases"
LATEST = f"{ROOT}/LATEST"
ROLLBACKS = f"{ROOT}/rollbacks"
CARD, CHANGELOG = "README.md", "CHANGELOG.md"
HELD_OUT = "tables/held_out.parquet"
"""Digests of the prompts that judge for ever; it stays of a revoked release too."""
MOVE_NO_PAIR = {"opt_out", "retention_days", "quarantine_limit", "allow_empty", "ties", "drift_warn", "drift_stop"}
"""Settings that say what is read, kept or told, and by which no pair is made."""
NIGHT = re.compile(r"site=([^/]+)/night=([^/]+)/")


class About(BaseModel):
    """Where a release comes from.

    `sites` holds the newest night of each site, `calibration` the verdict on its evidence, `parents` the curated slices
    (path to digest) that its pairs were taken from, `configuration` what the stages were set to, `code` the digest of
    their code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    sites: dict[str, date]
    calibration: dict[str, str] = Field(default_factory=dict)
    parents: dict[str, str]
    configuration: dict[str, JsonValue] = Field(default_factory=dict)
    code: str


class Manifest(About):
    """A release: its files, and what it was made from.

    `step` is the number of the version that moved against `previous`, `because` why. `columns` is the schema of the
    rows, `content` the digest of the rows, whatever encoded them.
    """

    format: Literal[1] = 1
    version: str
    previous: str | None
    step: Step = "minor"
    because: str = ""
    created_at: AwareDatetime
    columns: dict[str, str] = Field(default_factory=dict)
    files: dict[str, File]
    content: str


class Draft(NamedTuple):
    """A release that is about to be published: its version, the one before, and which number moved and why."""

    version: str
    previous: str | None
    step: Step
    because: str


class Revoked(BaseModel):
    """What stays of a release that may not be used any more: its manifest, since when, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Literal["REVOKED"] = "REVOKED"
    revoked_at: AwareDatetime
    reason: str
    manifest: Manifest


def publish(
    store: Store,
    frames: Mapping[Split, pl.DataFrame],
    documents: Callable[[Draft], Mapping[str, str]],
    about: About,
    beside: Mapping[str, str | pl.DataFrame] = MappingProxyType({}),
) -> Manifest:
    """Publish the rows of each split as the next version; a missing split is an empty one.

    `documents` writes the texts that go with a version (its card, its changelog), `beside` are pictures and tables that
    do, both by path in the folder. The rows of the newest release publish nothing, unless the verdict on them is
    another; those of one that was rolled back from never do: the manifest of the release that had them is returned.
    `ContractError` when rows break the pair table's schema, or one pair stands in two splits.
    """
    splits = _checked(frames)
    content, columns = _content(splits), {name: str(dtype) for name, dtype in splits["train"].schema.items()}
    while True:
        if (had := _had_before(store, content, about)) is not None:
            point_to_latest(store)
            return had
        previous = last(store)
        step, because = step_after(previous, about, columns)
        version = versions.claim(store, ROOT, about.run_id, step)
        if version is not None:
            break
    files = {f"{split}.parquet": (encode_plain(frame.sort("pair_id")), frame.height) for split, frame in splits.items()}
    draft = Draft(version, previous.version if previous else None, step, because)
    files |= {name: _encoded(content) for name, content in {**documents(draft), **beside}.items()}
    manifest = Manifest(
        **about.model_dump(),
        **draft._asdict(),
        created_at=datetime.now(UTC),
        columns=columns,
        files={name: _put(store, f"{ROOT}/{version}/{name}", *file) for name, file in files.items()},
        content=content,
    )
    store.put(f"{ROOT}/{version}/{MANIFEST}", manifest.model_dump_json(indent=2).encode())
    point_to_latest(store)
    return manifest


def _had_before(store: Store, content: str, about: About) -> Manifest | None:
    """The release for the sake of which these rows publish nothing."""
    standing = newest(store)
    if standing is not None and (standing.content, standing.calibration) == (content, about.calibration):
        return standing
    return next((bad for bad in withdrawn(store) if bad.content == content), None)


def step_after(previous: Manifest | None, about: About, columns: Mapping[str, str]) -> tuple[Step, str]:
    """Which number of the version moves, and why: major for another schema or rules, minor for new nights, else patch.

    Rules are the settings and the code by which pairs are made; a site that comes or goes changes none. A night is new
    also where it is older than others, such as one of a backfill.
    """
    if previous is None:
        return "minor", "the first release"
    if previous.columns != columns:
        return "major", "other columns"
    if previous.code != about.code:
        return "major", "other code"
    changed = _changed_settings(previous.configuration, about.configuration)
    if changed:
        return "major", f"other settings: {', '.join(changed)}"
    if previous.sites != about.sites or _nights(about) - _nights(previous):
        return "minor", "new nights"
    return "patch", "the same nights, after something was removed or mended"


def _changed_settings(old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]) -> list[str]:
    """Settings that make pairs and differ, named `release.fdr` or `zhihu.min_users`, of the sites in both."""
    before, after = ({"release": told.get("release", {})} | told.get("sites", {}) for told in (old, new))
    return [
        f"{owner}.{name}"
        for owner in sorted(before.keys() & after.keys())
        for name in sorted((before[owner].keys() | after[owner].keys()) - MOVE_NO_PAIR)
        if before[owner].get(name) != after[owner].get(name)
    ]


def _nights(about: About) -> set[tuple[str, str]]:
    """(site, night) of the slices that a release was made from."""
    return {found.groups() for path in about.parents if (found := NIGHT.search(path))}


def newest(store: Store) -> Manifest | None:
    """The release with the highest number; found by listing the manifests."""
    published = versions.published(store, ROOT)
    return read(store, published[-1]) if published else None


def last(store: Store) -> Manifest | None:
    """The release that was published last, also if it was revoked since."""
    known = versions.ever(store, ROOT)
    return _as_published(store, known[-1]) if known else None


def latest(store: Store) -> Manifest | None:
    """The release that serves, None where none does.

    That is the newest one, unless it was rolled back: then the one that was rolled back to, until a newer one than
    there was is published. Where that was revoked since, it is the newest release before it.
    """
    version = _serving(store)
    return read(store, version) if version else None


def withdrawn(store: Store) -> list[Manifest]:
    """The releases that a rollback which holds went back from, also those that were revoked since."""
    entry = _rollback(store)
    if entry is None:
        return []
    between = (versions.number(entry.version), versions.number(entry.newest))
    known = versions.ever(store, ROOT)
    return [_as_published(store, one) for one in known if between[0] < versions.number(one) <= between[1]]


def caveat(store: Store) -> str | None:
    """What is to be known of the release that serves: that the one that was rolled back to was revoked."""
    entry = _rollback(store)
    if entry is None or revocation(store, entry.version) is None:
        return None
    version = _serving(store)
    serves = f"release {version}, the newest before it, serves" if version else "no release serves"
    return f"release {entry.version}, to which was rolled back from {entry.newest}, was revoked: {serves}"


def roll_back(store: Store, version: str, run_id: str, reason: str) -> Manifest:
    """Let an earlier release serve until a newer one is published. `UsageError` when there is no such release."""
    manifest = read(store, version)
    serving.serve(store, ROLLBACKS, version, run_id, reason, versions.published(store, ROOT)[-1])
    point_to_latest(store)
    return manifest


def revoke(store: Store, version: str, reason: str) -> None:
    """Delete a release for good; doing it again finishes what was interrupted.

    A manifest that says so stays, and the digests of the prompts that it held out: these must never be learned from.
    """
    folder = f"{ROOT}/{version}"
    if store.get(f"{folder}/{REVOKED}") is None:
        told = Revoked(revoked_at=datetime.now(UTC), reason=reason, manifest=read(store, version))
        store.create(f"{folder}/{REVOKED}", told.model_dump_json(indent=2).encode())
    kept = {f"{folder}/{name}" for name in (REVOKED, CLAIM, HELD_OUT)}
    store.delete(found.path for found in store.list(folder) if found.path not in kept)
    point_to_latest(store)


def revocation(store: Store, version: str) -> Revoked | None:
    """What stays of a revoked release, None of any other."""
    data = store.get(f"{ROOT}/{version}/{REVOKED}")
    return Revoked.model_validate_json(data) if data else None


def read(store: Store, version: str) -> Manifest:
    """The manifest of a version; `UsageError` where there is none or it is revoked, `LakeError` where it is damaged."""
    path = f"{ROOT}/{version}/{MANIFEST}"
    data, gone = store.get(path), revocation(store, version)
    if gone is not None:
        raise UsageError(f"release {version} was revoked on {gone.revoked_at:%Y-%m-%d}: {gone.reason}")
    if data is None:
        raise UsageError(f"{store.place}: there is no release {version}")
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise LakeError(f"{store.uri(path)}: this manifest is damaged ({error.error_count()} faults)") from error


def held_out(store: Store) -> pl.LazyFrame | None:
    """What the last release ever published that held out prompts did, also if it was revoked or rolled back from."""
    known, there = versions.ever(store, ROOT), {found.path for found in store.list(ROOT)}
    tables = [path for version in known if (path := f"{ROOT}/{version}/{HELD_OUT}") in there]
    return _scan(store, tables[-1]) if tables else None


def scan(store: Store, version: str, split: Split) -> pl.LazyFrame:
    """The rows of one split of a release."""
    return _scan(store, f"{ROOT}/{version}/{split}.parquet")


def fetch(store: Store, version: str, folder: Path) -> Path:
    """Copy a release into a local folder, for those who read plain files; `LakeError` when a file is damaged."""
    folder.mkdir(parents=True)
    for name, file in read(store, version).files.items():
        path = f"{ROOT}/{version}/{name}"
        data = store.get(path)
        if data is None or hashlib.sha256(data).hexdigest() != file.digest:
            raise LakeError(f"{store.uri(path)}: this file is missing or damaged; roll back or publish again")
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    return folder


def point_to_latest(store: Store) -> None:
    """Write the number of the release that serves to `LATEST`, which a killed run may have left behind."""
    version = _serving(store)
    if version is None:
        store.delete([LATEST])
    elif store.get(LATEST) != version.encode():
        store.put(LATEST, version.encode())


def _serving(store: Store) -> str | None:
    published, entry = versions.published(store, ROOT), _rollback(store)
    if entry is not None:
        published = [one for one in published if versions.number(one) <= versions.number(entry.version)]
    return published[-1] if published else None


def _rollback(store: Store) -> serving.Serving | None:
    """The last rollback, as long as no release stands that is newer than all there were."""
    past, published = serving.history(store, ROLLBACKS), versions.published(store, ROOT)
    if not past or past[-1].newest is None:
        return None
    is_over = published and versions.number(published[-1]) > versions.number(past[-1].newest)
    return None if is_over else past[-1]


def _as_published(store: Store, version: str) -> Manifest:
    gone = revocation(store, version)
    return gone.manifest if gone else read(store, version)


def _scan(store: Store, path: str) -> pl.LazyFrame:
    return pl.scan_parquet(store.uri(path), glob=False, hive_partitioning=False)


def _checked(frames: Mapping[Split, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    empty = Released.create_empty()
    splits = {
        split: check(Released, frames.get(split, empty), f"release, split '{split}'").sort("pair_id")
        for split in get_args(Split)
    }
    ids = pl.concat([frame["pair_id"] for frame in splits.values()])
    if ids.is_duplicated().any():
        raise ContractError(f"release: pair {ids.filter(ids.is_duplicated())[0]} stands in two splits")
    return splits


def _content(splits: Mapping[str, pl.DataFrame]) -> str:
    """SHA-256 over the rows as JSON: Parquet would add its writer's version."""
    digest = hashlib.sha256()
    for split, frame in splits.items():
        digest.update(split.encode())
        for rows in frame.iter_slices(ROW_GROUP):
            lines = io.BytesIO()
            rows.write_ndjson(lines)
            digest.update(lines.getvalue())
    return digest.hexdigest()


def _encoded(content: str | pl.DataFrame) -> tuple[bytes, int | None]:
    """A file's bytes and, of a table, its rows."""
    if isinstance(content, str):
        return content.encode(), None
    return encode_plain(content), content.height


def _put(store: Store, path: str, data: bytes, rows: int | None) -> File:
    store.put(path, data)
    return File(bytes=len(data), digest=hashlib.sha256(data).hexdigest(), rows=rows)
