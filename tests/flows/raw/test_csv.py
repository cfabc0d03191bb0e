"""CSV: a bad line costs that line, and nobody's user id is kept."""

import pytest

from flows.raw.read import blocks
from schemas.errors import InputError
from schemas.raw import RawNotes, RawQaEvents
from tests.flows.raw.examples import read, written

HEADER = b"event_id,ts,user_id,type,question_id,answer_id,dwell_ms,position,scroll_depth\n"
GOOD = b"e1,2026-11-19T08:00:00Z,secret,view,q1,a1,1200,1,0.5\n"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (GOOD.replace(b",1200", b""), "wrong_columns"),
        (GOOD.replace(b"secret", b"x,secret"), "wrong_columns"),
        (GOOD.replace(b"e1,", b""), "wrong_columns"),
        (GOOD.replace(b"q1", b'"q1'), "not_csv"),
        (GOOD.replace(b"q1", b'"q"1'), "not_csv"),
        (GOOD.replace(b"q1", "问题".encode("gbk")), "not_utf8"),
        (GOOD.replace(b"q1", b"q\0"), "nul_byte"),
        (GOOD.replace(b"1200", b"12s"), "wrong_type:dwell_ms"),
        (GOOD.replace(b"1200", b"+12"), "wrong_type:dwell_ms"),
        (GOOD.replace(b"1200", b'"1,200"'), "wrong_type:dwell_ms"),
        (GOOD.replace(b"1200", b"inf"), "wrong_type:dwell_ms"),
        (GOOD.replace(b"1200", b"1e99"), "wrong_type:dwell_ms"),
        (GOOD.replace(b",1,", b",1.5,"), "wrong_type:position"),
        (GOOD.replace(b"0.5", b"true"), "wrong_type:scroll_depth"),
    ],
    ids=str,
)
def test_a_bad_record_is_rejected_with_its_reason_and_without_the_user(tmp_path, bad, reason):
    found = read(written(tmp_path, HEADER + GOOD + bad + GOOD, "e.csv"))

    assert found.reasons == {3: reason}
    assert found.records["line"].to_list() == [2, 4]
    assert "secret" not in found.rejects["text"].item()
    assert found.rejects["length"].item() == len(bad) - 1


def test_a_quote_that_never_closes_costs_one_line(tmp_path):
    bad = GOOD.replace(b"e1", b'"e1')

    found = read(written(tmp_path, HEADER + bad + GOOD * 1000, "e.csv"))

    assert found.reasons == {2: "not_csv"}
    assert found.records["line"].to_list() == list(range(3, 1003))


def test_cells_over_several_lines_count_where_they_start(tmp_path):
    data = b'note_id,text\r\nn1,"a\r\n\r\nb"\r\n\r\nn2,c\r\n'

    records = read(written(tmp_path, data, "n.csv"), RawNotes).records

    assert records["line"].to_list() == [2, 6]
    assert records["text"].to_list() == ["a\r\n\r\nb", "c"]


def test_numbers_follow_the_rules_of_json(tmp_path):
    row = GOOD.replace(b"1200", b"1200.6").replace(b",1,", b",3.0,").replace(b"0.5", b"1")

    [record] = read(written(tmp_path, HEADER + row, "e.csv")).records.to_dicts()

    assert (record["dwell_ms"], record["position"], record["scroll_depth"]) == (1201, 3, 1.0)


@pytest.mark.parametrize(
    ("cell", "tags"),
    [(b'"[""a"", ""b,c""]"', ["a", "b,c"]), (b"a; b;", ["a", "b"]), (b'"a,b"', ["a", "b"]), (b"a", ["a"]), (b"", None)],
)
def test_lists_are_json_or_divided_texts(tmp_path, cell, tags):
    found = read(written(tmp_path, b"note_id,text,tags\nn,t," + cell, "n.csv"), RawNotes)

    assert found.records["tags"].to_list() == [tags]


@pytest.mark.parametrize("cell", [b"[1]", b'"[""a"""', b"[a]"])
def test_a_broken_list_is_of_a_wrong_type(tmp_path, cell):
    found = read(written(tmp_path, b"note_id,text,tags\nn,t," + cell, "n.csv"), RawNotes)

    assert found.reasons == {2: "wrong_type:tags"}


@pytest.mark.parametrize("data", [b"", b"\n\n", HEADER, b"\xef\xbb\xbf" + HEADER])
def test_a_file_without_records_gives_none(tmp_path, data):
    found = read(written(tmp_path, data, "e.csv"))

    assert found.records.height == found.rejects.height == 0


def test_a_column_named_twice_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"e.csv: has the column 'ts' twice"):
        read(written(tmp_path, b"ts,ts\n", "e.csv"))


def test_a_cell_longer_than_a_block_is_read(tmp_path):
    text = b"x" * 3_000_000

    found = read(written(tmp_path, b'note_id,text\nn1,"' + text + b'"\nn2,t\n', "n.csv"), RawNotes, block_bytes=1000)

    assert found.records["text"].str.len_bytes().to_list() == [3_000_000, 1]


def test_blocks_are_bounded(tmp_path):
    file = written(tmp_path, HEADER + GOOD * 1000, "e.csv")

    heights = [block.records.height for block in blocks(file, RawQaEvents, block_bytes=10_000)]

    assert sum(heights) == 1000
    assert max(heights) < 250
