"""Whether a text holds one of many words, or combinations of them."""

import re
from collections.abc import Iterable

import polars as pl

APART = r"[^a-z0-9+#]+"
"""What lies between words in Latin letters; C++ and C# are words."""

JOINED = " + "
"""Between the parts of a combination."""
CLAUSE_END = r"[，。！？；：\n]+|[.!?;:]+(?:\s|$)"
BLANK, LATIN = r"[^a-z0-9+#\x80-\x{10FFFF}]+", r"[a-z0-9+#]+"


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


def may_hold(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Whether the text holds any of the words, or of the first part of a combination (`first_held`)."""
    parts = [word.split(JOINED)[0] for word in words]
    return holds(text, [word for part, whole in zip(parts, words, strict=True) for word in _options(part, whole)])


def first_held(text: pl.Expr, lexicon: dict[str, tuple[str, ...]]) -> pl.Expr:
    """The first entry of the lexicon one of whose words or combinations a clause of the text holds, else null.

    `bomb/grenade + make/build` is a combination: one of each part's words, in any order, in one clause.
    """
    clauses = text.str.to_lowercase().str.replace_all(CLAUSE_END, "\n").str.split("\n")
    # Twice over the list, because what is computed within is computed for each of its uses.
    plain = clauses.list.eval(_spaced(pl.element()))
    numbers = pl.coalesce(
        *(pl.when(_held(words)).then(pl.lit(number)) for number, words in enumerate(lexicon.values()) if words),
        pl.lit(None, pl.Int32),
    )
    first = plain.list.eval(numbers).list.min()
    return first.replace_strict(list(range(len(lexicon))), list(lexicon), return_dtype=pl.String, default=None)


def _held(words: Iterable[str]) -> pl.Expr:
    words = list(words)
    single = [word for word in words if JOINED not in word]
    joined = [word.split(JOINED) for word in words if JOINED in word]
    found = [pl.all_horizontal(_any(part.split("/")) for part in parts) for parts in joined]
    return pl.any_horizontal(*([_any(single)] * bool(single)), *found)


def _any(words: list[str]) -> pl.Expr:
    return pl.element().str.contains_any(sorted({_seen(word.lower()) for word in words}))


def _options(part: str, whole: str) -> list[str]:
    return part.split("/") if JOINED in whole else [whole]


def _spaced(plain: pl.Expr) -> pl.Expr:
    """Latin words with one space on either side, other letters as they are."""
    apart = plain.str.replace_all(BLANK, " ").str.replace_all(LATIN, " $0 ")
    return pl.concat_str(pl.lit(" "), apart.str.replace_all(" +", " "), pl.lit(" ")).str.replace_all(" +", " ")


def _seen(word: str) -> str:
    """A word as it stands in spaced text."""
    apart = re.sub(" +", " ", re.sub(LATIN, r" \g<0> ", re.sub(r"[^a-z0-9+#\x80-\U0010FFFF]+", " ", word))).strip()
    return f" {apart} " if word.isascii() else apart
