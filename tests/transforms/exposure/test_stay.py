import numpy as np
import polars as pl
import pytest

from tests.transforms.exposure.site import found, read_table


def site(seed: int, shift, *, responses: int = 400, places: int = 10, reads: int = 4) -> pl.LazyFrame:
    """Reads of a site that shows first what is read longer; `shift(position)` is what a position adds to log dwell."""
    rng = np.random.default_rng(seed)
    appeal = rng.normal(9, 0.7, responses)
    score = np.repeat(appeal, 3) + rng.normal(0, 1.0, 3 * responses)
    rank = (1 - score.argsort().argsort() / len(score)) * places
    cell = pl.DataFrame({"i": np.repeat(np.arange(responses), 3), "position": np.ceil(rank).astype(int)}).unique(
        maintain_order=True
    )
    i, position = cell["i"].to_numpy(), cell["position"].to_numpy()
    log_dwell = appeal[i, None] + shift(position)[:, None] + rng.normal(0, 0.7, (len(i), reads))
    return read_table(
        {
            "response": [f"a{number}" for number in i],
            "position": position,
            "opens": reads,
            "timed": reads,
            "log_dwell_sum": np.round(1000 * log_dwell).astype(int).sum(axis=1),
            "log_dwell_squares": np.round(1e6 * log_dwell**2).astype(int).sum(axis=1),
        }
    )


def test_the_fall_of_dwell_is_found_within_responses():
    table = found(site(0, lambda position: -0.15 * np.log(position), responses=2000))

    true = -0.15 * np.log(table["position"].to_numpy())
    assert np.abs(table["log_dwell"].to_numpy() - true).max() < 0.06
    assert table.row(0, named=True)["log_dwell"] == table.row(0, named=True)["log_dwell_se"] == 0


def test_its_error_is_as_large_as_it_says():
    scores = []
    for seed in range(20):
        table = found(site(seed, lambda position: -0.15 * np.log(position))).filter(pl.col("position") > 1)
        true = -0.15 * np.log(table["position"].to_numpy())
        scores.append((table["log_dwell"].to_numpy() - true) / table["log_dwell_se"].to_numpy())

    assert 0.6 < np.sqrt(np.mean(np.square(scores))) < 1.4


def test_a_step_is_no_line():
    table = found(site(1, lambda position: np.where(position > 5, -0.5, 0.0), responses=4000, reads=8))

    shifts = dict(table.select("position", "log_dwell").rows())
    assert shifts[6] - shifts[5] == pytest.approx(-0.5, abs=0.12)
    assert abs(shifts[4]) < 0.12


def test_few_reads_are_shrunken_to_no_shift():
    reads = read_table(
        {
            "response": ["a", "a"], "position": [1, 2], "opens": 1, "timed": 1,
            "log_dwell_sum": [10_000, 8_000], "log_dwell_squares": [100_000_000, 64_000_000],
        }
    )  # fmt: skip

    row = found(reads).row(1, named=True)

    assert -0.4 < row["log_dwell"] < 0
    assert row["log_dwell_se"] > 0.1
