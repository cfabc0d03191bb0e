import hashlib
import hmac
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text import bucket, digest, hash64, keyed_hash, language, normalise, normalise_prompt

LETTERS = st.text(st.sampled_from("abCD天蓝é7"), max_size=12)
NOISE = st.text(st.sampled_from(" \n\t\u3000,.;:!?，。；：！？、「」\"'()（）…"), max_size=3)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def of(expression: Callable[[pl.Expr], pl.Expr], *texts: str | None) -> list:
    """What an expression makes of some texts."""
    frame = pl.DataFrame({"text": list(texts)}, schema={"text": pl.String})
    return frame.select(expression(pl.col("text"))).to_series().to_list()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Why is the sky blue?", "why is the  SKY blue"),
        ("天为什么是蓝的？", "天 为什么，是蓝的"),
        ("ＡＢＣ１２３", "abc123"),
        ("３．５", "3.5"),
        ("①", "1"),
        ("第一行\n第二行", "第一行 第二行"),
        ("it's", "it’s"),
    ],
)
def test_texts_that_read_the_same_are_equal(one, other):
    first, second = of(normalise, one, other)

    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5", "35"),
        ("1.2.3", "12.3"),
        ("C#", "C"),
        ("C++", "C"),
        ("-5", "5"),
        ("20%", "20"),
        ("a/b", "ab"),
        ("a_b", "ab"),
        ("@me", "me"),
        ("2*3", "23"),
        ("A&B", "AB"),
        ("x<y", "x>y"),
        ("？", "！"),
        ("", "。"),
    ],
)
def test_marks_that_carry_meaning_tell_texts_apart(one, other):
    first, second = of(normalise, one, other)

    assert first != second


@pytest.mark.parametrize(
    ("one", "other"), [("第1、2章", "第12章"), ("见 1 2 页", "见 12 页"), ("以10:30开盘", "以1030开盘")]
)
def test_numbers_are_not_run_together(one, other):
    first, second = of(normalise_prompt, one, other)

    assert first != second


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LETTERS, NOISE), min_size=1, max_size=5))
def test_case_white_space_and_punctuation_between_words_change_nothing(words):
    plain = "x".join(word for word, _ in words)
    noisy = "x".join(f"{noise}{word.upper() if word.isascii() else word}{noise}" for word, noise in words)

    if plain:
        assert of(normalise, plain) == of(normalise, noisy)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_no_text_but_blank_is_normalised_to_nothing(text):
    (plain,), (prompt,) = of(normalise, text), of(normalise_prompt, text)

    is_blank = not of(lambda t: t.str.normalize("NFKC").str.strip_chars(), text)[0]
    assert (plain == "") == (prompt == "") == is_blank


@pytest.mark.parametrize(
    "text",
    [
        "请问天为什么是蓝的？",
        "你好，天为什么是蓝的？",
        "天为什么是蓝的？谢谢！",
        "麻烦您，天为什么是蓝的",
        "天为什么是蓝的",
    ],
)
def test_courtesy_does_not_change_a_prompt(text):
    assert of(normalise_prompt, text) == ["天为什么是蓝的"]


def test_english_courtesy_does_not_change_a_prompt():
    prompts = of(
        normalise_prompt,
        "Hello, could you PLEASE sort this list? Thanks!",
        "sort this list",
        "Ｐｌｅａｓｅ sort this list",
    )

    assert len(set(prompts)) == 1


def test_courtesy_within_a_word_stays():
    assert of(normalise_prompt, "this thesis", "displease") == ["thisthesis", "displease"]


@pytest.mark.parametrize("text", ["谢谢", "请", "Thank you!", "你好"])
def test_a_prompt_of_courtesy_alone_keeps_it(text):
    assert of(normalise_prompt, text) == of(normalise, text) != [""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("谢谢用英语怎么说？", "你好用英语怎么说？"),
        ("用日语怎么说谢谢", "用日语怎么说你好"),
        ("How do I say hello in French?", "How do I say thanks in French?"),
    ],
)
def test_courtesy_that_a_prompt_is_about_stays(one, other):
    first, second = of(normalise_prompt, one, other)

    assert first != second


@settings(max_examples=50, deadline=None)
@given(ANY_TEXT)
def test_digests_are_those_of_the_standard_library(text):
    assert of(digest, text) == [hashlib.sha256(text.encode()).hexdigest()[:32]]
    assert of(lambda t: keyed_hash(t, "key"), text) == [
        hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest()[:32]
    ]


def test_xxhash64_is_the_published_one():
    assert of(hash64, "", "abc") == [0xEF46DB3751D8E999, 0x44BC2CF5AD770999]


def test_what_is_unknown_has_no_digest():
    assert of(digest, None) == of(lambda t: keyed_hash(t, "key"), None) == [None]


def test_buckets_are_fixed_for_ever_and_all_in_use():
    threads = [f"t{i}" for i in range(400)]

    buckets = of(lambda t: bucket(t, 16), *threads)

    assert (
        buckets[:4] == of(lambda t: bucket(t, 16), "t0", "t1", "t2", "t3") == [hash64_of(t) % 16 for t in threads[:4]]
    )
    assert set(buckets) == set(range(16))


def hash64_of(text: str) -> int:
    return of(hash64, text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("天为什么是蓝的", "zh"),
        ("用 Python 写快速排序", "zh"),
        ("What does 你好 mean in English", "en"),
        ("ok 好", "zh"),
        ("12345 !?", "other"),
        ("Привет", "other"),
        ("", "other"),
    ],
)
def test_the_language_is_that_of_most_words(text, expected):
    assert of(language, text) == [expected]
