"""rollback: let an earlier release or model serve again."""

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.console import out
from flows.cli.options import ConfigFile
from flows.desk import new_run, open_to_read
from flows.lake import models, releases
from flows.lake.store import Store

What = StrEnum("What", ["release", "model"])


def rollback(
    what: Annotated[What, typer.Argument(help="release or model")],
    to: Annotated[str, typer.Option("--to", metavar="VERSION", help="the version that is to serve again")],
    config: ConfigFile,
    because: Annotated[str, typer.Option("--because", help="why, for the history")] = "rolled back",
) -> None:
    """Let an earlier version serve again; nothing is deleted, and the next one that is published serves as usual."""
    store, run = open_to_read(config).lake.store, new_run().run_id
    if what is What.model:
        before = models.champion(store)
        models.crown(store, to, run, because)
        _tell("model", to, before.version if before else None, "the next promotion replaces it")
        _warn(store, to)
        return
    before = releases.latest(store)
    releases.roll_back(store, to, run, because)
    _tell("release", to, before.version if before else None, "the next release with other rows replaces it")


def _warn(store: Store, model: str) -> None:
    """A model keeps what it has learned, also of somebody who was forgotten since."""
    learned = models.read(store, model).release
    gone = releases.revocation(store, learned)
    if gone is not None:
        warning = f"WARNING: it learned from release {learned}, which was revoked ({gone.reason})"
        out.print(warning, soft_wrap=True, highlight=False, markup=False)


def _tell(what: str, now: str, before: str | None, until: str) -> None:
    was = f" (before: {before})" if before and before != now else ""
    out.print(f"{what} {now} serves{was}; {until}", soft_wrap=True, highlight=False, markup=False)
