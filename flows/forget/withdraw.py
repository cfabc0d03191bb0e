"""Releases that hold something of users who are forgotten."""

from collections.abc import Iterable

import polars as pl

from flows.forget.hold import no_release_is_written
from flows.forget.pending import Pending
from flows.lake import releases, versions
from flows.lake.lake import Lake
from flows.lake.records import Run
from flows.lake.store import Store
from schemas.config import Site
from transforms.erasure import rests_on
from transforms.privacy import Keys
from transforms.text import keyed_hash

SPLITS: tuple[releases.Split, ...] = ("train", "validation", "test")
MESSAGES = ("prompt", "chosen", "rejected")


def holding(lake: Lake, site: Site, keys: Keys, pending: Pending) -> list[str]:
    """Published releases with a pair of the site that holds a text of theirs alone, or rests on them alone."""
    if not (pending.texts or pending.traces.acted_on or pending.traces.responses):
        return []
    content = pl.element().struct.field("content")
    texts, gone = list(pending.texts), list(pending.traces.ids)
    said = [pl.col(part).list.eval(keyed_hash(content, keys.texts).is_in(texts)).list.any() for part in MESSAGES]
    theirs = [pl.col(f"{side}_id").is_in(gone) for side in ("chosen", "rejected")]
    holds = pl.any_horizontal(*said, *theirs, rests_on(pending.traces))
    return [
        version
        for version in versions.published(lake.store, releases.ROOT)
        if any(_any(releases.scan(lake.store, version, split).filter(site=site.name), holds) for split in SPLITS)
    ]


def withdraw(store: Store, site: Site, doomed: Iterable[str]) -> None:
    """Revoke releases; what an interrupted revocation left is finished."""
    for version in doomed:
        releases.revoke(store, version, f"a user of site '{site.name}' was forgotten")


def clear_unpublished(lake: Lake, run: Run) -> None:
    """Delete at once what killed runs left of releases that were never published: it may hold anybody's rows.

    They are listed before it is asked who writes one, so that none of a run at work is among them.
    """
    folders = [f"{releases.ROOT}/{version}" for version in versions.unpublished(lake.store, releases.ROOT)]
    no_release_is_written(lake, run)
    for folder in folders:
        lake.store.delete(found.path for found in lake.store.list(folder) if not found.path.endswith(versions.CLAIM))
    for path in lake.store.staged():
        if any(f"/{folder}/" in path.as_posix() for folder in folders):
            path.unlink(missing_ok=True)


def _any(rows: pl.LazyFrame, condition: pl.Expr) -> bool:
    return bool(rows.select(condition.any()).collect().item())
