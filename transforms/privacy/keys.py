"""Users as keyed hashes: the keys of a site, and what a raw id is stored as."""

import hashlib
import hmac
from typing import NamedTuple

import polars as pl

from transforms.text import keyed_hash


class Keys(NamedTuple):
    """Keys of one site, derived from the user key: `users` for pseudonyms, `texts` for placeholders."""

    users: str
    texts: str


def derive(user_key: str, site: str) -> Keys:
    """The site's own keys, so that one person's pseudonyms on two sites cannot be joined."""

    def key(purpose: str) -> str:
        return hmac.new(user_key.encode(), f"{purpose}:{site}".encode(), hashlib.sha256).hexdigest()

    return Keys(users=key("users"), texts=key("texts"))


def pseudonym(raw_id: pl.Expr, keys: Keys) -> pl.Expr:
    """What a raw user id is stored as; null stays null."""
    return keyed_hash(raw_id, keys.users)
