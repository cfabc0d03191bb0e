"""Users who asked to be forgotten, by pseudonym: ingest never takes them again."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.lake.store import Store

ROOT = "tombstones"


class Tombstone(BaseModel):
    """What is to be done for a user, and whether it was: releases to `revoke`, and `done` when all of it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revoke: tuple[str, ...] = ()
    done: bool = False


def bury(store: Store, site: str, user: str, tombstone: Tombstone | None = None) -> None:
    """Remember that a user of a site is to be forgotten, and how far it has come; without that, what is known stays."""
    path = f"{ROOT}/site={site}/{user}"
    if tombstone is None:
        store.create(path, b"")
    else:
        store.put(path, tombstone.model_dump_json().encode())


def finish(store: Store, site: str, users: Iterable[str], revoked: Iterable[str]) -> None:
    """Note that everything was done for some users."""
    for user in users:
        bury(store, site, user, Tombstone(revoke=tuple(revoked), done=True))


def buried(store: Store, site: str) -> list[str]:
    """The users of a site who are to be forgotten, sorted."""
    return sorted(found.path.rpartition("/")[2] for found in store.list(f"{ROOT}/site={site}"))


def unfinished(store: Store, site: str) -> list[str]:
    """Those of them for whom not everything was done."""
    return [user for user in buried(store, site) if not _read(store, site, user).done]


def due(store: Store, site: str, users: Iterable[str]) -> list[str]:
    """Releases that were to be revoked for some users when a run was interrupted."""
    return sorted({version for user in users for version in _read(store, site, user).revoke})


def _read(store: Store, site: str, user: str) -> Tombstone:
    try:
        return Tombstone.model_validate_json(store.get(f"{ROOT}/site={site}/{user}") or b"{}")
    except ValidationError:
        return Tombstone()
