"""The text of single records, found again by their line: for records that were parsed and then broke a rule."""

from collections.abc import Iterable

import orjson
import polars as pl

from flows.raw.block import REJECTS, rejected
from flows.raw.csv_records import Record, open_table
from flows.raw.cut import Lines, cut
from flows.raw.files import RawFile
from flows.raw.mask import shown
from flows.raw.parquet import BATCH_ROWS, opened, rendered
from flows.raw.streams import PIECE_BYTES, pieces

COLUMNS = ("line", "text", "length", "sha256")


def jsonl_lines(file: RawFile, numbers: set[int]) -> pl.DataFrame:
    """Lines of a JSON Lines file."""
    found = []
    for run in cut(pieces(file), PIECE_BYTES):
        if isinstance(run, Lines):
            wanted = sorted(number for number in numbers if run.first <= number < run.first + run.count)
            split = run.data.split(b"\n") if wanted else []
            found += [(number, split[number - run.first]) for number in wanted]
        if len(found) == len(numbers):
            break
    return _frame(found)


def csv_lines(file: RawFile, numbers: set[int]) -> pl.DataFrame:
    """Records of a CSV file, by the line that they start on, as JSON."""
    table = open_table(file)
    found = []
    for record in table.records if table is not None else ():
        if isinstance(record, Record) and record.line in numbers and record.reason is None:
            cells = zip(table.header, record.cells, strict=True)
            found.append((record.line, orjson.dumps({name: cell for name, cell in cells if cell})))
        if len(found) == len(numbers):
            break
    return _frame(found)


def parquet_lines(file: RawFile, numbers: set[int]) -> pl.DataFrame:
    """Rows of a Parquet file as JSON."""
    source = opened(file)
    found, first = [], 1
    for batch in source.iter_batches(batch_size=BATCH_ROWS) if source is not None else ():
        wanted = sorted(number for number in numbers if first <= number < first + batch.num_rows)
        found += [(number, rendered(batch, number - first)) for number in wanted]
        first += batch.num_rows
        if first > max(numbers, default=0):
            break
    return _frame(found)


def _frame(found: Iterable[tuple[int, bytes]]) -> pl.DataFrame:
    rows = [rejected(line, "", raw, shown(raw)) for line, raw in found]
    return pl.DataFrame(rows, schema=list(rejected(0, "", b"", "")._fields), orient="row").select(
        pl.col(name).cast(REJECTS[name]) for name in COLUMNS
    )
