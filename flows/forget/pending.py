"""Forgettings that are not done: what a run needs to finish one that was interrupted. No word of anybody is in it."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.lake.store import Store
from flows.lake.tombstones import ROOT as TOMBSTONES
from schemas.errors import LakeError
from transforms.erasure import Traces

ROOT = f"{TOMBSTONES}/pending"


class Pending(BaseModel):
    """Users of a site (pseudonyms) who are to be forgotten, and what was found of them before anything was taken away.

    `nights` held something of theirs, `fresh` are nights whose ingest was not stale, `texts` keyed hashes of what they
    alone had said, `revoke` the releases that hold it. `begun` where something may have been taken away already;
    `rewritten` are the nights where all of it was, which may have been recomputed since.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    users: tuple[str, ...]
    begun: bool = False
    nights: tuple[date, ...] = ()
    fresh: tuple[date, ...] = ()
    texts: tuple[str, ...] = ()
    revoke: tuple[str, ...] = ()
    traces: Traces = Traces(())
    rewritten: tuple[date, ...] = ()


def note(store: Store, site: str, run_id: str, pending: Pending) -> None:
    """Remember what a run is about to do to a site, until it is `done`."""
    store.put(_path(site, run_id), pending.model_dump_json().encode())


def waiting(store: Store, site: str) -> dict[str, Pending]:
    """By run, what was begun and not done; `LakeError` where that cannot be read."""
    return {found.path.rpartition("/")[2]: _read(store, found.path) for found in store.list(f"{ROOT}/site={site}")}


def done(store: Store, site: str, run_ids: Iterable[str]) -> None:
    """Nothing is left to do of what these runs had begun."""
    store.delete(_path(site, run_id) for run_id in run_ids)


def together(parts: Iterable[Pending]) -> Pending:
    """What several runs had to do, in one; a night is rewritten where it is for all that were begun."""
    parts = list(parts)
    rewritten = [{*part.rewritten} for part in parts if part.begun]
    traces = [_union(one) for one in zip(*(part.traces for part in parts), strict=True)]
    lists = {
        name: _union(getattr(part, name) for part in parts) for name in ("users", "nights", "fresh", "texts", "revoke")
    }
    return Pending(
        **lists,
        begun=any(part.begun for part in parts),
        traces=Traces(*traces),
        rewritten=tuple(sorted(set.intersection(*rewritten))) if rewritten else (),
    )


def _union(lists: Iterable[tuple]) -> tuple:
    return tuple(sorted({one for found in lists for one in found}))


def _path(site: str, run_id: str) -> str:
    return f"{ROOT}/site={site}/{run_id}"


def _read(store: Store, path: str) -> Pending:
    try:
        return Pending.model_validate_json(store.get(path) or b"")
    except ValidationError as error:
        raise LakeError(
            f"{store.uri(path)}: what is left to do of a forgetting is damaged ({error.error_count()} faults); delete "
            "the file and run 'pairmill forget' again for whoever was being forgotten"
        ) from error
