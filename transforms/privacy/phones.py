"""Telephone numbers: Chinese mobiles and landlines, international ones, and those of some others at home."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from transforms.privacy.cues import (
    before,
    column_head,
    glued_after,
    glued_before,
    is_amount,
    is_called_thing,
    is_of_things,
)
from transforms.privacy.spans import Span

DIGIT, GAP = "[0-9０-９]", "[ .()（）　·－\u00a0\u2000-\u2015-]"
HINT = (
    rf"{DIGIT}{{7}}|{DIGIT}{{3}}{GAP}{{1,3}}{DIGIT}{{3}}{GAP}?{DIGIT}|{DIGIT}{{2}}{GAP}{{1,3}}{DIGIT}{{4}}{GAP}?{DIGIT}"
    rf"|[+＋][(（]?{DIGIT}(?:{GAP}{{0,3}}{DIGIT}){{6}}|{DIGIT}(?:{GAP}{DIGIT}){{6}}"
    rf"|{DIGIT}{{2}}(?:{GAP}{DIGIT}{{2}}){{3}}"
    rf"|[一幺壹][三四五六七八九叁肆伍陆柒捌玖][ -]?[零〇○幺一二三四五六七八九壹贰叁肆伍陆柒捌玖]{{2}}"
)
WORD = (
    r"电话|手机|座机|固话|拨打|致电|打给|拨|传真|热线|短信|wa\.me/|whatsapp|telegram"
    r"|(?:phone|mobile|tel)[-_ ]?(?:no|num|number)?"
    r"|\b(?:my|his|her|our|your|ur|their|whose) (?:(?:new|old|other|direct|own|personal|private|home|work"
    r"|cell) )?number"
    r"|portable\b|numéro|nummer\b|número|\b(?:tele?phone|phone|tel|mobile|cell|call(?:ing|ed)?"
    r"|text(?:ed)?(?![=:(])|txt|hmu|hit (?:me|us|him|her) up|imessage|facetime|viber|fax|ring|dial|sms|ph|mob)"
)
LOOSE_WORD = r"号码|联系方式|联系我|联系人|\b(?:contact|number)"
UP_TO = r"[^\d.!?。！？\n]{0,16}(?:no\. ?)?(?:wa\.me/)?$"
REPLY = (
    r"(?:电话|手机号?|号码|\b(?:your|ur) (?:[a-z]+ )?(?:number|num|digits)"
    r"|\bphone(?: number)?)[^\d.!\n?]{0,8}\?[\s\"'」』)]{0,4}"
    r"(?:[AB答][:.])?[\s\"'「『]{0,3}(?:(?:it's|its|yes|yeah|yep|sure|是|嗯|好)[\s,]{0,2})?$"
)
"""The question that the number answers."""
CALL = re.compile(rf"(?ai)(?:{WORD}){UP_TO}|{REPLY}")
HEAD = re.compile(r"(?ai)电话|手机|座机|联系方式|(?:^|[^a-z])(?:tele?phone|phone|tel|mobile|cell|fax)(?:$|[^a-z])")
"""Of a column of numbers."""
PERSON = re.compile(
    r"(?ai)(?:联系人|\b(?:emergency |main |second(?:ary)? |primary )?contacts?\b(?! (?:id|no|number|us)\b)"
    r"|\breach (?:me"
    r"|us|him|her))"
    r"(?:[\s:,-]|(?-i:[A-Z][a-z'.-]+)|\bis\b|\bat\b|\bon\b|[(][a-z ]{2,12}[)]){0,12}$"
)
"""Somebody to call, by name."""
"""A word for a telephone right before a number."""
CONTACT = re.compile(rf"(?ai)(?:{WORD}|{LOOSE_WORD}){UP_TO}")
"""A word for a telephone, or one that may be for one: enough where the number itself can be nothing else."""

MOBILE = re.compile(r"(?:(?:\+|(?<!\d)(?:00)?|\(\+?) ?86\)?[ .-]{0,2}|(?<!\d))1[ .·-]?[3-9](?:[ .·-]?\d){9}(?!\d)")
MOBILE_SHAPES = {
    *((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (4, 4, 3), (5, 6), (5, 3, 3), (3, 5, 3), (1,) * 11),
    *((3, 2, 2, 2, 2), (3, 4, 2, 2)),
}
INTERNATIONAL = re.compile(r"(?:\+|(?<!\d)00(?=[1-9]))\d{1,3}(?:[ .-]?\(?\d{1,12}\)?){1,6}(?!\d)")
AREA = re.compile(r"(?:\(0\d{1,4}\)|(?<!\d)0\d{1,11})(?:[ -]{0,2}\d{2,8}){0,4}(?!\d)")
NORTH_AMERICAN = re.compile(
    r"(?<!\d)(?:1[ .-])?(?:\([2-9]\d\d\)[ -]?[2-9]\d\d[ .-]?|[2-9]\d\d([ .-])[2-9]\d\d\1)\d{4}(?!\d)"
)
GREATER_CHINA = re.compile(r"(?:\((?:852|853|886)\)|(?<!\d)(?:852|853|886))[ -]\d(?:[ -]?\d){7,8}(?!\d)")
PAIRS = re.compile(r"(?<![\d.])(?<!\d )0[1-9](?:([ .])\d\d)(?:\1\d\d){3}(?!\d|[ .]\d)")
"""As in France: only behind a word for a telephone."""
SHORT = re.compile(r"(?<!\d)[2-9]\d{2,3}[ .-]?\d{4}(?!\d)|(?<!\d)[2-9]\d{9}(?!\d)")
"""A number without its area, or an American one without separators: only behind a word for a telephone."""

PUBLIC = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}
"""Lines that companies answer: nobody's own."""
AT_HOME = ("CN", "GB", "TW")
WHERE_CALLED = (
    *AT_HOME,
    *("JP", "KR", "MY", "TH", "VN", "IN", "AU", "NZ", "FR", "DE", "IT", "ES", "NL", "BE", "CH", "AT"),
)
"""Regions whose numbers as written at home are taken, as they stand and behind a word for a telephone."""
NUMERAL = "零〇○幺一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
NUMERALS = str.maketrans(NUMERAL, "00011234567892123456789")
SPOKEN = re.compile(rf"(?<![{NUMERAL}十百千万第])[一幺壹](?:[ -]?[{NUMERAL}]){{10}}(?![{NUMERAL}十百千万])")
"""A mobile number in Chinese numerals."""
APART = re.compile(r"(?<!\d)(?<!\d )[2-9](?: \d){9}(?! ?\d)")
"""An American number with a space behind each digit."""
SEPARATORS = re.compile(r"[ .·()-]+")
GOES_ON = re.compile(r"\.?\d|,\d{3}(?:$|[^\d])|[*/^=]\s?\d")
"""Behind a number: more of it, or a sum."""
PART_OF = re.compile(r"[A-Za-z0-9]-$|(?<!\d)\d{1,3},$|://[^\s]*/$")
"""Before a number: more of an identifier, an amount or an address on the web."""


def find(plain: str) -> Iterator[Span]:
    """Numbers that a numbering plan knows, neither part of a longer one nor of an order, an amount or an identifier."""
    taken, free = [], bytearray(b"1" * len(plain))
    for candidates in (
        _international,
        _mobiles,
        _spoken,
        _greater_china,
        _with_area,
        _in_pairs,
        _north_american,
        _short,
    ):
        for start, end in candidates(plain):
            if all(free[start:end]):
                free[start:end] = bytes(end - start)
                taken.append((start, end))
    return iter(sorted(taken))


def canonical(value: str) -> str:
    """The digits; without the code of the mainland, so that a number is the same with and without it."""
    digits = re.sub(r"\D", "", value.translate(NUMERALS))
    return re.sub(r"^(?:00)?86(?=1\d{10}$|\d{10,11}$)", "", digits) if len(digits) > 11 else digits


def _international(plain: str) -> Iterator[Span]:
    for match in INTERNATIONAL.finditer(plain):
        start = match.start()
        if glued_before(plain, start):
            continue
        for end in _ends(match):
            number = re.sub(r"^00", "+", match[0][: end - start])
            if len(re.sub(r"\D", "", number)) < 8 or glued_after(plain, end):
                continue
            is_apart = match[0].startswith("+") and SEPARATORS.search(number.strip()) is not None
            if _is_valid(number, None) or (is_apart and _is_possible(number) and end == match.end()):
                opened = plain[start - 1 : start] == "(" and number.count(")") > number.count("(")
                yield start - opened, end
                break


def _mobiles(plain: str) -> Iterator[Span]:
    for start, end in _unbroken(plain, MOBILE.finditer(plain)):
        local = re.sub(r"^\D*(?:00)?\D*86\D*(?=1)", "", plain[start:end])
        shape = tuple(len(group) for group in SEPARATORS.split(local))
        if shape in MOBILE_SHAPES and _is_persons(plain, start, end):
            yield start, end


def _spoken(plain: str) -> Iterator[Span]:
    for match in SPOKEN.finditer(plain):
        number = re.sub(r"[ -]", "", match[0]).translate(NUMERALS)
        if MOBILE.fullmatch(number) and _is_valid(number, "CN"):
            yield match.span()


def _greater_china(plain: str) -> Iterator[Span]:
    for start, end in _unbroken(plain, GREATER_CHINA.finditer(plain)):
        if _is_valid("+" + plain[start:end], None) and _is_persons(plain, start, end):
            yield start, end


def _with_area(plain: str) -> Iterator[Span]:
    for match in AREA.finditer(plain):
        start = match.start()
        if plain[max(0, start - 1) : start] in ("-", "+", ".") or not _is_persons(plain, start, match.end()):
            continue
        for end in _ends(match):
            number = match[0][: end - start]
            called = _is_called(plain, start)
            if _is_area_number(number, called) and not _runs_on(plain, start, end):
                yield start, end
                break


def _in_pairs(plain: str) -> Iterator[Span]:
    for match in PAIRS.finditer(plain):
        if before(plain, match.start(), CALL) and _is_valid(match[0], "FR"):
            yield match.span()


def _is_area_number(number: str, called: bool) -> bool:
    groups = [group for group in SEPARATORS.split(number) if group]
    if not 9 <= sum(map(len, groups)) <= 12:
        return False
    if called:
        return any(_is_valid(number, region) for region in WHERE_CALLED)
    if len(groups) == 1:
        return _is_valid(number, "CN")
    return len(groups) <= 3 and len(groups[-1]) >= 3 and any(_is_valid(number, region) for region in AT_HOME)


def _north_american(plain: str) -> Iterator[Span]:
    for match in NORTH_AMERICAN.finditer(plain):
        start, end = match.span()
        called = before(plain, start, CALL)
        is_sure = "(" in match[0] or (called and " " not in (match[1] or ""))
        is_told = match[1] != " " or called
        if not _is_persons(plain, start, end) or _runs_on(plain, start, end) or not is_told:
            continue
        if _is_valid(match[0], "US") or (is_sure and _is_possible("+1" + re.sub(r"^1[ .-]", "", match[0]))):
            yield start, end


def _short(plain: str) -> Iterator[Span]:
    for start, end in _unbroken(plain, SHORT.finditer(plain)):
        number = plain[start:end]
        is_told = _is_called(plain, start) or (len(number) == 10 and before(plain, start, PERSON))
        if not is_told or not _is_persons(plain, start, end):
            continue
        if len(number) < 10 or _is_valid(number, "US"):
            yield start, end
    for match in APART.finditer(plain):
        if before(plain, match.start(), CALL) and _is_valid(match[0].replace(" ", ""), "US"):
            yield match.span()


def _is_called(plain: str, start: int) -> bool:
    """Whether a word for a telephone stands before a number or over its column."""
    return before(plain, start, CALL) or HEAD.search(column_head(plain, start)) is not None


def _is_persons(plain: str, start: int, end: int) -> bool:
    """Whether what is around a number lets it be somebody's: no identifier, order, amount or decimal."""
    if plain[max(0, start - 1) : start] == "." and start > 1 and plain[start - 2].isdigit():
        return False
    if glued_after(plain, end) or GOES_ON.match(plain, end):
        return False
    if is_amount(plain, start, end) or is_of_things(plain, start) or is_called_thing(plain, end):
        return False
    if before(plain, start, CONTACT):
        return True
    return not glued_before(plain, start) and not before(plain, start, PART_OF)


def _unbroken(plain: str, matches: Iterable[re.Match[str]]) -> Iterator[Span]:
    """Matches that are no part of a longer run of groups: what joins the groups inside does not join them to more."""
    row: list[Span] = []
    for match in matches:
        if row and plain[row[-1][1] : match.start()] not in (" ", "  "):
            yield from _whole(plain, row)
            row = []
        row.append(match.span())
    if row:
        yield from _whole(plain, row)


def _whole(plain: str, row: list[Span]) -> Iterator[Span]:
    """A row of numbers side by side stands or falls together."""
    start, end = row[0][0], row[-1][1]
    inner = "".join(SEPARATORS.findall("".join(plain[first:last] for first, last in row)))
    for separator in set(inner) & set(" -.") | {"-"}:
        if start > 1 and plain[start - 1] == separator and plain[start - 2].isdigit():
            return
        if plain[end : end + 1] == separator and plain[end + 1 : end + 2].isdigit() and separator != ".":
            return
    yield from row


def _runs_on(plain: str, start: int, end: int) -> bool:
    """Whether more digits follow or precede in the same manner; an extension behind a dash is none of the number."""
    ahead = re.compile(r"[ -](\d+)").match(plain, end)
    behind = re.search(r"\d[ -]$", plain[max(0, start - 2) : start])
    return bool(behind) or (ahead is not None and not 3 <= len(ahead[1]) <= 5)


def _ends(match: re.Match[str]) -> Iterator[int]:
    """Where a number may end: behind each of its groups, the last first."""
    groups = [group.end() for group in re.finditer(r"\d+\)?", match[0])]
    return (match.start() + end for end in reversed(groups))


@lru_cache(maxsize=4096)
def _is_valid(number: str, region: str | None) -> bool:
    """Whether the numbering plan knows it as somebody's own line."""
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) not in PUBLIC


def _is_possible(number: str) -> bool:
    """Whether the number is at least as long as the plan's are, and no company's line."""
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return False
    is_known = phonenumbers.region_code_for_country_code(parsed.country_code) != "ZZ"
    return is_known and phonenumbers.is_possible_number(parsed) and phonenumbers.number_type(parsed) not in PUBLIC
