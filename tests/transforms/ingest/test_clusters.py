import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ingest.clusters import SHINGLE, SKETCH, couples, join_or_found, sketched
from transforms.text import digest, normalise_prompt

SKY = "请详细解释一下为什么晴朗的白天天空看起来是蓝色的而到了傍晚日落的时候却变成了红色"
LONG = "Explain step by step how a relational database decides which index to use for a query with several joins"


def prompts(*texts: str, history: str | None = None) -> pl.LazyFrame:
    """New prompts in order; the key is the text itself."""
    rows = {"key": texts, "text": texts, "order": range(len(texts))}
    return (
        pl.LazyFrame(rows, schema={"key": pl.String, "text": pl.String, "order": pl.Int64})
        .unique("key", keep="first", maintain_order=True)
        .with_columns(
            normal=normalise_prompt(pl.col("text")),
            history=digest(pl.lit("")) if history is None else pl.lit(history),
        )
    )


def clustered(*texts: str, founders: tuple[str, ...] = (), similar: float = 0.8) -> dict[str, str]:
    """Text -> the text of the prompt whose cluster it belongs to, after `founders` of earlier nights."""
    new = sketched(prompts(*texts)).collect().lazy()
    near = couples(new, sketched(prompts(*founders)), similar=similar).collect()
    joined = dict(join_or_found(near))
    return {text: joined.get(text, text) for text in texts}


def grams(text: str) -> set[str]:
    normal = pl.select(normalise_prompt(pl.lit(text))).item()
    return {normal[i : i + SHINGLE] for i in range(max(len(normal) - SHINGLE + 1, 1))}


def jaccard(one: str, other: str) -> float:
    return len(grams(one) & grams(other)) / len(grams(one) | grams(other))


@pytest.mark.parametrize(("one", "other"), [(SKY, SKY + "呢"), (LONG, LONG.replace("Explain", "explain") + ", ok?")])
def test_a_near_equal_prompt_joins_the_one_before_it(one, other):
    assert jaccard(one, other) >= 0.8
    assert clustered(one, other) == {one: one, other: one}


def test_a_prompt_that_is_less_alike_founds_its_own():
    other = SKY.replace("晴朗的白天", "夏天").replace("傍晚日落", "黄昏")

    assert jaccard(SKY, other) < 0.8
    assert clustered(SKY, other) == {SKY: SKY, other: other}


def test_the_similarity_from_which_prompts_are_alike_is_the_sites():
    other = SKY + "呢"

    assert clustered(SKY, other, similar=jaccard(SKY, other))[other] == SKY
    assert clustered(SKY, other, similar=jaccard(SKY, other) + 1e-9)[other] == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SKY + "，用3句话", SKY + "，用5句话"),
        (SKY + "，用3.5句话", SKY + "，用35句话"),
        (SKY + "，共12", SKY + "，共21"),
        (SKY + "可以", SKY + "不可以"),
        (SKY + "讲清楚", SKY + "别讲清楚"),
        (LONG, LONG.replace("to use", "not to use")),
        (LONG, LONG.replace("to use", "never to use")),
        (LONG + " it can", LONG + " it can't"),
        (LONG + " it can", LONG + " it can’t"),
        (LONG + " `a[i]`", LONG + " `a[j]`"),
        (LONG + " ```x = A```", LONG + " ```x = a```"),
    ],
)
def test_prompts_that_differ_in_digits_negation_or_code_are_never_alike(one, other):
    assert jaccard(one, other) >= 0.8
    assert clustered(one, other)[other] == other


def test_prompts_after_different_histories_are_never_alike():
    new, old = sketched(prompts(SKY + "呢")), sketched(prompts(SKY, history="another"))

    assert couples(new, old, similar=0.1).collect().is_empty()


def test_a_word_that_only_holds_a_negation_is_none():
    other = LONG.replace("Explain", "Explain now")

    assert jaccard(LONG, other) >= 0.8
    assert clustered(LONG, other)[other] == LONG


def test_a_prompt_joins_the_most_similar_founder():
    near, nearer = SKY[2:], SKY[1:]

    assert clustered(SKY, founders=(near, nearer))[SKY] == nearer


def test_a_founder_of_an_earlier_night_keeps_its_cluster():
    late = SKY + "呢"

    assert clustered(late, SKY + "吗", founders=(SKY,)) == {late: SKY, SKY + "吗": SKY}


def test_a_cluster_is_joined_by_its_founder_alone_and_clusters_never_merge():
    chain = [SKY[i:] for i in range(0, 16, 2)]

    found = clustered(*chain)

    assert all(found[founder] == founder for founder in found.values())
    assert all(jaccard(text, founder) >= 0.8 for text, founder in found.items())
    assert len(set(found.values())) > 1


def test_a_prompt_between_two_clusters_joins_one_and_merges_none():
    left, right, between = SKY + "一二三四五六七八", "甲乙丙丁戊己庚辛" + SKY, SKY
    similar = min(jaccard(left, between), jaccard(right, between))

    found = clustered(between, founders=(left, right), similar=similar)

    assert jaccard(left, right) < similar
    assert found[between] in (left, right)


def test_short_prompts_are_alike_only_when_equal():
    assert clustered("天蓝", "天 蓝？", "天空", "蓝") == {"天蓝": "天蓝", "天 蓝？": "天蓝", "天空": "天空", "蓝": "蓝"}


def test_a_long_prompt_is_compared_by_a_sketch():
    words = [f"第{chr(0x4E00 + 7 * i)}段说的是{chr(0x5E00 + 11 * i)}" for i in range(400)]
    one, other, third = ("，".join(part) for part in (words, words[:380], words[:250]))

    found = clustered(one, other, third)

    assert sketched(prompts(one)).collect()["sketch"].list.len().item() == SKETCH
    assert (jaccard(one, other) > 0.9, jaccard(one, third) < 0.7) == (True, True)
    assert found == {one: one, other: one, third: third}


WORDS = st.lists(
    st.sampled_from(["天空为什么是蓝色的", "海水呢", "3", "5", "不", "请", "，", "日落时"]), min_size=1, max_size=9
)
TEXTS = st.lists(WORDS.map("".join), min_size=1, max_size=12, unique=True)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.floats(0.2, 1))
def test_the_walk_is_that_of_its_definition(texts, similar):
    guards = dict(sketched(prompts(*texts)).select("key", "guard").collect().rows())
    founders: list[str] = []
    expected = {}
    for text in texts:
        near = [
            (-jaccard(text, old), old)
            for old in founders
            if guards[old] == guards[text] and jaccard(text, old) >= similar
        ]
        expected[text] = min(near)[1] if near else text
        founders += [] if near else [text]

    assert clustered(*texts, similar=similar) == expected


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.randoms())
def test_clusters_are_the_same_in_whatever_order_rows_come(texts, random):
    new = sketched(prompts(*texts)).collect()
    order = list(range(new.height))
    random.shuffle(order)
    nobody = sketched(prompts())

    found, shuffled = (
        join_or_found(couples(frame.lazy(), nobody, similar=0.5).collect()) for frame in (new, new[order])
    )

    assert found == shuffled
