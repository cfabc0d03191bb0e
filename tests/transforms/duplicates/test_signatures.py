import random

import polars as pl
import pytest

from tests.transforms.duplicates.builders import chinese, edited, jaccard
from transforms.duplicates.signatures import FOUND, LONGEST, bands, signature


@pytest.mark.parametrize("similar", [0.2, 0.5, 0.7, 0.8, 0.95, 0.999, 1.0])
def test_two_texts_that_are_just_similar_enough_meet_in_a_band(similar):
    shape = bands(similar)

    assert 1 - (1 - similar**shape.rows) ** shape.count >= FOUND
    assert shape.hashes <= LONGEST


def test_signatures_agree_as_often_as_texts_are_similar():
    dice, shape = random.Random(1), bands(0.7)
    text = chinese(dice, 600)
    others = [edited(dice, text, edits) for edits in (0, 5, 20, 60) for _ in range(10)]

    signed = pl.DataFrame({"text": [text, *others]}).select(signature(pl.col("text"), shape)).to_series().to_numpy()

    errors = [(signed[0] == row).mean() - jaccard(text, other) for row, other in zip(signed[1:], others, strict=True)]
    assert max(map(abs, errors)) < 0.16
    assert abs(sum(errors) / len(errors)) < 0.03
