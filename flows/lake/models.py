"""Models: versioned folders like releases, and a history of which one is the champion."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from flows.lake import versions
from flows.lake.serving import Serving, history, serve
from flows.lake.store import Store
from flows.lake.versions import MANIFEST, File
from schemas.errors import LakeError, UsageError

ROOT = "models"
CHAMPIONS = f"{ROOT}/champion"


class AboutModel(BaseModel):
    """Where a model comes from: its run, the release that it was trained on, its configuration, its code's digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    release: str
    configuration: dict[str, JsonValue] = Field(default_factory=dict)
    code: str


class ModelManifest(AboutModel):
    """A stored model; `content` is the digest over its files' names and digests."""

    format: Literal[1] = 1
    version: str
    created_at: AwareDatetime
    files: dict[str, File]
    content: str


def publish(store: Store, folder: Path, about: AboutModel) -> ModelManifest:
    """Store all files of a local folder as the next version; the newest version's files again store nothing."""
    files = {
        path.relative_to(folder).as_posix(): _describe(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    if not files:
        raise LakeError(f"{folder}: there are no model files to store")
    content = _content(files)
    while True:
        newest = latest(store)
        if newest is not None and newest.content == content:
            return newest
        version = versions.claim(store, ROOT, about.run_id)
        if version is not None:
            break
    for name in files:
        store.upload(f"{ROOT}/{version}/files/{name}", folder / name)
    manifest = ModelManifest(
        **about.model_dump(), version=version, created_at=datetime.now(UTC), files=files, content=content
    )
    store.put(f"{ROOT}/{version}/{MANIFEST}", manifest.model_dump_json(indent=2).encode())
    return manifest


def latest(store: Store) -> ModelManifest | None:
    """The newest model, champion or not."""
    published = versions.published(store, ROOT)
    return read(store, published[-1]) if published else None


def read(store: Store, version: str) -> ModelManifest:
    """The manifest of a version; `UsageError` where there is none, `LakeError` where it is damaged."""
    path = f"{ROOT}/{version}/{MANIFEST}"
    data = store.get(path)
    if data is None:
        raise UsageError(f"{store.place}: there is no model {version}")
    try:
        return ModelManifest.model_validate_json(data)
    except ValidationError as error:
        raise LakeError(f"{store.uri(path)}: this manifest is damaged ({error.error_count()} faults)") from error


def fetch(store: Store, version: str, folder: Path) -> Path:
    """Copy a model into a local folder; `LakeError` when a file is not what was stored."""
    for name, file in read(store, version).files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path = f"{ROOT}/{version}/files/{name}"
        with target.open("wb") as out:
            for piece in store.stream(path):
                out.write(piece)
        if _describe(target) != file:
            raise LakeError(f"{store.uri(path)}: this file is damaged; train the model again")
    return folder


def champions(store: Store) -> list[Serving]:
    """All champions, the first one first."""
    return history(store, CHAMPIONS)


def champion(store: Store) -> Serving | None:
    """The model that serves, None before the first promotion."""
    past = champions(store)
    return past[-1] if past else None


def crown(store: Store, version: str, run_id: str, reason: str) -> Serving:
    """Make a model the champion; a rollback crowns an earlier one again. `UsageError` when there is no such model."""
    read(store, version)
    return serve(store, CHAMPIONS, version, run_id, reason)


def _describe(path: Path) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(bytes=path.stat().st_size, digest=digest)


def _content(files: dict[str, File]) -> str:
    names = {name: file.digest for name, file in files.items()}
    return hashlib.sha256(json.dumps(names, sort_keys=True).encode()).hexdigest()
