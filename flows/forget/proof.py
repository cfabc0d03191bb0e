"""The proof that somebody was forgotten: every byte of the lake is searched for what named him and what he said."""

import io
from collections.abc import Sequence
from pathlib import PurePosixPath

import polars as pl

from flows.lake.store import Store
from flows.lake.tombstones import ROOT as TOMBSTONES
from flows.raw.tables import strings

DISTINCTIVE = 12
"""Characters from which a text is looked for: shorter ones are part of what anybody says."""


def distinctive(texts: Sequence[str]) -> list[str]:
    """The texts that nobody says by chance."""
    return [text for text in texts if len(text) >= DISTINCTIVE]


def search(store: Store, needles: Sequence[str]) -> list[str]:
    """Paths of the files whose names, bytes or, however it is packed, Parquet content hold any of the needles.

    The names of tombstones are pseudonyms and must be.
    """
    wanted = [needle.encode() for needle in needles]
    hits = []
    for found in store.list(""):
        data = store.get(found.path) or b""
        name = b"" if found.path.startswith(TOMBSTONES) else found.path.encode()
        plain = any(needle in data or needle in name for needle in wanted)
        if plain or (PurePosixPath(found.path).suffix == ".parquet" and _packed(data, needles)):
            hits.append(found.path)
    return sorted(hits)


def _packed(data: bytes, needles: Sequence[str]) -> bool:
    frame = pl.read_parquet(io.BytesIO(data))
    texts = (text for column in frame.iter_columns() for text in strings(column))
    return any(text.str.contains_any(list(needles)).any() for text in texts)
