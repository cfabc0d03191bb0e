"""JSON Lines: every line that is not blank is a record or a reject with the right reason and number."""

import gzip
import json
import time
import tracemalloc
from hashlib import sha256

import polars as pl
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.raw import cut
from flows.raw.jsonl import jsonl_blocks
from schemas.raw import RawMessages, RawNotes, RawQaEvents
from tests.flows.raw.examples import event, line, read, written

GOOD = line()

BAD = [
    (b'{"event_id": "e1', "not_json"),
    (b"{'event_id': 'e1'}", "not_json"),
    (GOOD + GOOD, "not_json"),
    (b'{"event_id": NaN}', "not_json"),
    (b'{"answer_id": ' + b"9" * 60 + b"}", "not_json"),
    (b'{"dwell_ms": ' + b"9" * 60 + b"}", "wrong_type:dwell_ms"),
    (b'{"dwell_ms": 1e999}', "not_json"),
    (b"[" * 3000 + b"]" * 3000, "not_json"),
    (b"\x0c", "not_json"),
    (b"[1, 2]", "not_an_object"),
    (b"null", "not_an_object"),
    (b'"text"', "not_an_object"),
    (b"7", "not_an_object"),
    (GOOD.replace(b"q1", "问题".encode("gbk")), "not_utf8"),
    (GOOD.replace(b"q1", b"q\x001"), "nul_byte"),
    (GOOD.replace(b"q1", rb"q\u00001"), "nul_byte"),
    (b"\0" * 100, "nul_byte"),
    (GOOD.replace(b"q1", rb"q\ud83d"), "lone_surrogate"),
    (GOOD.replace(b"q1", rb"q\ude00"), "lone_surrogate"),
    (GOOD.replace(b"q1", rb"q\uD83D\u0041"), "lone_surrogate"),
    (line(dwell_ms="1200"), "wrong_type:dwell_ms"),
    (line(dwell_ms=True), "wrong_type:dwell_ms"),
    (line(dwell_ms={}), "wrong_type:dwell_ms"),
    (line(dwell_ms=2**63), "wrong_type:dwell_ms"),
    (line(dwell_ms=1e300), "wrong_type:dwell_ms"),
    (line(position=1.5), "wrong_type:position"),
    (line(scroll_depth="0.5"), "wrong_type:scroll_depth"),
    (line(scroll_depth=False), "wrong_type:scroll_depth"),
    (line(answer_id={"id": 1}), "wrong_type:answer_id"),
    (line(answer_id=["a"]), "wrong_type:answer_id"),
    (line(answer_id=True), "wrong_type:answer_id"),
    (line(ts=False), "wrong_type:ts"),
    (line(type=5), "wrong_type:type"),
]

ODD_BUT_GOOD = [
    line(answer_id="{a"),
    line(answer_id="true"),
    line(answer_id="[1]"),
    line(type="12"),
    line(question_id="\\ud800 and \\u0000 as text"),
    line(question_id="😀"),
    GOOD.replace(b"q1", rb"\ud83d\ude00"),
    line(position=3.0),
    line(dwell_ms=1200.4),
    line(dwell_ms=-5),
    line(scroll_depth=1),
    line(answer_id=12, ts=1795075200),
    line(answer_id=123456789012345678901234567890),
    b"  " + GOOD + b" \r",
    b"{}",
]


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_line_is_rejected_with_its_reason_and_the_lines_around_it_are_read(tmp_path, bad, reason):
    found = read(written(tmp_path, b"\n".join([GOOD, bad, GOOD])))

    assert found.reasons == {2: reason}
    assert found.records["line"].to_list() == [1, 3]
    assert found.rejects["length"].item() == len(bad)
    assert found.rejects["sha256"].item() == sha256(bad).hexdigest()


def test_many_bad_lines_do_not_change_each_others_reasons(tmp_path):
    found = read(written(tmp_path, b"\n".join(bad for bad, _ in BAD)))

    assert list(found.reasons.items()) == list(enumerate((reason for _, reason in BAD), 1))


@pytest.mark.parametrize("odd", ODD_BUT_GOOD, ids=lambda value: str(value)[:60])
def test_an_odd_line_reads_the_same_alone_and_beside_a_bad_one(tmp_path, odd):
    alone = read(written(tmp_path, odd + b"\n"))
    beside = read(written(tmp_path, odd + b"\n" + line(dwell_ms="x") + b"\n{"))

    assert alone.records.height == 1
    assert beside.records.equals(alone.records)


def test_numbers_become_what_their_columns_take(tmp_path):
    odd = {"answer_id": 12, "ts": 1795075200.25, "dwell_ms": 1200.6, "position": 3.0, "scroll_depth": 1}

    [record] = read(written(tmp_path, line(**odd))).records.to_dicts()

    assert record["answer_id"] == "12"
    assert record["ts"] == "1795075200.25"
    assert (record["dwell_ms"], record["position"], record["scroll_depth"]) == (1201, 3, 1.0)


@pytest.mark.parametrize("tags", [["x", 1], ["x", True], [["x"]], [{"a": 1}], "x", {"a": "b"}, 5, True])
def test_a_list_that_holds_anything_but_texts_is_of_a_wrong_type(tmp_path, tags):
    notes = [{"note_id": "n", "text": "t", "tags": value} for value in (["1", None, "true"], tags, [])]

    found = read(written(tmp_path, "\n".join(map(json.dumps, notes)).encode()), RawNotes)

    assert found.reasons == {2: "wrong_type:tags"}
    assert found.records["tags"].to_list() == [["1", None, "true"], []]


def test_texts_must_be_texts_but_may_look_like_numbers(tmp_path):
    contents = ["666", 666, "[1]", [1], "true", True]
    messages = [{"conversation_id": 1, "message_id": i, "role": "user", "content": c} for i, c in enumerate(contents)]

    found = read(written(tmp_path, "\n".join(map(json.dumps, messages)).encode()), RawMessages)

    assert found.records["content"].to_list() == ["666", "[1]", "true"]
    assert set(found.reasons.items()) == {(i, "wrong_type:content") for i in (2, 4, 6)}


def test_blank_lines_keep_the_numbers_right(tmp_path):
    data = b"\n\r\n" + GOOD + b"\r\n  \t\n" + GOOD + b"\nbad\n\n" + GOOD

    clean, dirty = read(written(tmp_path, data.replace(b"bad", b""))), read(written(tmp_path, data))

    assert clean.records["line"].to_list() == dirty.records["line"].to_list() == [3, 5, 8]
    assert dirty.reasons == {6: "not_json"}


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_records_gives_none(tmp_path, data):
    found = read(written(tmp_path, data))

    assert found.records.height == found.rejects.height == 0


def test_a_byte_order_mark_belongs_to_no_line(tmp_path):
    found = read(written(tmp_path, b"\xef\xbb\xbf" + GOOD + b"\n{\n"))

    assert found.records["event_id"].to_list() == ["e1"]
    assert found.reasons == {2: "not_json"}


def test_records_have_the_schemas_columns_by_type_and_where_they_were_read(tmp_path):
    found = read(written(tmp_path, GOOD))

    assert dict(found.records.schema) == dict(pl.Schema(RawQaEvents)) | {"file": pl.String, "line": pl.Int64}
    assert found.records["file"].item() == "events.jsonl"


@pytest.mark.parametrize("spoiled", [b"", b"{\n"])
def test_unknown_fields_are_counted_where_they_are_not_null(tmp_path, spoiled):
    lines = [line(app="ios", v={"a": 1}), line(app=None), line(app=3)] * 50

    found = read(written(tmp_path, b"\n".join(lines) + b"\n" + spoiled))

    assert found.extra == {"app": 100, "v": 50}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("e.jsonl", bytes), ("e.ndjson.gz", gzip.compress), ("e.jsonl.zst", lambda b: zstandard.compress(b))],
)
def test_blocks_of_any_size_and_packing_give_the_same_records(tmp_path, name, pack):
    lines = [line(event_id=f"e{i}", dwell_ms=i) if i % 97 else b"{" for i in range(1, 3000)]
    data = b"\n".join(lines)
    whole = read(written(tmp_path, data, "whole.jsonl"))

    parts = [read(written(tmp_path, pack(data), name), block_bytes=size) for size in (1, 10_000)]

    for part in parts:
        assert part.records.drop("file").equals(whole.records.drop("file"))
        assert part.reasons == whole.reasons


@pytest.mark.parametrize(("name", "pack"), [("e.jsonl.gz", gzip.compress), ("e.jsonl.zst", zstandard.compress)])
def test_packed_files_one_after_another_are_one_file(tmp_path, name, pack):
    found = read(written(tmp_path, pack(GOOD + b"\n") + pack(GOOD + b"\n"), name))

    assert found.records["line"].to_list() == [1, 2]
    assert found.rejects.height == 0


@pytest.mark.parametrize(("name", "pack"), [("e.jsonl.gz", gzip.compress), ("e.jsonl.zst", zstandard.compress)])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_cut_stream_gives_its_whole_lines_and_one_reject_for_the_rest(tmp_path, name, pack, share):
    lines = [line(event_id=sha256(bytes([i % 256, i // 256])).hexdigest()) for i in range(20_000)]
    packed = pack(b"\n".join(lines))

    found = read(written(tmp_path, packed[: int(len(packed) * share)], name))

    height = found.records.height
    assert height > 1000
    assert found.records["event_id"].to_list() == [json.loads(text)["event_id"] for text in lines[:height]]
    assert found.reasons == {height + 1: "truncated_file"}
    assert lines[height].startswith(found.rejects["text"].item().replace("***", '"u1"').encode()[:20])


@pytest.mark.parametrize("name", ["e.jsonl.gz", "e.jsonl.zst"])
def test_a_file_that_was_never_packed_is_one_reject(tmp_path, name):
    found = read(written(tmp_path, GOOD + b"\n" + GOOD, name))

    assert found.records.height == 0
    assert found.reasons == {1: "damaged_file"}


def test_a_line_of_50_megabytes_is_skipped_in_bounded_time_and_memory(tmp_path):
    long = line(user_id="secret", question_id="x" * 50_000_000)
    file = written(tmp_path, b"\n".join([GOOD, long, GOOD]))
    start = time.process_time()
    tracemalloc.start()

    found = read(file)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000
    assert time.process_time() - start < 5
    assert found.records["line"].to_list() == [1, 3]
    [reject] = found.rejects.to_dicts()
    assert (reject["line"], reject["reason"]) == (2, "line_too_long")
    assert (reject["length"], reject["sha256"]) == (len(long), sha256(long).hexdigest())
    assert len(reject["text"].encode()) <= 4096
    assert "secret" not in reject["text"]


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n" + GOOD])
@pytest.mark.parametrize("excess", [0, 1])
def test_the_limit_of_a_line_is_exact_wherever_it_ends(tmp_path, monkeypatch, excess, end):
    monkeypatch.setattr(cut, "LINE_BYTES", 1 << 21)
    exact = line(question_id="").replace(b'""', b'"' + b"x" * ((1 << 21) - len(line(question_id="")) + excess) + b'"')

    found = read(written(tmp_path, GOOD + b"\n" + exact + end))

    assert found.reasons == ({2: "line_too_long"} if excess else {})
    assert found.records["line"].to_list() == [1] + [2] * (1 - excess) + [4] * end.endswith(b"}")


garbage = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from([bad for bad, _ in BAD] + ODD_BUT_GOOD),
    st.dictionaries(
        st.sampled_from([*event(), "dwell_ms", "position", "scroll_depth", "other"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.integers())),
    ).map(lambda record: json.dumps(record).encode()),
).map(lambda data: data.replace(b"\n", b" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.just(GOOD), garbage), max_size=12))
def test_every_line_that_is_not_blank_is_a_record_or_a_reject_as_it_would_be_alone(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("garbage")

    found = read(written(folder, b"\n".join(lines)))

    expected = {i for i, text in enumerate(lines, 1) if text.removeprefix(b"\xef\xbb\xbf" * (i == 1)).strip(b" \t\r")}
    assert sorted(found.records["line"].to_list() + found.rejects["line"].to_list()) == sorted(expected)
    for i in expected:
        alone = read(written(folder, b"\n" * (i > 1) + lines[i - 1]))
        assert next(iter(alone.reasons.values()), None) == found.reasons.get(i)


def test_reading_starts_before_the_whole_file_is_seen(tmp_path):
    file = written(tmp_path, (GOOD + b"\n") * 20_000)

    first = next(jsonl_blocks(file, RawQaEvents, block_bytes=100_000))

    assert 0 < first.records.height < 20_000
