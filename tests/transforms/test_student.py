"""Quantiles of Student's t against printed tables (Fisher & Yates, table III)."""

import pytest

from transforms.student import quantile

Z_95, Z_99 = 1.959964, 2.575829


@pytest.mark.parametrize(
    ("z", "freedom", "tabled"),
    [(Z_95, 10, 2.228), (Z_95, 20, 2.086), (Z_95, 60, 2.000), (Z_99, 10, 3.169), (Z_99, 20, 2.845), (Z_99, 60, 2.660)],
)
def test_from_ten_degrees_of_freedom_it_is_the_tabled_quantile(z, freedom, tabled):
    assert quantile(z, freedom) == pytest.approx(tabled, rel=0.005)


def test_with_four_degrees_it_is_short_by_what_is_said():
    assert quantile(Z_95, 4) / 2.776 == pytest.approx(0.98, abs=0.005)


def test_it_falls_towards_the_normal_quantile_and_no_clusters_are_one():
    found = [quantile(Z_95, freedom) for freedom in (0, 1, 2, 5, 20, 1000)]

    assert found[0] == found[1]
    assert found[1:] == sorted(found[1:], reverse=True)
    assert found[-1] == pytest.approx(Z_95, abs=0.003)
