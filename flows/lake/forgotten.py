"""Conversations of users who were forgotten, by keyed hash: ingest takes nothing of them again."""

import hashlib

import polars as pl

from flows.lake.store import Store
from transforms.erasure import thread_hash
from transforms.privacy import Keys

ROOT = "forgotten"


def remember(store: Store, site: str, keys: Keys, threads: pl.Series) -> None:
    """Add conversations to those of a site that are forgotten. Whoever writes at the same time loses nothing."""
    before = {found.path for found in store.list(_folder(site))}
    known = forgotten(store, site)
    hashes = sorted({*known, *threads.unique().to_frame("thread").select(thread_hash(keys)).to_series()})
    if len(hashes) == len(known):
        return
    data = "\n".join(hashes).encode()
    path = f"{_folder(site)}/{hashlib.sha256(data).hexdigest()[:32]}"
    store.put(path, data)
    store.delete(before - {path})


def forgotten(store: Store, site: str) -> list[str]:
    """Hashes of the forgotten conversations of a site, sorted."""
    told = [store.get(found.path) for found in store.list(_folder(site))]
    if None in told:  # what was listed was joined with something newer since
        return forgotten(store, site)
    return sorted({name for data in told for name in (data or b"").decode().split()})


def _folder(site: str) -> str:
    return f"{ROOT}/site={site}"
