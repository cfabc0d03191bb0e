"""One site forgets some users, as far as its own tables and the releases go; what follows from that is recomputed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from flows.forget.hold import held
from flows.forget.pending import Pending, done, note, together, waiting
from flows.forget.rewrite import fresh, rewrite
from flows.forget.threads import remember_threads
from flows.forget.trace import Found, find
from flows.forget.withdraw import clear_unpublished, holding, withdraw
from flows.lake import models, versions
from flows.lake.lake import Lake
from flows.lake.ledger import Session
from flows.lake.records import ALL, Run
from flows.lake.sweep import purge
from flows.lake.tombstones import buried, bury
from flows.night import Desk
from schemas.config import Site
from transforms.erasure import Traces
from transforms.privacy import Keys, derive
from transforms.text import keyed_hash


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
    resumed: bool = False
    """Whether an interrupted run had begun it: what that one took away is not in `texts` and `files`."""


def erase(desk: Desk, run: Run, site: Site, users: Sequence[str], lines: Collection[tuple[str, int]] = ()) -> Forgotten:
    """Take users (pseudonyms) out of a site's tables and revoke the releases that hold them.

    First a tombstone, so that nothing of theirs is read again; then, with all nights of the site in hand, a note of
    what is to be done, by which any later run finishes what this one does not (`recompute` and `settle` follow).
    `BusyError` where another run holds a night of the site or writes a release, before anything is taken away.
    """
    store, keys = desk.lake.store, derive(desk.user_key, site.name)
    mine = Pending(users=tuple(users), traces=Traces(tuple(users), lines=tuple(lines)))
    note(store, site.name, run.run_id, mine)
    for user in sorted({*users} - {*buried(store, site.name)}):
        bury(store, site.name, user)
    with held(desk.lake, run, site.name) as nights:
        left = waiting(store, site.name)
        before = together([mine, *left.values()])
        remember_threads(desk, site, before.users)
        found = find(desk.lake, site, before.users, before.traces.lines)
        todo = _todo(desk, site, keys, nights, before, found)
        note(store, site.name, run.run_id, todo)
        done(store, site.name, left.keys() - {run.run_id})
        gone = {night: found.traces if night in before.rewritten else todo.traces for night in nights}
        _take_away(desk, run, site, nights, todo, gone)
    late = holding(desk.lake, site, keys, todo)
    withdraw(store, site, late)
    revoked = tuple(sorted({*todo.revoke, *late}, key=versions.number))
    return Forgotten(site.name, todo.users, todo.nights, found.texts, found.files, revoked, resumed=before.begun)


def settle(lake: Lake, run: Run, forgotten: Collection[Forgotten]) -> None:
    """Note that nothing is left to do for these."""
    for one in forgotten:
        done(lake.store, one.site, [run.run_id])


def left_out(desk: Desk) -> list[str]:
    """Sites that the lake has and the configuration no more: nobody is looked for there."""
    return sorted({*desk.lake.ledger.sites()} - {*desk.config.by_name, ALL})


def trained_on(lake: Lake, revoked: Collection[str]) -> list[tuple[str, str]]:
    """Models (version, release) that were trained on revoked releases."""
    known = [models.read(lake.store, version) for version in versions.published(lake.store, models.ROOT)]
    return [(model.version, model.release) for model in known if model.release in revoked]


def _todo(desk: Desk, site: Site, keys: Keys, nights: Mapping[date, Session], before: Pending, found: Found) -> Pending:
    """What was found now, with what interrupted runs had found and may have taken away."""
    now = Pending(
        users=before.users,
        begun=True,
        nights=found.nights,
        fresh=fresh(desk, site, nights),
        texts=_hashes(found.texts, keys),
        traces=found.traces,
    )
    todo = together([before, now])
    return together([todo, todo.model_copy(update={"revoke": tuple(holding(desk.lake, site, keys, todo))})])


def _take_away(
    desk: Desk,
    run: Run,
    site: Site,
    nights: Mapping[date, Session],
    todo: Pending,
    gone: Mapping[date, Traces],
) -> None:
    """Releases, and what killed runs left of others, then the tables, then the files that nothing names any more."""
    withdraw(desk.lake.store, site, todo.revoke)
    clear_unpublished(desk.lake, run)
    rewrite(desk, site, nights, gone, todo.fresh)
    note(desk.lake.store, site.name, run.run_id, todo.model_copy(update={"rewritten": tuple(nights)}))
    purge(desk.lake, run, site.name)


def _hashes(texts: Sequence[str], keys: Keys) -> tuple[str, ...]:
    said = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return tuple(said.select(keyed_hash(pl.col("text"), keys.texts)).to_series())
