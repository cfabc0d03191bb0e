import polars as pl
import pytest

from flows.stages.ingest.spill import Spill


@pytest.fixture
def spill(tmp_path) -> Spill:
    return Spill(tmp_path / "new" / "spill")


def frame(*values: int) -> pl.DataFrame:
    return pl.DataFrame({"value": values}, schema={"value": pl.Int64})


def test_nothing_is_put_by_at_first_nor_by_empty_frames(spill):
    spill.add(frame())
    spill.add(frame(), group=3)

    assert spill.empty
    assert spill.scan() is None
    assert spill.scan(3) is None
    assert list(spill.by_group()) == []


def test_rows_come_back_in_the_order_in_which_they_were_added(spill):
    for value in range(12):
        spill.add(frame(value), group=value % 2)

    assert not spill.empty
    assert spill.scan().collect()["value"].to_list() == list(range(12))
    assert spill.scan(1).collect()["value"].to_list() == [1, 3, 5, 7, 9, 11]
    assert spill.scan(2) is None


def test_groups_come_one_after_another_with_all_their_rows(spill):
    for group, value in ((10, 1), (2, 2), (10, 3), (1, 4)):
        spill.add(frame(value), group=group)

    assert [(group, rows["value"].to_list()) for group, rows in spill.by_group()] == [(1, [4]), (2, [2]), (10, [1, 3])]


def test_a_group_is_not_mistaken_for_one_that_starts_alike(spill):
    spill.add(frame(1), group=1)
    spill.add(frame(2), group=11)

    assert spill.scan(1).collect()["value"].to_list() == [1]


def test_rows_without_a_group_are_in_none(spill):
    spill.add(frame(1))

    assert spill.scan().collect()["value"].to_list() == [1]
    assert list(spill.by_group()) == []
