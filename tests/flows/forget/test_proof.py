"""The proof finds what names a user and what he said, and calls no innocent lake guilty."""

import json
import random

import polars as pl
import pytest

from flows.forget import proof
from flows.forget.needles import HEAD, distinctive, told_apart
from flows.forget.proof import search
from flows.lake.lake import Lake
from flows.lake.store import Store
from schemas.contents import Contents
from schemas.errors import LakeError
from tests.flows.lake.builders import KEY, NIGHT, commit

WORDS = '她说:"别管他"。\n第二行,还有\\反斜线。'


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.open(str(tmp_path / "lake"))


def table(store: Store, path: str, **columns) -> None:
    store.put(path, b"")
    pl.DataFrame(columns).write_parquet(store.uri(path))


@pytest.mark.parametrize("user", ["42", "1001", "max", "7215934857293485723"])
def test_an_id_is_not_found_in_numbers_digests_labels_and_ids_of_other_things(store, user):
    table(store, "events/site=s/a.parquet", user=["f" * 32], response=[user[:11]], thread=["max"], dwell_ms=[1001])
    table(store, "contents/site=s/a.parquet", author=["e" * 32], text=[f"in {user} days, {user}"])
    said = {"bytes": int(user) if user.isdigit() else 1, "digest": f"ab{user}cd", "max": 42, "mark": f"x {user} y"}
    store.put("runs/1.json", json.dumps(said | {"1001": 1, "42": 7, "rule": "max"}).encode())
    store.put("models/1/tokenizer.json", json.dumps({"42": 1, "1001": 2, "max": 3}).encode())

    assert search(store, [], ids=[user]) == []


@pytest.mark.parametrize("user", ["42", "max", "person-ann@site", "u10017", 'an"na'])
def test_an_id_is_found_where_a_user_stands(store, user):
    table(store, "events/site=s/user.parquet", user=[user])
    table(store, "quarantine/site=s/line.parquet", text=[json.dumps({"user_id": user, "n": 1})[:-1]])
    store.put("runs/named.json", json.dumps({"details": json.dumps({"user_id": user})}).encode())

    found = ["events/site=s/user.parquet", "quarantine/site=s/line.parquet", "runs/named.json"]
    assert search(store, [], ids=[user]) == found


@pytest.mark.parametrize("user", ["person-ann@site", "u10017", "7215934857293485723"])
def test_an_id_like_no_other_is_found_as_a_value_of_any_column_and_as_a_word_anywhere(store, user):
    table(store, "a.parquet", told=[[{"by": "somebody"}, {"by": user}]])
    table(store, "b.parquet", told=[f"{user}x"])
    store.put("c.json", json.dumps({"who": user}).encode())
    store.put("d.json", json.dumps({"who": f"{user}x", "other": f"x-{user}"}).encode())

    assert search(store, [], ids=[user]) == ["a.parquet", "c.json"]


def test_a_text_with_quotes_and_line_breaks_is_found_however_it_is_written(store):
    table(store, "a.parquet", prompt=[[{"role": "user", "content": f"before {WORDS} after"}]])
    table(store, "b.parquet", text=[json.dumps({"text": WORDS}, ensure_ascii=False)])
    store.put("c.json", json.dumps({"text": WORDS}).encode())
    store.put("d.md", WORDS.encode())
    store.put("e.md", WORDS[:-2].encode())
    store.put(f"releases/{'f' * 32}/x", b"")

    assert search(store, [WORDS, "f" * 32]) == ["a.parquet", "b.parquet", "c.json", "d.md", f"releases/{'f' * 32}/x"]


def test_what_lies_across_two_blocks_of_a_large_file_is_found(store, monkeypatch):
    noise = random.Random(1).randbytes(3 << 20)
    monkeypatch.setattr(proof, "AT_ONCE", 1 << 20)
    for name, at in (("edge", (1 << 20) - 20), ("start", 0), ("end", len(noise))):
        store.put(f"models/{name}", noise[:at] + WORDS.encode() + noise[at:])
    store.put("models/clean", noise)

    assert search(store, [WORDS]) == ["models/edge", "models/end", "models/start"]


def test_files_that_cannot_be_read_are_named_at_the_end_with_what_was_found(store):
    table(store, "a.parquet", text=["x" * 1000] * 1000)
    store.put("b.parquet", (store.get("a.parquet") or b"")[:100])
    store.put("c.json", WORDS.encode())

    with pytest.raises(LakeError, match=r"b\.parquet: cannot be read.*c\.json"):
        search(store, [WORDS])


def test_a_file_that_is_deleted_meanwhile_is_no_longer_searched(store, monkeypatch):
    table(store, "a.parquet", text=[WORDS])
    listed = store.list("")
    store.put("b.json", WORDS.encode())
    listed += [found._replace(path=path) for found in listed for path in ("gone.parquet", "gone.json", "b.json")]
    monkeypatch.setattr(store, "list", lambda folder: listed)

    assert search(store, [WORDS]) == ["a.parquet", "b.json"]


def test_tombstones_hold_pseudonyms_and_must(store):
    store.put(f"tombstones/site=s/{'f' * 32}", b"")

    assert search(store, ["f" * 32]) == []


def test_what_others_said_too_is_found_only_as_a_whole_value_of_its_site(tmp_path):
    lake = Lake.open(str(tmp_path / "lake"), KEY)
    mine, shared, everywhere = (
        "我昨天在上海和老板吵架了,怎么办?",
        "为什么天空是蓝色的呢,请告诉我?",
        "怎样做番茄炒蛋才最好吃呢?",
    )
    _contents(lake, "zhihu", f"请问:{shared}谢谢。", "别的话")
    _contents(lake, "xhs", everywhere)

    anywhere, own = told_apart(lake, {"zhihu": [mine, shared, everywhere], "xhs": []})

    assert (anywhere, own) == ([mine], {"zhihu": [shared, everywhere], "xhs": []})
    assert search(lake.store, anywhere, own=own) == []
    table(lake.store, "curated/site=zhihu/night=2026-11-19/x.parquet", prompt=[[{"content": shared}]])
    table(lake.store, "curated/site=other/night=2026-11-19/x.parquet", prompt=[[{"content": shared}]])
    assert search(lake.store, anywhere, own=own) == ["curated/site=zhihu/night=2026-11-19/x.parquet"]


def test_a_text_that_was_left_behind_is_not_taken_for_somebody_elses(tmp_path):
    lake = Lake.open(str(tmp_path / "lake"), KEY)
    long = "我" * HEAD + "的话"
    _contents(lake, "zhihu", WORDS, long)

    anywhere, own = told_apart(lake, {"zhihu": [WORDS, long]})

    assert sorted(anywhere) == sorted([WORDS, long])
    assert len(search(lake.store, anywhere, own=own)) == 1


def test_distinctive_is_what_nobody_says_by_chance():
    assert distinctive(["好", "configuration", "hunter2hunter2", "x" * 11, WORDS]) == ["hunter2hunter2", WORDS]


def _contents(lake: Lake, site: str, *texts: str) -> None:
    usual = {"role": "assistant", "thread": "t", "text_hash": "0" * 32, "normal_hash": "0" * 32, "language": "zh"}
    rows = [
        usual | {"content_id": f"c{n}", "response": f"c{n}", "text": text, "file": "f", "line": n}
        for n, text in enumerate(texts, start=1)
    ]
    frame = pl.DataFrame([row | {"length": 1, "images": 0} for row in rows], schema=Contents.create_empty().schema)
    commit(lake, site, NIGHT, {"ingest": {"contents": frame}})
