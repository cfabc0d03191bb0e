"""Tables that people hand in beside the logs, and what is wrong with them."""

import polars as pl
import pytest

from flows.beside import beside, digests
from flows.lake import releases
from flows.lake.releases import About
from flows.lake.store import Store
from schemas.config import Config, ReleaseConfig, Site
from schemas.errors import ConfigError


def config(folder, **settings) -> Config:
    site = Site(name="zhihu", kind="qa", events="e.jsonl", contents={"questions": "q.jsonl", "answers": "a.jsonl"})
    return Config(lake=str(folder / "lake"), sites=(site,), folder=folder, release=ReleaseConfig(**settings))


@pytest.fixture
def read(tmp_path):
    """`read(**settings)`: what a release of these settings reads besides pairs."""
    return lambda **settings: beside(config(tmp_path, **settings), Store.open(str(tmp_path / "lake")))


def test_without_settings_there_is_nothing(read):
    assert [frame.collect().height for frame in read()] == [0, 0, 0, 0]


def test_every_text_of_an_evaluation_set_is_an_item_wherever_it_stands(tmp_path, read):
    pl.DataFrame({"question": ["一加一？"], "choices": [[{"text": "二"}, {"text": "三"}]], "n": [1]}).write_ndjson(
        tmp_path / "exam.jsonl"
    )
    (tmp_path / "more.txt").write_text("first\nsecond\n", encoding="utf-8")

    items = read(evaluation_sets=("exam.jsonl", "*.txt")).evaluation.collect()

    assert set(items["text"]) == {"一加一？", "二", "三", "first", "second"}
    assert items["item"].is_unique().all()


def test_bad_cases_may_come_as_csv(tmp_path, read):
    (tmp_path / "bad.csv").write_text("prompt,bad,golden,note\n几点?,不知道,三点,x\n", encoding="utf-8")

    assert read(bad_cases="bad.csv").bad_cases.collect().rows() == [("几点?", "不知道", "三点")]


def test_prompts_that_a_revoked_release_held_out_are_held_out(tmp_path, read):
    store = Store.open(str(tmp_path / "lake"))
    judging = pl.DataFrame({"prompt": ["0" * 32], "split": ["test"]})
    about = About(run_id="run", sites={}, parents={}, code="c")
    version = releases.publish(store, {}, lambda draft: {}, about, {releases.HELD_OUT: judging}).version

    releases.revoke(store, version, "a user was forgotten")

    assert read().held_out.collect().equals(judging)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"evaluation_sets": ("none.jsonl",)}, r"evaluation_sets: no file matches none\.jsonl$"),
        ({"judges": ("bad.csv",)}, r"judges: bad\.csv cannot be used \(unable to find column \"site\""),
        ({"bad_cases": "cases.pdf"}, r"bad_cases: cases\.pdf is none of \.jsonl, \.csv, \.parquet, \.txt"),
        ({"bad_cases": "broken.parquet"}, r"bad_cases: broken\.parquet cannot be used"),
    ],
)
def test_a_file_that_is_missing_or_wrong_is_named_with_its_setting(tmp_path, read, settings, fault):
    (tmp_path / "bad.csv").write_text("prompt\nx\n", encoding="utf-8")
    (tmp_path / "cases.pdf").write_text("x", encoding="utf-8")
    (tmp_path / "broken.parquet").write_text("x", encoding="utf-8")

    with pytest.raises(ConfigError, match=fault):
        read(**settings)


def test_a_file_that_changed_changes_the_digest(tmp_path):
    (tmp_path / "bad.csv").write_text("prompt,bad,golden\n", encoding="utf-8")
    before = digests(config(tmp_path, bad_cases="bad.csv"))

    (tmp_path / "bad.csv").write_text("prompt,bad,golden\na,b,c\n", encoding="utf-8")

    assert digests(config(tmp_path, bad_cases="bad.csv")) != before
