"""Forgotten conversations are remembered by hash alone, and never forgotten again."""

import polars as pl

from flows.lake.forgotten import ROOT, forgotten, remember
from flows.lake.store import Store
from transforms.privacy import derive

KEYS = derive("key", "site")


def threads(*names: str) -> pl.Series:
    return pl.Series("thread", names, pl.String)


def test_conversations_add_up_in_one_file_without_their_names(tmp_path):
    store = Store.open(str(tmp_path))
    assert forgotten(store, "site") == []

    remember(store, "site", KEYS, threads("talk-1", "talk-2", "talk-1"))
    remember(store, "site", KEYS, threads("talk-2", "talk-3"))
    remember(store, "site", KEYS, threads())

    assert len(forgotten(store, "site")) == 3
    (file,) = store.list(ROOT)
    assert b"talk" not in (store.get(file.path) or b"") + file.path.encode()


def test_what_two_writers_leave_beside_each_other_counts_both(tmp_path):
    store, other = Store.open(str(tmp_path / "lake")), Store.open(str(tmp_path / "other"))
    remember(store, "site", KEYS, threads("talk-1"))
    remember(other, "site", KEYS, threads("talk-2"))

    for file in other.list(ROOT):
        store.put(file.path, other.get(file.path) or b"")

    assert len(forgotten(store, "site")) == 2


def test_a_reader_looks_again_when_what_it_saw_was_joined_with_something_newer(tmp_path, monkeypatch):
    store = Store.open(str(tmp_path))
    remember(store, "site", KEYS, threads("talk-1"))
    old = store.list(ROOT)
    remember(store, "site", KEYS, threads("talk-2"))
    answers = iter([old, store.list(ROOT)])
    monkeypatch.setattr(store, "list", lambda folder: next(answers))

    assert len(forgotten(store, "site")) == 2
