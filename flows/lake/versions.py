"""Numbered, immutable folders: claimed by a create-only put, published by the manifest that is written last."""

import re
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from flows.lake.store import Store

VERSION = re.compile(r"^0\.(\d+)\.0$")
CLAIM = "claim.json"
MANIFEST = "manifest.json"


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


def claim(store: Store, root: str, run_id: str) -> str | None:
    """Claim the number after the last one that anybody claimed; None when another run was faster."""
    taken = [_number(name) for name in store.folders(root) if VERSION.match(name)]
    version = f"0.{max(taken, default=0) + 1}.0"
    content = Claim(run_id=run_id, claimed_at=datetime.now(UTC)).model_dump_json()
    return version if store.create(f"{root}/{version}/{CLAIM}", content.encode()) else None


def published(store: Store, root: str) -> list[str]:
    """Versions that have a manifest, oldest first; a claim without one is no version."""
    return sorted(_with_file(store, root, MANIFEST), key=_number)


def unpublished(store: Store, root: str) -> list[str]:
    """Versions that were claimed and never finished, or are being written."""
    return sorted(_with_file(store, root, CLAIM) - _with_file(store, root, MANIFEST), key=_number)


def _with_file(store: Store, root: str, name: str) -> set[str]:
    parts = [found.path.removeprefix(f"{root}/").split("/") for found in store.list(root)]
    return {part[0] for part in parts if len(part) == 2 and part[1] == name and VERSION.match(part[0])}


def _number(version: str) -> int:
    return int(version.split(".")[1])
