import polars as pl
import pytest

from transforms.duplicates.guard import guard


def guards(*texts: str) -> list[str]:
    return pl.DataFrame({"text": texts}).select(guard(pl.col("text"))).to_series().to_list()


@pytest.mark.parametrize(
    ("one", "other"),
    [("用3句话", "用5句话"), ("共12", "共21"), ("可以", "不可以"), ("it can", "it can't"), ("`a[i]`", "`a[j]`")],
)
def test_texts_that_differ_in_digits_negations_or_code_have_different_guards(one, other):
    assert len(set(guards(one, other))) == 2


def test_other_words_and_other_widths_leave_the_guard_as_it_is():
    assert len(set(guards("请用 3.5 分钟，不要写", "只有３.５秒；不能等"))) == 1
