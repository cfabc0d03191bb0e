"""What people did, in the one canonical shape of all sites, and the raw lines that could not be used."""

import dataframely as dy
import polars as pl

from schemas.raw import DAY_MS
from schemas.signals import ACTIONS

USER = r"^[0-9a-f]{32}$"


class Events(dy.Schema):
    """One act of one user on one response. Sorted by (thread, ts, event_id) within a bucket.

    `dt` is the date of `ts` in the site's time zone. `user` is the keyed hash of the raw id. `thread` is the immutable
    id that the response hangs under: conversation (chat), question (qa), note (feed). `response` is the id of the
    version that was current at `ts`. `depth` is the share of the text that was scrolled through. `target` is the
    content that the act made: the follow-up's message or the edited answer. `file` and `line` say where the act was
    read.
    """

    event_id = dy.String(min_length=1)
    ts = dy.Datetime(time_unit="us", time_zone="UTC")
    dt = dy.Date()
    user = dy.String(regex=USER)
    action = dy.String(check={"is_known": lambda name: name.is_in(ACTIONS)})
    thread = dy.String(min_length=1)
    response = dy.String(min_length=1)
    request_id = dy.String(nullable=True)
    position = dy.Int32(nullable=True, min=1)
    dwell_ms = dy.Int64(nullable=True, min=0, max=DAY_MS)
    depth = dy.Float64(nullable=True, min=0, max=1)
    propensity = dy.Float64(nullable=True, min_exclusive=0, max=1)
    target = dy.String(nullable=True)
    file = dy.String()
    line = dy.Int64(min=1)

    @dy.rule()
    def dwell_only_on_view(cls) -> pl.Expr:
        return cls.dwell_ms.col.is_null() | (cls.action.col == "view")


class Quarantine(dy.Schema):
    """One raw record that was not used. `text` is its first 4 KB with the user id masked; `length` is in bytes."""

    source = dy.String()
    file = dy.String()
    line = dy.Int64(min=0)
    reason = dy.String(min_length=1)
    text = dy.String(max_length=4 * 4096)
    length = dy.Int64(min=0)
    sha256 = dy.String(regex=r"^[0-9a-f]{64}$")
