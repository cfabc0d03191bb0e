"""How a rejected line may be kept: its beginning, without the user id."""

import codecs
import re

from flows.raw.block import TEXT_BYTES

USER_FIELD = "user_id"
HIDDEN = "***"

_USER = re.compile(
    r"""(user_id\\*["']?\s*[:=]?\s*)        # the key as JSON, JSON within a string, or a Python dict writes it
        (?: \\*(["'])                       # a quoted value:
            (?: \\. | (?!\2)[^\\] )*        #   up to its closing quote,
            (?: \2 | \\?\Z )                #   or to the end of the text where that is missing
          | [\[{].*                         # a list or an object: where it ends is anybody's guess
          | [^\s,}\]]*                      # a number or a bare word
        )""",
    re.VERBOSE | re.DOTALL,
)


def shown(head: bytes) -> str:
    """The first 4 KB of a raw line as text, with `user_id`'s value replaced by `***`.

    Bytes that are no UTF-8 read as U+FFFD. NUL bytes are left out: they would hide the key in a UTF-16 file.
    Where the line is so broken that the value has no visible end, everything after the key is masked.
    """
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    text = decode(head[:TEXT_BYTES], len(head) <= TEXT_BYTES).replace("\0", "")
    return clipped(_USER.sub(rf"\g<1>{HIDDEN}", text))


def clipped(text: str) -> str:
    """The text's first 4 KB, cut between two characters."""
    return text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore")
