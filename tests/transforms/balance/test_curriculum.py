import polars as pl
import pytest

from tests.transforms.balance.world import pairs
from transforms.balance.curriculum import stage

N = 2000


def staged(hard: float, stages: int = 3) -> pl.DataFrame:
    """Pairs of equal weight of which a share is hard, and their stage."""
    count = round(hard * N)
    rows = [{"negative": "hard", "hardness": 0.5 + (number % 50) / 100} for number in range(count)]
    rows += [{"negative": "easy", "hardness": (number % 40) / 100} for number in range(N - count)]
    return pairs(rows).with_columns(weight=pl.lit(1.0)).with_columns(curriculum=stage(stages)).collect()


def by_stage(found: pl.DataFrame) -> pl.DataFrame:
    """(curriculum, size, hard) as shares."""
    hard = (pl.col("negative") == "hard").mean()
    return found.group_by("curriculum").agg(size=pl.len() / N, hard=hard).sort("curriculum")


@pytest.mark.parametrize("stages", [2, 3, 4, 7])
@pytest.mark.parametrize("hard", [0.45, 0.5, 0.65])
def test_even_stages_rise_from_three_in_ten_where_there_are_enough_of_both(hard, stages):
    found = by_stage(staged(hard, stages))

    assert found["size"].to_list() == pytest.approx([1 / stages] * stages, abs=0.002)
    assert found["hard"][0] == pytest.approx(0.3, abs=0.01)
    assert found["hard"][-1] == pytest.approx(2 * hard - 0.3, abs=0.01)
    assert found["hard"].diff().drop_nulls().min() > 0


@pytest.mark.parametrize("hard", [0.38, 0.4, 0.7, 0.82])
def test_uneven_stages_rise_from_three_in_ten_to_six_where_one_sort_is_rare(hard):
    found = by_stage(staged(hard))

    assert found["hard"][0] == pytest.approx(0.3, abs=0.01)
    assert found["hard"][-1] >= 0.6 - 0.01
    assert found["hard"].diff().drop_nulls().min() > 0
    assert found["size"].min() >= 0.25 / 3 - 0.002


@pytest.mark.parametrize("hard", [0.0, 0.02, 0.2, 0.3, 0.9, 0.99, 1.0])
def test_where_there_are_too_few_of_a_sort_stages_still_do_not_fall(hard):
    found = by_stage(staged(hard))

    assert found["curriculum"].to_list() == [0, 1, 2]
    assert found["hard"].diff().drop_nulls().min() >= 0
    assert (found["size"] * found["hard"]).sum() == pytest.approx(hard)


def test_harder_ones_come_later_among_the_hard_and_among_the_easy():
    hardness = pl.col("hardness")
    found = staged(0.5).group_by("negative", "curriculum").agg(least=hardness.min(), most=hardness.max())

    later = found.with_columns(next=pl.col("curriculum") + 1).join(
        found, left_on=["negative", "next"], right_on=["negative", "curriculum"]
    )
    assert later.height == 4
    assert (later["most"] <= later["least_right"]).all()


def test_one_stage_holds_all():
    assert staged(0.5, 1)["curriculum"].unique().to_list() == [0]
