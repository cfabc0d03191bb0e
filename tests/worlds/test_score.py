"""Scores of pairs that are known to be right, wrong, doubled or unknown."""

import numpy as np
import polars as pl
import pytest

from worlds.score import judge, score, shares

TRUTH = pl.DataFrame(
    {
        "response": ["a", "b", "c", "x", "b2"],
        "context": ["q", "q", "q", "other", "q"],
        "answer": [0, 1, 2, 3, 1],
        "theta": [2.0, 1.0, 0.0, 0.0, 1.0],
        "flavour_x": [0.0] * 5,
        "flavour_y": [0.0] * 5,
        "length": [30, 20, 40, 10, 20],
    }
)


def _pairs(*rows: tuple[str, str, float]) -> pl.DataFrame:
    pairs = pl.DataFrame(rows, schema=["chosen_id", "rejected_id", "confidence"], orient="row")
    return pairs.with_columns(preference=pl.lit(0.7), tier=pl.lit("explicit"))


def _of(result: pl.DataFrame, name: str, value: str = "all") -> dict:
    return result.filter(slice=name, value=value).row(0, named=True)


def test_right_is_the_share_with_the_better_answer_chosen():
    result = score(_pairs(("a", "b", 0.9), ("a", "c", 0.9), ("c", "b", 0.9)), TRUTH)

    assert _of(result, "all")["right"] == pytest.approx(2 / 3)
    assert _of(result, "tier", "explicit")["pairs"] == 3
    assert _of(result, "confidence", "0.9-0.95")["pairs"] == 3


def test_a_couple_counts_once_with_its_surest_row_whatever_the_order_or_the_message():
    result = score(_pairs(("a", "b", 0.9), ("b", "a", 0.6), ("a", "b2", 0.7)), TRUTH)

    assert _of(result, "all")["pairs"] == 1
    assert _of(result, "all")["right"] == 1
    assert _of(result, "repeated")["pairs"] == 2


def test_answers_that_are_unknown_or_do_not_compete_are_counted_apart():
    result = score(_pairs(("a", "b", 0.9), ("a", "nobody", 0.9), ("a", "x", 0.9), ("b", "b2", 0.9)), TRUTH)

    assert _of(result, "all")["pairs"] == 1
    assert _of(result, "unknown")["pairs"] == 3


def test_an_edited_version_is_judged_as_its_origin():
    assert _of(score(_pairs(("a@0123abcd", "b", 0.9)), TRUTH), "all")["right"] == 1


def test_every_row_is_scored_repeated_or_unknown():
    pairs = _pairs(("a@0123abcd", "a", 0.9), ("a", "b", 0.9), ("b2", "a", 0.7), ("a", "c", 0.8))

    result = score(pairs, TRUTH)

    assert [_of(result, name)["pairs"] for name in ("all", "repeated", "unknown")] == [2, 1, 1]


def test_each_couple_is_judged_once_and_told_whether_the_longer_answer_was_chosen():
    judged = judge(_pairs(("a", "b", 0.9), ("b2", "a", 0.6), ("a", "c", 0.8)), TRUTH).sort("high")

    assert judged.select("low", "high", "right", "longer").rows() == [(0, 1, True, True), (0, 2, True, False)]


def test_expected_calibration_error_is_the_weighted_gap_per_bin():
    result = score(_pairs(("a", "b", 0.8), ("c", "a", 0.8), ("b", "c", 1.0)), TRUTH)

    assert _of(result, "all")["ece"] == pytest.approx(2 / 3 * 0.3 + 1 / 3 * 0.0)


def test_the_order_of_rows_does_not_matter():
    pairs = _pairs(("a", "b", 0.8), ("c", "a", 0.8), ("b", "c", 1.0), ("b", "a", 0.8))

    assert score(pairs, TRUTH).equals(score(pairs.reverse(), TRUTH))


def test_shares_without_taste_are_the_logistic_of_the_margin():
    assert shares(np.array([1.0, -1.0]), np.zeros(2)) == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))])


def test_taste_draws_shares_towards_one_half_as_simulated_people_say():
    drawn = np.random.default_rng(1).normal(0, 1, 400_000)

    simulated = np.mean(1 / (1 + np.exp(-(1.0 + 2.0 * drawn))))

    assert shares(np.array([1.0]), np.array([2.0]))[0] == pytest.approx(simulated, abs=0.003)


def test_no_pairs_give_no_accuracy():
    result = score(_pairs(("a", "b", 0.9)).clear(), TRUTH)

    assert result.select("slice", "pairs").rows() == [("repeated", 0), ("unknown", 0)]
