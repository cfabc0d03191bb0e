"""Which files a pattern names."""

from datetime import date

import pytest

from flows.raw.files import find
from schemas.errors import InputError

NIGHT = date(2026, 11, 19)


@pytest.fixture
def folder(tmp_path):
    for name in ("a/2026-11-19/2.jsonl", "a/2026-11-19/1.jsonl", "a/2026-11-18/1.jsonl", "a/2026-11-19/x/3.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n")
    return tmp_path


def test_a_dated_pattern_names_that_nights_files_sorted_and_relative_to_the_folder(folder):
    found = find("./a/{date}/*.jsonl", NIGHT, folder)

    assert [file.name for file in found] == ["a/2026-11-19/1.jsonl", "a/2026-11-19/2.jsonl"]
    assert all(file.dated and file.size == 3 and file.path == str(folder / file.name) for file in found)


@pytest.mark.parametrize(
    ("pattern", "count"), [("a/**/*.jsonl", 4), ("a/*/?.jsonl", 3), ("a/*/x", 0), ("a/2026-11-1[8]/*", 1)]
)
@pytest.mark.parametrize("in_a_store", [False, True])
def test_a_store_and_a_folder_give_the_same_files(folder, pattern, count, in_a_store):
    place = f"file://{folder}/{pattern}" if in_a_store else pattern

    found = find(place, NIGHT, folder) if count else []

    assert len(found) == count
    assert not any(file.dated for file in found)
    assert all(file.name.endswith(".jsonl") for file in found)


def test_the_mark_changes_with_the_file(folder):
    before = find("a/2026-11-18/*", NIGHT, folder)
    (folder / "a/2026-11-18/1.jsonl").write_text("{}\n{}\n")

    after = find("a/2026-11-18/*", NIGHT, folder)

    assert [file.name for file in before] == [file.name for file in after]
    assert before[0].mark != after[0].mark


@pytest.mark.parametrize("place", ["b/{date}/*.jsonl", "a/*/x", "file:///nowhere/{date}/*.jsonl"])
def test_no_file_is_an_error_that_names_pattern_and_night(folder, place):
    with pytest.raises(InputError) as error:
        find(place, NIGHT, folder)

    assert place in str(error.value)
    assert "2026-11-19" in str(error.value)


def test_glob_characters_in_the_folders_own_name_mean_themselves(tmp_path):
    folder = tmp_path / "[x]*"
    folder.mkdir()
    (folder / "1.jsonl").write_text("")

    assert [file.name for file in find("*.jsonl", NIGHT, folder)] == ["1.jsonl"]
