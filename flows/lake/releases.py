"""Releases: immutable, versioned folders of plain Parquet with a manifest, for everybody."""

import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import polars as pl
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from flows.lake import versions
from flows.lake.contract import check
from flows.lake.plain import encode_plain
from flows.lake.slices import ROW_GROUP
from flows.lake.store import Store
from flows.lake.versions import MANIFEST, File
from schemas.errors import ContractError, LakeError, UsageError
from schemas.pairs import Released

Split = Literal["train", "validation", "test"]

ROOT = "releases"
LATEST = f"{ROOT}/LATEST"
CARD = "README.md"


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
    """A release: its files, and what it was made from. `content` is the digest of its rows, whatever encoded them."""

    format: Literal[1] = 1
    version: str
    previous: str | None
    created_at: AwareDatetime
    files: dict[str, File]
    content: str


def publish(
    store: Store,
    frames: Mapping[Split, pl.DataFrame],
    card: Callable[[str], str],
    about: About,
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> Manifest:
    """Publish the rows of each split as the next version; a missing split is an empty one.

    `card` makes the dataset card of a version; `pictures` are the texts that it shows, by path in the folder. The rows
    of the newest release publish nothing, unless the verdict on them is another: its manifest is returned.
    `ContractError` when rows break the pair table's schema, or one pair stands in two splits.
    """
    splits = _checked(frames)
    content = _content(splits)
    while True:
        newest = latest(store)
        if newest is not None and (newest.content, newest.calibration) == (content, about.calibration):
            point_to_latest(store)
            return newest
        version = versions.claim(store, ROOT, about.run_id)
        if version is not None:
            break
    files = {f"{split}.parquet": (encode_plain(frame.sort("pair_id")), frame.height) for split, frame in splits.items()}
    files |= {name: (text.encode(), None) for name, text in {CARD: card(version), **pictures}.items()}
    manifest = Manifest(
        **about.model_dump(),
        version=version,
        previous=newest.version if newest else None,
        created_at=datetime.now(UTC),
        files={name: _put(store, f"{ROOT}/{version}/{name}", *file) for name, file in files.items()},
        content=content,
    )
    store.put(f"{ROOT}/{version}/{MANIFEST}", manifest.model_dump_json(indent=2).encode())
    point_to_latest(store)
    return manifest


def latest(store: Store) -> Manifest | None:
    """The newest release; found by listing the manifests, because `LATEST` is only a copy for other readers."""
    published = versions.published(store, ROOT)
    return read(store, published[-1]) if published else None


def read(store: Store, version: str) -> Manifest:
    """The manifest of a version; `UsageError` where there is none, `LakeError` where it is damaged."""
    path = f"{ROOT}/{version}/{MANIFEST}"
    data = store.get(path)
    if data is None:
        raise UsageError(f"{store.place}: there is no release {version}")
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise LakeError(f"{store.uri(path)}: this manifest is damaged ({error.error_count()} faults)") from error


def scan(store: Store, version: str, split: Split) -> pl.LazyFrame:
    """The rows of one split of a release."""
    return pl.scan_parquet(store.uri(f"{ROOT}/{version}/{split}.parquet"), glob=False, hive_partitioning=False)


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
    """Write the newest version's number to `LATEST`, which a killed run may have left behind."""
    published = versions.published(store, ROOT)
    if published and store.get(LATEST) != published[-1].encode():
        store.put(LATEST, published[-1].encode())


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


def _put(store: Store, path: str, data: bytes, rows: int | None) -> File:
    store.put(path, data)
    return File(bytes=len(data), digest=hashlib.sha256(data).hexdigest(), rows=rows)
