"""Regular expressions that stay fast."""

import polars as pl

ASCII_EDGE, ASCII_LETTER = r"(?-u:\b)", r"[0-9A-Za-z_]"


def narrow(expression: str) -> str:
    r"""The expression with `\b` and `\w` of ASCII alone: with all of Unicode's letters it runs far slower."""
    return expression.replace(r"\b", ASCII_EDGE).replace(r"\w", ASCII_LETTER)


def unexplained(text: pl.Expr, *words: str) -> pl.Expr:
    """The share of a text's letters that no expression matches, one after the other.

    An automaton of all at once would be too large to be fast. The text is to be a column: what leads to an expression
    is computed for each of its uses.
    """
    rest = text
    for expression in words:
        rest = rest.str.replace_all(narrow(expression), " ")
    return letters(rest) / letters(text)


def letters(text: pl.Expr) -> pl.Expr:
    """How many letters a text has, of any script."""
    return text.str.count_matches(r"\p{L}")
