import math

import numpy as np
import polars as pl
import pytest

from tests.transforms.evidence.world import propensities, reads
from transforms.evidence import dwell


def sums(rows: list[tuple], log_expected: float | None = 10.0) -> pl.LazyFrame:
    """Rows of (response, views, mean log dwell, sd of log dwell, length)."""
    return pl.LazyFrame(
        [
            {"context": "c", "response": r, "n": n, "total": n * m, "squares": n * (sd**2 + m**2), "length": length}
            for r, n, m, sd, length in rows
        ]
    ).with_columns(log_expected=pl.lit(log_expected, pl.Float64), overdispersion=pl.lit(1.0))


def measured(frame: pl.LazyFrame) -> dict[str, dict]:
    return {row["response"]: row for row in dwell.measure(frame).collect().to_dicts()}


def test_the_estimate_is_the_difference_in_log_dwell_and_its_variance_the_squared_standard_error():
    found = measured(sums([("a", 1000, 10.5, 0.7, 500), ("b", 1000, 10.1, 0.7, 500)]))

    assert found["a"]["mean"] - found["b"]["mean"] == pytest.approx(0.4)
    assert found["a"]["variance"] == pytest.approx(0.49 / 1000, rel=0.02)
    assert found["a"]["value"] == pytest.approx(math.exp(10.5) / 1000)


def test_dwell_is_held_against_what_the_length_keeps_a_reader():
    frame = sums([("long", 100, 11.0, 0.7, 5000), ("short", 100, 10.0, 0.7, 500)]).with_columns(
        log_expected=pl.when(pl.col("response") == "long").then(11.0).otherwise(10.0)
    )

    found = measured(frame)

    assert found["long"]["mean"] == pytest.approx(found["short"]["mean"])


def test_without_a_curve_the_windows_own_line_takes_length_out():
    rng = np.random.default_rng(1)
    lengths = rng.integers(100, 5000, 200)
    rows = [(f"a{i}", 100, math.log(length + 1) * 0.8 + 3, 0.7, int(length)) for i, length in enumerate(lengths)]

    estimates = [row["mean"] for row in measured(sums(rows, log_expected=None)).values()]

    assert max(map(abs, estimates)) < 1e-6


def test_a_single_view_has_the_sites_variance():
    found = measured(sums([("a", 2000, 10.0, 0.5, 500), ("b", 1, 12.0, 0.0, 500)]))

    assert found["b"]["variance"] == pytest.approx(0.25, rel=0.02)


def test_reads_add_up_over_positions_and_nights():
    rows = [
        {"context": "c", "response": "a", "position": p, "timed": 2, "log_dwell_sum": 20_000, "log_dwell_squares": s}
        for p, s in ((1, 200_000_000), (2, 202_000_000))
    ]

    told = reads(rows).with_columns(log_expected=pl.lit(10.0))

    found = dwell.of_reads(told, propensities()).collect().row(0, named=True)

    assert (found["n"], found["total"], found["squares"]) == (4, 40.0, 402.0)


def test_what_a_position_adds_is_taken_out_of_every_view_of_it():
    """Views of log dwell 10 and 12 at the first position, 9.5 and 11.5 at the third, which takes 0.5."""
    rows = [
        {"context": "c", "response": "a", "position": p, "timed": 2, "log_dwell_sum": t, "log_dwell_squares": s}
        for p, t, s in ((1, 22_000, 244_000_000), (3, 21_000, 222_500_000), (None, 22_000, 244_000_000))
    ]
    known = pl.LazyFrame({"position": pl.Series([1, 3], dtype=pl.Int32), "log_dwell": [0.0, -0.5]})

    found = dwell.of_reads(reads(rows).with_columns(log_expected=pl.lit(10.0)), known).collect().row(0, named=True)

    assert (found["n"], found["total"], found["squares"]) == pytest.approx((6, 66.0, 732.0))


def test_depth_is_a_share_of_the_text():
    row = {"context": "c", "response": "a", "timed": 5, "satisfied": 2, "depth_n": 4, "depth_sum": 3000}

    found = {s: (k, n) for _, _, s, k, n, _ in dwell.tally(reads([row])).collect().rows()}

    assert found == {"satisfied": (2, 5), "depth": (3, 4)}
