import math

import polars as pl
import pytest

from transforms.clean.discovery import gamma_poisson_tail, with_q


def test_q_values_reject_as_in_the_paper():
    # Benjamini & Hochberg 1995, section 4.1: of 15 comparisons four are rejected at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    q = with_q(pl.LazyFrame({"p": p[::-1]}), "p", "q").sort("p").collect()["q"]
    assert (q <= 0.05).sum() == 4
    assert q.is_sorted()


def test_a_family_may_be_larger_than_its_smallest_p_values():
    tests = pl.LazyFrame({"p": [0.001, None], "total": [100, 100]})
    assert with_q(tests, "p", "q", pl.col("total")).collect()["q"].to_list() == pytest.approx([0.1, None])


@pytest.mark.parametrize("mean", [0.05, 0.5, 3.0, 20.0])
@pytest.mark.parametrize("variance", [0.02, 0.3, 1.0, 1.6])
@pytest.mark.parametrize("count", [1, 3, 8, 40])
def test_the_tail_is_bounded_from_above_and_closely(mean, variance, count):
    tail = pl.select(gamma_poisson_tail(pl.lit(count), pl.lit(mean), pl.lit(variance))).item()
    size, chance = 1 / variance, mean / (mean + 1 / variance)
    exact = 1 - sum(
        math.exp(
            math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
            + k * math.log(chance) + size * math.log(1 - chance)
        )
        for k in range(count)
    )  # fmt: skip
    assert tail >= exact * 0.98 - 1e-12
    if count > 2 * mean + 2:
        assert tail <= exact * 2 + 1e-12
