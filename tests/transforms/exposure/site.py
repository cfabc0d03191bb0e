"""A simulated site of the position-based model, whose examination and relevance are known."""

from typing import NamedTuple

import numpy as np
import polars as pl

from schemas.config import ExposureConfig
from schemas.reading import Verdicts
from schemas.statistics import Propensities, Reads, Votes
from tests.transforms.behaviour import NIGHT, START, frame, user
from transforms.exposure import exposure

EXAMINED = np.array([0.68, 0.61, 0.48, 0.34, 0.28, 0.20, 0.11, 0.10, 0.08, 0.06])
RELATIVE = EXAMINED / EXAMINED[0]
UNBOUNDED = ExposureConfig(max_weight=1000.0)
ZERO = (
    *("half", "impressions", "opens", "timed", "bounces", "idle", "satisfied", "last_in_request"),
    *("log_dwell_sum", "log_dwell_squares", "depth_n", "depth_sum"),
)


class Shown(NamedTuple):
    """Impressions and opens, response x position, and the responses' relevance; `size` responses a context."""

    impressions: np.ndarray
    opens: np.ndarray
    relevance: np.ndarray
    size: int


def read_table(columns: dict) -> pl.LazyFrame:
    """Reads of columns, with zeros where nothing is given."""
    given = pl.DataFrame({"context": None, "dt": NIGHT} | dict.fromkeys(ZERO, 0)).drop(*columns, strict=False)
    return frame(Reads, pl.DataFrame(columns).join(given, how="cross").to_dict())


def votes(per_response: dict[str, int], signal: str = "upvote") -> pl.LazyFrame:
    """So many votes of different users for each response."""
    rows = [(response, user(place)) for response, n in per_response.items() for place in range(n)]
    whole = pl.DataFrame(rows, schema={"response": pl.String, "user": pl.String}, orient="row")
    return frame(Votes, whole.with_columns(dt=pl.lit(NIGHT), signal=pl.lit(signal), set_ts=pl.lit(START)).to_dict())


def nothing(schema) -> pl.LazyFrame:
    return frame(schema, schema.create_empty().to_dict())


def found(
    reads: pl.LazyFrame,
    cast: pl.LazyFrame | None = None,
    verdicts: pl.LazyFrame | None = None,
    config: ExposureConfig = UNBOUNDED,
) -> pl.DataFrame:
    """The propensities, valid and in order."""
    cast = nothing(Votes) if cast is None else cast
    verdicts = nothing(Verdicts) if verdicts is None else verdicts
    return Propensities.validate(exposure(reads, cast, verdicts, config=config).collect()).sort("position")


def serve(seed: int, *, contexts: int, times: tuple[int, int], size: int = 10, skill: float = 2.0) -> Shown:
    """Every context is shown `times` by each of two rankers, both of some `skill`, which err independently."""
    rng = np.random.default_rng(seed)
    relevance = 1 / (1 + np.exp(-rng.normal(-0.5, 1.5, (contexts, size))))
    worth = (relevance - relevance.mean()) / relevance.std()
    impressions, opens = np.zeros((contexts * size, size), int), np.zeros((contexts * size, size), int)
    for n in times:
        order = np.argsort(-(skill * worth + rng.normal(0, 1, worth.shape)), axis=1)
        rows, places = np.arange(contexts)[:, None] * size + order, np.broadcast_to(np.arange(size), order.shape)
        impressions[rows, places] += n
        opens[rows, places] += rng.binomial(n, EXAMINED[:size] * np.take_along_axis(relevance, order, axis=1))
    return Shown(impressions, opens, relevance.ravel(), size)


def reads_of(shown: Shown, **more: np.ndarray) -> pl.LazyFrame:
    """The reads of what was shown; `more` are further columns, response x position."""
    response, place = np.nonzero(shown.impressions)
    cells = {"impressions": shown.impressions, "opens": shown.opens} | more
    return read_table(
        {
            "response": [name(number) for number in response],
            "context": [f"c{number // shown.size}" for number in response],
            "position": place + 1,
        }
        | {column: values[response, place] for column, values in cells.items()}
    )


def name(number: int) -> str:
    return f"a{number:05d}"


def error(table: pl.DataFrame) -> float:
    """Mean absolute error of the relative propensities."""
    return float(np.abs(table["relative"].to_numpy() - RELATIVE[: len(table)]).mean())
