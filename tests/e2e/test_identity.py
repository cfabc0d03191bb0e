"""A pair's identity depends on its texts alone: not on files, the order of lines, the night or the user key."""

import random

import pytest

from flows.lake.releases import latest
from tests.sites import NIGHT, Place, chat, chat_night, feed, feed_night, qa, qa_events, qa_night, three_sites
from tests.support import mill, pair_id, released

SAID = ("pair_id", "confidence", "preference", "margin", "n_users", "split", "context_id", "chosen_id", "rejected_id")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    return released(mill(three_sites(tmp_path_factory.mktemp("sites")).config, NIGHT).desk)


def test_pair_id_is_the_hash_of_the_canonical_json_of_site_and_texts(pairs):
    parts = ("site", "prompt", "chosen", "rejected")
    assert pairs.height == 3
    for row in pairs.iter_rows(named=True):
        assert row["pair_id"] == pair_id(*(row[part] for part in parts))


def test_shuffled_and_split_files_give_the_same_pairs(pairs, tmp_path):
    place = three_sites(tmp_path)
    dice = random.Random(0)
    for file in sorted(place.folder.glob("raw/*/*/*/*.jsonl")):
        lines = file.read_bytes().splitlines()
        dice.shuffle(lines)
        half = len(lines) // 3
        file.unlink()
        folder = str(file.parent.relative_to(place.folder))
        place.put(f"{folder}/part-2.jsonl", lines[:half])
        place.put(f"{folder}/part-1.jsonl", lines[half:])

    shuffled = released(mill(place.config, NIGHT).desk)

    assert shuffled.select(SAID).equals(pairs.select(SAID))


def test_a_compressed_file_is_the_same_file(pairs, tmp_path):
    place = three_sites(tmp_path)
    for file in sorted(place.folder.glob("raw/*/events/*/*.jsonl")):
        place.put(f"{file.relative_to(place.folder)}.gz", file.read_bytes().splitlines())
        file.unlink()

    assert released(mill(place.config, NIGHT).desk).select(SAID).equals(pairs.select(SAID))


def test_another_user_key_gives_the_same_pairs(pairs, tmp_path, monkeypatch):
    monkeypatch.setenv("PAIRMILL_USER_KEY", "quite another key")
    place = three_sites(tmp_path)

    other = released(mill(place.config, NIGHT).desk)

    assert other["pair_id"].to_list() == pairs["pair_id"].to_list()


def test_redelivered_events_change_nothing(pairs, tmp_path):
    place = three_sites(tmp_path)
    for file in sorted(place.folder.glob("raw/*/events/*/*.jsonl")):
        place.put(str(file.parent.relative_to(place.folder) / "again.jsonl"), file.read_bytes().splitlines())

    milled = mill(place.config, NIGHT)

    assert released(milled.desk).select(SAID).equals(pairs.select(SAID))
    assert milled.dropped("zhihu", NIGHT, "ingest") == {"redelivered": len(qa_events(NIGHT))}


def test_a_site_s_pairs_do_not_depend_on_the_other_sites(pairs, tmp_path):
    writers = {"zhihu": (qa, qa_night), "xhs": (feed, feed_night), "assistant": (chat, chat_night)}
    for name, (site, write) in writers.items():
        place = Place(tmp_path / name)
        place.configure(site())
        write(place)
        own = pairs.filter(site=name)
        assert released(mill(place.config, NIGHT).desk).select(SAID).equals(own.select(SAID))


def test_a_prefect_free_night_twice_is_all_cached_and_publishes_nothing(tmp_path):
    place = three_sites(tmp_path)
    first = mill(place.config, NIGHT)

    second = mill(place.config, NIGHT)

    assert not first.all_cached
    assert second.all_cached
    assert latest(second.desk.lake.store).version == "0.1.0"
