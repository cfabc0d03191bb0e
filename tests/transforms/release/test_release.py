import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.config import ReleaseConfig
from schemas.evidence import Dropped
from schemas.pairs import Curated, Released
from transforms.release import Release, release, split

FILES = ("train", "validation", "test")


def standing(rows: list[dict]) -> pl.LazyFrame:
    """Pairs that stand; each row may say its id, prompt, answers, confidence and tier."""
    usual = {
        "context_id": "c", "chosen_id": "a", "rejected_id": "b", "chosen_model": None, "rejected_model": None,
        "rule": "votes", "tier": "explicit", "confidence": 0.9, "preference": 0.8, "margin": 1.5, "n_users": 9,
        "evidence": [], "root": "r", "hardness": 0.2, "negative": "easy", "language": "zh",
    }  # fmt: skip
    messages = {"prompt": "user", "chosen": "assistant", "rejected": "assistant"}
    full = []
    for i, row in enumerate(rows):
        texts = {part: row.get(part, f"{part} {i}") for part in messages}
        asked = {part: [{"role": messages[part], "content": text}] for part, text in texts.items()}
        full.append(usual | {"pair_id": f"{i:032x}"} | row | asked)
    frame = Curated.cast(pl.DataFrame(full))
    return frame.lazy().with_columns(site=pl.lit("s"), kind=pl.lit("qa"), dt=pl.lit(dt.date(2026, 11, 19)))


def made(rows: list[dict], **config) -> Release:
    files = release(standing(rows), config=ReleaseConfig(**config))
    schemas = (Released, Released, Released, Dropped)
    return Release(*(schema.validate(file.collect()) for schema, file in zip(schemas, files, strict=True)))


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

    assert kept(files)["curriculum"].to_list() == [0, 1]
    assert kept(files)["weight"].to_list() == [1.0, 1.0]
