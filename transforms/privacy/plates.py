"""Licence plates: of the mainland by their form, of other countries where a word says so."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import column_head
from transforms.privacy.spans import Span, apart

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
HINT = (
    rf"[{PROVINCES}使][ ·•・・.-]?[A-Za-zＡ-Ｚａ-ｚ]?[ ·•・・.-]{{0,2}}[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{{4}}|WJ"
    rf"|[军空海北沈兰济南广成][A-Z][ ·•・-]?[0-9]{{5}}"
    r"|[0-9０-９]{3}[·•]?[0-9０-９]{3}[使领]|使[ ·•]?[0-9０-９]{3}|(?i:licen[cs]e plate|number plate|registration"
    r"|plates?[^a-z]|[^a-z]reg[^a-z]|车牌|牌照)"
)
MARK = r"[ ·.-]{0,2}"
LETTER = "[A-HJ-NP-Za-hj-np-z]"
SIGN = "[0-9A-HJ-NP-Za-hj-np-z]"
MAINLAND = re.compile(
    rf"[{PROVINCES}] ?{LETTER}{MARK}(?:"
    rf"(?:[ABCDEFGHJKabcdefghjk]{SIGN}\d{{4}}|\d{{5}}[ABCDEFGHJKabcdefghjk])"
    rf"|(?=(?:{LETTER}*\d){{2}}){SIGN}{{5}}|(?=(?:{LETTER}*\d){{2}}){SIGN}{{4}} ?[学警挂港澳试超领]"
    rf")(?![0-9A-Za-z_])|(?<![A-Za-z])WJ[ ·-]?(?:[{PROVINCES}][ ·-]?)?\d{{4}}[0-9A-Z](?![0-9A-Za-z])"
    rf"|[军空海北沈兰济南广成][A-Z][ ·-]\d{{5}}(?!\d)|使[ ·]?\d{{3}}[ ·]?\d{{3}}(?!\d)"
    rf"|(?<!\d)\d{{3}}·?\d{{3}}[使领](?![馆用得命导])"
)
NAMED = re.compile(
    r"(?ai)(?:licen[cs]e plate|number plate|registration(?: plate| number| mark)?|\bplates?|\breg\.?|车牌号?码?"
    r"|牌照)(?: (?:number|no\.?|is|was|on it))*[\s:=,(\"'|*`]*(?:是|为|is )?$"
)
FOREIGN = re.compile(
    r"(?<![\w-])(?=[A-Z0-9 -]{0,7}[A-Z])(?=[A-Z0-9 -]{0,8}\d)(?:[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?"
    r"|[A-Z0-9]{2,4}[ -][A-Z0-9]{2,4}(?:[ -][A-Z0-9]{1,3})?|[A-Z0-9]{5,8})(?![\w-])"
)


def find(plain: str) -> Iterator[Span]:
    """Plates of the mainland (also learners', trailers', police, new energy), and others behind a word for a plate."""
    mainland = (match.span() for match in MAINLAND.finditer(plain))
    named = (match.span() for match in FOREIGN.finditer(plain) if _is_named(plain, match.start()))
    return apart(sorted([*mainland, *named]))


def canonical(value: str) -> str:
    """In upper case, without separators."""
    return re.sub(r"[ ·.-]", "", value).upper()


def _is_named(plain: str, start: int) -> bool:
    return NAMED.search(plain, max(0, start - 40), start) is not None or bool(NAMED.search(column_head(plain, start)))
