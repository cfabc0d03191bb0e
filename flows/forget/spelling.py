"""How a text may be written: as it is, or escaped as JSON escapes it, once or within a string of JSON."""

import json
import re

from flows.raw.mask import USER_FIELD


def forms(text: str) -> list[str]:
    """The text as it is, and as writers of JSON escape it."""
    return sorted({text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]})


def spelt(text: str) -> str:
    r"""Pattern of the text, however JSON may write each of its characters: `é`, `\u00e9` or `\u00E9`, `/` or `\/`."""
    return "".join(_character(character) for character in text)


def keyed(user: str) -> str:
    """Pattern of a `user_id` field with that value, as JSON, JSON within a string, a Python dict or a query writes it.

    It looks neither ahead nor behind, which not every engine of patterns can.
    """
    return rf"""{USER_FIELD}\\*["']?\s*[:=]\s*(?:\\*["'])?{spelt(user)}(?:\\*["']|[\s,;&}}\]]|$)"""


def _character(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    escaped = "".join(rf"\\+u(?i:{units[at : at + 4]})" for at in range(0, len(units), 4))
    short = json.dumps(character, ensure_ascii=False)[1:-1].replace("/", r"\/")
    ways = {re.escape(character), escaped} | ({rf"\\+{re.escape(short[1:])}"} if len(short) > 1 else set())
    return f"(?:{'|'.join(sorted(ways))})"
