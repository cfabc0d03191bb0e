"""What is looked for in a lake when somebody was forgotten, and where it counts as his."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from flows.forget.spelling import forms, keyed, spelt
from flows.lake.lake import Lake

DISTINCTIVE = 12
"""Characters from which a text or an id is looked for wherever it may stand: shorter ones are part of other things."""
HEAD = 4096
"""Characters of a text that are looked for: who has these has it, and blocks of a file need overlap by no more."""
BYTES = ""
"""Field of what stands in no column of a Parquet file."""
USERS = ("user", "author", "user_id")
"""Columns that name people."""


class Needles(NamedTuple):
    """`anywhere`: texts and pseudonyms, any occurrence of which counts. `ids`: raw ids. `own`: site -> texts of that
    site that others' texts hold too, which count where they are a whole value of its slices."""

    anywhere: Sequence[str] = ()
    ids: Sequence[str] = ()
    own: Mapping[str, Sequence[str]] = {}

    @property
    def longest(self) -> int:
        """Bytes of the longest one as it may be written, with what stands before and after it."""
        return 64 + max((12 * len(text[:HEAD]) for text in (*self.anywhere, *self.ids)), default=0)


def distinctive(texts: Sequence[str]) -> list[str]:
    """The texts that nobody says by chance: a long word is in dictionaries and settings as well."""
    return [text for text in texts if len(text) >= DISTINCTIVE and not re.fullmatch("[A-Za-z]+", text)]


def told_apart(lake: Lake, texts: Mapping[str, Sequence[str]]) -> tuple[list[str], dict[str, list[str]]]:
    """Of texts by site: those that nothing kept of anybody else holds, and by site the others.

    A kept text of the same site that is one of them as a whole is nobody else's: it is what must be found.
    """
    heads = sorted({text[:HEAD] for of_site in texts.values() for text in of_site})
    held = set()
    for site in lake.ledger.sites() if heads else ():
        kept = lake.kept("contents", site, lake.ledger.nights(site)).select(pl.col("text").unique())
        others = kept.filter(~pl.col("text").is_in(list(texts.get(site, ()))), pl.col("text").str.contains_any(heads))
        found = pl.col("text").str.extract_many(heads, overlapping=True).list.explode().unique()
        held.update(others.select(found).collect(engine="streaming").to_series().drop_nulls())
    anywhere = sorted({text for of_site in texts.values() for text in of_site if text[:HEAD] not in held})
    return anywhere, {site: [text for text in of_site if text[:HEAD] in held] for site, of_site in texts.items()}


def found_in(needles: Needles) -> pl.Expr:
    """Whether a `text` of a `field` of the file at `path` holds any of them."""
    text, is_column = pl.col("text"), pl.col("field") != BYTES
    written = sorted({form for needle in needles.anywhere for form in forms(needle[:HEAD])})
    site = pl.col("path").str.extract("(?:^|/)site=([^/]+)/")
    return pl.any_horizontal(
        text.str.contains_any(written) if written else pl.lit(False),
        *(is_column & (site == name) & text.is_in(list(whole)) for name, whole in needles.own.items() if whole),
        *(_names(user) for user in needles.ids),
    )


def _names(user: str) -> pl.Expr:
    """Whether a text is a raw id that names a user.

    A whole value of a column of users; of any column, and a word of other bytes, where the id is like no other. Digits
    are also sizes, times and parts of digests: only in quotes are they a word. And always what `user_id` stands before.
    """
    text, is_column = pl.col("text"), pl.col("field") != BYTES
    whole, named = text == user, text.str.contains(keyed(user))
    if not _is_telling(user):
        return (pl.col("field").is_in(USERS) & whole) | named
    left, right = ('"', '"') if user.isdigit() else (r"[^\w-]", r"[^\w-]")
    return (is_column & whole) | (~is_column & text.str.contains(left + spelt(user) + right)) | named


def _is_telling(user: str) -> bool:
    """Whether an id is like nothing else that a lake holds, such as ids of answers, labels and numbers."""
    is_mixed = any(map(str.isdigit, user)) and any(map(str.isalpha, user))
    return len(user) >= DISTINCTIVE or (len(user) >= DISTINCTIVE // 2 and is_mixed)
