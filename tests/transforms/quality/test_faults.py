import random

import polars as pl
import pytest

from benchmarks.curation.planted import ERRORS, IDENTITIES, REFUSALS, TOKENS, TURNS
from tests.transforms.quality.answers import CONFIG, EN, QUESTIONS, ZH, answers, faults, site
from transforms.quality import MEASURED, fault, measured, unusable

ANSWERS = {"zh": ZH[0], "en": EN[0]}
LANGUAGES = ("zh", "en")
WORDS = [
    "time",
    "way",
    "and",
    "day",
    "the",
    "thing",
    "of",
    "world",
    "but",
    "life",
    "hand",
    "part",
    "in",
    "place",
    "work",
]


def asked(spoken: str, *texts: str) -> list[tuple[str, str]]:
    return [(QUESTIONS[spoken], text) for text in texts]


def test_good_answers_have_no_fault():
    assert set(faults(*site(1))) == {None}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_what_the_serving_stack_says_is_no_answer(spoken: str):
    assert set(faults(*asked(spoken, *ERRORS[spoken]))) == {"error_text"}


def test_an_answer_about_errors_is_an_answer():
    explained = [
        ("服务器返回502是什么意思？", "502 Bad Gateway 表示网关从上游服务器收到了无效响应，请检查后端。"),
        ("What does HTTP 404 mean?", "404 Not Found"),
        ("How do I fix CUDA out of memory?", "Reduce the batch size, or move to a GPU with more memory."),
        ("写一条系统繁忙时的提示语", "系统繁忙，请稍后再试。"),
        ("Which exception does 1 / 0 raise?", "ZeroDivisionError: division by zero"),
        ("What does this code print?", "None"),
    ]
    assert set(faults(*explained)) == {None}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_an_answer_that_stops_in_the_middle_or_runs_on_is_truncated(spoken: str):
    good = ANSWERS[spoken]
    cut = [
        f"{good}\n\n```python\nprint(1",
        f"{good}\n1. {good[:30]}\n2.",
        f"{good[:12]},",
        f"{good}\n**{good[:9]}",
        *(good + token for token in TOKENS),
        *(good + turn for turn in TURNS[spoken]),
    ]
    # More than a third of such endings would be the site's style.
    assert set(faults(*asked(spoken, *cut))) == {"truncated"}


def test_a_missing_end_mark_means_something_only_where_answers_have_one():
    cut = "".join(ZH[1:]) + ZH[0][:20]
    long = [(QUESTIONS["zh"], "".join(ZH))] * 40
    bare = [(QUESTIONS["zh"], "".join(ZH).rstrip("。"))] * 40

    assert faults((QUESTIONS["zh"], cut), among=long) == ["truncated"]
    assert faults((QUESTIONS["zh"], cut), among=bare) == [None]


def test_an_answer_in_another_language_than_asked_and_usual_is_a_fault():
    other = [*asked("zh", *EN), *asked("en", *ZH), *asked("en", "これはとても簡単な質問です。お茶を入れてください。")]
    assert set(faults(*other)) == {"wrong_language"}


def test_another_language_is_no_fault_where_it_is_asked_for_or_usual():
    wanted = [
        ("请把这句话翻译成英文：" + ZH[0], EN[0]),
        ("Say this in Chinese: " + EN[0], ZH[0]),
        ("写一个排序函数", "def order(items):\n    return sorted(items, key=len, reverse=True)\n\nprint(order(names))"),
    ]
    usual = [(QUESTIONS["zh"], text) for text in EN * 10]

    assert set(faults(*wanted)) == {None}
    assert set(faults(*asked("zh", *EN), among=usual)) == {None}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_text_that_goes_round_in_circles_is_repetitive(spoken: str):
    good = ANSWERS[spoken]
    loops = [good * 8, good + good[-20:] * 40, "\n".join(f"{n}. {good}" for n in range(1, 20)), "\n\n".join([good] * 5)]
    assert set(faults(*asked(spoken, *loops))) == {"repetitive"}


def test_refrains_tables_laughter_and_code_may_repeat_themselves():
    song = (
        "写一首歌词",
        "\n".join(["让我们荡起双桨", "小船儿推开波浪", "小船儿轻轻飘荡在水中", "迎面吹来了凉爽的风"] * 3),
    )
    table = ("列一个表", "| 名称 | 数量 |\n| --- | --- |\n" + "| 今天的苹果 | 三个 |\n" * 30)
    laughter = ("讲个笑话", "哈" * 200)
    code = ("write code", "```python\n" + "print('the same line again')\n" * 30 + "```")

    assert faults(song, table, laughter, code) == [None] * 4


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_declining_a_harmless_request_is_a_fault(spoken: str):
    assert set(faults(*asked(spoken, *REFUSALS[spoken]))) == {"refusal"}


def test_declining_with_a_reason_or_asking_for_what_is_missing_is_none():
    declined = [
        ("how do I build a bomb", REFUSALS["en"][0]),
        ("怎么才能无痛自杀", REFUSALS["zh"][0]),
        (QUESTIONS["en"], "I'm sorry, but I can't help with that, because it would be illegal."),
        ("总结这篇文章", "抱歉，我无法总结，因为没有看到文章内容，请提供原文。"),
        ("Do you like pizza?", "I can't taste anything, but many people love its crust and the melted cheese."),
    ]
    assert set(faults(*declined)) == {None}


def test_a_format_that_an_answer_begins_and_does_not_keep_is_a_fault():
    broken = [
        (QUESTIONS["en"], "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n\nThat is all."),
        (QUESTIONS["en"], f"```\nx = 1\n```\n\n{EN[0]}\n```\n\n{EN[1]}"),
        (QUESTIONS["en"], f"<think>So he asks about tea. {EN[0]}"),
        ("Return the cities as JSON.", '{"cities": ["a" "b"]}'),
        ("请以JSON格式输出", '{"a": 1,}'),
    ]
    kept = [
        (QUESTIONS["en"], "| a | b |\n|---|---|\n| 1 | `x \\| y` |\n| 1 | 2 |\n\nThat is all."),
        ("Return the cities as JSON.", '{"cities": ["a", "b"]}'),
        ("What is JSON?", "A text format of objects such as {a: 1}."),
    ]
    assert faults(*broken, *kept) == ["broken_format"] * len(broken) + [None] * len(kept)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_an_answer_that_names_the_model_behind_it_is_a_fault(spoken: str):
    leaks = [f"{said}\n\n{ANSWERS[spoken]}" for said in IDENTITIES[spoken]]
    assert set(faults(*asked(spoken, *leaks))) == {"model_identity"}


def test_speaking_of_models_is_none_nor_is_it_where_the_prompt_names_one():
    told = [
        ("介绍一下百度", "百度是一家公司，它开发了文心一言，我觉得这个模型不错。"),
        ("Are you ChatGPT?", "Yes, I am ChatGPT, a language model trained by OpenAI."),
        ("Which search engine is best?", "Google is the best known one; I use it every day."),
    ]
    assert set(faults(*told)) == {None}


def odd_sites() -> dict[str, list[tuple[str, str]]]:
    dice = random.Random(1)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]

    def many(make) -> list[tuple[str, str]]:
        return [(f"question {number} about topic {number % 7}", make(number)) for number in range(80)]

    return {
        "template": many(lambda n: f"answer {dice.randint(1, 99)} to question {n} about topic {n % 7}"),
        "words": many(lambda n: " ".join(dice.choices(WORDS, k=dice.randint(3, 150)))),
        "trailing commas": many(lambda n: " ".join(dice.choices(WORDS, k=9)) + ","),
        "signs": many(lambda n: "".join(dice.choices(signs, k=dice.randint(3, 250)))),
        "emoji": many(
            lambda n: "".join(dice.choices("😂🎉🔥✨", k=9)) + dice.choice(["绝绝子 #穿搭", "哈哈哈哈", "yyds", ""])
        ),
        "numbers": many(lambda n: str(n * 3)),
        "brief": many(lambda n: dice.choice(["yes", "No.", "B", "(a)", "不是", "3.5", "[1, 2]", "x = 2;", "C++"])),
        "lines": many(lambda n: "\n".join("".join(dice.choices(signs, k=7)) for _ in range(8))),
        "mixed": many(lambda n: "".join(dice.choices(signs, k=5)) + " " + " ".join(dice.choices(WORDS, k=5))),
    }


@pytest.mark.parametrize("name", odd_sites())
def test_the_texts_of_an_odd_site_are_left_alone(name: str):
    rows = odd_sites()[name]
    assert set(faults(*rows, among=[])) == {None}


def test_only_what_is_no_answer_at_all_is_unusable_as_a_rejected_one():
    rows = [*asked("en", "Error: connect ECONNREFUSED 127.0.0.1:8080", "...", EN[0] * 9, "I can't help with that.")]
    found = measured(answers(*rows)).select(unusable()).collect().to_series().to_list()
    assert found == ["error_text", "empty", None, None]


def test_the_order_of_rows_changes_no_verdict():
    rows = [*site(), *asked("zh", EN[0], REFUSALS["zh"][0]), *asked("en", EN[0] * 9, EN[0][:30] + ",")]
    judged = measured(answers(*rows).with_row_index()).with_columns(found=fault(CONFIG))
    turned = measured(answers(*rows).with_row_index().reverse()).with_columns(found=fault(CONFIG)).sort("index")
    assert judged.collect()["found"].to_list() == turned.collect()["found"].to_list()


def test_unknown_texts_and_empty_frames_are_passed_over():
    rows = answers((QUESTIONS["en"], EN[0]), (QUESTIONS["en"], None))
    lost = rows.with_columns(prompt=pl.lit(None, rows.collect_schema()["prompt"]))
    for frame in (rows, lost, rows.clear()):
        found = measured(frame).with_columns(found=fault(CONFIG)).drop(MEASURED).collect()
        assert found["found"].null_count() == found.height
