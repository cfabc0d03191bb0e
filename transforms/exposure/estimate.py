"""From the rows per response to a row per position: the one place where NumPy meets Polars."""

from functools import partial
from typing import NamedTuple

import numpy as np
import polars as pl

from schemas.config import ExposureConfig
from transforms.exposure.agreement import Opened, better_uncorrected
from transforms.exposure.cells import Cells, Floats, Integers, classes, gather
from transforms.exposure.decay import covariance, log_depth
from transforms.exposure.harvest import Curve, harvest
from transforms.exposure.logged import MIN_OVERLAP, Logged, by_context, by_response, overlap
from transforms.exposure.regression_em import regression_em
from transforms.exposure.stay import shift
from transforms.exposure.tables import CELL

Z_95 = 1.959964
DIGITS = 4
PRIOR_SD = 0.5
"""How far the truth may lie from what the regression says: of the slope in ln(position) and of the wandering around it.
A 95% range of 0.35 to 2.9 times the regression's propensity at position 2, and of 1/15 to 15 times at 10 (assumption:
what a good ranker does to a naive fall, and twice that)."""
FEW = 0.5
"""Share of the prior variance below which swaps have told so little that the regression's word stands."""
WEIGHTS = ("weighted_impressions", "weighted_opens", "weighted_squares")
SCHEMA = {
    "position": pl.Int32,
    "impressions": pl.Int64,
    "opens": pl.Int64,
    **dict.fromkeys(("relative", "lower", "upper", "effective_n"), pl.Float64),
    "method": pl.String,
    "applied": pl.Boolean,
    **dict.fromkeys(("log_dwell", "log_dwell_se"), pl.Float64),
}
UNKNOWN = {
    "impressions": 0, "opens": 0, "relative": 1.0, "lower": 1.0, "upper": 1.0, "effective_n": 0.0, "method": "none",
    "applied": False, "log_dwell": 0.0, "log_dwell_se": 0.0,
}  # fmt: skip


class Standing(NamedTuple):
    """Where responses stood: `values` has, by the names in `CELL`, one element per response and position; `unit` is the
    response's number there; `context` is a number, `net` and `all_opens` are sums, per response."""

    unit: Integers
    values: dict[str, Floats]
    context: Integers
    net: Floats
    all_opens: Floats

    def where(self, column: str) -> "Standing":
        """The elements in which a column is above 0."""
        keep = self.values[column] > 0
        return self._replace(unit=self.unit[keep], values={name: v[keep] for name, v in self.values.items()})


class Places(NamedTuple):
    """The classes of the positions of some elements: which one each is in (`place`), ln of their relative depth."""

    place: Integers
    depth: Floats


def estimate(shown: pl.LazyFrame, config: ExposureConfig) -> pl.LazyFrame:
    """The columns of `Propensities`, from all rows of `tables.shown` at once: a few numbers per position."""
    return shown.map_batches(partial(_estimate, config=config), schema=SCHEMA)


def _estimate(frame: pl.DataFrame, config: ExposureConfig) -> pl.DataFrame:
    standing = _standing(frame)
    opened, timed = standing.where("impressions"), standing.where("timed")
    rows = pl.DataFrame(schema={"position": pl.Int32})
    if len(opened.unit):
        rows = rows.join(_opens(opened, config), on="position", how="full", coalesce=True)
    if len(timed.unit):
        rows = rows.join(_stays(timed), on="position", how="full", coalesce=True)
    missing = [pl.lit(None).alias(name) for name in SCHEMA if name not in rows.columns]
    of_all = rows.with_columns(missing).with_columns(pl.col("applied").max())
    known = of_all.with_columns(pl.col(name).fill_null(value) for name, value in UNKNOWN.items())
    return known.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()).sort("position")


def _standing(frame: pl.DataFrame) -> Standing:
    lengths = frame["position"].list.len().to_numpy()
    return Standing(
        unit=np.repeat(np.arange(len(frame)), lengths),
        values={name: frame[name].explode(empty_as_null=False).to_numpy().astype(np.float64) for name in CELL},
        context=frame["context"].rank("dense").to_numpy().astype(np.int64) - 1,
        net=frame["net"].to_numpy(),
        all_opens=frame["all_opens"].to_numpy(),
    )


def _places(position: Floats, n: Floats) -> Places:
    _, place = np.unique(classes(position.astype(np.int64)), return_inverse=True)
    middle = np.bincount(place, weights=n * np.log(position)) / np.bincount(place, weights=n)
    return Places(place, log_depth(np.exp(middle)))


def _opens(standing: Standing, config: ExposureConfig) -> pl.DataFrame:
    """(position, impressions, opens, relative, lower, upper, effective_n, method, applied)."""
    n, x = standing.values["impressions"], standing.values["opens"]
    places = _places(standing.values["position"], n)
    curve, estimator = _curve(standing, places, config.max_weight)
    method = np.where(curve.told > FEW, estimator, "regression_em")
    se = np.sqrt(np.maximum(np.diag(curve.covariance), 0))
    per_class = {
        "relative": np.exp(curve.log),
        "lower": np.exp(curve.log - Z_95 * se),
        "upper": np.exp(curve.log + Z_95 * se),
    }
    bounded = {name: np.maximum(values, 1 / config.max_weight) for name, values in per_class.items()}
    columns = bounded | {"effective_n": _effective_n(n, x, places.place, se), "method": method}
    position, first, where = np.unique(standing.values["position"], return_index=True, return_inverse=True)
    of_position = places.place[first]
    return pl.DataFrame(
        {
            "position": position.astype(np.int32),
            "impressions": np.bincount(where, weights=n).astype(np.int64),
            "opens": np.bincount(where, weights=x).astype(np.int64),
        }
        | {name: values[of_position] for name, values in columns.items()}
    ).with_columns(pl.col(pl.Float64).round(DIGITS), applied=pl.lit(_is_applied(standing, places, curve, config)))


def _is_applied(standing: Standing, places: Places, curve: Curve, config: ExposureConfig) -> bool:
    if config.correction == "auto":
        return not better_uncorrected(_opened(standing, places, curve))
    return config.correction == "on"


def _curve(standing: Standing, places: Places, max_weight: float) -> tuple[Curve, str]:
    """Relative propensities, and the estimator's name: by weights where most impressions have logged propensities."""
    n_places = len(places.depth)
    every = gather(standing.unit, places.place, standing.values["impressions"], standing.values["opens"], n_places)
    mean = regression_em(every, standing.context, n_places)
    prior = covariance(places.depth, slope_sd=PRIOR_SD, wander_sd=PRIOR_SD)[1:, 1:]
    if 2 * standing.values["logged"].sum() < every.n.sum():
        return harvest(every, mean, prior), "all_pairs"
    of_responses, of_contexts = _weighted(standing, places, max_weight)
    curve = harvest(of_responses, mean, prior)
    starves = np.average(curve.told, weights=np.bincount(every.place, weights=every.n)) <= FEW
    if starves and of_contexts is not None:
        curve = harvest(of_contexts, mean, prior)
    return curve, "inverse_propensity"


def _weighted(standing: Standing, places: Places, max_weight: float) -> tuple[Cells, Cells | None]:
    """Cells of opens weighted by inverse propensities: of responses, and of contexts if weights can make them even."""
    n_places, context, keep = len(places.depth), standing.context, standing.values["logged"] > 0
    unit, place = standing.unit[keep], places.place[keep]
    n, *weights = (standing.values[name][keep] for name in ("logged", *WEIGHTS))
    sums = [gather(unit, place, n, values, n_places) for values in weights]
    weighted_n, weighted_x, squares = (cells.x for cells in sums)
    logged = Logged(sums[0], weighted_n, weighted_x, squares)
    of_responses = by_response(logged)
    if overlap(logged, context, n_places) < MIN_OVERLAP:
        return of_responses, None
    return of_responses, by_context(logged, context, n_places, max_weight)


def _opened(standing: Standing, places: Places, curve: Curve) -> Opened:
    """What `auto` compares, per response."""
    n, n_units = standing.values["impressions"], len(standing.context)
    opens, impressions, exposed = (
        np.bincount(standing.unit, weights=values, minlength=n_units)
        for values in (standing.values["opens"], n, n * np.exp(curve.log)[places.place])
    )
    return Opened(standing.context, opens, impressions, exposed, standing.net, standing.all_opens)


def _effective_n(n: Floats, x: Floats, place: Integers, se: Floats) -> Floats:
    """Impressions that would give the standard error if responses had been put there by lot, as at the first class."""
    impressions, opens = np.bincount(place, weights=n), np.bincount(place, weights=x)
    share = (opens + 0.5) / (impressions + 1)
    needed = (1 - share) / share / np.where(se > 0, se**2, np.inf)
    return np.where(se > 0, np.minimum(needed, impressions), impressions)


def _stays(standing: Standing) -> pl.DataFrame:
    """(position, log_dwell, log_dwell_se)."""
    n, total = standing.values["timed"], standing.values["log_dwell_sum"]
    places = _places(standing.values["position"], n)
    cells = gather(standing.unit, places.place, n, total, len(places.depth))
    found = shift(cells, float(standing.values["log_dwell_squares"].sum()), places.depth)
    position, first = np.unique(standing.values["position"], return_index=True)
    of_position = places.place[first]
    return pl.DataFrame(
        {
            "position": position.astype(np.int32),
            "log_dwell": found.log_dwell[of_position].round(DIGITS),
            "log_dwell_se": found.se[of_position].round(DIGITS),
        }
    )
