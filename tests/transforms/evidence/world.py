"""A small simulated question-and-answer site whose truth is known, as window statistics."""

import datetime as dt
from typing import NamedTuple

import numpy as np
import polars as pl

from schemas.contents import Contents
from schemas.reading import Curves, Verdicts
from schemas.statistics import Propensities, Reads, Totals, Turns, Votes
from transforms.evidence import Statistics

NIGHT = dt.date(2026, 11, 19)
NOON = dt.datetime(2026, 11, 19, 12, tzinfo=dt.UTC)
LENGTH = 500
HOUR = dt.timedelta(hours=1)


class World(NamedTuple):
    """`truth` holds (response, theta)."""

    statistics: Statistics
    contents: pl.LazyFrame
    curves: pl.LazyFrame
    propensities: pl.LazyFrame
    truth: pl.DataFrame


def table(schema, rows: list[dict] | dict | pl.DataFrame) -> pl.LazyFrame:
    """Rows of a lake table, with the columns that are not given null, and `site` and `night` if they are not there."""
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows)
    missing = [pl.lit(None).alias(name) for name in schema.column_names() if name not in frame.columns]
    night = [] if "night" in frame.columns else [pl.lit(NIGHT).alias("night")]
    full = frame.with_columns(*missing, *night, site=pl.lit("s"))
    lake = {"night": pl.Date, "site": pl.String}
    types = {name: column.dtype for name, column in schema.columns().items()} | lake
    return full.select(pl.col(name).cast(dtype) for name, dtype in types.items()).lazy()


def empty(schema) -> pl.LazyFrame:
    """A table without rows."""
    return table(schema, {"night": pl.Series([], dtype=pl.Date)})


def user(number: int) -> str:
    return f"{number:032x}"


def cast(response="a", by=1, signal="upvote", set_at=None, clear_at=None, night=NIGHT) -> dict:
    """A row of votes; times in hours from noon."""
    times = {"set_ts": set_at, "clear_ts": clear_at}
    times = {name: None if hours is None else NOON + hours * HOUR for name, hours in times.items()}
    row = {"context": "c", "response": response, "user": user(by), "signal": signal, "dt": night, "night": night}
    return row | times


def answers(rows: list[dict] | pl.DataFrame) -> pl.LazyFrame:
    """Contents of answers from (response, context) and whatever else matters."""
    frame = pl.DataFrame(rows)
    defaults = {
        "content_id": pl.col("response"),
        "representative": pl.col("response"),
        "role": pl.lit("assistant"),
        "thread": pl.col("context"),
        "text": pl.lit("text"),
        "normal_hash": pl.lit("0" * 32),
        "text_hash": pl.lit("0" * 32),
        "language": pl.lit("zh"),
        "length": pl.lit(LENGTH),
        "images": pl.lit(0),
    }
    return table(Contents, frame.with_columns(**{k: v for k, v in defaults.items() if k not in frame.columns}))


def statistics(**frames: pl.LazyFrame) -> Statistics:
    """Statistics with the given frames, the others empty."""
    schemas = {"votes": Votes, "reads": Reads, "turns": Turns, "totals": Totals, "verdicts": Verdicts}
    return Statistics(**{name: frames.get(name, empty(schema)) for name, schema in schemas.items()})


def reads(rows: list[dict] | pl.DataFrame) -> pl.LazyFrame:
    """Reads with zeros where nothing is given."""
    frame = pl.DataFrame(rows)
    zero = ["half", "impressions", "opens", "timed", "bounces", "idle", "satisfied", "last_in_request"]
    zero += ["log_dwell_sum", "log_dwell_squares", "depth_n", "depth_sum"]
    filled = [pl.lit(0).alias(name) for name in zero if name not in frame.columns]
    day = [] if "dt" in frame.columns else [pl.lit(NIGHT).alias("dt")]
    users = [] if "users" in frame.columns else [pl.lit([], dtype=pl.List(pl.UInt64)).alias("users")]
    return table(Reads, frame.with_columns(*filled, *day, *users))


def curves() -> pl.LazyFrame:
    """Curves of views whose log dwell is 10 and a half bin for the texts of `LENGTH`."""
    length_bin = int(4 * np.log2(LENGTH + 1))
    return table(Curves, [{"language": "zh", "images": 0, "length_bin": length_bin, "dwell_bin": 80, "n": 100_000}])


def propensities() -> pl.LazyFrame:
    return empty(Propensities)


def simulate(seed: int, contexts: int = 150, per_context: int = 4, views: float = 60.0, style: float = 0.5) -> World:
    """Votes of about 7% of views, collects that follow style as much as theta, dwell that is mostly style."""
    rng = np.random.default_rng(seed)
    n = contexts * per_context
    context = np.repeat(np.arange(contexts), per_context)
    theta, manner = rng.normal(0, 0.8, n), rng.normal(0, 1, n)
    n_views = np.maximum(1, rng.lognormal(np.log(views), 1.0, n).astype(int))
    base = rng.normal(0, 0.5, contexts)[context]
    rates = {
        "upvote": _sigmoid(-2.9 + base + theta),
        "downvote": _sigmoid(-4.2 + base - theta),
        "collect": _sigmoid(-3.0 + base + 0.6 * theta + style * manner),
    }
    response = np.array([f"a{i:05d}" for i in range(n)])
    votes, per_response = [], []
    for i in range(n):
        up, down, collect = (rng.random(n_views[i]) < rates[name][i] for name in ("upvote", "downvote", "collect"))
        for name, given in (("upvote", up & ~down), ("downvote", down), ("collect", collect)):
            votes += [(response[i], name, user(1000 * i + int(u) % 1000)) for u in np.flatnonzero(given)]
        dwell = 10.06 + 0.1 * theta[i] + style * manner[i] + rng.normal(0, 0.8, n_views[i])
        per_response.append((1000 * dwell).astype(int).sum().item())
        squares = (1000 * dwell).astype(int) ** 2
        per_response.append(squares.sum().item())
    read = {
        "response": response, "opens": n_views, "timed": n_views,
        "log_dwell_sum": per_response[::2], "log_dwell_squares": per_response[1::2],
        "users": [list(range(1000 * i, 1000 * i + min(16, int(v)))) for i, v in enumerate(n_views)],
    }  # fmt: skip
    vote_rows = pl.DataFrame(votes, schema=["response", "signal", "user"], orient="row")
    return World(
        statistics(
            votes=table(Votes, vote_rows.with_columns(dt=pl.lit(NIGHT), set_ts=pl.lit(NOON))),
            reads=reads(pl.DataFrame(read)),
        ),
        answers(pl.DataFrame({"response": response, "context": [f"c{c}" for c in context]})),
        curves(),
        propensities(),
        pl.DataFrame({"response": response, "theta": theta}),
    )


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
