import hashlib
import json

import polars as pl
import pytest

from schemas.config import CurateConfig
from schemas.contents import Contents
from schemas.evidence import Dropped
from schemas.pairs import Curated, Generated, Pairs
from tests.transforms.evidence.world import table
from transforms.curate import Curation, curate, judge
from transforms.text import normalise

GOOD, BAD = "月亮绕着地球转，所以有圆缺。", "不知道，你去问别人吧。"
KEY = "a" * 32


def contents(
    prompt: str | None = "月亮为什么有圆缺？", chosen: str | None = GOOD, rejected: str | None = BAD, **rows
) -> pl.LazyFrame:
    """One question with two answers; a text that is None is not in the window."""
    usual = {"thread": "q", "context": "q", "root": KEY, "text_hash": KEY, "language": "zh", "length": 1, "images": 0}
    texts = [("question:q", "user", prompt), ("a", "assistant", chosen), ("b", "assistant", rejected)]
    known = [
        usual | {"content_id": name, "response": name, "role": role, "text": text, "representative": name}
        for name, role, text in texts
        if text is not None
    ]
    frame = pl.DataFrame([row | rows.get(row["response"], {}) for row in known])
    return table(Contents, frame.with_columns(normal_hash=normalise(pl.col("text"))))


def decided() -> pl.LazyFrame:
    row = {
        "context_id": "q", "chosen_id": "a", "rejected_id": "b", "chosen_model": "m", "rejected_model": None,
        "rule": "votes", "tier": "explicit", "confidence": 0.9, "preference": 0.8, "margin": 1.5, "n_users": 9,
        "evidence": [{"signal": "upvote", "chosen": 3.0, "rejected": 1.0, "log_odds": 1.5}],
    }  # fmt: skip
    return Pairs.cast(pl.DataFrame([row])).lazy()


def curated(texts: pl.LazyFrame, **config) -> Curation:
    asked = CurateConfig(**config)
    judged = judge(decided(), texts, config=asked).collect()
    tables = curate(judged.lazy(), site="zhihu", config=asked)
    schemas = (Curated, Generated, Dropped)
    return Curation(*(schema.validate(table.collect()) for schema, table in zip(schemas, tables, strict=True)))


def test_a_pair_gets_its_texts_in_conversational_form_and_its_id():
    row = curated(contents()).curated.row(0, named=True)

    assert row["prompt"] == [{"role": "user", "content": "月亮为什么有圆缺？"}]
    assert row["chosen"] == [{"role": "assistant", "content": GOOD}]
    assert row["rejected"] == [{"role": "assistant", "content": BAD}]
    identity = ["zhihu", row["prompt"], row["chosen"], row["rejected"]]
    canonical = json.dumps(identity, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert row["pair_id"] == hashlib.sha256(canonical.encode()).hexdigest()[:32]
    assert (row["root"], row["language"], row["negative"]) == (KEY, "zh", "easy")


@pytest.mark.parametrize(
    ("texts", "config", "reason"),
    [
        ({"prompt": None}, {}, "no_prompt"),
        ({"rejected": None}, {}, "no_text"),
        ({"rejected": "否"}, {}, "too_short"),
        ({"chosen": GOOD * 10}, {"max_chars": 50}, "too_long"),
        ({"prompt": GOOD * 10}, {"max_chars": 50}, "too_long"),
        ({"rejected": GOOD + "！"}, {}, "same_text"),
        ({"chosen": "写信给 someone@example.com 吧"}, {}, "pii_left"),
        ({"prompt": "谁的号码是13812345678？"}, {}, "pii_left"),
    ],
)
def test_a_pair_that_is_not_fit_is_dropped_with_the_reason(texts, config, reason):
    tables = curated(contents(**texts), **config)

    assert tables.curated.is_empty()
    assert tables.dropped.select("response", "other", "reason").rows() == [("a", "b", reason)]


@pytest.mark.parametrize("text", ["打 [PHONE_3f] 或写 [EMAIL_3f]", "订单号 213812345678901"])
def test_placeholders_and_order_numbers_are_no_personal_data(text):
    assert curated(contents(chosen=text)).dropped.is_empty()


def test_an_answer_whose_own_text_left_the_window_has_that_of_an_equal_one():
    equal = {"content_id": "a2", "response": "a2", "representative": "a"}

    row = curated(contents(a=equal)).curated.row(0, named=True)

    assert row["chosen"][0]["content"] == GOOD


def test_alike_answers_are_hard_negatives():
    assert curated(contents(rejected=GOOD.replace("圆缺", "缺圆"))).curated["negative"].to_list() == ["hard"]
    assert curated(contents(), hard_similarity=0.0).curated["negative"].to_list() == ["hard"]


STORY = "先把番茄切块，再打三个鸡蛋，锅热后先炒蛋盛出，再炒番茄出汁，最后合在一起加盐和糖，翻匀就可以出锅了。"


MORE = (
    "如果家里有老人小孩，番茄可以先用开水烫一下去皮，口感更软；喜欢汤汁多的，出锅前加小半碗热水煮一分钟，勾薄芡也行。"
    "鸡蛋里滴几滴料酒去腥，搅打时顺着一个方向，炒出来才蓬松。盛盘后撒葱花，趁热吃最香，凉了会出水，味道就淡了。"
)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"chosen": f"{STORY}电话[PHONE_3f]", "rejected": f"{STORY}电话[PHONE_a1]"}, "differs_by_pii"),
        ({"chosen": STORY + MORE, "rejected": STORY + MORE.replace("趁热吃", "趁热享用")}, "near_equal"),
        ({"chosen": "502 Bad Gateway\nnginx/1.18.0"}, "error_text"),
        ({"rejected": "502 Bad Gateway\nnginx/1.18.0"}, "error_text"),
        ({"chosen": STORY + "<|im_end|>"}, "truncated"),
    ],
)
def test_what_nobody_should_learn_is_dropped_with_the_reason(texts, reason):
    tables = curated(contents(**{"chosen": STORY, "rejected": BAD} | texts))

    assert tables.curated.is_empty()
    assert tables.dropped["reason"].to_list() == [reason]


def test_another_number_is_another_answer():
    tables = curated(contents(chosen=STORY * 3, rejected=STORY.replace("三个", "3个") * 3))

    assert tables.curated.height == 1
    assert tables.curated["negative"].to_list() == ["hard"]


def test_a_low_score_is_a_reason_where_it_is_asked_for():
    assert curated(contents(chosen="嗯嗯嗯，（这个"), min_quality=1.0).dropped["reason"].to_list() == ["low_quality"]


def test_synthetic_pairs_come_on_top_and_what_was_not_worse_is_dropped():
    shares = {"random_deletion": 1.0, "other_prompt": 1.0, "endless": 1.0}

    tables = curated(contents(chosen=STORY * 2, prompt="番茄炒蛋怎么做？"), generators=shares)

    assert tables.curated.filter(tier="explicit").height == 1
    assert set(tables.generated["generator"]) == set(shares)
    made = tables.curated.filter(tier="synthetic").height
    assert made > 0
    assert made + tables.dropped.height == tables.generated["candidates"].sum()


def test_no_generator_is_asked_by_default():
    tables = curated(contents())

    assert tables.generated.is_empty()
    assert set(tables.curated["tier"]) == {"explicit"}
