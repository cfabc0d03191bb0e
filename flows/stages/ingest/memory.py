"""What was assigned before, on whatever night: a rerun finds it and changes none of it."""

import polars as pl

from flows.stage import Job
from schemas.tables import TABLES

COLUMNS = list(TABLES["assignments"].columns())


class Memory:
    """All assignments of a site: those of other nights, those that this night made before, and those it makes now."""

    def __init__(self, job: Job) -> None:
        nights = sorted(job.lake.ledger.nights(job.site.name))
        others = [night for night in nights if night != job.date]
        self.others = job.lake.scan("assignments", job.site.name, others).select(COLUMNS)
        self.tonight = job.lake.scan("assignments", job.site.name, [job.date]).select(COLUMNS).collect()

    def of(self, keys: pl.Series) -> pl.LazyFrame:
        """The assignments of some keys."""
        wanted = keys.drop_nulls().unique().to_frame("key").lazy()
        return self._all().join(wanted, on="key", how="semi").collect().lazy()

    def founders(self, guards: pl.Series) -> pl.LazyFrame:
        """Prompts that founded a cluster and share a guard with a new one."""
        wanted = guards.unique().to_frame("guard").lazy()
        return self._all().filter(pl.col("sketch").is_not_null()).join(wanted, on="guard", how="semi").collect().lazy()

    def add(self, assignments: pl.LazyFrame) -> None:
        """Keep assignments that are new; the first one of a key wins."""
        rows = assignments.select(COLUMNS).collect()
        known = self.of(rows["key"]).select("space", "key")
        new = rows.lazy().join(known, on=["space", "key"], how="anti").unique(["space", "key"], keep="any").collect()
        self.tonight = pl.concat([self.tonight, new])

    def _all(self) -> pl.LazyFrame:
        return pl.concat([self.others, self.tonight.lazy()])
