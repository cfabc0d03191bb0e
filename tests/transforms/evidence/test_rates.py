import math

import numpy as np
import polars as pl
import pytest

from transforms.evidence import rates


def tallies(rows: list[tuple], signal="upvote", overdispersion=1.0) -> pl.LazyFrame:
    frame = pl.DataFrame(rows, schema=["context", "response", "successes", "trials"], orient="row")
    floats = pl.col("successes", "trials").cast(pl.Float64)
    return frame.lazy().with_columns(floats, signal=pl.lit(signal), overdispersion=pl.lit(overdispersion))


def measured(rows: list[tuple], spread=1.0, **options) -> dict[str, tuple[float, float]]:
    frame = rates.measure(tallies(rows, **options), spread=spread).collect()
    return {r: (e, v) for r, e, v in frame.select("response", "estimate", "variance").rows()}


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_large_counts_give_the_difference_in_log_odds_and_its_textbook_variance():
    found = measured([("c", "a", 40_000, 100_000), ("c", "b", 20_000, 100_000)])

    assert found["a"][0] - found["b"][0] == pytest.approx(logit(0.4) - logit(0.2), abs=1e-3)
    assert found["a"][1] == pytest.approx(1 / 40_000 + 1 / 60_000, rel=1e-3)


def test_without_trials_there_is_no_measurement():
    assert "b" not in measured([("c", "a", 4, 10), ("c", "b", 0, 0)])


def test_one_trial_says_next_to_nothing():
    found = measured([("c", "a", 100, 1000), ("c", "b", 0, 1)])

    assert found["b"][1] > 5


@pytest.mark.parametrize("share", [0, 1])
def test_what_nobody_or_everybody_gives_says_nothing(share):
    assert measured([("c", "a", 100 * share, 100), ("c", "b", 5 * share, 5)]) == {}


@pytest.mark.parametrize(("k", "n"), [(0, 5), (0, 100), (3, 20), (20, 20), (1, 500), (50, 60)])
def test_with_the_prior_it_matches_the_exact_posterior(k, n):
    spread = 1.0
    counted = tallies([("c", "a", k, n), ("c", "rest", 7_000, 100_000)]).with_columns(
        k=pl.col("successes"), n=pl.col("trials")
    )
    mu = rates.baseline(counted, spread=spread).filter(pl.col("response") == "a").collect()["mu"].item()
    grid = np.linspace(-12, 12, 20_001)
    p = 1 / (1 + np.exp(-(mu + grid)))
    log_density = k * np.log(p) + (n - k) * np.log1p(-p) - grid**2 / (2 * spread)
    density = np.exp(log_density - log_density.max())
    mean = (grid * density).sum() / density.sum()
    sd = math.sqrt(((grid - mean) ** 2 * density).sum() / density.sum())

    estimate, variance = measured([("c", "a", k, n), ("c", "rest", 7_000, 100_000)], spread=spread)["a"]
    precision = 1 / variance + 1 / spread

    assert estimate / variance / precision == pytest.approx(mean, abs=0.16)
    assert math.sqrt(1 / precision) == pytest.approx(sd, rel=0.1)


def test_newton_arrives_wherever_counts_lie():
    grid = [(k, n, mu) for n in (1, 10, 1000, 10**6) for k in (0, n // 2, n) for mu in (-9.0, -3.0, 0.0, 6.0)]
    counted = pl.DataFrame(grid, schema=["k", "n", "mu"], orient="row").lazy()

    found = rates.mode(counted, spread=1.0).collect()
    p = 1 / (1 + (-(pl.col("mu") + pl.col("mode"))).exp())
    slope = found.select((pl.col("k") - pl.col("n") * p - pl.col("mode")) / (1 + pl.col("n") * p * (1 - p)))

    assert slope.to_series().abs().max() < 1e-6


def test_overdispersed_counts_say_less():
    rows = [("c", "a", 30, 100), ("c", "b", 10, 100)]

    assert measured(rows, overdispersion=2.0)["a"][1] > 1.5 * measured(rows)["a"][1]


def test_counts_without_trials_are_compared_with_each_other_and_doubted():
    found = measured([("c", "a", 200, None), ("c", "b", 100, None)])

    assert found["a"][0] - found["b"][0] == pytest.approx(math.log(2), abs=0.02)
    assert found["b"][1] > rates.EXPOSURE_VARIANCE


def test_a_popular_context_does_not_favour_the_response_with_more_views():
    popular = [("popular", "a", 200, 1000), ("popular", "b", 4, 20)]
    found = measured([*popular, ("usual", "x", 500, 10_000), ("usual", "y", 500, 10_000)])

    assert abs(found["a"][0] - found["b"][0]) < 0.1
