"""What others do with a release: load it with `datasets`, and read the JSON Lines that `export` writes."""

import json

import pytest

from flows.export import export
from schemas.errors import UsageError
from tests.sites import NIGHT, Place, one_site, qa, qa_night
from tests.support import SPLITS, mill, newest, released

QUESTIONS = {"train": "q1", "validation": "q33", "test": "q12"}
"""Questions whose ids fall on each side of the split."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Three questions, one on each side of the split."""
    place = Place(tmp_path_factory.mktemp("export"))
    place.configure(qa())
    for question in QUESTIONS.values():
        qa_night(place, question=question, ups=f"{question}-up", downs=f"{question}-down")
    return mill(place.config, NIGHT).desk


@pytest.fixture(scope="module")
def folder(desk):
    return desk.lake.store.root / "releases" / newest(desk).version


def test_datasets_loads_the_files_of_a_release(desk, folder, tmp_path):
    datasets = pytest.importorskip("datasets")
    files = {split: str(folder / f"{split}.parquet") for split in SPLITS}

    loaded = datasets.load_dataset("parquet", data_files=files, cache_dir=str(tmp_path))

    rows = {row["pair_id"]: row for split in SPLITS for row in loaded[split]}
    assert sorted(rows) == released(desk)["pair_id"].to_list()
    for row in rows.values():
        assert row["chosen"][0]["role"] == row["rejected"][0]["role"] == "assistant"
        assert row["prompt"][-1]["role"] == "user"


def test_datasets_loads_the_folder_by_its_card(folder, tmp_path):
    datasets = pytest.importorskip("datasets")

    loaded = datasets.load_dataset(str(folder), cache_dir=str(tmp_path))

    assert {split: rows["context_id"] for split, rows in loaded.items()} == {
        split: [question] for split, question in QUESTIONS.items()
    }


def test_datasets_loads_the_folder_of_a_release_with_an_empty_split(tmp_path):
    """It cannot load an empty file, so the card names only the splits that have rows."""
    datasets = pytest.importorskip("datasets")
    desk = mill(one_site(tmp_path).config, NIGHT).desk

    loaded = datasets.load_dataset(str(tmp_path / "lake/releases/0.1.0"), cache_dir=str(tmp_path / "cache"))

    assert {split: len(rows) for split, rows in loaded.items()} == {"train": released(desk).height}


def test_export_writes_the_conversational_form_that_trl_reads(desk, tmp_path):
    counts = export(desk, "trl", tmp_path / "out", None)

    written = {split: (tmp_path / "out" / f"{split}.jsonl").read_text().splitlines() for split in SPLITS}
    assert counts == {f"{split}.jsonl": len(lines) for split, lines in written.items()}
    records = [json.loads(line) for lines in written.values() for line in lines]
    expected = released(desk).select("prompt", "chosen", "rejected").to_dicts()
    assert sorted(map(json.dumps, records)) == sorted(map(json.dumps, expected))


def test_export_of_a_release_that_is_none_says_so(desk, tmp_path):
    with pytest.raises(UsageError, match=r"there is no release 0\.7\.0"):
        export(desk, "trl", tmp_path / "out", "0.7.0")
    assert not (tmp_path / "out").exists()
