"""What each generator does to an answer, and what its check says of negatives that it has not made."""

import polars as pl
import pytest

from tests.transforms.synthetic.sources import ANSWERS, sources
from transforms.synthetic.generators import GENERATORS
from transforms.synthetic.material import drawn, material

SEEDS = 12


def made(name: str, question: str, answer: str, language: str, others=ANSWERS) -> set[str]:
    """What a generator makes of an answer over several seeds."""
    rows = material(sources([(question, answer, language), *others]))
    found = [GENERATORS[name].make(drawn(rows, name, seed)) for seed in range(SEEDS)]
    own = pl.concat(frame.filter(pl.col("context_id") == "q0-0").select("rejected_text") for frame in found)
    return set(own.collect()["rejected_text"].drop_nulls())


def is_worse(name: str, question: str, answer: str, rejected: str, language: str = "en", **columns) -> bool:
    """What a generator's check says of an answer of ours."""
    rows = material(sources([(question, answer, language)])).with_columns(rejected_text=pl.lit(rejected), **columns)
    return bool(GENERATORS[name].judge(rows).collect()["worse"][0])


@pytest.mark.parametrize(
    ("question", "answer", "language", "kept"),
    [
        ("步骤？", "1. 打开软件\n2. 点击设置\n3. 保存", "zh", None),
        ("多久？", "跑步10-15分钟就够了。", "zh", None),
        ("来源？", "疫苗能减少死亡（WHO，2020）。", "zh", None),
        ("How sure?", "Confidence: 85%", "en", None),
        ("Which?", "It is on the Xbox 360 only.", "en", None),
        ("How far?", "```\nx = 100\n```", "en", None),
        ("多少钱？", "这本书的价格是45元。", "zh", r"^这本书的价格是[1-9]5元。$"),
        (
            "When?",
            "The tower was built in 1889 by a company.",
            "en",
            r"^The tower was built in 18[3-7]\d by a company.$",
        ),
        ("什么时候？", "活动在12月开始。", "zh", r"^活动在(?:[1-9]|1[01])月开始。$"),
        ("How high?", "It is 8,848 meters high.", "en", r"^It is [1-7],848 meters high.$"),
    ],
)
def test_a_number_that_matters_becomes_a_plausible_other_one(question, answer, language, kept):
    texts = made("number_change", question, answer, language)

    assert answer not in texts
    assert bool(texts) == (kept is not None)
    assert all(pl.Series([text]).str.contains(kept).item() for text in texts)


@pytest.mark.parametrize(
    ("answer", "language", "texts"),
    [
        ("水可以导电。", "zh", {"水不可以导电。"}),
        ("运动有助于睡眠。", "zh", {"运动无助于睡眠。"}),
        ("狗不是鱼。", "zh", {"狗是鱼。"}),
        ("Water can conduct electricity.", "en", {"Water cannot conduct electricity."}),
        ("Whales are mammals.", "en", {"Whales are not mammals."}),
        ("Whales are not fish.", "en", {"Whales are fish."}),
        (
            "The water level is always high.",
            "en",
            {"The water level is not always high.", "The water level is never high."},
        ),
        ("如果下雨，可以打车。", "zh", set()),
        ("是否可以打车？", "zh", set()),
        ("以下是可以选择的方法：", "zh", set()),
        ("Can you do it?", "en", set()),
        ("If it rains, you should stay.", "en", set()),
        ("Here are some ideas.", "en", set()),
    ],
)
def test_a_statement_becomes_its_contrary_and_a_question_or_condition_does_not(answer, language, texts):
    assert made("logic_inversion", "?", answer, language) <= texts
    assert bool(made("logic_inversion", "?", answer, language)) == bool(texts)


def test_an_entity_is_swapped_wherever_it_stands_for_another_of_its_kind():
    texts = made("keyword_swap", "介绍一下北京。", "北京是一座古城。北京有很多胡同。", "zh")

    assert texts
    assert all("北京" not in text and len(text.split("是一座古城。")) == 2 for text in texts)
    assert all(
        text.split("是一座古城。")[0] == text.split("是一座古城。")[1].removesuffix("有很多胡同。") for text in texts
    )


def test_a_part_of_a_longer_word_is_no_keyword():
    assert (
        made("keyword_swap", "What is red?", "The required bird was stored. It was hatred.", "en", others=[]) == set()
    )


def test_another_conversations_answer_is_given_but_never_one_of_the_same():
    same = sources(ANSWERS[:2], root="r")

    frame = GENERATORS["other_prompt"].make(drawn(material(same), "other_prompt", 0)).collect()

    assert frame["rejected_text"].null_count() == 2
    assert made("other_prompt", *ANSWERS[0]) <= {answer for _, answer, language in ANSWERS[1:] if language == "zh"}


def test_a_planted_instruction_stands_in_the_prompt_and_is_obeyed():
    question, answer, language = ANSWERS[0]
    rows = drawn(material(sources([(question, answer, language)])), "prompt_injection", 0)

    row = GENERATORS["prompt_injection"].make(rows).collect().row(0, named=True)

    said = row["prompt"][-1]["content"]
    assert question in said
    assert row["planted"] in said
    assert row["planted"] in row["rejected_text"]
    assert not any(
        f"{{{name}}}" in said + row["rejected_text"] for name in ("word", "material", "question", "instruction")
    )


Q, A = "How tall is Mount Everest?", "Mount Everest is 8,848 meters tall. It is the highest mountain of Asia."
STEPS = "1. Wash the rice.\n2. Boil the water.\n3. Add the rice.\n4. Therefore wait."


@pytest.mark.parametrize(
    ("name", "answer", "rejected", "worse"),
    [
        ("number_change", A, A.replace("8,848", "2,848"), True),
        ("number_change", A, A.replace("highest", "tallest"), False),
        ("number_change", "You could walk for, say, 30 minutes.", "You could walk for, say, 35 minutes.", False),
        ("logic_inversion", A, A.replace("is the", "is not the"), True),
        ("logic_inversion", A, A.replace("is the", "is surely the"), False),
        ("logic_inversion", "It is bad.", "It is never not bad.", False),
        ("logic_inversion", "Is it not bad?", "Is it bad?", False),
        ("keyword_swap", A, A.replace("Everest", "Fuji"), True),
        ("keyword_swap", A, A.replace("It is", "It's"), False),
        ("other_prompt", A, "Boil the egg for nine minutes and cool it in ice water.", True),
        ("other_prompt", A, "Everest is 8,849 meters tall, the highest mountain.", False),
        ("random_deletion", A, "Mount is 8,848. It is of Asia.", True),
        ("random_deletion", A, A.replace("It is", ""), False),
        ("shuffle", STEPS, "3. Add the rice.\n1. Wash the rice.\n4. Therefore wait.\n2. Boil the water.", True),
        ("shuffle", STEPS, STEPS, False),
        ("shuffle", "Cats sleep. Dogs bark. Fish swim.", "Dogs bark. Cats sleep. Fish swim.", False),
        ("repeater", A, Q, True),
        ("repeater", Q, Q, False),
        ("repeater", A, "Nobody knows how high these peaks rise above the valley floor.", False),
        ("endless", A, A + " It is the highest mountain of Asia." * 5 + " It is the high", True),
        ("endless", A, A + " It is in Nepal and China.", False),
    ],
)  # fmt: skip
def test_the_check_sees_the_texts_alone(name, answer, rejected, worse):
    assert is_worse(name, Q, answer, rejected) is worse


@pytest.mark.parametrize("name", ["number_change", "logic_inversion"])
def test_in_a_story_a_changed_detail_is_not_worse(name):
    story = {
        "number_change": ("She was 30 years old.", "She was 60 years old."),
        "logic_inversion": ("It is warm.", "It is not warm."),
    }

    assert is_worse(name, "Tell me a story.", *story[name])
    assert not is_worse(name, "Tell me a story.", *story[name], scenario=pl.lit("creative"))
