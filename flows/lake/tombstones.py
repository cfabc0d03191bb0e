"""Users who asked to be forgotten, by pseudonym: ingest never takes them again."""

from flows.lake.store import Store

ROOT = "tombstones"


def bury(store: Store, site: str, user: str) -> None:
    """Remember for ever that a user of a site is to be forgotten."""
    store.create(f"{ROOT}/site={site}/{user}", b"")


def buried(store: Store, site: str) -> list[str]:
    """The users of a site who are to be forgotten, sorted."""
    return sorted(found.path.rpartition("/")[2] for found in store.list(f"{ROOT}/site={site}"))
