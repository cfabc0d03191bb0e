import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.calibration import BINS, FEW_VOTES, NEITHER, NO_USERS, NO_VOTES, Calibration
from tests.transforms.calibrate.votes import site
from transforms.calibrate.estimate import FEWEST_CONTEXTS, TOO_FEW, estimate
from transforms.calibrate.mending import CALIBRATED


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """The reliability table, checked against its schema."""
    return Calibration.validate(estimate(rows.lazy()).collect())


def overall(rows: pl.DataFrame) -> dict:
    return table(rows).row(0, named=True)


@pytest.mark.parametrize("rate", [-2.6, -0.5])
def test_votes_come_as_evidence_that_is_right_about_itself_foretells_them(rate):
    tables = [table(site(seed, rate=rate)) for seed in range(8)]
    bins = pl.concat(tables).filter(pl.col("bin") > 0)
    gap = bins.group_by("bin").agg(gap=(pl.col("observed") - pl.col("predicted")).mean())["gap"]
    slopes = [found["slope"][0] for found in tables]

    assert gap.abs().max() < 0.015
    assert np.mean(slopes) == pytest.approx(1, abs=0.02)
    assert bins.select(pl.col("predicted").is_between("lower", "upper").mean()).item() > 0.9
    assert {found["note"][0] for found in tables} == {CALIBRATED}


def test_those_who_disagree_are_not_foretold_by_the_mean_preference():
    bins = pl.concat(table(site(seed)) for seed in range(6)).filter(pl.col("bin") > BINS // 2)

    assert bins.select((pl.col("observed") - pl.col("preference")).mean()).item() > 0.015


@pytest.mark.parametrize(("stretch", "words"), [(2.0, "evidence counts"), (0.6, "theta varies")])
def test_margins_that_are_too_large_or_too_small_are_found_out(stretch, words):
    found = overall(site(1, stretch=stretch))

    assert found["slope"] == pytest.approx(1 / stretch, rel=0.15)
    assert not found["slope_lower"] <= 1 <= found["slope_upper"]
    assert found["note"].startswith(f"recalibrated: {words}")
    assert (found["trust"] < 1, found["width"] > 1) == (stretch > 1, stretch < 1)
    assert found["error"] > 3 * found["chance"]


def test_an_interval_of_the_slope_holds_it():
    found = [overall(site(seed, contexts=60)) for seed in range(100, 140)]

    assert np.std([row["slope"] for row in found]) == pytest.approx(
        np.mean([row["slope_upper"] - row["slope_lower"] for row in found]) / 2 / 2.65, rel=0.3
    )


def test_a_wrong_slope_that_only_one_half_shows_mends_nothing():
    right, wrong = site(3, contexts=150), site(3, contexts=150, stretch=2.5)
    rows = pl.concat([right.filter(direction=0), wrong.filter(direction=1)])

    found = overall(rows)

    assert found["slope_upper"] < 1
    assert (found["trust"], found["width"]) == (1, 1)
    assert found["note"].startswith("not calibrated")


def test_what_is_votes_own_is_no_fault_of_the_margins():
    rows = site(1, stretch=1 / 1.2)

    assert overall(rows)["width"] > 1
    assert overall(rows.with_columns(vote_share=pl.lit(0.2)))["width"] == 1


def test_bins_have_equal_weight_and_hold_every_couple_once():
    found = table(site(2))
    bins = found.filter(pl.col("bin") > 0)

    assert bins["couples"].sum() == found["couples"][0]
    assert bins["preference"].is_sorted()
    assert bins["couples"].min() > 0.7 * bins["couples"].max()


def test_the_order_of_rows_changes_nothing():
    rows = site(4, contexts=50)

    assert_frame_equal(table(rows), table(rows.sample(fraction=1, shuffle=True, seed=1)))


@pytest.mark.parametrize(
    ("totals", "voted", "anchored", "rows", "note"),
    [
        (False, False, False, 0, NO_VOTES),
        (False, True, False, 0, FEW_VOTES),
        (True, True, True, 0, NO_USERS),
        (True, False, False, 0, NEITHER),
        (False, True, True, 0, TOO_FEW),
        (False, True, True, FEWEST_CONTEXTS - 1, TOO_FEW),
    ],
)
def test_where_there_is_nothing_to_compare_the_words_say_so(totals, voted, anchored, rows, note):
    few = site(5).filter(pl.col("context").is_in([f"c{number}" for number in range(rows)]))
    nobody = site(5).limit(1).with_columns(context=pl.lit(None, pl.String))
    told = (few if rows else nobody).with_columns(
        has_totals=pl.lit(totals), has_votes=pl.lit(voted), has_anchor=pl.lit(anchored)
    )

    found = table(told)

    assert (found.height, found["note"].to_list(), found["trust"].to_list()) == (1, [note], [1.0])


@pytest.mark.parametrize("half", [0, 1])
def test_votes_of_one_half_alone_are_too_few(half):
    one = site(5).with_columns(k=pl.when(pl.col("direction") == half).then("k").otherwise(0.0))

    assert table(one)["note"].to_list() == [TOO_FEW]
    assert table(site(5).filter(pl.col("direction") == half))["note"].to_list() == [TOO_FEW]
