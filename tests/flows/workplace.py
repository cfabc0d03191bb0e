"""A site's night at work in the tests: a lake, a configuration, and stages that do little."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from flows.lake.lake import Lake
from flows.night import Desk, Night, Outcome
from flows.run import run
from flows.stage import Job, Output, Read, Span, Stage
from schemas.config import Config, PairsConfig, Settings, Site
from schemas.reading import Readers
from tests.flows.lake import builders
from tests.flows.lake.builders import NIGHT, decided

USER = "a" * 32


def readers(n: int = 1) -> pl.DataFrame:
    """One reader's night, as the input of a stage."""
    return pl.DataFrame([(USER, n, 0)], schema=Readers.create_empty().schema, orient="row")


class Workplace:
    """A site `zhihu` with a lake, on which stages are run one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lake = Lake.open(str(folder / "lake"), builders.KEY)
        self.settings = Settings()
        self.seen: list[tuple[str, str]] = []

    def night(self, night: date = NIGHT, session=None) -> Night:
        files = {"questions": "q.jsonl", "answers": "a.jsonl"}
        site = Site(name="zhihu", kind="qa", events="e.jsonl", contents=files, settings=self.settings)
        config = Config(lake=str(self.folder / "lake"), sites=(site,), folder=self.folder)
        desk = Desk(config, self.lake, builders.KEY, lambda night, stage, state, now: self.seen.append((stage, state)))
        return Night(desk, site, night, session)

    def job(self, stage: Stage, night: date = NIGHT) -> Job:
        return Job(self.night(night), stage, self.folder)

    def run(self, stage: Stage, *, force: bool = False) -> Outcome:
        with self.lake.ledger.start("zhihu", NIGHT, builders.run("here")) as session:
            return run(self.night(session=session), stage, force=force)

    @property
    def record(self):
        """What the ledger says of the stage `pairs`."""
        return self.lake.ledger.newest("zhihu", NIGHT).stages["pairs"]


def stage(work: Callable[[Job], Output], **fields) -> Stage:
    """A stage that reads tonight's readers, unless the fields say otherwise."""
    usual = {
        "name": "pairs", "reads": (Read("readers", Span.TONIGHT),), "writes": ("decided",), "settings": PairsConfig,
        "modules": ("transforms.pairs",),
    }  # fmt: skip
    return Stage(work=work, **usual | fields)


def decides(*contexts: str) -> Callable[[Job], Output]:
    return lambda job: Output({"decided": [(None, decided(contexts))]})
