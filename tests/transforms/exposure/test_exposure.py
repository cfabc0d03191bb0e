import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import ExposureConfig
from tests.transforms.behaviour import shuffled
from tests.transforms.exposure.site import found, read_table, reads_of, serve


def cells(**columns) -> pl.LazyFrame:
    return read_table({"response": ["a", "a", "b"]} | columns)


def test_the_lowest_position_is_the_unit():
    table = found(cells(position=[3, 4, 4], impressions=[100, 100, 50], opens=[50, 25, 10]))

    assert table.select("position", "relative", "lower", "upper", "effective_n").row(0) == (3, 1.0, 1.0, 1.0, 100.0)


def test_impressions_and_opens_of_a_position_add_up():
    table = found(cells(position=[1, 2, 2], impressions=[100, 100, 50], opens=[50, 25, 10]))

    assert table.select("position", "impressions", "opens").rows() == [(1, 100, 50), (2, 150, 35)]


def test_opens_without_an_impression_do_not_count():
    table = found(cells(position=[1, 2, 2], impressions=[100, 100, 0], opens=[50, 25, 10], timed=[0, 0, 5]))

    assert table["opens"].to_list() == [50, 25]


def test_one_position_alone_is_its_own_unit():
    table = found(cells(position=[1, 1, 1], half=[0, 1, 0], impressions=[10, 10, 10], opens=[5, 5, 0]))

    assert table.select("relative", "lower", "upper").rows() == [(1.0, 1.0, 1.0)]


def test_positions_of_reads_are_there_without_impressions():
    table = found(cells(position=[1, 2, 1], opens=[5, 5, 5], timed=[5, 5, 5], log_dwell_sum=[50_000, 45_000, 40_000]))

    assert table.select("position", "method", "relative", "applied").rows() == [
        (1, "none", 1.0, False),
        (2, "none", 1.0, False),
    ]
    assert table["log_dwell"][1] < 0


def test_applied_is_the_same_where_there_are_reads_alone():
    table = found(cells(position=[1, 2, 3], impressions=[100, 100, 0], opens=[50, 30, 5], timed=[5, 5, 5]))

    assert table["applied"].to_list() == [True] * 3


@pytest.mark.parametrize(
    "reads",
    [
        cells(position=[None, None, None], half=[0, 1, 0], impressions=[10, 10, 10], opens=[5, 5, 5]),
        cells(position=[1, 2, 1], opens=[5, 5, 5]),
        cells(position=[1, 2, 1]).clear(),
    ],
    ids=["no positions", "no impressions and no dwell", "no reads"],
)
def test_without_positions_nothing_is_known(reads):
    assert found(reads).is_empty()


def test_impressions_that_nobody_opened_say_nothing():
    table = found(cells(position=[1, 2, 1], impressions=[10, 10, 10]))

    assert (table["lower"] <= 1).all()
    assert (table["upper"] >= 1).all()


@pytest.mark.parametrize(("correction", "applied"), [("on", True), ("off", False), ("auto", True)])
def test_the_correction_can_be_set(correction, applied):
    table = found(reads_of(serve(1, contexts=20, times=(5, 5))), config=ExposureConfig(correction=correction))

    assert set(table["applied"]) == {applied}


def test_rows_in_another_order_or_cut_in_halves_give_the_same_propensities():
    reads = reads_of(serve(2, contexts=50, times=(5, 5)))
    doubled = reads.with_columns(pl.col("impressions", "opens") * 2)
    halves = pl.concat([reads, reads.with_columns(half=pl.lit(1, pl.Int8))])

    assert_frame_equal(found(reads), found(shuffled(reads)))
    assert_frame_equal(found(doubled), found(halves))


def test_the_context_of_responses_changes_nothing_where_swaps_tell():
    """Pages may mix responses of many contexts."""
    reads = reads_of(serve(3, contexts=300, times=(20, 20)))

    mixed = found(reads.with_columns(context=pl.lit(None, pl.String)))["relative"].to_list()

    assert mixed == pytest.approx(found(reads)["relative"].to_list(), abs=0.02)
