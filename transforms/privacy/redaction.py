"""Personal data in texts: typed placeholders in its place, whether there is any, placeholders without their values."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from transforms.privacy.folding import HIDDEN, fold, hide
from transforms.privacy.keys import Keys
from transforms.privacy.kinds import KINDS, TYPES, Kind

PLACEHOLDER = rf"\[({'|'.join(TYPES)})_[0-9a-f]{{2}}\]"
_PLACEHOLDER = re.compile(PLACEHOLDER)

SUSPICIOUS = (
    "|".join(f"(?:{kind.hint})" for kind in KINDS if not kind.wordy),
    *(kind.hint for kind in KINDS if kind.wordy),
)
"""What every text with a value of any kind matches one of; in one automaton the words would multiply its states."""

OfText = Callable[[str, Sequence[Kind]], object]


class Found(NamedTuple):
    """A value in a text."""

    start: int
    end: int
    type: str
    canonical: str


def redact(text: pl.Expr, keys: Keys) -> pl.Expr:
    """The text with typed placeholders such as `[PHONE_3f]`, in which the same value reads the same.

    The two hex digits are a keyed hash (HMAC-SHA256) of the value in one spelling, enough to tell two numbers of one
    text apart and too few to look a number up.
    """
    return pl.coalesce(_of_suspects(text, lambda one, kinds: _hidden(one, kinds, keys.texts), pl.String), text)


def holds(text: pl.Expr) -> pl.Expr:
    """Whether the text holds personal data; placeholders are none. Null where the text is."""
    found = _of_suspects(text, lambda one, kinds: next(found_in(one, kinds), None) is not None, pl.Boolean)
    return pl.coalesce(found, pl.when(text.is_not_null()).then(pl.lit(False)))


def without_values(text: pl.Expr) -> pl.Expr:
    """Placeholders without their hash (`[PHONE]`): equal for texts that differ by personal data alone."""
    return text.str.replace_all(PLACEHOLDER, "[${1}]")


def found_in(text: str, kinds: Sequence[Kind] = KINDS) -> Iterator[Found]:
    """The values of a text, type by type; placeholders are passed over."""
    plain = hide(fold(text), (match.span() for match in _PLACEHOLDER.finditer(text)))
    for kind in kinds:
        values = [(start, end, plain[start:end]) for start, end in kind.find(plain)]
        found = [Found(*span, kind.type, kind.canonical(one)) for *span, one in values if one and HIDDEN not in one]
        plain = hide(plain, ((one.start, one.end) for one in found))
        yield from found


def _of_suspects(text: pl.Expr, of_text: OfText, dtype: type[pl.DataType]) -> pl.Expr:
    """A function of the texts that may hold something; null for all others, which never leave Polars.

    What tells a person's number from an order's (words around it, check digits, numbering plans) is no expression.
    """

    def apply(texts: pl.Series) -> pl.Series:
        rows = texts.is_not_null().arg_true()
        suspects = texts.gather(rows)
        values = [of_text(one, _kinds(bits)) for one, bits in zip(suspects, _suspicions(suspects), strict=True)]
        return (
            pl.Series([None], dtype=dtype).new_from_index(0, len(texts)).scatter(rows, pl.Series(values, dtype=dtype))
        )

    suspect = pl.when(pl.any_horizontal(text.str.contains(hint) for hint in SUSPICIOUS)).then(text)
    return suspect.map_batches(apply, return_dtype=dtype, is_elementwise=True)


def _suspicions(texts: pl.Series) -> pl.Series:
    """The kinds of which each text may hold a value, one bit each."""
    return sum(
        (texts.str.contains(kind.hint).cast(pl.UInt16) * 2**n for n, kind in enumerate(KINDS)),
        start=pl.zeros(len(texts), pl.UInt16, eager=True),
    )


@cache
def _kinds(bits: int) -> tuple[Kind, ...]:
    return tuple(kind for n, kind in enumerate(KINDS) if bits & 2**n)


def _hidden(text: str, kinds: Sequence[Kind], key: str) -> str:
    """With every value hidden, also those that stand free only once others are."""
    while found := sorted(found_in(text, kinds)):
        pieces, reached = [], 0
        for one in found:
            pieces += [text[reached : one.start], _placeholder(one, key)]
            reached = one.end
        text = "".join(pieces) + text[reached:]
    return text


def _placeholder(found: Found, key: str) -> str:
    digest = hmac.new(key.encode(), found.canonical.encode(), hashlib.sha256).hexdigest()
    return f"[{found.type}_{digest[:2]}]"
