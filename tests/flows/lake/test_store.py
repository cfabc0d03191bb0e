import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.lake.store import Store
from schemas.errors import ConfigError, LakeError


def test_what_was_put_is_read_and_listed(store):
    store.put("a/b/one.txt", b"1")
    store.put("a/two.txt", b"22")

    assert store.get("a/b/one.txt") == b"1"
    assert sorted((found.path, found.size) for found in store.list("a")) == [("a/b/one.txt", 1), ("a/two.txt", 2)]
    assert store.folders("a") == ["b"]


def test_what_was_never_put_is_none_and_lists_as_nothing(store):
    assert store.get("a/b") is None
    assert store.list("nowhere") == []
    assert store.folders("nowhere") == []


def test_a_put_replaces_and_a_create_does_not(store):
    store.put("a", b"1")
    store.put("a", b"2")

    assert not store.create("a", b"3")
    assert store.get("a") == b"2"


def test_of_racing_creators_exactly_one_wins_and_its_bytes_stay(store):
    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(lambda n: store.create("runs/1.json", b"%d" % n), range(16)))

    assert won.count(True) == 1
    assert store.get("runs/1.json") == b"%d" % won.index(True)


def test_deleting_what_is_gone_is_no_error_and_the_rest_goes(store):
    store.put("a/1", b"")
    store.put("a/2", b"")

    store.delete(["a/1", "a/gone", "a/2"])

    assert store.list("a") == []


def test_a_folder_and_its_files_are_closed_to_others(tmp_path):
    store = Store.open(str(tmp_path / "new" / "lake"))

    store.put("a/1", b"x")
    store.create("a/2", b"x")

    assert (tmp_path / "new" / "lake").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "new" / "lake" / "a").iterdir()} == {0o600}


def test_a_large_file_goes_up_and_comes_back_in_pieces(store, tmp_path):
    data = os.urandom(3_000_000)
    (tmp_path / "weights").write_bytes(data)

    store.upload("models/weights", tmp_path / "weights")

    assert b"".join(store.stream("models/weights")) == data


def test_streaming_what_is_missing_names_it(store):
    with pytest.raises(LakeError, match="models/none"):
        list(store.stream("models/none"))


def test_a_staged_file_is_not_listed_but_found(store):
    store.put("a/1", b"x")
    (store.root / "a" / "2.parquet#1").write_bytes(b"half")

    assert [found.path for found in store.list("a")] == ["a/1"]
    assert [path.name for path in store.staged()] == ["2.parquet#1"]


@pytest.mark.parametrize("place", ["nope://bucket/lake", "s3://", "data/env=prod/lake"])
def test_an_unusable_place_is_a_configuration_error_that_names_it(place):
    with pytest.raises(ConfigError, match=place):
        Store.open(place)


def test_a_place_that_cannot_be_made_is_a_configuration_error(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="file/lake"):
        Store.open(str(tmp_path / "file" / "lake"))
