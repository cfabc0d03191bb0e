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


@pytest.fixture
def small(tmp_path):
    """The folder of a release whose validation and test are empty."""
    mill(one_site(tmp_path).config, NIGHT)
    return tmp_path / "lake/releases/0.1.0"


def test_datasets_loads_one_split_beside_empty_ones(small, tmp_path):
    datasets = pytest.importorskip("datasets")
    files = {split: str(small / f"{split}.parquet") for split in SPLITS}

    assert (
        len(datasets.load_dataset("parquet", data_files=files, split="train", cache_dir=str(tmp_path / "cache"))) == 1
    )


def test_datasets_loads_the_folder_of_a_release_with_empty_splits(small, tmp_path):
    """It cannot load a file without rows, so the card names only the splits that have some."""
    datasets = pytest.importorskip("datasets")

    loaded = datasets.load_dataset(str(small), cache_dir=str(tmp_path / "cache"))

    assert {split: len(rows) for split, rows in loaded.items()} == {"train": 1}


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


@pytest.mark.parametrize(
    ("form", "columns"), [("sft", {"prompt", "completion"}), ("kto", {"prompt", "completion", "label"})]
)
def test_demonstrations_and_labelled_answers_are_in_the_form_that_trl_reads(desk, tmp_path, form, columns):
    counts = export(desk, form, tmp_path / form, min_confidence=0.5)

    rows = [json.loads(line) for line in (tmp_path / form / "train.jsonl").read_text().splitlines()]
    assert counts["train.jsonl"] == len(rows) == (1 if form == "sft" else 2)
    assert set(rows[0]) == columns
    assert rows[0]["completion"][0]["role"] == "assistant"
