"""Hand-written logs of each kind give the release that is committed beside them."""

import json

import polars as pl
import pytest

from tests.golden.golden import EXPECTED, MEASURES, NIGHTS, milled, told
from tests.support import Milled, newest, pair_id, released, rows

DIGITS = 5e-4
"""What another processor's logarithms may change in a rounded number."""


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Milled:
    done = milled(tmp_path_factory.mktemp("golden"))
    assert done.failures == {}
    return done


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_the_pairs_are_those_that_are_committed(done, expected):
    found = {pair["pair_id"]: pair for pair in told(done)["pairs"]}
    wanted = {pair["pair_id"]: pair for pair in expected["pairs"]}
    assert sorted(found) == sorted(wanted)
    for key, pair in wanted.items():
        measures = {name: pair.pop(name) for name in MEASURES}
        assert {name: found[key].pop(name) for name in MEASURES} == pytest.approx(measures, abs=DIGITS)
        assert found[key] == pair


def test_the_counts_are_those_that_are_committed(done, expected):
    assert told(done)["counts"] == expected["counts"]


def test_every_site_has_pairs(expected):
    assert {pair["site"] for pair in expected["pairs"]} == {"zhihu", "xhs", "assistant"}


def test_every_pair_id_is_what_python_s_json_and_hashlib_say(done, expected):
    rows = [*expected["pairs"], *released(done.desk).iter_rows(named=True)]
    for row in rows:
        assert row["pair_id"] == pair_id(row["site"], row["prompt"], row["chosen"], row["rejected"])


def test_equal_answers_are_one(done):
    texts = rows(done.desk, "contents", "zhihu").filter(role="assistant")
    assert dict(texts.select("response", "representative").iter_rows())["a3"] == "a1"


def test_prompts_that_differ_in_courtesy_are_one_context(done):
    briefs = rows(done.desk, "contents", "xhs").filter(role="assistant", model="m-large")["context"].drop_nulls()
    assert briefs.n_unique() == 1
    asked = rows(done.desk, "contents", "assistant").filter(pl.col("parent").is_null(), role="user")
    assert asked["context"].n_unique() < asked["text"].n_unique()


def test_an_edited_answer_is_a_response_of_its_own(done):
    versions = rows(done.desk, "contents", "zhihu").filter(content_id="a2")["response"].to_list()
    assert sorted(versions)[0] == "a2"
    assert len(versions) == 2
    assert all(version == "a2" or version.startswith("a2@") for version in versions)


def test_personal_data_is_hidden(done):
    (text,) = rows(done.desk, "contents", "zhihu").filter(response="a4")["text"]
    assert "[PHONE_" in text
    assert "[EMAIL_" in text
    assert "13800138000" not in text
    assert "example.com" not in text


def test_the_release_is_of_the_newest_night(done):
    assert newest(done.desk).sites == dict.fromkeys(("zhihu", "xhs", "assistant"), NIGHTS[-1])
