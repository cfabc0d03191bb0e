"""Made-up negatives and bad cases: counted, capped, traced to their check, and the same when they are made again."""

import csv
from pathlib import Path

import polars as pl
import pytest
import yaml

from flows.lake.records import ALL
from flows.why import standalone, why
from schemas.generators import GENERATORS
from tests.sites import nights
from tests.support import Milled, mill, newest, released, rows
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

DAYS = nights(1)
SHARE = 0.1
RULES = Path(__file__).parents[2] / "conf" / "rules.yaml"
CASES = [("为什么天空是蓝色的？", "因为大海是蓝色的。", "因为空气把蓝光散射得最多。"), ("2+2?", "5", "4")]


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    knobs = KNOBS["qa"](start=DAYS[0], days=1, users=250, questions=30, max_answers=5, views=6_000)
    write(simulate("qa", knobs), folder)
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("prompt", "bad", "golden"), *CASES])
    settings = yaml.safe_load(configuration(Path("."), ["qa"]))
    settings |= {"generators": dict.fromkeys(GENERATORS, SHARE), "rules": str(RULES), "bad_cases": "cases.csv"}
    (folder / "pairmill.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder / "pairmill.yaml"


@pytest.fixture(scope="module")
def milled(config) -> Milled:
    milled = mill(config, *DAYS)
    assert milled.failures == {}
    return milled


def test_every_pair_of_people_or_made_is_curated_or_dropped_with_a_reason(milled):
    made = rows(milled.desk, "generated", "qa")
    dropped = rows(milled.desk, "dropped", "qa").filter(stage="curate")

    people = rows(milled.desk, "pairs", "qa").height

    assert made.filter(pl.col("passed") > 0).height >= 8
    assert people + made["candidates"].sum() == rows(milled.desk, "curated", "qa").height + dropped.height
    worse = dropped.filter(pl.col("reason").str.starts_with("not_worse"))
    assert worse.height == made["candidates"].sum() - made["passed"].sum()


def test_no_generator_makes_more_than_its_share_of_the_pairs_of_people(milled):
    curated = rows(milled.desk, "curated", "qa")
    people, synthetic = (curated.filter((pl.col("tier") == "synthetic") == made) for made in (False, True))

    assert synthetic.group_by("rule").len()["len"].max() <= SHARE * people.height


def test_the_confidence_of_a_made_pair_is_the_rate_at_which_its_generator_passed(milled):
    from_people = pl.col("rule").is_in(GENERATORS) & (pl.col("rule") != "personal_data")
    pair = released(milled.desk).filter(from_people).row(0, named=True)

    made = why(milled.desk, pair["pair_id"]).made

    assert made["generator"] == pair["rule"]
    assert pair["confidence"] == pytest.approx((made["passed"] + 1) / (made["candidates"] + 2), abs=1e-4)
    assert pair["q_value"] is None


def test_bad_cases_are_pairs_and_go_with_the_release_as_a_regression_set(milled):
    pairs = released(milled.desk).filter(rule="bad_case")

    assert sorted(pairs["rejected"].list.last().struct.field("content")) == sorted(bad for _, bad, _ in CASES)
    assert standalone(milled.desk, pairs["pair_id"][0])[1].version == newest(milled.desk).version
    assert newest(milled.desk).files["tables/regression.parquet"].rows == len(CASES)


def test_requests_for_private_data_are_counted_by_the_release_that_they_are_made_for(milled):
    pair = released(milled.desk).filter(rule="personal_data").row(0, named=True)

    *_, made = standalone(milled.desk, pair["pair_id"])

    assert (made["generator"], made["rule"], made["site"]) == ("personal_data", "qa", ALL)
    assert pair["confidence"] == pytest.approx((made["passed"] + 1) / (made["candidates"] + 2), abs=1e-4)


def test_the_same_night_in_another_lake_gives_the_same_release(config, milled):
    settings = yaml.safe_load(config.read_text(encoding="utf-8")) | {"lake": "./another"}
    other = config.with_name("other.yaml")
    other.write_text(yaml.safe_dump(settings), encoding="utf-8")

    again = mill(other, *DAYS)

    assert newest(again.desk).content == newest(milled.desk).content
    assert mill(other, *DAYS).all_cached
