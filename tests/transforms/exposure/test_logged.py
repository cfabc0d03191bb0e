import numpy as np
import polars as pl
import pytest

from schemas.config import ExposureConfig
from tests.transforms.exposure.site import found, read_table

TRUE = 0.5
"""Propensity of the second position."""


def personal(seed: int, n: int = 40_000) -> pl.LazyFrame:
    """Two responses; each person is mostly served first what he will like, and the site logs with which probability."""
    rng = np.random.default_rng(seed)
    likes_first = rng.random(n) < 0.5
    to_taste = rng.random(n) < 0.9
    rows = []
    for response in (0, 1):
        likes = likes_first if response == 0 else ~likes_first
        on_top = likes == to_taste
        opened = rng.random(n) < np.where(likes, 0.8, 0.2) * np.where(on_top, 1.0, TRUE)
        propensity = np.where(likes == on_top, 0.9, 0.1)
        rows.append(
            pl.DataFrame({"position": np.where(on_top, 1, 2), "opened": opened, "weight": np.round(1000 / propensity)})
            .group_by("position")
            .agg(
                response=pl.lit(f"a{response}"),
                context=pl.lit("c"),
                impressions=pl.len(),
                opens=pl.col("opened").sum(),
                weighted_impressions=pl.col("weight").sum(),
                weighted_opens=pl.col("weight").filter("opened").sum(),
            )
        )
    return read_table(pl.concat(rows).to_dict())


def test_logged_propensities_undo_a_policy_that_serves_people_what_they_open():
    reads = personal(0)
    unlogged = reads.with_columns(weighted_impressions=pl.lit(None, pl.Int64), weighted_opens=pl.lit(None, pl.Int64))

    naive, weighted = (found(frame).row(1, named=True) for frame in (unlogged, reads))

    assert weighted["method"] == "inverse_propensity"
    assert naive["relative"] < 0.3
    assert weighted["relative"] == pytest.approx(TRUE, abs=0.03)


def once(seed: int, contexts: int = 4000, logged: float | None = None) -> pl.LazyFrame:
    """Two responses a context, shown once, the better one first in 8 of 10; `logged` in place of the propensities."""
    rng = np.random.default_rng(seed)
    is_good_first = rng.random(contexts) < 0.8
    rows = []
    for place in (1, 2):
        good = is_good_first == (place == 1)
        propensity = np.where(is_good_first, 0.8, 0.2) if logged is None else np.full(contexts, logged)
        weight = np.round(1000 / propensity).astype(int)
        opens = (rng.random(contexts) < np.where(good, 0.8, 0.3) * (1.0 if place == 1 else TRUE)).astype(int)
        rows.append(
            pl.DataFrame(
                {
                    "response": [f"a{number}{'+' if is_it else '-'}" for number, is_it in enumerate(good)],
                    "context": [f"c{number}" for number in range(contexts)],
                    "position": place,
                    "impressions": 1,
                    "opens": opens,
                    "weighted_impressions": weight,
                    "weighted_opens": opens * weight,
                }
            )
        )
    return read_table(pl.concat(rows).to_dict())


def test_responses_that_never_moved_are_weighted_within_their_context():
    row = found(once(1)).row(1, named=True)

    assert row["relative"] == pytest.approx(TRUE, abs=0.06)
    assert row["lower"] < TRUE < row["upper"]


def test_a_policy_without_chance_makes_no_positions_alike():
    row = found(once(2, logged=1.0)).row(1, named=True)

    assert row["method"] == "regression_em"
    assert row["upper"] / row["lower"] > 4


def test_one_impression_of_a_tiny_propensity_does_not_decide():
    usual = {"context": ["c"] * 4, "position": [1, 2, 1, 2], "impressions": [500] * 4, "opens": [250, 125, 250, 125]}
    even = {"weighted_impressions": [1_000_000] * 4, "weighted_opens": [500_000, 250_000] * 2}
    rare = {"position": [2], "impressions": [1], "opens": [1]}
    rare |= {"weighted_impressions": [1_000_000_000], "weighted_opens": [1_000_000_000]}
    reads = read_table({"response": ["a", "a", "b", "b"]} | usual | even)
    with_rare = pl.concat([reads, read_table({"response": ["z"], "context": ["c"]} | rare)], how="diagonal_relaxed")

    table = found(with_rare, config=ExposureConfig())

    assert table["relative"][1] == pytest.approx(0.5, abs=0.03)


def test_few_logged_impressions_do_not_stand_for_all():
    reads = personal(3)
    few = reads.with_columns(pl.when(pl.col("position") == 1, pl.col("response") == "a0").then(pl.col("^weighted_.*$")))

    assert set(found(few)["method"]) == {"all_pairs"}
