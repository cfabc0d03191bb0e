import polars as pl
import pytest

from tests.transforms.evidence.world import propensities, reads
from transforms.evidence import opened


def shown(**values) -> pl.LazyFrame:
    return reads([{"context": "c", "response": "a", "position": 1, "impressions": 100, "opens": 30} | values])


def counted(read: pl.LazyFrame, known: pl.LazyFrame) -> tuple[float, float]:
    return opened.tally(read, known).select("successes", "trials").collect().row(0)


def test_an_impression_is_worth_the_propensity_of_its_position():
    known = pl.LazyFrame({"position": pl.Series([1, 2], dtype=pl.Int32), "relative": [1.0, 0.5]})
    second = pl.concat([shown(), shown(position=2)])

    assert counted(second, known) == (60, 150)


@pytest.mark.parametrize("position", [7, None])
def test_a_position_of_unknown_propensity_counts_fully(position):
    assert counted(shown(position=position), propensities()) == (30, 100)


def test_opens_are_never_more_than_their_trials():
    known = pl.LazyFrame({"position": pl.Series([1], dtype=pl.Int32), "relative": [0.1]})

    assert counted(shown(), known) == (30, 30)


def test_rows_without_impressions_say_nothing_about_being_opened():
    assert opened.tally(shown(impressions=0), propensities()).collect().is_empty()
