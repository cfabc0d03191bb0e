"""One JSON line: what is wrong with it."""

import re
from typing import Any

import orjson

from flows.raw.block import UnusableError
from flows.raw.shape import Shape, fits

BLANK = b" \t\r"
"""What a line may consist of to count as blank: JSON's white space."""

LONE_SURROGATE = re.compile(
    rb"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F][0-9a-fA-F]{2})"
)
"""Half of a character pair without the other half. Also matches text that speaks of such an escape (`\\\\ud800`)."""

_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def record_of(line: bytes) -> dict[str, Any]:
    """The JSON object that a line holds.

    Raises `UnusableError`: `nul_byte`, `not_utf8`, `lone_surrogate`, `not_json` or `not_an_object`.
    """
    if b"\0" in line or (b"\\u0000" in line and _ESCAPED_NUL.search(line)):
        raise UnusableError("nul_byte")
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise UnusableError(_syntax_fault(line)) from None
    if not isinstance(record, dict):
        raise UnusableError("not_an_object")
    return record


def check_types(record: dict[str, Any], shape: Shape) -> None:
    """Raises `UnusableError` with `wrong_type:<field>` for the first field whose column does not take its value."""
    for name, kind in shape.kinds.items():
        if not fits(record.get(name), kind):
            raise UnusableError(f"wrong_type:{name}")


def _syntax_fault(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "not_utf8"
    return "lone_surrogate" if LONE_SURROGATE.search(line) else "not_json"
