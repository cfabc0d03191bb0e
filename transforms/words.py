"""Whether a text holds one of many words."""

import re
from collections.abc import Iterable

import polars as pl

APART = r"[^a-z0-9+#]+"
"""What lies between words in Latin letters; C++ and C# are words."""


def holds(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Whether the text holds any of the words, in any case: Latin letters as whole words, others anywhere.

    All words are sought in one pass (Aho & Corasick 1975), so that thousands cost what one does.
    """
    lower = [word.lower() for word in words]
    whole = sorted({f" {re.sub(APART, ' ', word).strip()} " for word in lower if word.isascii()} - {"  "})
    anywhere = sorted({word for word in lower if not word.isascii()})
    plain = text.str.to_lowercase()
    spaced = pl.concat_str(pl.lit(" "), plain.str.replace_all("[’‘]", "'").str.replace_all(APART, " "), pl.lit(" "))
    found = [spaced.str.contains_any(whole)] * bool(whole) + [plain.str.contains_any(anywhere)] * bool(anywhere)
    return pl.any_horizontal(found).fill_null(False) if found else pl.lit(False)
