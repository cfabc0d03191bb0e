import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import CurateConfig
from schemas.evidence import Dropped
from schemas.generators import Regression, Samples
from schemas.pairs import Curated, Generated
from transforms.privacy import holds
from transforms.synthetic.bad_cases import bad_cases
from transforms.synthetic.personal_data import PLACEHOLDER, standalone
from transforms.synthetic.policy import policy_negatives

PEOPLE = pl.LazyFrame({"n": range(1_000)})
SITE = {"site": "s", "hard_similarity": 0.3}


def text(side: str) -> pl.Expr:
    return pl.col(side).list.first().struct.field("content").alias(side)


def test_private_data_is_declined_and_given_as_a_placeholder_alone():
    tables = standalone(PEOPLE, share=0.1, **SITE)

    pairs, generated = Curated.validate(tables.pairs.collect()), Generated.validate(tables.generated.collect())
    assert pairs.height == generated["passed"][0] == 100
    assert set(pairs["language"]) == {"zh", "en"}
    assert set(pairs["scenario"]) == {"safety"}
    assert (
        pairs.select(text("rejected").str.contains(PLACEHOLDER).all(), ~text("chosen").str.contains(PLACEHOLDER))
        .to_series()
        .all()
    )
    for side in ("prompt", "chosen", "rejected"):
        assert not pairs.select(holds(text(side)).any()).item()
        assert not pairs.select(text(side).str.contains("[{}]").any()).item()


def test_requests_are_the_same_for_a_seed_and_grow_with_the_share():
    few, again, many = (standalone(PEOPLE, share=share, **SITE).pairs.collect() for share in (0.02, 0.02, 0.05))

    assert_frame_equal(few, again, check_row_order=False)
    assert set(few["pair_id"]) <= set(many["pair_id"])


def test_bad_cases_become_pairs_and_the_regression_set():
    table = pl.LazyFrame(
        [
            {"prompt": "1+1？", "bad": "3", "golden": "2"},
            {"prompt": "1+1？", "bad": "3", "golden": "2"},
            {"prompt": "你好", "bad": None, "golden": "你好"},
            {"prompt": "Hi", "bad": "hello.", "golden": "Hello"},
        ]
    )

    tables = bad_cases(table, site="s", config=CurateConfig())

    pair = Curated.validate(tables.pairs.collect()).row(0, named=True)
    assert (pair["rule"], pair["tier"], pair["chosen"][0]["content"]) == ("bad_case", "synthetic", "2")
    assert Regression.validate(tables.regression.collect()).select("prompt", "bad", "golden").rows() == [
        ("1+1？", "3", "2")
    ]
    assert sorted(Dropped.validate(tables.rejected.collect())["reason"]) == ["duplicate", "empty", "same_text"]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({"prompt": "我的手机是13812345678,为什么打不通?"}, "pii_left"),
        ({"bad": "他的身份证号是11010519491231002X。"}, "pii_left"),
        ({"golden": "Write to jane.doe@gmail.com and ask."}, "pii_left"),
        ({"golden": "Just use the secret word."}, "sensitive:own"),
    ],
)
def test_a_bad_case_that_no_pair_of_people_could_be_is_left_out_of_pairs_and_regression_set(case, reason):
    table = pl.LazyFrame([{"prompt": "What next?", "bad": "the secret word, he said", "golden": "Wait."} | case])

    tables = bad_cases(table, site="s", config=CurateConfig(sensitive={"own": ("secret word",)}))

    assert [tables.pairs.collect().height, tables.regression.collect().height] == [0, 0]
    assert tables.rejected.collect()["reason"].to_list() == [reason]


def samples(context: str, rewards: list[float], agreement: float = 0.8) -> list[dict]:
    shared = {"context_id": context, "root": context, "language": "en", "scenario": "other", "agreement": agreement,
              "prompt": [{"role": "user", "content": context}]}  # fmt: skip
    return [shared | {"response": f"{context}{i}", "text": f"answer {i}", "reward": r} for i, r in enumerate(rewards)]


def test_the_best_and_the_worst_of_a_policys_answers_become_a_pair():
    rows = [
        *samples("a", [0.2, 1.5, -1.0]),
        *samples("b", [0.5]),
        *samples("c", [0.5, 0.5]),
        *samples("d", [0, 1], 0.5),
    ]

    tables = policy_negatives(Samples.validate(pl.DataFrame(rows), cast=True).lazy(), min_gap=0.1, **SITE)

    pair = Curated.validate(tables.pairs.collect()).row(0, named=True)
    assert (pair["chosen_id"], pair["rejected_id"], pair["rule"]) == ("a1", "a2~policy", "policy")
    assert round(pair["confidence"], 4) == 0.8
    reasons = dict(Dropped.validate(tables.rejected.collect()).select("context", "reason").iter_rows())
    assert reasons == {"b": "too_few", "c": "small_gap", "d": "not_worse:policy"}
    assert Generated.validate(tables.generated.collect()).select("sources", "candidates", "passed").row(0) == (4, 2, 1)
