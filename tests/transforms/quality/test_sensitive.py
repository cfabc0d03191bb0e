import polars as pl
import pytest

from schemas.lexicons.sensitive import SENSITIVE
from tests.transforms.quality.answers import EN, ZH
from transforms.quality import sensitive


def category(*texts: str | None, lexicon: dict[str, tuple[str, ...]] = SENSITIVE) -> list[str | None]:
    table = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return table.select(sensitive(pl.col("text"), lexicon)).to_series().to_list()


@pytest.mark.parametrize("name", SENSITIVE)
def test_every_phrase_of_a_category_is_found_in_any_case_within_a_text(name: str):
    told = [" ".join(part.split("/")[-1] for part in word.split(" + ")) for word in SENSITIVE[name]]
    texts = [f"{EN[0]} So, {word.upper()}: yes. {ZH[0]}" for word in told]
    found = category(*texts)
    # A phrase may hold another category's, which comes first.
    assert None not in found
    assert found.count(name) >= 0.9 * len(found)


def test_words_in_latin_letters_are_whole_words():
    assert category("a skype call", "he sells KYS.", lexicon={"bad": ("kys",)}) == [None, "bad"]


def test_declining_warning_and_reporting_are_what_is_wanted():
    assert category(
        "I'm sorry, but I can't help you make a bomb.",
        "不要相信刷单返利，这是诈骗。",
        "警方捣毁一个博彩平台，多人落网。",
        "Phishing kit sellers were arrested; never use one.",
        *ZH,
        *EN,
        None,
    ) == [None] * (5 + len(ZH) + len(EN))


def test_categories_are_tried_in_their_order_and_none_finds_nothing():
    assert category("red and blue", lexicon={"second": ("blue",), "first": ("red",)}) == ["second"]
    assert category("red", lexicon={}) == [None]
    assert category("red", lexicon={"empty": ()}) == [None]
