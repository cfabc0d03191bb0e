import random

import polars as pl
import pytest

from tests.transforms.duplicates.builders import chinese, edited, english, frame
from transforms.duplicates.contamination import contaminated

DICE = random.Random(7)
CHINESE, ENGLISH = chinese(DICE, 120), english(DICE, 40)
ITEMS = {"zh": CHINESE, "en": ENGLISH}
ASKED = "Answer the following question with the final answer alone and do not explain your reasons: "


def found(texts: dict[str, str], items: dict[str, str] = ITEMS, *, share: float = 0.5) -> dict[str, str]:
    """Key -> item."""
    asked = pl.LazyFrame({"item": list(items), "text": list(items.values())})
    return dict(contaminated(frame(texts), asked, share=share).select("key", "item").collect().rows())


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (CHINESE, "zh"),
        (ENGLISH.upper().replace(" ", "  \n"), "en"),
        (chinese(DICE, 900) + CHINESE + chinese(DICE, 900), "zh"),
        ("请问：" + edited(random.Random(1), CHINESE, 2), "zh"),
        (english(DICE, 200) + " " + ENGLISH + "?", "en"),
        (CHINESE[:90], "zh"),
    ],
)
def test_a_text_that_holds_an_item_is_found_with_the_item(text, item):
    assert found({"a": text, "b": chinese(DICE, 300), "c": english(DICE, 100)}) == {"a": item}


def test_less_than_the_share_is_not_enough():
    assert found({"a": CHINESE[:60]}) == {}
    assert found({"a": CHINESE[:60]}, share=0.3) == {"a": "zh"}


def test_the_overlap_is_the_share_of_the_items_grams():
    asked = pl.LazyFrame({"item": ["zh"], "text": [CHINESE]})

    rows = contaminated(frame({"a": CHINESE, "b": CHINESE[:90]}), asked, share=0.5).sort("key").collect()

    assert rows["overlap"].to_list() == pytest.approx([1, (90 - 12) / (120 - 12)], abs=1e-4)


def test_a_frame_that_items_share_is_not_enough():
    items = {f"item{i}": ASKED + english(DICE, 6) for i in range(5)}

    assert found({"a": ASKED + english(DICE, 6), "b": items["item2"]}, items) == {"b": "item2"}


def test_a_frame_that_texts_share_is_not_enough_however_few_the_items():
    texts = {f"{i:03}": ASKED + english(DICE, 8) for i in range(100)}
    item = texts["017"]

    assert found(texts, {"only": item}) == {"017": "only"}


def test_copies_of_an_item_do_not_make_it_boilerplate():
    texts = {f"{i:03}": CHINESE[:90] for i in range(100)} | {
        f"a{i:03}": chinese(DICE, 50) + CHINESE for i in range(100)
    }

    assert found(texts) == dict.fromkeys(texts, "zh")


def test_a_turn_of_phrase_is_no_item():
    items = {"item": "What is the difference between TCP and UDP?"}

    assert found(
        {"a": "What is the difference between jam and jelly?", "b": f"Quick: {items['item']} Thanks!"}, items
    ) == {"b": "item"}


def test_a_short_item_counts_where_it_is_the_whole_text_and_a_shorter_one_never():
    items = {"five": "今天星期几", "three": "为什么", "letter": "A"}

    assert found({"a": "今天星期几？", "b": "请问今天星期几呢", "c": "为什么", "d": "a", "e": "为什么今天"}, items) == {
        "a": "five"
    }


def test_each_text_has_one_row_with_the_item_that_it_holds_most_of():
    items = {"b": CHINESE, "c": CHINESE, "a": CHINESE + chinese(DICE, 40)}

    assert found({"x": chinese(DICE, 30) + CHINESE, "y": items["a"]}, items) == {"x": "b", "y": "a"}


def test_the_order_of_rows_changes_nothing_and_without_items_nothing_is_found():
    texts = {f"{i}": edited(DICE, CHINESE, i) for i in range(8)} | {"en": ENGLISH}

    assert found(dict(reversed(texts.items())), dict(reversed(ITEMS.items()))) == found(texts) != {}
    assert (
        contaminated(frame(texts), pl.LazyFrame(schema={"item": pl.String, "text": pl.String}), share=0.5)
        .collect()
        .is_empty()
    )
