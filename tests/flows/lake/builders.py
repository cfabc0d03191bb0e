"""Small valid rows, records and runs for the tests of the lake."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import polars as pl

from flows.lake import slices
from flows.lake.lake import Lake
from flows.lake.records import Run, StageRecord
from flows.lake.releases import CARD, Draft
from schemas.pairs import Curated, Decided, Released

NIGHT = date(2026, 11, 19)
KEY = "user key"
MESSAGES = [{"role": "user", "content": "为什么天是蓝的？"}]


def nights(count: int, last: date = NIGHT) -> list[date]:
    """`count` nights up to `last`, oldest first."""
    return [last - timedelta(days=back) for back in reversed(range(count))]


def decided(contexts: Sequence[str]) -> pl.DataFrame:
    """One decision per context."""
    rows = {"context": contexts, "candidates": [1] * len(contexts), "pairs": [0] * len(contexts)}
    return pl.DataFrame(rows, schema=Decided.create_empty().schema)


def curated(contexts: Sequence[str], label: str = "") -> pl.DataFrame:
    """One pair per context; `label` tells pairs of one context from different nights apart."""
    return pl.DataFrame([_pair(context, label) for context in contexts], schema=Curated.create_empty().schema)


def released(contexts: Sequence[str]) -> pl.DataFrame:
    """One released pair per context."""
    extra = {"site": "zhihu", "kind": "qa", "dt": NIGHT, "q_value": 0.1, "weight": 1.0, "curriculum": 0}
    return pl.DataFrame([_pair(context, "") | extra for context in contexts], schema=Released.create_empty().schema)


def card(draft: Draft) -> dict[str, str]:
    """The documents of a release, as short as they can be."""
    return {CARD: f"# Pairs {draft.version}"}


def _pair(context: str, label: str) -> dict:
    return {
        "pair_id": hashlib.sha256(f"{context} {label}".encode()).hexdigest()[:32],
        "context_id": context,
        "chosen_id": f"{context}-a",
        "rejected_id": f"{context}-b",
        "rule": "up_over_down",
        "tier": "explicit",
        "confidence": 0.9,
        "preference": 0.7,
        "margin": 1.0,
        "n_users": 5,
        "evidence": [{"signal": "upvote", "chosen": 5.0, "rejected": 1.0, "log_odds": 1.0}],
        "root": context,
        "prompt": MESSAGES,
        "chosen": [{"role": "assistant", "content": f"因为瑞利散射 {label}"}],
        "rejected": [{"role": "assistant", "content": "不知道"}],
        "hardness": 0.2,
        "negative": "easy",
        "language": "zh",
        "scenario": "other",
        "chosen_quality": 0.8,
        "rejected_quality": 0.6,
    }


def record(stage: str, state: str = "ok", key: str = "k", **fields) -> StageRecord:
    """A stage's record with what the test does not care about filled in."""
    return StageRecord(
        stage=stage, state=state, key=key, seconds=1.0, run_id="run", finished_at=datetime.now(UTC), **fields
    )


def run(run_id: str = "run", **fields) -> Run:
    """A run of this process."""
    return Run.here(run_id).model_copy(update=fields)


def commit(lake: Lake, site: str, night: date, frames: dict[str, dict[str, pl.DataFrame]], key: str = "k") -> None:
    """Write and record stage -> table -> frame as one finished run."""
    with lake.ledger.start(site, night, run()) as session:
        for stage, tables in frames.items():
            written = {
                table: tuple(slices.write(lake.store, table, site, night, key, [(None, frame)]))
                for table, frame in tables.items()
            }
            session.record(record(stage, key=key, tables=written))


def ids(frame: pl.LazyFrame, column: str = "context") -> list[str]:
    """A column's values, sorted."""
    return frame.select(column).collect().to_series().sort().to_list()
