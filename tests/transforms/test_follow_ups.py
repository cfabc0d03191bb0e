import polars as pl
import pytest

from schemas.statistics import FOLLOW_UP_CLASSES
from tests.transforms.follow_up_examples import HELD_OUT, TUNED
from transforms.follow_ups import classify, similarity


def scored(examples: tuple[tuple[str, str, str], ...]) -> pl.DataFrame:
    table = pl.LazyFrame(examples, schema=["label", "question", "text"], orient="row")
    likeness = similarity(pl.col("text"), pl.col("question"))
    return table.with_columns(found=classify(pl.col("text"), likeness)).collect()


def precision_and_recall(table: pl.DataFrame) -> dict[str, tuple[float, float]]:
    right = pl.col("found") == pl.col("label")
    return {
        name: (
            table.filter(found=name).select(right.mean()).item(),
            table.filter(label=name).select(right.mean()).item(),
        )
        for name in FOLLOW_UP_CLASSES
    }


def like(text: str | None, question: str | None) -> int | None:
    table = pl.DataFrame({"text": [text], "question": [question]}, schema={"text": pl.String, "question": pl.String})
    return table.select(similarity(pl.col("text"), pl.col("question"))).item()


def test_the_sentences_that_the_lexicon_was_written_on_come_out_right():
    assert scored(TUNED).select((pl.col("found") == pl.col("label")).mean()).item() > 0.98


@pytest.mark.parametrize(("name", "least"), [("praise", 0.6), ("complaint", 0.25), ("rephrased", 0.75)])
def test_on_other_sentences_classes_with_a_sign_are_right_where_they_are_found(name: str, least: float):
    precision, recall = precision_and_recall(scored(HELD_OUT))[name]
    assert precision == 1.0
    assert recall >= least


def test_similarity_is_symmetric_and_bounded():
    table = scored(TUNED + HELD_OUT)
    one, other = similarity(pl.col("text"), pl.col("question")), similarity(pl.col("question"), pl.col("text"))
    assert table.select((one == other).all()).item()
    assert table.select(one.is_between(0, 1000).all()).item()


def test_equal_up_to_case_punctuation_and_empty_words_is_1000():
    assert like("HOW do I read a CSV file?!", "read csv file, please") == 1000


@pytest.mark.parametrize(
    ("text", "question", "expected"), [("abcd", "bcde", 667), ("啊", "好", 0), (None, "好的", None)]
)
def test_similarity_is_the_dice_coefficient_of_bigrams(text: str | None, question: str, expected: int | None):
    assert like(text, question) == expected


def test_an_unknown_text_has_no_class_and_an_unknown_question_no_similarity():
    table = pl.DataFrame(
        {"text": [None, "谢谢"], "similarity": [None, None]}, schema={"text": pl.String, "similarity": pl.Int32}
    )
    assert table.select(classify(pl.col("text"), pl.col("similarity"))).to_series().to_list() == [None, "praise"]
