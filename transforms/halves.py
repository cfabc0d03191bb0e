"""Two halves of a site's users, the same for ever: what one half says is checked against what the other does."""

import polars as pl

from transforms.text import hash64

HALVES = (0, 1)
HALF_BIT = 32


def user_hash(user: pl.Expr) -> pl.Expr:
    """xxHash64 of a pseudonym: what sketches of users hold."""
    return hash64(user)


def half(hashed: pl.Expr) -> pl.Expr:
    """Which half the user of a `user_hash` is in: one of its bits."""
    return hashed.floordiv(2**HALF_BIT) % 2
