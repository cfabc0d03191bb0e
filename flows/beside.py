"""What a release reads besides pairs: evaluation sets, other judges, bad cases, and what was held out before."""

import dataframely as dy
import polars as pl

from flows.lake import releases
from flows.lake.store import Store
from flows.raw.tables import found, marks, read, strings
from schemas.config import Config
from schemas.generators import BadCases
from schemas.release import Beside, EvaluationItems, HeldOut, Judgements

REGRESSION = "tables/regression.parquet"
"""Table of a release folder beside its splits: known failures."""
FILES: dict[str, type[dy.Schema] | None] = {"evaluation_sets": None, "judges": Judgements, "bad_cases": BadCases}
"""Settings of a release that name files -> the schema of their rows, where they have one."""


def beside(config: Config, store: Store) -> Beside:
    """All of it, as frames; `ConfigError` where a file is missing or cannot be used."""
    return Beside(
        held_out=rows if (rows := releases.held_out(store)) is not None else HeldOut.create_empty(lazy=True),
        judgements=_tables(config, "judges"),
        evaluation=_evaluation(config),
        bad_cases=_tables(config, "bad_cases"),
    )


def digests(config: Config) -> dict[str, str]:
    """What the files were when a release was made of them, by setting."""
    settings = config.release
    return {f"{key} files": marks(found(key, getattr(settings, key), config.folder)) for key in FILES}


def _tables(config: Config, key: str) -> pl.LazyFrame:
    schema = FILES[key]
    files = found(key, getattr(config.release, key), config.folder)
    return pl.concat([schema.create_empty(), *(read(key, file, schema) for file in files)]).lazy()


def _evaluation(config: Config) -> pl.LazyFrame:
    key = "evaluation_sets"
    parts = [EvaluationItems.create_empty()]
    for file in found(key, config.release.evaluation_sets, config.folder):
        for column in read(key, file).iter_columns():
            for part, texts in enumerate(strings(column)):
                items = pl.format("{} {}.{} {}", pl.lit(file.name), pl.lit(column.name), part, pl.int_range(pl.len()))
                parts.append(texts.alias("text").to_frame().select(item=items, text="text"))
    return pl.concat(parts).lazy()
