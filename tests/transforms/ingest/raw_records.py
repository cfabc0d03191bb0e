"""Checked raw records for the tests of ingest, written as dictionaries."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import dataframely as dy
import polars as pl

from transforms.ingest.contract import check
from transforms.privacy import derive

KEYS = derive("key of the tests", "site")
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)

Record = dict[str, Any]


def checked(schema: type[dy.Schema], records: Sequence[Record], *, file: str = "f") -> pl.LazyFrame:
    """Records of one file as the contract hands them on; all must keep it."""
    columns = dict(pl.Schema(schema))
    rows = [{name: record.get(name) for name in columns} for record in records]
    lines = pl.int_range(1, len(rows) + 1, dtype=pl.Int64, eager=True).alias("line")
    frame = pl.DataFrame(rows, schema=columns).with_columns(lines, file=pl.lit(file))
    good, bad = check(frame, schema, latest=datetime(2100, 1, 1, tzinfo=UTC))
    assert bad.is_empty(), bad["reason"].to_list()
    return good.lazy()
