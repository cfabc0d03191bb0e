import polars as pl
import pytest

from schemas.config import ReleaseConfig
from tests.transforms.balance.world import lopsided, pairs
from transforms.balance import balanced
from transforms.balance.report import COLUMNS, report


def told(train: pl.LazyFrame, **config) -> pl.DataFrame:
    settings = ReleaseConfig(**config)
    return report(balanced(train, config=settings), config=settings).collect()


def row(table: pl.DataFrame, aspect: str, group: str) -> dict:
    return table.row(by_predicate=(pl.col("aspect") == aspect) & (pl.col("group") == group), named=True)


def test_parts_of_all_add_up_to_one_before_and_after():
    table = told(lopsided())

    whole = table.filter(pl.col("aspect").is_in(["site", "tier", "rule", "scenario", "language", "stage"]))
    sums = whole.group_by("aspect").agg(pl.col("pairs", "share", "weighted").sum())
    assert sums["pairs"].to_list() == [4000] * 6
    assert sums["share"].to_list() == pytest.approx([1] * 6, abs=1e-3)
    assert sums["weighted"].to_list() == pytest.approx([1] * 6, abs=1e-3)


def test_what_was_met_equals_its_target_and_what_was_missed_does_not():
    rows = [{"scenario": "task", "negative": "hard" if number < 2 else "easy"} for number in range(100)]
    rows += [{"scenario": "creative", "negative": "hard" if number < 40 else "easy"} for number in range(100)]

    table = told(pairs(rows))

    met, missed = (row(table, "hard negatives", scenario) for scenario in ("creative", "task"))
    assert (met["share"], met["weighted"], met["target"]) == (0.4, 0.5, 0.5)
    assert missed["share"] == 0.02 < missed["weighted"] < missed["target"] == 0.7


def test_a_cap_that_cannot_hold_is_told():
    table = told(pairs([{"rule": "dwell"}] * 10))

    assert (row(table, "tier", "weak")["weighted"], row(table, "tier", "weak")["target"]) == (1.0, 0.3)


def test_a_share_within_its_bounds_is_its_own_target():
    table = told(pairs([{"negative": "hard" if number % 5 else "easy"} for number in range(50)]))

    assert row(table, "hard negatives", "recipes")["target"] == row(table, "hard negatives", "recipes")["weighted"]


def test_length_balance_is_told_per_stratum_and_in_characters():
    rows = [{"chosen_chars": 150}] * 3 + [{"rejected_chars": 150}] + [{}] * 4

    table = told(pairs(rows))

    stratum = row(table, "longer chosen", "1.41")
    assert (stratum["pairs"], stratum["share"], stratum["weighted"], stratum["target"]) == (4, 0.75, 0.5, 0.5)
    assert row(table, "mean characters", "chosen")["share"] == pytest.approx(118.75)
    assert row(table, "mean characters", "rejected")["share"] == pytest.approx(106.25)


def test_diversity_is_in_bits_and_clusters():
    rows = [{"site": "abcd"[number % 4], "prompt_cluster": "p" if number < 5 else f"q{number}"} for number in range(8)]

    table = told(pairs(rows))

    assert row(table, "entropy", "site")["share"] == 2
    assert row(table, "entropy", "language")["share"] == 0
    assert row(table, "pairs per prompt", "mean")["share"] == 2
    assert row(table, "pairs per prompt", "largest")["share"] == 5


def test_the_effective_size_is_that_of_kish():
    train = balanced(lopsided(500), config=ReleaseConfig()).collect()

    table = report(train.lazy(), config=ReleaseConfig()).collect()

    weight = train["weight"]
    expected = weight.sum() ** 2 / (500 * (weight**2).sum())
    assert row(table, "effective size", "weight")["weighted"] == pytest.approx(expected, abs=1e-4)


def test_the_table_does_not_depend_on_the_order_of_rows():
    train = lopsided(500).collect()

    assert told(train.lazy()).equals(told(train.sample(fraction=1, shuffle=True, seed=1).lazy()))


def test_nothing_is_told_of_nothing():
    table = told(lopsided(1).head(0))

    assert table.is_empty()
    assert tuple(table.columns) == COLUMNS
