import datetime as dt
import hashlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.config import ReleaseConfig
from schemas.evidence import Dropped
from schemas.pairs import Curated, Released
from schemas.release import Beside, HeldOut
from transforms.release import Release, compared, judged, released
from transforms.release.splits import split

FILES = ("train", "validation", "test")


def standing(rows: list[dict]) -> pl.LazyFrame:
    """Pairs that stand; each row may say its id, prompt, answers, confidence and tier."""
    usual = {
        "context_id": "c", "chosen_id": "a", "rejected_id": "b", "chosen_model": None, "rejected_model": None,
        "rule": "votes", "tier": "explicit", "confidence": 0.9, "preference": 0.8, "margin": 1.5, "n_users": 9,
        "evidence": [], "root": "r", "hardness": 0.2, "negative": "easy", "language": "zh",
        "scenario": "other", "chosen_quality": 0.8, "rejected_quality": 0.6,
    }  # fmt: skip
    messages = {"prompt": "user", "chosen": "assistant", "rejected": "assistant"}
    full = []
    for i, row in enumerate(rows):
        texts = {part: row.get(part, f"{part} {i}") for part in messages}
        asked = {part: [{"role": messages[part], "content": text}] for part, text in texts.items()}
        full.append(usual | {"pair_id": f"{i:032x}"} | row | asked)
    frame = Curated.cast(pl.DataFrame(full))
    return frame.lazy().with_columns(site=pl.lit("s"), kind=pl.lit("qa"), dt=pl.lit(dt.date(2026, 11, 19)))


def made(rows: list[dict], beside: Beside | None = None, **config) -> Release:
    """A release of pairs that stand; their texts are too short for anything to be nearly equal by chance."""
    asked, extra = ReleaseConfig(**config), beside or Beside.nothing()
    alike = compared(standing(rows), config=asked).collect(engine="streaming").lazy()
    whole = judged(alike, extra, config=asked).collect(engine="streaming").lazy()
    files = pl.collect_all(released(whole, extra, config=asked), engine="streaming")
    schemas = (Released, Released, Released, Dropped, HeldOut)
    return Release(*(schema.validate(file) for schema, file in zip(schemas, files, strict=True)))


def kept(files: Release) -> pl.DataFrame:
    return pl.concat(files[:3]).sort("pair_id")


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "prompt": st.sampled_from("pq"),
            "chosen": st.sampled_from("xyz"),
            "rejected": st.sampled_from("xyz"),
            "confidence": st.sampled_from([0.7, 0.8, 0.95]),
            "tier": st.sampled_from(["explicit", "weak", "synthetic"]),
            "root": st.text("abc", min_size=1, max_size=3),
            "n_users": st.sampled_from([None, 3, 9]),
        }
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, fdr=st.sampled_from([None, 0.1, 0.2]))
def test_pairs_are_kept_or_dropped_and_rows_may_come_in_any_order(rows, fdr):
    named = [row | {"pair_id": f"{i:032x}"} for i, row in enumerate(rows)]

    files, reverse = made(named, fdr=fdr), made(named[::-1], fdr=fdr)

    assert kept(files).height + files.dropped.height == len(rows)
    for one, other in zip(files[:3], reverse[:3], strict=True):
        assert one["pair_id"].is_sorted()
        assert_frame_equal(one, other)


def test_of_equal_couples_in_either_order_the_surest_stays():
    rows = [
        {"prompt": "p", "chosen": "x", "rejected": "y", "confidence": 0.8},
        {"prompt": "p", "chosen": "y", "rejected": "x", "confidence": 0.9},
        {"prompt": "other", "chosen": "y", "rejected": "x", "confidence": 0.7},
    ]

    files = made(rows)

    assert kept(files)["pair_id"].to_list() == [f"{1:032x}", f"{2:032x}"]
    assert files.dropped["reason"].to_list() == ["duplicate"]


@pytest.mark.parametrize("backwards", [False, True])
def test_of_equal_couples_known_people_come_before_totals_and_of_equally_sure_ones_the_most_people(backwards):
    couple = {"prompt": "p", "chosen": "x", "rejected": "y"}
    founded = [(None, 0.99), (4, 0.8), (40, 0.8), (40, 0.8), (50, 0.7)]
    rows = [
        couple | {"pair_id": f"{number:032x}", "n_users": people, "confidence": confidence}
        for number, (people, confidence) in enumerate(founded)
    ]

    files = made(rows[::-1] if backwards else rows)

    assert kept(files)["pair_id"].to_list() == [f"{2:032x}"]
    assert files.dropped.height == 4


def test_q_value_is_the_running_mean_of_doubt_over_the_pairs_that_are_not_synthetic():
    confident = [0.7, 1.0, 0.9, 0.8]
    rows = [{"confidence": c} for c in confident] + [{"confidence": 0.95, "tier": "synthetic"}]

    q_values = kept(made(rows))["q_value"].to_list()

    assert q_values[:4] == pytest.approx([0.15, 0.0, 0.05, 0.1])
    assert q_values[4] is None


def test_fdr_bounds_the_expected_share_of_wrong_pairs():
    files = made([{"confidence": c} for c in (0.7, 1.0, 0.9, 0.8)], fdr=0.1)

    assert kept(files)["q_value"].max() == pytest.approx(0.1)
    assert files.dropped["reason"].to_list() == ["fdr"]


def test_a_root_is_in_one_file_whatever_else_its_pairs_are():
    rows = [{"root": f"root{i % 40}", "confidence": 0.7 + (i % 3) / 10} for i in range(120)]

    files = made(rows)

    roots = [set(file["root"]) for file in files[:3]]
    assert sum(len(root) for root in roots) == 40


def test_the_split_is_90_5_5_and_never_moves():
    frame = pl.DataFrame({"root": [f"r{i}" for i in range(20_000)]}).with_columns(file=split(pl.col("root")))
    shares = dict(frame.group_by("file").agg(pl.len() / 20_000).rows())

    assert shares == pytest.approx({"train": 0.9, "validation": 0.05, "test": 0.05}, abs=0.006)
    assert frame.head(40).filter(pl.col("file") != "train").rows() == [("r22", "validation"), ("r27", "validation")]


def test_the_curriculum_begins_with_easy_negatives():
    files = made([{"negative": "easy"}, {"negative": "hard"}])

    assert kept(files)["curriculum"].to_list() == [0, 2]
    assert kept(files)["weight"].mean() == pytest.approx(1)


LONG = "月亮绕着地球转，太阳照亮它的一半，所以我们在不同的日子看到它的圆缺不同，这与地球的影子没有关系。"
OTHER = "潮汐主要由月球的引力引起，太阳也有一份；两者成一线时潮差最大，成直角时最小，各地海岸的形状又使它不同。"
ASK = "请用一百字左右给小学三年级的学生解释一下月亮为什么有圆缺，并举一个生活里的例子"


def reasons(files: Release) -> dict[str, int]:
    return dict(files.dropped["reason"].value_counts().iter_rows())


def test_of_nearly_equal_pairs_the_best_founded_stays():
    rows = [
        {"prompt": ASK, "chosen": LONG, "rejected": OTHER, "confidence": 0.8},
        {"prompt": f"{ASK}呢", "chosen": LONG.replace("一半", "半边"), "rejected": OTHER + "。", "confidence": 0.95},
        {"prompt": ASK, "chosen": LONG, "rejected": "说来话长，建议去天文馆看看实物模型。", "confidence": 0.7},
    ]

    files = made(rows)

    assert kept(files)["pair_id"].to_list() == [f"{1:032x}", f"{2:032x}"]
    assert reasons(files) == {"near_duplicate": 1}


def test_prompts_with_other_numbers_are_other_prompts():
    rows = [{"prompt": f"{ASK}，写满{number}字", "chosen": LONG, "rejected": OTHER} for number in (100, 200, 300)]

    assert kept(made(rows)).height == 3


def test_negatives_that_hardly_differ_from_the_chosen_answer_are_no_copies_of_each_other():
    rows = [
        {"prompt": ASK, "chosen": LONG, "rejected": LONG.replace("一半", word), "tier": "synthetic"}
        for word in ("全部", "背面", "三分之一")
    ]

    assert kept(made(rows)).height == 3


def test_a_pair_that_holds_an_evaluation_item_is_left_out():
    items = pl.LazyFrame({"item": ["exam 1"], "text": [ASK]})
    beside = Beside.nothing()._replace(evaluation=items)
    rows = [{"prompt": f"老师，{ASK}？谢谢。", "chosen": LONG}, {"prompt": OTHER, "chosen": LONG}]

    files = made(rows, beside)

    assert reasons(files) == {"contaminated": 1}
    assert kept(files)["pair_id"].to_list() == [f"{1:032x}"]


@pytest.mark.parametrize(("judges", "kept_pairs"), [((), 1), (("a",), 1), (("a", "b"), 0), (("a", "a"), 1)])
def test_a_pair_that_several_judges_are_against_is_left_out_and_never_turned_round(judges, kept_pairs):
    verdicts = [{"site": "s", "context_id": "c", "winner_id": "b", "loser_id": "a", "judge": judge} for judge in judges]
    beside = Beside.nothing()
    if verdicts:
        beside = beside._replace(judgements=pl.LazyFrame(verdicts))

    files = made([{}], beside)

    assert kept(files).height == kept_pairs
    assert kept(files).filter(pl.col("chosen_id") == "b").is_empty()


def test_judges_who_agree_outweigh_those_who_do_not():
    verdicts = [("b", "a", "one"), ("b", "a", "two"), ("a", "b", "three"), ("a", "b", "four")]
    rows = [
        {"site": "s", "context_id": "c", "winner_id": winner, "loser_id": loser, "judge": judge}
        for winner, loser, judge in verdicts
    ]

    assert kept(made([{}], Beside.nothing()._replace(judgements=pl.LazyFrame(rows)))).height == 1


def test_a_prompt_nearly_equal_to_one_that_judges_is_not_learned_from():
    test, train = _root("test"), _root("train")
    rows = [
        {"prompt": ASK, "root": test, "chosen": LONG, "rejected": OTHER},
        {"prompt": f"{ASK}呢", "root": train, "chosen": "看月相表最简单，一看就懂。", "rejected": OTHER},
        {"prompt": OTHER, "root": train, "chosen": LONG, "rejected": "不知道。"},
    ]

    files = made(rows)

    assert files.test["pair_id"].to_list() == [f"{0:032x}"]
    assert files.train["pair_id"].to_list() == [f"{2:032x}"]
    assert reasons(files) == {"held_out": 1}


def test_of_copies_in_several_splits_the_one_in_the_strictest_stays_and_no_other_is_learned_from():
    couple = {"chosen": LONG, "rejected": OTHER}
    rows = [
        {"prompt": ASK, "root": _root("train"), "confidence": 0.95} | couple,
        {"prompt": ASK, "root": _root("test"), "confidence": 0.8} | couple,
        {"prompt": f"{ASK}呢", "root": _root("train"), "confidence": 0.99} | couple,
    ]
    once = Beside.nothing()._replace(held_out=pl.LazyFrame({"prompt": [_digest(ASK)], "split": ["test"]}))

    for files in (made(rows), made(rows, once)):
        assert files.test["pair_id"].to_list() == [f"{1:032x}"]
        assert files.train.is_empty()
        assert reasons(files) == {"duplicate": 1, "near_duplicate": 1}


def test_a_pair_that_is_left_out_holds_no_other_out():
    items = pl.LazyFrame({"item": ["exam 1"], "text": [OTHER]})
    rows = [
        {"prompt": ASK, "root": _root("test"), "chosen": LONG, "rejected": OTHER},
        {"prompt": f"{ASK}呢", "root": _root("train"), "chosen": LONG, "rejected": "不知道。"},
    ]

    files = made(rows, Beside.nothing()._replace(evaluation=items))

    assert files.train["pair_id"].to_list() == [f"{1:032x}"]
    assert reasons(files) == {"contaminated": 1}


def test_what_was_once_held_out_never_enters_train():
    before = pl.LazyFrame({"prompt": [_digest(ASK)], "split": ["test"]})

    files = made([{"prompt": ASK, "root": _root("train")}], Beside.nothing()._replace(held_out=before))

    assert kept(files).is_empty()
    assert reasons(files) == {"held_out": 1}
    assert files.held_out.rows() == [(_digest(ASK), "test")]


def test_the_prompts_of_validation_and_test_are_held_out():
    files = made([{"prompt": ASK, "root": _root("test")}, {"prompt": OTHER, "root": _root("train")}])

    assert files.held_out.rows() == [(_digest(ASK), "test")]


def _root(name: str) -> str:
    roots = pl.DataFrame({"root": [f"r{i}" for i in range(200)]}).with_columns(file=split(pl.col("root")))
    return roots.filter(file=name)["root"][0]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
