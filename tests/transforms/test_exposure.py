import numpy as np
import polars as pl
import pytest

from schemas.config import ExposureConfig
from schemas.statistics import Propensities, Reads
from tests.transforms.behaviour import NIGHT, frame, shuffled
from transforms.exposure import exposure

CONFIG = ExposureConfig()


def shown(positions: list[int | None], impressions: list[int], opens: list[int]) -> pl.LazyFrame:
    columns = {"position": positions, "impressions": impressions, "opens": opens}
    unknown = {"response": "a1", "dt": NIGHT, "half": 0}
    rest = {name: pl.repeat(value, len(positions), eager=True) for name, value in unknown.items()}
    return frame(Reads, columns | rest)


def found(reads: pl.LazyFrame, config: ExposureConfig = CONFIG) -> pl.DataFrame:
    return Propensities.validate(exposure(reads, config=config).collect()).sort("position")


def test_the_interval_holds_the_true_fall_as_often_as_it_says():
    random, true, n = np.random.default_rng(0), 0.6, 2_000
    hits = 0
    for _ in range(100):
        opens = [int(random.binomial(n, 0.3)), int(random.binomial(n, 0.3 * true))]
        row = found(shown([1, 2], [n, n], opens)).row(1, named=True)
        hits += row["lower"] <= true <= row["upper"]
    assert 88 <= hits <= 100


def test_the_lowest_position_is_the_unit():
    table = found(shown([3, 4], [100, 100], [50, 25]))
    assert table.select("position", "relative", "lower", "upper", "effective_n").row(0) == (3, 1.0, 1.0, 1.0, 100.0)


def test_rows_of_a_position_add_up():
    halves = shown([1, 1, 2, 2], [40, 60, 30, 70], [20, 30, 10, 20])
    assert found(halves).equals(found(shown([1, 2], [100, 100], [50, 30])))


def test_a_published_interval_is_reproduced():
    """Aspirin and heart attacks (Agresti 2007, Introduction to Categorical Data Analysis, 2.3): 1.82 (1.43, 2.31)."""
    row = found(shown([1, 2], [11_037, 11_034], [104, 189])).row(1, named=True)
    assert (row["relative"], row["lower"], row["upper"]) == pytest.approx((1.82, 1.43, 2.31), abs=0.015)


def test_weights_stay_within_the_bound():
    table = found(shown([1, 2], [1000, 1000], [500, 0]), ExposureConfig(max_weight=5.0))
    assert table["relative"].to_list() == [1.0, 0.2]


def test_opens_without_an_impression_do_not_count():
    assert found(shown([1, 2, 2], [100, 100, 0], [50, 25, 10]))["opens"].to_list() == [50, 25]


@pytest.mark.parametrize(
    "reads",
    [shown([None, None], [10, 10], [5, 5]), shown([1, 2], [0, 0], [5, 5])],
    ids=["no positions", "no impressions"],
)
def test_without_positions_or_impressions_nothing_is_known(reads: pl.LazyFrame):
    assert found(reads).is_empty()


def test_switched_off_there_are_no_rows():
    assert found(shown([1, 2], [100, 100], [50, 30]), ExposureConfig(correction="off")).is_empty()


def test_rows_in_another_order_give_the_same_propensities():
    reads = shown([1, 2, 3, 1, 2, 3], [100, 90, 80, 50, 60, 70], [50, 30, 20, 25, 10, 5])
    assert found(reads).equals(found(shuffled(reads)))
