import polars as pl
import pytest

from transforms.hardness import COMPARED_CHARS, jaccard, trigrams


def likeness(one: str, other: str) -> float:
    sets = pl.DataFrame({"one": [one], "other": [other]}).select(
        trigrams(pl.col(name)).alias(name) for name in ("one", "other")
    )
    return sets.select(jaccard(pl.col("one"), pl.col("other"))).item()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("abcd", "abcd", 1.0),
        ("abcd", "bcde", 1 / 3),
        ("abcd", "wxyz", 0.0),
        ("今天天气很好", "今天天气不好", 2 / 6),
        ("ab", "ab", 1.0),
        ("ab", "abc", 0.0),
        ("", "abc", 0.0),
    ],
)
def test_likeness_is_the_shared_part_of_all_trigrams(one, other, alike):
    assert likeness(one, other) == pytest.approx(alike)
    assert likeness(other, one) == pytest.approx(alike)


def test_a_repeated_trigram_counts_once():
    assert likeness("abcabc", "abcabcabc") == 1.0


def test_only_the_beginning_is_compared():
    start = "".join(chr(0x4E00 + i) for i in range(COMPARED_CHARS))

    assert likeness(start + "ending", start + "another one") == 1.0
