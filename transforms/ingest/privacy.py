"""Personal data on its way in: users become keyed hashes, addresses and numbers become placeholders."""

import hashlib
import hmac
from typing import NamedTuple

import polars as pl

from transforms.text import keyed_hash


class Keys(NamedTuple):
    """Keys of one site, derived from the user key: `users` for pseudonyms, `texts` for placeholders."""

    users: str
    texts: str


class Pattern(NamedTuple):
    """A type of personal data: the expression of a `value`, and `other`, longer look-alikes that are passed over."""

    type: str
    value: str
    other: str | None = None


PATTERNS = (
    Pattern("EMAIL", r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    Pattern(
        "PHONE",
        r"(?:[+＋]?[8８][6６][- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}",
        other=r"\d{14,}|[02-79]\d{11,}|8[0-57-9]\d{10,}|1\d{11,}",
    ),
)
"""E-mail addresses and mainland Chinese mobile numbers; a longer run of digits is an order number."""


def derive(user_key: str, site: str) -> Keys:
    """The site's own keys, so that one person's pseudonyms on two sites cannot be joined."""

    def key(purpose: str) -> str:
        return hmac.new(user_key.encode(), f"{purpose}:{site}".encode(), hashlib.sha256).hexdigest()

    return Keys(users=key("users"), texts=key("texts"))


def pseudonym(raw_id: pl.Expr, keys: Keys) -> pl.Expr:
    """What a raw user id is stored as; null stays null."""
    return keyed_hash(raw_id, keys.users)


def redact(text: pl.Expr, keys: Keys) -> pl.Expr:
    """The text with typed placeholders such as `[PHONE_3f]`, in which the same value reads the same.

    The two hex digits are a keyed hash of the value without separators, enough to tell two numbers of one text apart
    and too few to look a number up.
    """
    for pattern in PATTERNS:
        text = _replace(text, pattern, keys)
    return text


def _replace(text: pl.Expr, pattern: Pattern, keys: Keys) -> pl.Expr:
    """Texts without a match, nearly all, pass untouched: the split costs only where there is something to hide."""
    found = f"{pattern.other}|{pattern.value}" if pattern.other else pattern.value
    piece = pl.element()
    match = piece.str.extract(f"({found})$")
    value = match.str.extract(f"^({pattern.value})$")
    plain = (
        value.str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[\s+-]", "")
        .str.replace(r"^86(1\d{10})$", "${1}")
    )
    placeholder = pl.lit(f"[{pattern.type}_") + keyed_hash(plain, keys.texts).str.head(2) + pl.lit("]")
    hidden = pl.when(value.is_null()).then(piece).otherwise(piece.str.strip_suffix(value) + placeholder)
    pieces = text.str.split(found, inclusive=True, literal=False)
    return pl.when(text.str.contains(pattern.value)).then(pieces.list.eval(hidden).list.join("")).otherwise(text)
