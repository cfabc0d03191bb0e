import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.duplicates.builders import chinese, edited, english, jaccard
from transforms.duplicates import grams
from transforms.duplicates.likeness import likeness, near_equal

LETTERS = st.text(alphabet="天地人abc", max_size=30)


def alike(one: str, other: str) -> float:
    return pl.select(near_equal(pl.lit(one), pl.lit(other))).item()


@settings(max_examples=60, deadline=None)
@given(LETTERS, LETTERS)
def test_the_similarity_is_that_of_its_definition(one, other):
    assert alike(one, other) == pytest.approx(jaccard(one, other))


def test_texts_that_read_the_same_have_a_similarity_of_1():
    assert alike("Ａbc, def! 1.5", "abc def 1.5") == 1


def test_a_text_that_is_missing_is_like_none():
    rows = pl.DataFrame({"one": ["天空", None, None], "other": ["天空", "天空", None]})

    assert rows.select(near_equal(pl.col("one"), pl.col("other"))).to_series().to_list() == [1, None, None]


def test_rows_are_judged_one_by_one_however_they_are_cut_into_parts(monkeypatch):
    dice = random.Random(2)
    texts = [chinese(dice, dice.randint(1, 300)) for _ in range(20)] + [english(dice, 20)]
    rows = pl.DataFrame({"one": texts, "other": [edited(dice, text, 1) for text in texts]})
    whole = rows.select(likeness(pl.col("one"), pl.col("other"))).to_series()

    monkeypatch.setattr(grams, "PART", 100)

    assert rows.select(likeness(pl.col("one"), pl.col("other"))).to_series().equals(whole)
    assert rows.head(0).select(likeness(pl.col("one"), pl.col("other"))).is_empty()
