import numpy as np
import pytest

from trainers.bootstrap import share_interval


def interval(
    correct: list[int] | np.ndarray, pairs: list[int] | np.ndarray, seed: int = 0
) -> tuple[float, float] | None:
    return share_interval(np.asarray(correct), np.asarray(pairs), resamples=2000, seed=seed)


def test_single_pairs_give_the_binomial_interval():
    correct = np.repeat([1, 0], [280, 120])

    lower, upper = interval(correct, np.ones(400, dtype=int))

    error = 1.96 * np.sqrt(0.7 * 0.3 / 400)
    assert (lower, upper) == pytest.approx((0.7 - error, 0.7 + error), abs=0.006)


def test_pairs_of_one_prompt_that_agree_count_as_one():
    correct = np.repeat([1, 0], [70, 30])

    single = interval(correct, np.ones(100, dtype=int))
    repeated = interval(correct * 10, np.full(100, 10))

    assert repeated == pytest.approx(single)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    held = 0
    for seed in range(200):
        rates = rng.beta(4, 2, size=80)
        pairs = rng.integers(1, 6, size=80)
        lower, upper = interval(rng.binomial(pairs, rates), pairs, seed)
        held += lower <= 4 / 6 <= upper

    assert 0.90 <= held / 200 <= 0.985


def test_agreement_of_all_prompts_is_no_certainty():
    bound = 0.025 ** (1 / 20)  # the exact binomial bound of 20 out of 20

    assert interval([2] * 20, [2] * 20) == pytest.approx((bound, 1))
    assert interval([0] * 20, [2] * 20) == pytest.approx((0, 1 - bound))


def test_one_prompt_alone_has_no_interval():
    assert interval([3], [4]) is None


def test_many_clusters_are_drawn_in_blocks_of_the_same_result(monkeypatch: pytest.MonkeyPatch):
    correct, pairs = np.repeat([2, 1], [50, 50]), np.full(100, 3)
    whole = interval(correct, pairs)

    monkeypatch.setattr("trainers.bootstrap.BLOCK", 1000)

    assert interval(correct, pairs) == pytest.approx(whole)
