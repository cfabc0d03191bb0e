import numpy as np
import polars as pl
import pytest

from schemas.config import ExposureConfig
from tests.transforms.exposure.site import RELATIVE, Shown, error, found, read_table, reads_of, serve


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(("contexts", "times"), [(5000, (1, 1)), (500, (10, 10))], ids=["once each", "ten times each"])
def test_two_rankers_that_disagree_tell_the_propensities_from_5000_queries(seed, contexts, times):
    shown = serve(seed, contexts=contexts, times=times)
    share = shown.opens.sum(axis=0) / shown.impressions.sum(axis=0)

    table = found(reads_of(shown))

    assert np.abs(share / share[0] - RELATIVE).mean() > 0.1
    assert error(table) <= 0.02
    assert set(table["method"]) == {"all_pairs"}


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    hits = []
    for seed in range(30):
        table = found(reads_of(serve(seed, contexts=100, times=(10, 10), size=5)))
        hits += ((table["lower"].to_numpy() <= RELATIVE[:5]) & (RELATIVE[:5] <= table["upper"].to_numpy()))[1:].tolist()

    assert 0.88 <= np.mean(hits) <= 0.99


def test_responses_are_compared_with_themselves_not_with_others():
    """A good one stands at 1 and 2, a bad one at 2 and 3: both halve from place to place, pooled shares do not."""
    good, bad = [8_000, 4_000, 0], [0, 400, 200]
    shown = Shown(np.array([[10_000, 10_000, 0], [0, 10_000, 10_000]]), np.array([good, bad]), np.zeros(2), 2)

    assert found(reads_of(shown))["relative"].to_list() == pytest.approx([1.0, 0.5, 0.25], abs=0.01)


def test_a_ranker_that_never_changes_leaves_a_wide_interval_around_the_regression():
    shown = serve(3, contexts=300, times=(20, 0))

    table = found(reads_of(shown)).filter(pl.col("position") > 1)

    assert set(table["method"]) == {"regression_em"}
    assert (table["upper"] / table["lower"] > 4).all()
    assert ((table["lower"].to_numpy() <= RELATIVE[1:]) & (RELATIVE[1:] <= table["upper"].to_numpy())).all()


def test_regression_allows_for_contexts_of_different_worth():
    """Only good contexts have a second place."""
    shown = Shown(np.diag([1000, 1000, 1000]), np.diag([800, 400, 100]), np.zeros(3), 2)
    lone = reads_of(shown).with_columns(position=pl.Series([1, 2, 1], dtype=pl.Int32))

    assert found(lone)["relative"][1] == pytest.approx(0.5, abs=0.05)


def test_positions_that_hold_each_other_to_the_rest_are_filled_smoothly():
    shown = serve(4, contexts=300, times=(20, 20))
    reads = reads_of(shown)
    once = reads.filter(pl.col("position") != 5)
    alone = read_table({"response": ["z"], "position": [5], "impressions": [1], "opens": [0]})

    table = found(pl.concat([once, alone], how="diagonal_relaxed"))

    fourth, fifth = (table.row(place, named=True) for place in (3, 4))
    assert fifth["upper"] / fifth["lower"] > 1.5 * fourth["upper"] / fourth["lower"]
    assert 0.15 < fifth["relative"] < 1.0


def test_two_hundred_positions_are_estimated_to_their_depth():
    rng = np.random.default_rng(5)
    response, position = np.divmod(rng.choice(300 * 200, 30_000, replace=False), 200)
    relevance, shown = rng.uniform(0.2, 0.9, 300), 30
    opens = rng.binomial(shown, relevance[response] * (position + 1.0) ** -0.5)
    reads = read_table(
        {"response": [f"a{i}" for i in response], "position": position + 1, "impressions": shown, "opens": opens}
    )

    table = found(reads)

    true = table["position"].to_numpy() ** -0.5
    assert np.abs(np.log(table["relative"].to_numpy() / true)).max() < 0.15


def test_effective_n_is_less_than_the_impressions_where_rankers_agree():
    agree = found(reads_of(serve(6, contexts=200, times=(20, 1))))
    differ = found(reads_of(serve(6, contexts=200, times=(10, 11))))

    assert (agree["effective_n"] <= agree["impressions"]).all()
    assert (agree["effective_n"][1:] < differ["effective_n"][1:]).mean() > 0.8


def test_propensities_stay_within_the_largest_weight():
    shown = serve(7, contexts=200, times=(20, 20))

    table = found(reads_of(shown), config=ExposureConfig(max_weight=5.0))

    assert table.select(pl.min_horizontal("relative", "lower", "upper").min()).item() == 0.2
