"""Small frames as the lake hands them over, and simulated readers with a known truth."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dataframely as dy
import numpy as np
import polars as pl

from schemas.contents import Contents
from schemas.events import Events

NIGHT = date(2026, 11, 19)
START = datetime(2026, 11, 19, 8, tzinfo=UTC)
Row = Mapping[str, Any]


def user(number: int) -> str:
    """The pseudonym of a made-up person."""
    return f"{number:032x}"


def frame(schema: type[dy.Schema], columns: Mapping[str, Any], night: date = NIGHT) -> pl.LazyFrame:
    """Columns (or one value for all rows) cast to a schema, the rest null, with `site` and `night`."""
    given = pl.DataFrame(columns)
    missing = [name for name in schema.column_names() if name not in given.columns]
    whole = given.with_columns(pl.lit(None).alias(name) for name in missing)
    return schema.cast(whole.lazy()).with_columns(site=pl.lit("site"), night=pl.lit(night))


def of_lake(table: pl.LazyFrame, night: date = NIGHT) -> pl.LazyFrame:
    """A stage's output as the next stage reads it."""
    return table.with_columns(site=pl.lit("site"), night=pl.lit(night))


def events(*rows: Row, night: date = NIGHT) -> pl.LazyFrame:
    """Events a second apart, in order; a row names what matters, `user` by number."""
    columns = [
        {
            "event_id": f"{night}-{place:05d}",
            "ts": START + (night - NIGHT) + timedelta(seconds=place),
            "dt": night,
            "action": "view",
            "response": "a1",
            "thread": "q1",
            "file": "events.jsonl",
            "line": place + 1,
            **row,
            "user": user(row.get("user", 1)),
        }
        for place, row in enumerate(rows)
    ]
    names = list(dict.fromkeys(name for row in columns for name in row))
    return frame(Events, {name: [row.get(name) for row in columns] for name in names}, night)


def contents(*rows: Row) -> pl.LazyFrame:
    """Contents, one per `response`: by default an answer of 600 Chinese characters to the question q1."""
    defaults = {
        "role": "assistant", "thread": "q1", "context": "q1", "text": "文", "text_hash": "0" * 32,
        "normal_hash": "0" * 32, "language": "zh", "length": 600, "images": 0, "file": "answers.jsonl", "line": 1,
    }  # fmt: skip
    columns = [defaults | {"content_id": row["response"]} | dict(row) for row in rows]
    names = list(dict.fromkeys(name for row in columns for name in row))
    return frame(Contents, {name: [row.get(name) for row in columns] for name in names})


def library(lengths: Sequence[int], language: str = "zh") -> pl.LazyFrame:
    """One answer a0, a1, ... per length."""
    return contents(*({"response": f"a{place}", "length": n, "language": language} for place, n in enumerate(lengths)))


def views(
    seed: int, lengths: Sequence[int], n: int, *, users: int = 200, misclicks: float = 0.0, idle: float = 0.0
) -> pl.DataFrame:
    """Simulated views: ln dwell = ln(true expected) + reader + noise, both known; the truth stands in extra columns.

    The true expected dwell is 2 s + 60 ms a character; reader effects have a standard deviation of 0.3, noise of 0.6.
    """
    random = np.random.default_rng(seed)
    text, who = random.integers(0, len(lengths), n), random.integers(0, users, n)
    speed = random.normal(0, 0.3, users)
    log_true = np.log(2000 + 60 * np.asarray(lengths)[text])
    dwell = np.exp(log_true + speed[who] + random.normal(0, 0.6, n))
    kind = random.choice(3, n, p=[1 - misclicks - idle, misclicks, idle])
    dwell = np.where(kind == 1, random.uniform(20, 200, n), np.where(kind == 2, dwell * 60, dwell))
    return pl.DataFrame(
        {
            "event_id": [f"e{place:06d}" for place in range(n)],
            "ts": [START + timedelta(seconds=int(place)) for place in range(n)],
            "user": [user(number) for number in who],
            "response": [f"a{place}" for place in text],
            "dwell_ms": np.minimum(dwell, 86_000_000).astype(int),
            "log_true": log_true,
            "speed": speed[who],
            "kind": kind,
        }
    )


def as_events(table: pl.DataFrame) -> pl.LazyFrame:
    """Simulated views as events of one night."""
    columns = {name: table[name] for name in ("event_id", "ts", "user", "response", "dwell_ms")}
    rest = {"dt": NIGHT, "action": "view", "thread": "q1", "file": "events.jsonl", "line": 1}
    return frame(Events, columns | {name: pl.repeat(value, table.height, eager=True) for name, value in rest.items()})


def shuffled(table: pl.LazyFrame, seed: int = 0) -> pl.LazyFrame:
    """The same rows in another order."""
    return table.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()


def held(frames: Sequence[pl.LazyFrame]) -> list[pl.LazyFrame]:
    """The same rows, computed, as a stage at work holds what several steps read."""
    return [frame.lazy() for frame in pl.collect_all(frames)]
