"""Numbered, immutable folders: claimed by a create-only put, published by the manifest that is written last."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.lake.store import Store

VERSION = re.compile(r"^(\d+)\.(\d+)\.(\d+)$")
CLAIM = "claim.json"
MANIFEST = "manifest.json"
REVOKED = "REVOKED.json"

Step = Literal["major", "minor", "patch"]


class File(BaseModel):
    """One file of a version: its size, the SHA-256 of its bytes and, of a table, its rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int
    digest: str
    rows: int | None = None


class Claim(BaseModel):
    """Who writes a version, and since when."""

    run_id: str
    claimed_at: datetime


def claim(store: Store, root: str, run_id: str, step: Step = "minor") -> str | None:
    """Claim the next number after the last one that anybody claimed; None when another run was faster."""
    taken = [number(name) for name in store.folders(root) if VERSION.match(name)]
    version = _next(max(taken, default=(0, 0, 0)), step)
    content = Claim(run_id=run_id, claimed_at=datetime.now(UTC)).model_dump_json()
    return version if store.create(f"{root}/{version}/{CLAIM}", content.encode()) else None


def published(store: Store, root: str) -> list[str]:
    """Versions that have a manifest and were not revoked, oldest first; a claim without a manifest is no version."""
    return _of(store, root, lambda names: MANIFEST in names and REVOKED not in names)


def ever(store: Store, root: str) -> list[str]:
    """Versions that were published, also those that were revoked since, oldest first."""
    return _of(store, root, lambda names: MANIFEST in names or REVOKED in names)


def unpublished(store: Store, root: str) -> list[str]:
    """Versions that were claimed and never finished, or are being written."""
    return _of(store, root, lambda names: CLAIM in names and not names & {MANIFEST, REVOKED})


def number(version: str) -> tuple[int, int, int]:
    """Major, minor and patch, in which versions are ordered."""
    major, minor, patch = VERSION.match(version).groups()
    return int(major), int(minor), int(patch)


def _next(last: tuple[int, int, int], step: Step) -> str:
    major, minor, patch = last
    return {
        "major": f"{major + 1}.0.0",
        "minor": f"{major}.{minor + 1}.0",
        "patch": f"{major}.{minor}.{patch + 1}",
    }[step]


def _of(store: Store, root: str, wanted: Callable[[set[str]], bool]) -> list[str]:
    """Versions by the names of the files right in their folders, oldest first."""
    names: dict[str, set[str]] = {}
    for found in store.list(root):
        version, *rest = found.path.removeprefix(f"{root}/").split("/")
        if VERSION.match(version) and len(rest) == 1:
            names.setdefault(version, set()).add(rest[0])
    return sorted((version for version, files in names.items() if wanted(files)), key=number)
