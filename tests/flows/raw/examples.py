"""Raw files of a question-and-answer site, and what reading them gives."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.raw.block import Block, no_records, rejects_frame
from flows.raw.files import RawFile, find
from flows.raw.read import blocks
from schemas.raw import RawQaEvents

REQUIRED = {
    "event_id": "e1",
    "ts": "2026-11-19T08:00:00Z",
    "user_id": "u1",
    "type": "view",
    "question_id": "q1",
    "answer_id": "a1",
}


class Read(NamedTuple):
    """All blocks of a file in one."""

    records: pl.DataFrame
    rejects: pl.DataFrame
    extra: dict[str, int]

    @property
    def reasons(self) -> dict[int, str]:
        return dict(zip(self.rejects["line"], self.rejects["reason"], strict=True))


def event(**fields) -> dict:
    return REQUIRED | fields


def line(**fields) -> bytes:
    return json.dumps(event(**fields), ensure_ascii=False).encode()


def read(file: RawFile, schema=RawQaEvents, **options) -> Read:
    parts = [Block(no_records(schema), rejects_frame(file.name, [])), *blocks(file, schema, **options)]
    return Read(
        pl.concat(part.records for part in parts),
        pl.concat(part.rejects for part in parts),
        dict(sum((Counter(part.extra) for part in parts), Counter())),
    )


def written(folder: Path, data: bytes, name: str = "events.jsonl") -> RawFile:
    """A raw file with these bytes."""
    (folder / name).write_bytes(data)
    return find(name, date(2026, 11, 19), folder)[0]
