"""The halves of a site's users stay as they are, and are as good as drawn."""

import polars as pl
import pytest

from transforms.halves import HALVES, half, user_hash

USERS = pl.DataFrame({"user": [f"{number:032x}" for number in range(20_000)]})


def halves(users: pl.DataFrame) -> pl.Series:
    return users.select(half(user_hash(pl.col("user"))))["user"]


def test_nobody_ever_changes_sides():
    assert halves(USERS.head(16)).to_list() == [0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1]


def test_each_half_has_half_of_the_users():
    sizes = halves(USERS).value_counts()

    assert set(sizes["user"]) == set(HALVES)
    assert sizes["count"].min() / USERS.height == pytest.approx(0.5, abs=4 * 0.5 / USERS.height**0.5)


def test_the_half_says_nothing_about_what_sorts_users_by_their_hash():
    hashes = USERS.select(hash=user_hash(pl.col("user"))).with_columns(half=half(pl.col("hash")))
    smallest = hashes.sort("hash").head(2_000)

    assert smallest["half"].mean() == pytest.approx(0.5, abs=4 * 0.5 / 2_000**0.5)
