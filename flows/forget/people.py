"""One site forgets some users, as far as its own tables and the releases go; what follows from that is recomputed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from flows.forget.rewrite import rewrite
from flows.forget.trace import Found, find
from flows.lake import models, releases, versions
from flows.lake.lake import Lake
from flows.lake.records import Run
from flows.lake.tombstones import Tombstone, bury, due
from flows.night import Desk
from schemas.config import Site
from transforms.erasure import rests_on

SPLITS: tuple[releases.Split, ...] = ("train", "validation", "test")
MESSAGES = ("prompt", "chosen", "rejected")


@dataclass(frozen=True)
class Forgotten:
    """What came of forgetting some users of a site."""

    site: str
    users: tuple[str, ...]
    nights: tuple[date, ...]
    """Nights that held something of theirs."""
    texts: tuple[str, ...] = field(repr=False)
    """What they alone had said."""
    files: tuple[str, ...]
    """Raw files that what they left came from."""
    revoked: tuple[str, ...]


def erase(desk: Desk, run: Run, site: Site, users: Sequence[str], lines: Collection[tuple[str, int]] = ()) -> Forgotten:
    """Take users (pseudonyms) out of a site's tables and revoke the releases that hold them.

    First a tombstone, so that nothing of theirs is read again, with what is to be done; a run that was killed finds it
    there. `BusyError` where another run holds one of the site's nights.
    """
    for user in users:
        bury(desk.lake.store, site.name, user)
    found = find(desk.lake, site, users, lines)
    doomed = sorted({*due(desk.lake.store, site.name, users), *_holding(desk.lake, site, found)}, key=versions.number)
    for user in users:
        bury(desk.lake.store, site.name, user, Tombstone(revoke=tuple(doomed)))
    for version in doomed:
        releases.revoke(desk.lake.store, version, f"a user of site '{site.name}' was forgotten")
    rewrite(desk, site, run, found.traces)
    return Forgotten(site.name, tuple(users), found.nights, found.texts, found.files, tuple(doomed))


def trained_on(lake: Lake, revoked: Collection[str]) -> list[tuple[str, str]]:
    """Models (version, release) that were trained on revoked releases."""
    known = [models.read(lake.store, version) for version in versions.published(lake.store, models.ROOT)]
    return [(model.version, model.release) for model in known if model.release in revoked]


def _holding(lake: Lake, site: Site, found: Found) -> list[str]:
    """Releases with a pair of the site that holds a text of theirs alone, or rests on them alone."""
    if not (found.texts or found.traces.acted_on or found.traces.responses):
        return []
    texts, gone = list(found.texts), list(found.traces.ids)
    said = [pl.col(part).list.eval(pl.element().struct.field("content").is_in(texts)).list.any() for part in MESSAGES]
    theirs = [pl.col(f"{side}_id").is_in(gone) for side in ("chosen", "rejected")]
    holds = (pl.col("site") == site.name) & pl.any_horizontal(*said, *theirs, rests_on(found.traces))
    return [
        version
        for version in versions.published(lake.store, releases.ROOT)
        if any(releases.scan(lake.store, version, split).select(holds.any()).collect().item() for split in SPLITS)
    ]
