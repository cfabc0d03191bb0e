"""What a text speaks of: its pairs of Chinese characters and its words."""

import polars as pl

from transforms.text import hash64

REQUEST_CHARS, ANSWER_CHARS = 600, 4_000
"""How much of a request (half of it from its beginning, half from its end) and of an answer is compared."""
STEM_CHARS = 5
"""Words are compared by their first letters, so that inflected forms meet."""
EVERYBODYS = 0
"""A piece that all requests are given, so that none is without; it weighs nothing."""


def of_request(request: pl.Expr) -> pl.Expr:
    """The distinct pieces of a request, as hashes; never none."""
    half = REQUEST_CHARS // 2
    ends = pl.concat_str(request.str.head(half), request.str.slice(half).str.tail(half), separator=" ").fill_null("")
    return pl.concat_list(_pieces(ends), pl.lit(EVERYBODYS, pl.UInt64)).list.unique()


def of_answer(text: pl.Expr) -> pl.Expr:
    """The distinct pieces of an answer, as hashes."""
    return _pieces(text.str.head(ANSWER_CHARS).fill_null(""))


def _pieces(text: pl.Expr) -> pl.Expr:
    plain = text.str.to_lowercase()
    letter, after = pl.element(), pl.element().shift(-1)
    pair = pl.when((letter != " ") & (after != " ")).then(3 * hash64(letter) + 5 * hash64(after))
    pairs = plain.str.replace_all(r"\P{Han}+", " ").str.split("").list.eval(pair)
    words = plain.str.extract_all(r"[a-z]{3,}|\d{2,}").list.eval(hash64(pl.element().str.head(STEM_CHARS)))
    return pl.concat_list(pairs, words).list.drop_nulls().list.unique()
