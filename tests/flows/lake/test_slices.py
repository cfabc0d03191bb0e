import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lake import slices
from flows.lake.order import ORDER
from flows.lake.slices import Part
from flows.lake.store import Store
from schemas.errors import ContractError, LakeError
from schemas.tables import TABLES
from tests.flows.lake.builders import NIGHT, curated, decided, ids, nights


def write(store, frames, table="decided", night=NIGHT, key="k"):
    return tuple(slices.write(store, table, "zhihu", night, key, frames))


def part(pieces, night=NIGHT):
    return Part("zhihu", night, "pairs", tuple(pieces))


def test_every_table_has_an_order_among_its_columns():
    assert {table: set(order) <= set(TABLES[table].column_names()) for table, order in ORDER.items()} == dict.fromkeys(
        TABLES, True
    )


def test_rows_come_back_with_their_site_and_night(store):
    one, two = nights(2)
    parts = [part(write(store, [(None, decided(["a"]))], night=one), one)]
    parts += [part(write(store, [(0, decided(["b"])), (1, decided(["c"]))], night=two), two)]

    rows = slices.scan(store, "decided", parts).select("context", "site", "night").sort("context").collect()

    assert rows.rows() == [("a", "zhihu", one), ("b", "zhihu", two), ("c", "zhihu", two)]


def test_a_scan_of_no_slices_has_the_columns_and_types_of_a_scan_of_some(store):
    some = slices.scan(store, "curated", [part(write(store, [(None, curated(["a"]))], "curated"))])

    none = slices.scan(store, "curated", [part([])])

    assert none.collect_schema() == some.collect_schema()
    assert none.collect().is_empty()


def test_a_slice_says_its_rows_bytes_and_bucket_and_lies_under_its_key(store):
    (piece,) = write(store, [(7, decided(["a", "b"]))], key="f00d")

    assert (piece.rows, piece.bucket) == (2, 7)
    assert piece.path == f"decided/site=zhihu/night={NIGHT}/f00d-0.parquet"
    assert piece.bytes == len(store.get(piece.path))


def test_empty_frames_write_nothing(store):
    assert write(store, [(None, decided([]))]) == ()
    assert store.list("decided") == []


def test_a_key_that_was_written_before_gets_new_names_and_the_same_digest(store):
    first = write(store, [(0, decided(["a"])), (1, decided(["b"]))])

    second = write(store, [(0, decided(["a"])), (1, decided(["b"]))])

    assert not {piece.path for piece in first} & {piece.path for piece in second}
    assert [piece.digest for piece in first] == [piece.digest for piece in second]


@settings(max_examples=20, deadline=None)
@given(st.permutations([f"q{n}" for n in range(12)]), st.integers(1, 11))
def test_bytes_depend_on_the_rows_alone(contexts, cut):
    expected = slices.encode(curated(sorted(contexts)), ORDER["curated"])

    shuffled = pl.concat([curated(contexts[:cut]), curated(contexts[cut:])], rechunk=False)

    assert slices.encode(shuffled, ORDER["curated"]) == expected


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            decided(["a", "b"]).with_columns(pairs=pl.lit(-1, pl.Int64)),
            "2 rows break rule 'min' of column 'pairs', such as context=a",
        ),
        (decided(["a", "a"]), "2 rows break rule 'primary_key'"),
        (decided(["a"]).with_columns(night=pl.lit(NIGHT)), "column 'night' is not in the schema Decided"),
        (decided(["a"]).drop("pairs"), "missing columns .*'pairs'"),
        (decided(["a"]).cast({"pairs": pl.Int32}), "'pairs', got: Int32"),
    ],
)
def test_rows_that_break_the_contract_name_table_column_rule_and_a_row(store, frame, said):
    with pytest.raises(ContractError, match=f"table 'decided', site 'zhihu', night {NIGHT}: .*{said}"):
        write(store, [(None, frame)])


def test_a_truncated_slice_is_named_with_its_table_night_and_cure(store):
    (piece,) = write(store, [(None, decided(["a"]))])
    store.put(piece.path, store.get(piece.path)[:-1])

    with pytest.raises(LakeError, match=f"{piece.path}: .*'decided', night {NIGHT}, holds .*stage pairs .*--force"):
        slices.scan(store, "decided", [part([piece])])


def test_a_missing_slice_is_named(store):
    kept, gone = write(store, [(0, decided(["a"])), (1, decided(["b"]))])
    store.delete([gone.path])

    with pytest.raises(LakeError, match=f"{gone.path}: .*is missing"):
        slices.scan(store, "decided", [part([kept, gone])])


def test_verify_tells_a_changed_byte(store):
    (piece,) = write(store, [(None, decided(["a"]))])
    data = bytearray(store.get(piece.path))
    assert slices.verify(store, piece)

    data[10] ^= 1
    store.put(piece.path, bytes(data))

    assert not slices.verify(store, piece)


def test_a_lake_may_lie_under_a_name_with_glob_characters(tmp_path):
    store = Store.open(str(tmp_path / "a [b] * 湖"))

    pieces = write(store, [(None, decided(["a"]))])

    assert ids(slices.scan(store, "decided", [part(pieces)])) == ["a"]
