"""Text as it is searched: every character in its plain form and in its place."""

import re
import sys
import unicodedata
from collections.abc import Iterable

from transforms.privacy.scripts import TRADITIONAL
from transforms.privacy.spans import Span

BLANK = "\0"
"""Stands for an escape: neither a letter, a digit, a separator nor a cue."""
HIDDEN = "\1"
"""Stands for what is hidden already, which no value may hold again."""

ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nrt](?![a-z]))")
"""Escapes of JSON, as raw lines hold them: their letters and digits belong to no value."""

ITEM = re.compile(r"(?m)^([ >]*[1-9]\d?)\.(?=\d{7})")
"""The number of a line of a list, where a long number follows its point at once."""

DECIMAL_DIGITS = {
    code: str(unicodedata.decimal(chr(code))) for code in range(128, sys.maxunicode + 1) if chr(code).isdecimal()
}
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u1680\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"), " ")
SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"), "-")
DOTS = dict.fromkeys(map(ord, "\u2022\u2027\u2219\u22c5\u30fb\uff65"), "·")
MARKS = {ord("﹫"): "@", ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("【"): "[", ord("】"): "]"}
PLAIN = DECIMAL_DIGITS | FULL_WIDTH | SPACES | DASHES | DOTS | MARKS | TRADITIONAL
"""Character -> one character that reads the same, so that places in the plain text are places in the text."""


def fold(text: str) -> str:
    """The text in plain characters, of the same length: digits, spaces, dashes, quotes, simplified characters."""
    plain = text.replace(HIDDEN, BLANK)
    plain = plain if plain.isascii() else plain.translate(PLAIN)
    plain = ITEM.sub(rf"\g<1>{BLANK}", plain)
    return ESCAPE.sub(lambda escape: BLANK * len(escape[0]), plain) if "\\" in plain else plain


def hide(plain: str, spans: Iterable[Span]) -> str:
    """The text with some stretches of it hidden; they come from the left and apart."""
    pieces, reached = [], 0
    for start, end in spans:
        pieces += [plain[reached:start], HIDDEN * (end - start)]
        reached = end
    return "".join(pieces) + plain[reached:]
