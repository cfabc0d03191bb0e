"""All formats: the same records whatever they are written in, and single lines found again."""

import gzip
import io
import json
from datetime import UTC, datetime
from hashlib import sha256

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from flows.raw.files import RawFile
from flows.raw.read import blocks, lines
from schemas.errors import InputError
from schemas.raw import RawNotes, RawQaEvents
from tests.flows.raw.examples import event, line, read, written

EVENTS = [
    event(event_id="e1", dwell_ms=1200, position=1, scroll_depth=0.5),
    event(event_id="e2", type="upvote", request_id="r,1", question_id='He said "no"'),
    event(event_id="e3", ts="1795075200", dwell_ms=0, position=3, propensity=0.25),
]
NOTES = [
    {"note_id": "n1", "text": "两行\n文字", "tags": ["护肤", "a b"], "image_count": 3},
    {"note_id": "n2", "text": "t", "title": "T", "tags": None, "published_at": "2026-11-01T00:00:00Z"},
]


def as_jsonl(records: list[dict]) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def as_csv(records: list[dict]) -> bytes:
    frame = pl.DataFrame(records, infer_schema_length=None)
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List]
    return frame.with_columns(pl.col(name).list.join(";") for name in lists).write_csv().encode()


def as_parquet(records: list[dict]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(records, infer_schema_length=None).write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("records", "schema"), [(EVENTS, RawQaEvents), (NOTES, RawNotes)], ids=["events", "notes"])
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("e.csv", as_csv),
        ("e.csv.gz", lambda records: gzip.compress(as_csv(records))),
        ("e.csv.zst", lambda records: zstandard.compress(as_csv(records))),
        ("e.parquet", as_parquet),
    ],
)
def test_csv_and_parquet_give_what_json_lines_give(tmp_path, records, schema, name, pack):
    expected = read(written(tmp_path, as_jsonl(records)), schema).records

    found = read(written(tmp_path, pack(records), name), schema)

    assert found.rejects.height == 0
    assert found.records.drop("file", "line").equals(expected.drop("file", "line"))


@pytest.mark.parametrize(("name", "pack"), [("e.jsonl", as_jsonl), ("e.csv", as_csv), ("e.parquet", as_parquet)])
def test_files_in_an_object_store_read_the_same(tmp_path, name, pack):
    local = written(tmp_path, pack(EVENTS), name)
    remote = RawFile("file://" + local.path, local.name, local.size, local.mark, local.dated)

    assert read(remote).records.equals(read(local).records)


@pytest.mark.parametrize(("name", "pack"), [("e.csv", as_csv), ("e.parquet", as_parquet)])
def test_unknown_columns_are_counted_where_they_hold_something(tmp_path, name, pack):
    records = [record | {"app": app} for record, app in zip(EVENTS, ("ios", None, "web"), strict=True)]

    found = read(written(tmp_path, pack(records), name))

    assert found.extra == {"app": 2}
    assert found.records.height == 3


@pytest.mark.parametrize(("name", "pack"), [("e.csv", as_csv), ("e.parquet", as_parquet)])
def test_a_table_without_a_required_column_is_an_error_that_names_it(tmp_path, name, pack):
    records = [{key: value for key, value in record.items() if key != "answer_id"} for record in EVENTS]

    with pytest.raises(InputError, match=rf"{name}: has no column 'answer_id'"):
        read(written(tmp_path, pack(records), name))


@pytest.mark.parametrize("name", ["e.txt", "e.json", "e.gz", "e"])
def test_an_unknown_format_is_an_error_that_names_the_file(tmp_path, name):
    with pytest.raises(InputError, match=f"{name}: is of no known format"):
        blocks(written(tmp_path, b"", name), RawQaEvents)


@pytest.mark.parametrize("name", ["gone.jsonl", "gone.csv", "gone.parquet"])
@pytest.mark.parametrize("root", ["", "file://"])
def test_a_file_that_is_gone_is_an_error_that_names_it(tmp_path, root, name):
    file = RawFile(f"{root}{tmp_path}/{name}", name, 1, "1", False)

    with pytest.raises(InputError, match=f"{name}: cannot be read"):
        list(blocks(file, RawQaEvents))


@pytest.mark.parametrize("data", [b"", b"PAR1 no", as_parquet(EVENTS)[:-20], b"x" * 5000])
def test_a_file_that_is_no_parquet_is_one_reject(tmp_path, data):
    found = read(written(tmp_path, data, "e.parquet"))

    assert found.reasons == {0: "not_parquet"}
    assert found.rejects["sha256"].item() == sha256(data).hexdigest()
    assert found.records.height == 0


def test_typed_parquet_columns_become_what_the_contract_wants(tmp_path):
    moment = datetime(2026, 11, 19, 8, 0, 0, 250_000, tzinfo=UTC)
    frame = pl.DataFrame(
        {
            "event_id": [1, 2],
            "ts": pl.Series([moment, moment]).dt.convert_time_zone("Asia/Shanghai"),
            "user_id": pl.Series(["u", "v"], dtype=pl.Categorical),
            "type": ["view", "view"],
            "question_id": [7.0, 8.0],
            "answer_id": ["a", None],
            "dwell_ms": [1200.6, None],
            "position": pl.Series([3, 4], dtype=pl.UInt8),
        }
    )
    buffer = io.BytesIO()
    frame.write_parquet(buffer)

    records = read(written(tmp_path, buffer.getvalue(), "e.parquet")).records

    assert records["event_id"].to_list() == ["1", "2"]
    assert records["ts"].to_list() == ["2026-11-19T08:00:00.250000Z"] * 2
    assert records["question_id"].to_list() == ["7", "8"]
    assert records["dwell_ms"].to_list() == [1201, None]
    assert records["position"].to_list() == [3, 4]
    assert records["line"].to_list() == [1, 2]


def test_bad_parquet_values_are_rejected_row_by_row(tmp_path):
    columns = {
        "event_id": pa.array(["e1", "e2", "e3", "e4"]),
        "ts": pa.array(["2026-11-19T08:00:00Z"] * 4),
        "user_id": pa.array(["secret"] * 4),
        "type": pa.array(["view"] * 4),
        "question_id": pa.Array.from_buffers(pa.string(), 4, pa.array([b"q", b"\xce\xca", b"q\0", b"q"]).buffers()),
        "answer_id": pa.array(["a"] * 4),
        "position": pa.array([1.0, 1.0, 1.0, 1.5]),
    }
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)

    found = read(written(tmp_path, buffer.getvalue(), "e.parquet"))

    assert found.reasons == {2: "not_utf8", 3: "nul_byte", 4: "wrong_type:position"}
    assert found.records["line"].to_list() == [1]
    assert not found.rejects["text"].str.contains("secret").any()


@pytest.mark.parametrize(("name", "pack"), [("e.csv", as_csv), ("e.parquet", as_parquet)])
def test_records_of_tables_are_found_again_as_json_without_the_user(tmp_path, name, pack):
    file = written(tmp_path, pack(EVENTS), name)
    wanted = read(file).records["line"][1]

    [found] = lines(file, {wanted}).to_dicts()

    assert json.loads(found["text"].replace("***", '"***"'))["event_id"] == "e2"
    assert '"user_id":***' in found["text"]
    assert found["line"] == wanted


def test_lines_are_found_again_as_a_reject_would_show_them(tmp_path):
    data = [line(event_id=f"e{i}", user_id="secret") for i in range(20_000)]
    file = written(tmp_path, b"\xef\xbb\xbf" + b"\n\n".join(data))

    found = lines(file, {1, 3, 39_999}).to_dicts()

    assert [row["line"] for row in found] == [1, 3, 39_999]
    assert [row["sha256"] for row in found] == [sha256(data[i]).hexdigest() for i in (0, 1, 19_999)]
    assert [row["length"] for row in found] == [len(data[i]) for i in (0, 1, 19_999)]
    assert not any("secret" in row["text"] for row in found)


def test_no_line_asked_for_is_none_found(tmp_path):
    assert lines(written(tmp_path, line()), set()).height == 0
