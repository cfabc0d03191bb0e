"""`pairmill nightly` on hand-written logs of every kind of site, as a person runs it."""

import hashlib
import json

import polars as pl
import pytest

from flows.lake.releases import read
from tests.sites import EXPECTED, NIGHT, three_sites
from tests.support import SPLITS, mill, pairmill, snapshot

MESSAGES = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))
EVIDENCE = pl.List(
    pl.Struct({"signal": pl.String, "chosen": pl.Float32, "rejected": pl.Float32, "log_odds": pl.Float32})
)
PAIR_TABLE = {
    **dict.fromkeys(("pair_id", "site", "kind"), pl.String),
    "dt": pl.Date,
    **dict.fromkeys(("prompt", "chosen", "rejected"), MESSAGES),
    **dict.fromkeys(("context_id", "chosen_id", "rejected_id", "chosen_model", "rejected_model"), pl.String),
    **dict.fromkeys(("rule", "tier"), pl.String),
    **dict.fromkeys(("confidence", "preference", "margin", "q_value"), pl.Float32),
    "n_users": pl.Int32,
    "hardness": pl.Float32,
    "negative": pl.String,
    "evidence": EVIDENCE,
    "language": pl.String,
    "weight": pl.Float32,
    "curriculum": pl.Int8,
}
"""The pair table of docs/formats.md, written down a second time on purpose."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return three_sites(tmp_path_factory.mktemp("nightly"))


@pytest.fixture(scope="module")
def first(place):
    """The command, run where nothing was before."""
    return pairmill("nightly", "--config", place.config, "--date", NIGHT, "--no-train")


@pytest.fixture(scope="module")
def release(place, first):
    """The folder of what it published."""
    assert first.returncode == 0, first.stderr
    releases = place.lake / "releases"
    return releases / (releases / "LATEST").read_text()


def test_the_release_has_the_columns_and_types_of_the_pair_table_in_all_three_files(release):
    for split in SPLITS:
        schema = pl.read_parquet_schema(release / f"{split}.parquet")
        assert {name: schema.get(name) for name in PAIR_TABLE} == PAIR_TABLE


def test_the_answer_that_people_prefer_is_chosen_on_every_site(release):
    pairs = pl.concat(pl.read_parquet(release / f"{split}.parquet") for split in SPLITS)
    decided = pairs.select(
        "site", pl.col("chosen_id").str.split("-").list[0], pl.col("rejected_id").str.split("-").list[0]
    )
    assert sorted(decided.rows()) == sorted((site, *sides) for site, sides in EXPECTED.items())
    assert pairs["confidence"].min() > 0.9
    assert set(pairs["tier"]) == {"explicit"}


def test_the_manifest_names_every_file_by_size_digest_and_rows(release):
    manifest = json.loads((release / "manifest.json").read_text())
    pictures = {f"calibration/{site}.svg" for site in EXPECTED}
    tables = {f"{split}.parquet" for split in SPLITS} | {"tables/held_out.parquet"}
    assert set(manifest["files"]) == {*tables, "README.md", "CHANGELOG.md", *pictures}
    for name, file in manifest["files"].items():
        data = (release / name).read_bytes()
        assert (file["bytes"], file["digest"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert sum(manifest["files"][f"{split}.parquet"]["rows"] for split in SPLITS) == len(EXPECTED)
    assert manifest["sites"] == dict.fromkeys(EXPECTED, str(NIGHT))


def test_the_card_says_where_the_pairs_are_and_whence(release):
    card = (release / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\n")
    assert "train.parquet" in card
    assert all(f"| {site} | explicit | 1 |" in card for site in EXPECTED)


def test_the_command_says_where_the_release_lies(first, release):
    assert str(release) in first.stdout.replace("\n", "")


def test_the_same_command_again_publishes_nothing_and_finds_every_stage_cached(place, release, prefect):
    before = snapshot(place.lake / "releases")
    again = pairmill(
        "nightly", "--config", place.config, "--date", NIGHT, "--no-train", environment={"PREFECT_API_URL": prefect}
    )
    states = {line.split(": ")[-1] for line in again.stderr.splitlines() if f" {NIGHT} " in line}
    assert again.returncode == 0
    assert states == {"cached"}
    assert snapshot(place.lake / "releases") == before


def test_milling_without_prefect_is_the_same_pipeline(place, release, tmp_path):
    alone = mill(three_sites(tmp_path).config, NIGHT)
    assert (
        read(alone.desk.lake.store, "0.1.0").content == json.loads((release / "manifest.json").read_text())["content"]
    )
