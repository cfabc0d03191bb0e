"""No raw user id, e-mail address or mobile number stands in any byte of the lake, nor in what its files hold packed."""

import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.sites import (
    LURKERS,
    NIGHT,
    PEOPLE,
    Place,
    chat,
    chat_night,
    event,
    feed,
    feed_night,
    feed_note,
    qa,
    qa_night,
    qa_question,
)
from tests.support import mill, released, rows

EMAIL, MOBILE = "zhang.wei@example.com", "13812345678"
SPOKEN = f"请联系 {EMAIL} 或 138-1234-5678,也可以打 {MOBILE}。"
SECRETS = (*PEOPLE, EMAIL, MOBILE, "138-1234-5678")


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """Personal data in every text that a site hands over, and in lines that cannot be used."""
    place = Place(tmp_path_factory.mktemp("privacy"))
    place.configure(qa(), feed(), chat(), quarantine_limit=0.9, context="tags", prompt_template="写一篇{tags}")
    for write in (qa_night, feed_night, chat_night):
        write(place)
    _personal_contents(place)
    for site, subject in (("zhihu", "answer_id"), ("xhs", "note_id"), ("assistant", "message_id")):
        place.add(f"raw/{site}/events/{NIGHT}/bad.jsonl", _unusable(subject))
    return place


def _personal_contents(place: Place) -> None:
    question = qa_question() | {"title": f"怎么办?{SPOKEN}", "detail": SPOKEN, "topics": [SPOKEN, EMAIL]}
    place.put("raw/zhihu/questions.jsonl", [question])
    path = f"raw/xhs/notes/{NIGHT}/notes.jsonl"
    note = {"title": SPOKEN, "text": f"{SPOKEN} 露营" * 2, "tags": ["露营", EMAIL, MOBILE], "prompt": SPOKEN}
    place.put(path, [feed_note("n1", "good") | note, feed_note("n2", "bad") | note | {"text": "短文" + SPOKEN}])
    talk = {"conversation_id": "talk-0-1119", "parent_id": "good-0-1119", "role": "user", "model": None}
    place.add(
        f"raw/assistant/messages/{NIGHT}/messages.jsonl",
        [talk | {"message_id": "more", "content": SPOKEN, "created_at": f"{NIGHT}T09:00:00Z", "user_id": PEOPLE[0]}],
    )
    edit = event(NIGHT, PEOPLE[1], "edit", conversation_id="talk-1-1119", message_id="good-1-1119")
    place.add(f"raw/assistant/events/{NIGHT}/edits.jsonl", [edit | {"edited_text": f"改成这样:{SPOKEN}"}])


def _unusable(subject: str) -> list:
    """Lines that go to quarantine whole or in part."""
    act = event(NIGHT, PEOPLE[0], "teleport", **{subject: "x"}) | {"event_id": "odd"}
    return [
        act | {"comment": SPOKEN},
        f'{{"user_id": "{PEOPLE[1]}", "comment": "{SPOKEN}"',
        f"user_id={PEOPLE[2]}&comment={SPOKEN}",
        f'["{SPOKEN}"]',
        act | {"user_id": {"id": PEOPLE[3]}, "dwell_ms": SPOKEN},
    ]


@pytest.fixture(scope="module")
def milled(place):
    milled = mill(place.config, NIGHT)
    assert not milled.failures
    return milled


def _words(folder: Path) -> Iterator[tuple[Path, str]]:
    """The bytes of every file and, of a Parquet file, also all that it holds, however it is packed."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            unpacked = pl.read_parquet(io.BytesIO(data)).write_json() if path.suffix == ".parquet" else ""
            yield path, data.decode("utf-8", "replace") + unpacked


@pytest.mark.parametrize("secret", SECRETS)
def test_no_file_of_the_lake_holds_it(place, milled, secret):
    assert [path.relative_to(place.lake) for path, text in _words(place.lake) if secret in text] == []


def test_the_search_would_find_it(tmp_path):
    pl.DataFrame({"text": [[{"content": SPOKEN}]] * 2}).write_parquet(tmp_path / "leak.parquet", compression="zstd")
    assert [path.name for path, text in _words(tmp_path) if EMAIL in text] == ["leak.parquet"]


def test_what_was_hidden_reads_as_a_placeholder(milled):
    texts = rows(milled.desk, "contents", "zhihu", NIGHT).filter(content_id="question:q1")["text"].to_list()
    assert texts[0].count("[EMAIL_") == 2
    assert texts[0].count("[PHONE_") == 4


def test_the_lines_in_quarantine_are_there_to_be_looked_at(milled):
    for site in ("zhihu", "xhs", "assistant"):
        kept = rows(milled.desk, "quarantine", site, NIGHT)
        assert kept.height == 5
        assert kept["text"].str.contains("***", literal=True).sum() >= 3


def test_personal_data_does_not_cost_a_pair(milled):
    assert set(released(milled.desk)["site"]) == {"zhihu", "xhs", "assistant"}


def test_files_with_raw_lines_are_for_their_owner_alone(place, milled):
    modes = {path.stat().st_mode & 0o777 for path in (place.lake / "quarantine").rglob("*.parquet")}
    assert modes == {0o600}


def test_one_person_has_two_pseudonyms_on_two_sites(milled):
    people = [set(rows(milled.desk, "events", site, NIGHT)["user"]) for site in ("zhihu", "xhs")]
    assert len(people[0]) == len((*PEOPLE, *LURKERS))
    assert people[0].isdisjoint(people[1])
