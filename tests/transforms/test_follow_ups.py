import polars as pl
import pytest

from schemas.statistics import FOLLOW_UP_CLASSES
from tests.transforms.follow_up_examples import CLOSING, DEVELOPMENT, HARD, HELD_OUT, RARE
from transforms.follow_ups import classify, similarity
from transforms.follow_ups.chinese import CHINESE
from transforms.follow_ups.classes import _clauses, _union
from transforms.follow_ups.english import ENGLISH
from transforms.text import language

Examples = tuple[tuple[str, str, str], ...]


def scored(examples: Examples) -> pl.DataFrame:
    table = pl.LazyFrame(examples, schema=["label", "question", "text"], orient="row")
    likeness = similarity(pl.col("text"), pl.col("question"))
    return table.with_columns(found=classify(pl.col("text"), likeness), language=language(pl.col("question"))).collect()


def precision_and_recall(table: pl.DataFrame, name: str) -> tuple[float, float]:
    right = pl.col("found") == pl.col("label")
    precision = table.filter(found=name).select(right.mean()).item()
    return precision, table.filter(label=name).select(right.mean()).item()


def found(*texts: str, likeness: int = 0) -> list[str]:
    table = pl.DataFrame({"text": texts})
    return table.select(classify(pl.col("text"), pl.lit(likeness))).to_series().to_list()


def like(text: str | None, question: str | None) -> int | None:
    table = pl.DataFrame({"text": [text], "question": [question]}, schema={"text": pl.String, "question": pl.String})
    return table.select(similarity(pl.col("text"), pl.col("question"))).item()


def test_the_sentences_that_the_lexicons_were_written_on_come_out_right():
    assert scored(DEVELOPMENT).select((pl.col("found") == pl.col("label")).mean()).item() > 0.9


def test_no_to_an_offer_or_of_oneself_finds_no_fault_and_no_to_the_answer_does():
    assert scored(CLOSING).select((pl.col("found") == pl.col("label")).mean()).item() > 0.9


def test_what_is_seldom_said_is_understood():
    assert scored(RARE).select((pl.col("found") == pl.col("label")).mean()).item() > 0.9


def test_every_group_of_the_lexicons_is_found_in_a_labelled_sentence():
    texts = pl.DataFrame({"text": [text for *_, text in DEVELOPMENT + HELD_OUT + HARD + CLOSING + RARE]})
    said = texts.select(said=_clauses(pl.col("text")).str.replace_all("(?m)^= ", ""))
    groups = {
        f"{part} {name}": _union([group])
        for lexicon in (CHINESE, ENGLISH)
        for part in lexicon._fields
        for name, group in getattr(lexicon, part).items()
    }

    reached = said.select(
        pl.col("said").str.contains(f"(?m){group}").any().alias(name) for name, group in groups.items()
    )

    assert [name for name, is_reached in reached.row(0, named=True).items() if not is_reached] == []


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("praise", 0.92, 0.92),
        ("complaint", 0.92, 0.87),
        ("rephrased", 0.95, 0.85),
        ("deeper", 0.7, 0.75),
        ("unrelated", 0.75, 0.75),
    ],
)
def test_on_sentences_that_were_held_out_the_classes_are_found(spoken: str, name: str, precision: float, recall: float):
    reached = precision_and_recall(scored(HELD_OUT).filter(language=spoken), name)
    assert reached[0] >= precision
    assert reached[1] >= recall


@pytest.mark.parametrize(("name", "precision", "recall"), [("praise", 0.6, 0.4), ("complaint", 0.75, 0.4)])
def test_on_difficult_sentences_half_of_the_verdicts_are_found(name: str, precision: float, recall: float):
    reached = precision_and_recall(scored(HARD), name)
    assert reached[0] >= precision
    assert reached[1] >= recall


def test_every_class_and_language_has_examples():
    counts = scored(HELD_OUT).group_by("label", "language").len()
    assert set(counts["label"]) == set(FOLLOW_UP_CLASSES)
    assert counts.height == 10
    assert counts["len"].min() >= 20


def test_thanks_with_a_fault_are_a_complaint_and_praise_with_a_question_is_praise():
    assert found("谢谢,但是第二点不对", "Thanks, but the second one is wrong") == ["complaint"] * 2
    assert found("太好了,能再加一个例子吗", "Great, can you also add an example?") == ["praise"] * 2


def test_praise_in_the_words_of_the_question_is_no_rephrasing():
    assert (
        found("谢谢,手冲咖啡这部分讲得很清楚", "Thanks, the part on pour-over coffee is clear", likeness=500)
        == ["praise"] * 2
    )


def test_thanks_behind_a_request_are_courtesy():
    assert found("再短一点,谢谢", "please make it shorter, thanks") == ["deeper"] * 2


def test_a_fault_that_is_supposed_or_denied_or_somebody_elses_is_none():
    denied = found("没错,就是这样", "no problem, works")
    supposed = found("如果文件不存在怎么办", "what if this is wrong?")
    quoted = found("翻译成英文:你说错了", 'Translate "you are wrong" to French', "Fix the spelling: this is wrog")
    assert denied == ["praise"] * 2
    assert supposed == ["deeper"] * 2
    assert "complaint" not in quoted


def test_what_is_pasted_far_behind_is_not_looked_at():
    assert found("Now do the same for this text. " + "It is long. " * 50 + "This is wrong.") == ["deeper"]


@pytest.mark.parametrize("text", ["不对,你说错了", "That is wrong, thanks", "谢谢!", "??"])
def test_wide_marks_and_capitals_change_nothing(text: str):
    wide = text.translate(str.maketrans(",!?", "，！？"))
    assert found(text) == found(wide) == found(text.upper()) == found(f"  {text}\n")


def test_similarity_is_symmetric_and_bounded():
    table = scored(DEVELOPMENT + HELD_OUT)
    one, other = similarity(pl.col("text"), pl.col("question")), similarity(pl.col("question"), pl.col("text"))
    assert table.select((one == other).all()).item()
    assert table.select(one.is_between(0, 1000).all()).item()


def test_equal_up_to_case_punctuation_and_empty_words_is_1000():
    assert like("HOW do I read a CSV file?!", "read csv file, please") == 1000


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("abcd", "bcde", 500),
        ("绿茶", "红茶", 333),
        ("啊", "好", 0),
        ("", "好", 0),
        ("why?", "how?", 0),
        ("", "", 0),
        (None, "好的", None),
    ],
)
def test_similarity_is_the_dice_coefficient_of_pieces(text: str | None, question: str, expected: int | None):
    assert like(text, question) == expected


def test_an_unknown_text_has_no_class_and_an_unknown_question_no_similarity():
    table = pl.DataFrame(
        {"text": [None, "谢谢"], "similarity": [None, None]}, schema={"text": pl.String, "similarity": pl.Int32}
    )
    assert table.select(classify(pl.col("text"), pl.col("similarity"))).to_series().to_list() == [None, "praise"]
