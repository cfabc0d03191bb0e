"""A raw file names a user by its `user_id` fields, whatever else in it reads the same."""

import json
from datetime import date

import polars as pl
import pytest

from flows.forget.raw import mentions, quarantined
from flows.lake.lake import Lake
from schemas.config import Config, Site
from tests.flows.lake.builders import KEY, NIGHT, commit, nights
from tests.flows.lake.builders import record as stage_record
from tests.flows.lake.builders import run as of_run
from tests.sites import event


def found(folder, name: str, data: bytes, raw_id: str) -> list[int]:
    (folder / name).write_bytes(data)
    site = Site(name="zhihu", kind="qa", events=name, contents={"questions": "q.jsonl", "answers": "a.jsonl"})
    config = Config(lake=str(folder / "lake"), sites=(site,), folder=folder)
    return [line for mention in mentions(config, site, raw_id) for line in mention.lines]


def lines(*records) -> bytes:
    return b"".join(
        (record if isinstance(record, bytes) else json.dumps(record).encode()) + b"\n" for record in records
    )


def test_a_number_counts_as_the_user_id_alone(tmp_path):
    data = lines(
        event(NIGHT, "7", "view", answer_id="42", dwell_ms=42),
        event(NIGHT, "42", "view", answer_id="1"),
        {"user_id": 42, "answer_id": "1"},
        {"user_id": 420, "dwell_ms": 42},
        {"user_id": "7", "comment": 'he wrote {"user_id": "42"}'},
        ["42"],
    )

    assert found(tmp_path, "events.jsonl", data, "42") == [2, 3]


@pytest.mark.parametrize(
    "line",
    [
        b'{"user_id": "42", "dwell',
        b'{"user_id":42,',
        b"user_id=42&dwell_ms=7",
        b"{'user_id': '42'",
        rb'"{\"user_id\": \"42\"',
        rb'{"user_id": "\u0034\u0032',
        b'{"user_id": ["42"]}',
    ],
)
def test_a_malformed_line_names_whom_its_field_names(tmp_path, line):
    assert found(tmp_path, "events.jsonl", line + b"\n" + line.replace(b"42", b"421") + b"\n", "42")[:1] == [1]
    other = b'{"user_id": "7", "dwell_ms": 42, "n": "42"'
    assert found(tmp_path, "others.jsonl", other, "42") == []


@pytest.mark.parametrize("raw_id", ["安娜/1", 'an"na', "é\\n"])
def test_an_id_is_found_however_json_writes_it(tmp_path, raw_id):
    plain, escaped = ({"user_id": raw_id}, json.dumps({"user_id": raw_id}).replace("/", r"\/").encode())
    upper = escaped.replace(b"\\u00e9", b"\\u00E9")
    broken = escaped[:-1]

    assert found(tmp_path, "events.jsonl", lines(plain, escaped, upper, broken, {"user_id": raw_id + "x"}), raw_id) == [
        1, 2, 3, 4,
    ]  # fmt: skip


def test_of_a_csv_the_column_counts_and_of_a_broken_record_the_cells_that_it_may_have_moved_to(tmp_path):
    data = "\n".join([
        "event_id,user_id,dwell_ms,note",
        "42,7,42,x",
        '1,42,5,"two\nlines"',
        "2,7,5,x,42,z",
        "3,7,42",
        "42,5,x",
        "4,a comma,42,5,x",
        "",
    ]).encode()  # fmt: skip

    assert found(tmp_path, "events.csv", data, "42") == [3, 7, 8]


def test_of_a_parquet_file_the_column_counts(tmp_path):
    frame = pl.DataFrame({"user_id": [7, 42, None, 42], "dwell_ms": [42, 1, 42, 2]})
    frame.write_parquet(tmp_path / "made.parquet")

    assert found(tmp_path, "events.parquet", (tmp_path / "made.parquet").read_bytes(), "42") == [2, 4]


def test_a_damaged_file_is_searched_as_far_as_it_goes(tmp_path):
    assert found(tmp_path, "events.parquet", b"PAR1 and no more", "42") == []
    assert found(tmp_path, "events.csv", b'"never closed', "42") == []


def test_only_what_is_in_quarantine_is_told_of_a_failed_night_too(tmp_path):
    lake = Lake.open(str(tmp_path / "lake"), KEY)
    first, second = nights(2)
    for night, state in ((first, "ok"), (second, "failed")):
        _quarantine(lake, night, state, line=7)

    places = [(f"{first}.jsonl", 7), (f"{first}.jsonl", 8), (f"{second}.jsonl", 7)]

    assert quarantined(lake, "zhihu", places) == [places[0], places[2]]
    assert quarantined(lake, "zhihu", []) == []


def _quarantine(lake: Lake, night: date, state: str, line: int) -> None:
    row = {"source": "events", "file": f"{night}.jsonl", "line": line, "reason": "not_json", "text": "***"}
    frame = pl.DataFrame([row | {"length": 3, "sha256": "0" * 64}])
    commit(lake, "zhihu", night, {"ingest": {"quarantine": frame}})
    if state == "failed":
        done = lake.ledger.newest("zhihu", night).stages["ingest"]
        with lake.ledger.start("zhihu", night, of_run()) as session:
            session.record(stage_record("ingest", "failed", tables=done.tables, error="malformed"))
