import polars as pl
import pytest

from transforms.balance.raking import rake
from transforms.balance.targets import Bounds, Target

TABLE = [
    *({"row": "a", "column": "x", "n": 30}, {"row": "a", "column": "y", "n": 10}),
    *({"row": "b", "column": "x", "n": 20}, {"row": "b", "column": "y", "n": 40}),
]


def target(column: str, value: str, low: float, high: float, **options) -> Target:
    return Target(pl.col(column) == value, Bounds(pl.lit(low), pl.lit(high)), **options)


def raked(*targets: Target, largest: float = 5.0, table=TABLE) -> pl.DataFrame:
    """The cells with their `weight` and what they hold of all weight, `mass`."""
    found = rake(pl.LazyFrame(table).with_columns(log_weight=pl.lit(0.0)), targets, largest=largest).collect()
    return found.with_columns(mass=pl.col("n") * pl.col("weight") / pl.col("n").sum())


def test_both_margins_are_met_and_the_odds_ratio_stays():
    """What defines raking of a table: Deming & Stephan 1940."""
    found = raked(target("row", "a", 0.7, 0.7), target("column", "x", 0.4, 0.4))

    mass = dict(zip(zip(found["row"], found["column"], strict=True), found["mass"], strict=True))
    assert mass["a", "x"] + mass["a", "y"] == pytest.approx(0.7, abs=1e-6)
    assert mass["a", "x"] + mass["b", "x"] == pytest.approx(0.4, abs=1e-6)
    ratio = mass["a", "x"] * mass["b", "y"] / (mass["a", "y"] * mass["b", "x"])
    assert ratio == pytest.approx(30 * 40 / (10 * 20), rel=1e-5)


def test_the_order_of_targets_makes_no_difference():
    targets = (target("row", "a", 0.7, 1), target("column", "x", 0.2, 0.4), target("row", "b", 0, 0.25))

    there, back = raked(*targets), raked(*targets[::-1])

    assert there["weight"].to_list() == pytest.approx(back["weight"].to_list(), abs=1e-5)


def test_a_cap_that_another_target_makes_needless_leaves_no_trace():
    cap, other = target("row", "a", 0, 0.3), target("column", "y", 0.9, 0.9)

    both, alone = raked(cap, other), raked(other)

    assert alone.filter(row="a")["mass"].sum() < 0.3
    assert both["weight"].to_list() == pytest.approx(alone["weight"].to_list(), abs=1e-6)


def test_a_share_within_a_group_leaves_the_weight_of_the_group():
    found = raked(target("column", "x", 0.5, 0.5, within=("row",)))

    assert found.filter(row="a")["mass"].sum() == pytest.approx(0.4, abs=1e-6)
    assert found["mass"].to_list() == pytest.approx([0.2, 0.2, 0.3, 0.3], abs=1e-6)


def test_of_two_targets_that_exclude_each_other_the_firm_one_holds():
    rows = [{"row": "a", "column": "x", "n": 50}, {"row": "b", "column": "y", "n": 50}]

    found = raked(target("row", "a", 0.7, 0.7), target("column", "x", 0.5, 0.5, reach=2.0), table=rows)

    assert found.filter(row="a")["mass"].sum() == pytest.approx(0.7, abs=1e-3)


def test_what_is_beyond_the_largest_weight_goes_to_the_largest_weight():
    rows = [{"row": "a", "n": 1}, {"row": "b", "n": 99}]

    found = raked(target("row", "a", 0.5, 0.5), table=rows)

    assert found["weight"].to_list() == pytest.approx([5, 95 / 99], abs=1e-3)
