import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.config import ReleaseConfig
from tests.transforms.balance.world import SCENARIOS, TIERS, lopsided, pairs
from transforms.balance import balanced
from transforms.balance.cells import CELL, with_cell

LEFT_ALONE = {"temperature": 1, "mix": {"other": 0}, "tier_shares": {"weak": 1, "synthetic": 1}, "safety_share": (0, 1)}
"""Of what rows of scenario `recipes` and even lengths may be asked: nothing."""
HARD, LONGER = pl.col("negative") == "hard", pl.col("direction") == "longer"


def made(train: pl.LazyFrame, **config) -> pl.DataFrame:
    """Balanced pairs with their cells, sorted."""
    return with_cell(balanced(train, config=ReleaseConfig(**config))).sort("pair_id").collect()


def share(found: pl.DataFrame, member: pl.Expr, *within: pl.Expr) -> float:
    """The members' share of the weight within some pairs, or all."""
    return found.filter(*within).select((member * pl.col("weight")).sum() / pl.col("weight").sum()).item()


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "site": st.sampled_from("ab"),
            "rule": st.sampled_from(list(TIERS)),
            "scenario": st.sampled_from(SCENARIOS),
            "negative": st.sampled_from(["hard", "easy"]),
            "hardness": st.sampled_from([0.1, 0.5]),
            "chosen_chars": st.sampled_from([0, 10, 11, 300]),
            "rejected_chars": st.sampled_from([0, 10, 11, 300]),
        }
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=10, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.sampled_from([1.5, 5.0]))
def test_the_mean_is_one_bounds_hold_pairs_that_are_alike_weigh_the_same_and_order_changes_nothing(rows, draw, largest):
    train = pairs(rows)

    found = made(train, max_pair_weight=largest)

    assert found["weight"].mean() == pytest.approx(1, abs=1e-6)
    assert found["weight"].is_between(1 / largest - 1e-6, largest + 1e-6).all()
    assert found["curriculum"].is_between(0, 2).all()
    assert found.group_by(CELL).agg(pl.col("weight").n_unique())["weight"].max() == 1
    shuffled = train.collect().sample(fraction=1, shuffle=True, seed=draw.randrange(1000))
    assert_frame_equal(made(shuffled.lazy(), max_pair_weight=largest), found)


def test_what_can_be_met_is_met():
    found = made(lopsided())

    assert share(found, pl.col("tier") == "weak") == pytest.approx(0.3, abs=1e-3)
    assert share(found, pl.col("tier") == "synthetic") <= 0.3 + 1e-3
    assert 0.1 - 1e-3 <= share(found, pl.col("scenario") == "safety") <= 0.2 + 1e-3
    for scenario, hard in {"task": 0.7, "creative": 0.5, "recipes": 0.6}.items():
        assert share(found, HARD, pl.col("scenario") == scenario) == pytest.approx(hard, abs=1e-3)
    for gap in range(5):
        stratum = (pl.col("gap") == gap) & (pl.col("direction") != "even")
        assert share(found, LONGER, stratum) == pytest.approx(0.5, abs=1e-3)


def test_one_target_alone_weighs_as_strata_do():
    train = pairs([{"scenario": "task", "negative": "hard" if number < 40 else "easy"} for number in range(100)])

    found = made(train, **LEFT_ALONE | {"mix": {"task": 0.7}})

    assert found.filter(HARD)["weight"].unique().item() == pytest.approx(0.7 / 0.4, abs=1e-6)
    assert found.filter(~HARD)["weight"].unique().item() == pytest.approx(0.3 / 0.6, abs=1e-6)


def test_sites_tiers_and_rules_weigh_as_their_number_to_the_power_of_one_over_the_temperature():
    train = pairs([{"site": "a" if number < 64 else "b"} for number in range(72)])

    weight = {temperature: made(train, **LEFT_ALONE | {"temperature": temperature}) for temperature in (1, 1.5, 3)}

    assert (weight[1]["weight"] == 1).all()
    assert share(weight[1.5], pl.col("site") == "b") == pytest.approx(4 / (4 + 16), abs=1e-6)
    assert share(weight[3], pl.col("site") == "b") == pytest.approx(2 / (2 + 4), abs=1e-6)


def test_a_site_of_one_percent_gains_but_no_pair_beyond_the_largest_weight():
    found = made(pairs([{"site": "a" if number else "b"} for number in range(10_000)]))

    assert found.filter(site="b")["weight"].item() == pytest.approx(ReleaseConfig().max_pair_weight, abs=1e-3)


def test_a_share_within_its_bounds_stays():
    rows = [{"negative": "hard" if number % 5 else "easy"} for number in range(100)]
    rows += [{"scenario": "safety"}] * 9 + [{"scenario": "safety", "negative": "easy"}]

    found = made(pairs(rows), temperature=1, safety_share=(0.05, 0.2))

    assert found["weight"].to_list() == pytest.approx([1] * 110, abs=1e-6)


@pytest.mark.parametrize("rules", [["dwell"], ["dwell", "entity_swap"]])
def test_caps_of_tiers_that_cannot_hold_are_no_caps(rules):
    train = pairs([{"rule": rules[number % 5 // 4 % len(rules)]} for number in range(100)])

    found = made(train, temperature=1)

    assert (found["weight"] == 1).all()


@pytest.mark.parametrize("fixed", [{"negative": "easy"}, {"rule": "dwell"}, {"site": "a", "rule": "votes"}])
def test_a_target_that_asks_the_impossible_spoils_no_other(fixed):
    found = made(lopsided(**fixed))

    assert share(found, LONGER, pl.col("direction") != "even") == pytest.approx(0.5, abs=1e-3)
    assert share(found, pl.col("scenario") == "safety") == pytest.approx(0.1, abs=1e-3)
    if "negative" not in fixed:
        assert share(found, HARD, pl.col("scenario") == "task") == pytest.approx(0.7, abs=1e-3)


def test_where_length_and_the_mix_exclude_each_other_the_mix_holds():
    rows = [{"scenario": "task", "negative": "hard", "chosen_chars": 150}] * 60
    rows += [{"scenario": "task", "negative": "easy", "rejected_chars": 150}] * 40

    found = made(pairs(rows))

    assert share(found, HARD) == pytest.approx(0.7, abs=0.01)


def test_a_pair_alone_weighs_one():
    found = made(pairs([{"rule": "entity_swap", "scenario": "safety"}]))

    assert found["weight"].to_list() == [1.0]


def test_no_pairs_are_balanced_too():
    found = made(lopsided(1).head(0))

    assert found.is_empty()
    assert found.schema["weight"] == pl.Float64
    assert found.schema["curriculum"] == pl.Int8


def test_balancing_again_changes_nothing():
    once = balanced(lopsided(500), config=ReleaseConfig())

    again = balanced(once, config=ReleaseConfig())

    assert_frame_equal(again.collect(), once.collect(), check_row_order=False, check_column_order=False)
