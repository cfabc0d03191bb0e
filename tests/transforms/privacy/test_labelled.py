"""The bars on personal data, held on texts that were labelled apart from the patterns."""

import polars as pl
import pytest

from benchmarks.curation.pii import CHECKED, Labelled, bar, labelled, missed, table
from transforms.privacy.kinds import KINDS, TYPES

ROWS = labelled()
TABLE = table(ROWS)


def test_every_type_has_texts_with_a_value_and_near_misses():
    assert set(TABLE["type"]) == set(TYPES)
    for row in TABLE.iter_rows(named=True):
        assert min(row["positives"], row["near_misses"]) >= (100 if row["type"] in CHECKED else 40), row["type"]


@pytest.mark.parametrize("row", TABLE.iter_rows(named=True), ids=lambda row: row["type"])
def test_recall_and_precision_reach_the_bar(row):
    faulty = [(one.text, one.values, hidden) for one, hidden in missed(ROWS) if one.type == row["type"]]

    assert row["recall"] >= bar(row["type"]), faulty
    assert row["precision"] >= bar(row["type"]), faulty


@pytest.mark.parametrize("type", TYPES)
def test_the_hint_of_a_type_passes_over_no_text_with_a_value(type):
    texts = pl.Series([row.text for row in ROWS if row.type == type and row.values])
    hints = [kind.hint for kind in KINDS if kind.type == type]

    assert texts.filter(~texts.str.contains("|".join(f"(?:{hint})" for hint in hints))).to_list() == []


def test_a_value_that_is_left_or_overrun_and_a_near_miss_that_is_hidden_are_told():
    rows = [
        Labelled("电话13812345678", "PHONE", ["13812345678"]),
        Labelled("电话13812345678", "PHONE", ["电话13812345678"]),
        Labelled("电话13812345678", "PHONE", []),
        Labelled("一二三", "PHONE", ["一"]),
    ]

    assert [row for row, _ in missed(rows)] == rows[1:]
    assert table(rows).row(0) == ("PHONE", 3, 1, round(1 / 3, 4), round(1 / 3, 4))
