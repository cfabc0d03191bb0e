"""Opening a configuration: its lake, the user key and this run's name."""

import os
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from flows.lake.lake import Lake
from flows.lake.records import Run
from flows.night import Desk, Watch
from schemas.errors import ConfigError, UsageError
from schemas.load import load

KEY = "PAIRMILL_USER_KEY"


WATCH: ContextVar[Watch] = ContextVar("watch", default=lambda night, stage, state, now: None)
"""Who is told how a run comes on; nobody, unless the command line looks."""


def user_key() -> str:
    """The key that pseudonyms are made with; `ConfigError` where it is not set."""
    key = os.environ.get(KEY, "")
    if not key:
        raise ConfigError(
            f"{KEY} is not set: give it a long random value, keep it secret, and never change it for a lake "
            "(for example: export PAIRMILL_USER_KEY=$(openssl rand -hex 32))"
        )
    return key


def open_desk(config: Path) -> Desk:
    """All that a run works with; the lake is made where there is none."""
    settings = load(config)
    key = user_key()
    return Desk(settings, Lake.open(settings.lake, key), key, WATCH.get())


def open_to_read(config: Path) -> Desk:
    """The same for those who only look: no key is needed, and no lake is made; `UsageError` where there is none."""
    settings = load(config)
    if not Lake.exists(settings.lake):
        raise UsageError(f"lake: there is none at {settings.lake} yet; 'pairmill nightly' makes it")
    key = os.environ.get(KEY) or None
    return Desk(settings, Lake.open(settings.lake, key), key or "", WATCH.get())


def new_run() -> Run:
    """This process as a run of the ledger, named by its start."""
    return Run.here(f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}")
