"""A simulated world through the pipeline, without Prefect; and once more from what ingest made of it, with edits."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows.desk import new_run, open_desk
from flows.lake import releases
from flows.lake.records import ALL
from flows.night import Desk, Night
from flows.run import run
from flows.stage import Job, Span, Stage
from flows.stages import SITE_STAGES, release
from schemas.tables import TABLES

Tables = Mapping[str, pl.DataFrame]
Edit = Callable[[pl.LazyFrame, Tables], pl.LazyFrame]
"""What becomes of a table before anybody reads it; the tables made so far are there to look at."""
AGAIN = [stage for name, stage in SITE_STAGES.items() if name not in ("ingest", "curate")]
TONIGHT = (Span.TONIGHT, Span.WINDOW, Span.KNOWN)
SPLITS = ("train", "validation", "test")


def desk_of(folder: Path, configuration: str) -> Desk:
    """A new lake under `folder`, beside the raw files that the configuration names."""
    path = folder / "pairmill.yaml"
    path.write_text(configuration, encoding="utf-8")
    return open_desk(path)


def mill(desk: Desk, night: date, stages: Collection[str] = tuple(SITE_STAGES)) -> dict[str, float]:
    """One night of the only site; seconds of each stage."""
    (site,) = desk.config.sites
    with desk.lake.ledger.start(site.name, night, new_run()) as session:
        work = Night(desk, site, night, session)
        return {name: run(work, stage).record.seconds for name, stage in SITE_STAGES.items() if name in stages}


def released(desk: Desk, night: date) -> pl.DataFrame:
    """All pairs of the release that is made of what stands at that night."""
    with desk.lake.ledger.start(ALL, night, new_run()) as session:
        run(Night(desk, None, night, session), release.STAGE)
    version = releases.latest(desk.lake.store).version
    return pl.concat(releases.scan(desk.lake.store, version, split) for split in SPLITS).collect()


def nothing(table: pl.LazyFrame, made: Tables) -> pl.LazyFrame:
    """The edit that takes every row away."""
    return table.filter(pl.lit(False))


def again(desk: Desk, night: date, edits: Mapping[str, Edit]) -> dict[str, pl.DataFrame]:
    """The tables of a lake's only night, up to its pairs, made once more in memory from ingest's, some of them edited.

    A stage of whose tables nothing would be left is not run.
    """
    (site,) = desk.config.sites
    made: dict[str, pl.DataFrame] = {}
    with TemporaryDirectory(prefix="pairmill-bench-") as scratch:
        for stage in AGAIN:
            if all(edits.get(table) is nothing for table in stage.writes):
                made |= {table: TABLES[table].create_empty() for table in stage.writes}
                continue
            output = stage.work(_Again(Night(desk, site, night), stage, Path(scratch), made, edits))
            made |= {table: pl.concat(frame for _, frame in frames) for table, frames in output.tables.items()}
    return made


def edited(rows: pl.LazyFrame, table: str, made: Tables, edits: Mapping[str, Edit]) -> pl.LazyFrame:
    """The rows of a table as whoever reads it gets them."""
    return edits[table](rows, made) if table in edits else rows


class _Again(Job):
    """A stage at work on what the stages before it have just made (`made`), or else on the lake, both as edited."""

    def __init__(self, night: Night, stage: Stage, scratch: Path, made: Tables, edits: Mapping[str, Edit]) -> None:
        super().__init__(night, stage, scratch)
        self.made, self.edits = made, edits

    def scan(self, table: str, span: Span, *, buckets: Collection[int] | None = None) -> pl.LazyFrame:
        """As a job of the lake does it."""
        rows = self._rows(table, span) if table in self.made else super().scan(table, span, buckets=buckets)
        return edited(rows, table, self.made, self.edits)

    def _rows(self, table: str, span: Span) -> pl.LazyFrame:
        rows = self.made[table].lazy().with_columns(site=pl.lit(self.night.name), night=pl.lit(self.date))
        return rows if span in TONIGHT else rows.filter(pl.lit(False))
