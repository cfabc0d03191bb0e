"""Conversations that were some users' alone are remembered, so that what comes of them later is not taken in."""

from collections.abc import Sequence

from flows.lake.forgotten import remember
from flows.night import Desk
from schemas.config import Site
from transforms.erasure import talks_alone
from transforms.privacy import derive


def remember_threads(desk: Desk, site: Site, users: Sequence[str]) -> None:
    """Note what is still there of the conversations of `users` (pseudonyms) on a chat site."""
    if site.kind != "chat":
        return
    nights = list(desk.lake.ledger.nights(site.name))
    contents, events = (desk.lake.kept(table, site.name, nights) for table in ("contents", "events"))
    alone = talks_alone(contents, events, users).collect()["thread"]
    remember(desk.lake.store, site.name, derive(desk.user_key, site.name), alone)
