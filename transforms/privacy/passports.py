"""Passport numbers: Chinese ones by their form, others where a word says so."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import glued_after, glued_before, is_called_thing, is_of_things
from transforms.privacy.labels import of_structure, with_neighbours
from transforms.privacy.spans import Span, apart

HINT = (
    r"[EeGgDdSsPpＥＧＤＳＰ][A-Za-zＡ-Ｚ]?[0-9０-９]{7}|(?i:护照|passport|通行证|travel doc"
    r"|passeport|pasaporte|passaporto|reisepass|旅行证|台胞证|回乡证"
    r"|(?:^|[^a-z])ppt|护字)"
)
LABEL = (
    r"(?:护照|通行证|旅行证|台胞证|回乡证|护字|passport|travel doc(?:ument)?|passeport|pasaporte|passaporto|reisepass"
    r"|(?<![a-z.])ppt(?= ?(?:no\b|num|#|id\b|:))|(?-i:(?<![A-Za-z.])PPT(?= ?[A-Z]{0,2}\d|\s?$)))"
)
OTHER = re.compile(
    r"(?ai)(?:错误|报错|故障|异常|优惠|兑换|折扣|活动|促销|口令|激活|邀请|券|[a-z]*(?:error|err|fault|code|coupon"
    r"|promo|voucher))(?:码|代码|号)?\s?[:=#]?\s?$"
)
"""Right before what has the form of a number of China: a code of another kind."""
CHINESE = re.compile(r"(?:E[A-HJ-NP-Z]\d{7}|E\d{8}|G\d{8}|(?:DE|SE|PE)\d{7}|(?<![A-Z])[DSP]\d{8})(?!\d)")
"""Ordinary (E, formerly G), diplomatic (D), service (S) and public affairs (P)."""
NAMED = re.compile(
    rf"(?ai){LABEL}(?:的|s)?[ _-]?(?:号码|号|编号|number|no\.?|num|id"
    rf"|#)?(?:(?![\n。!?])[^0-9]){{0,16}}$"
)
REACH = 60
WORD = re.compile(r"(?i)护照|passport")
NUMBERED = re.compile(
    rf"(?ai){LABEL}[ _-]?(?:的)?(?:号码?|编号|number|no\.?|num|id|#)"
    r"(?:\s|[:=#\"'`(|]|是|为|->|→|\bis\b|\bwas\b|\bas\b){0,6}$"
)
"""The number itself is named, whatever else the words may say."""
FORM = re.compile(r"[A-Z]{1,2}\d{6,8}|[A-Z]\d{2}[A-Z]{2}\d{4}")
"""What hardly any other number looks like."""
TALK = re.compile(
    rf"(?ai){LABEL}(?!\.[a-z])(?:(?!订单|快递|航班|车次|单号|工号|学号|票号|案|驾|身份证|货|型|序列|预约|申请|编号|卡"
    r"|\b(?:flight|order|invoice|ticket|case|application|model|part|receipt|ref(?:erence)?|confirmation|serial|sku"
    r"|visa (?:no|number)"
    r"|form|stamp|bug|lot|policy|tracking|pnr|e-?visa)\b)(?:\([^()\n]{1,24}\)|[^0-9\n])){0,48}$"
)
"""A passport was spoken of shortly before, and no other thing with a number since."""
BEHIND = re.compile(
    r"(?ai)[\"'`」』)]?,?\s?(?:-\s)?\(?(?:(?:is|was|are|an?|the|my|his|her|our|your|their|valid|real|correct|old|new"
    r"|from|on|in"
    r"|[a-z]{2,14}(?= passport)|这本|这个|那本|是|我的?|他的?|她的?|的|本|因公|旧|新|老|[一-龥]{1,4}(?=护照))\s?){1,6}"
    r"(?:护照|passport)(?!s|[\s:=#是为no.umber号码]{0,12}[A-Z]{0,3}\d{5})"
)
DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
VALUE = re.compile(
    r"(?<![A-Za-z0-9_])(?:[A-Za-z]{1,2} ?\d{6,8}[A-Za-z]?|\d{9}|\d{8}|[A-Za-z]\d{2}[A-Za-z]{2}\d{4}"
    r"|[CFGHJKLMNPRTVWXYZ](?=[A-Z0-9]*\d[A-Z0-9]*\d)[0-9CFGHJKLMNPRTVWXYZ]{8}"
    r"|[A-Z]{3}\d{6}[A-Z]?|\d{2}[A-Z]{2}\d{5}|[A-Za-z]{1,2} \d{3} ?\d{3,4}"
    r"|[A-Za-z]{1,2} ?\d{4} \d{4}|[A-Z]{1,2}\d{3,4}-\d{3,4}|[A-Z](?: [A-Z])?(?: \d){7,8}|\d{3} \d{3} \d{3}"
    r"|(?=(?:[A-Z]*\d){4})(?=\d*[A-Z])[A-Z0-9]{8,9})(?![A-Za-z0-9_]|-\d)"
)
OF_CHINA = re.compile(r"(?i)护照|passport|签证|visa|出入境|证件|通行证|登机|值机|机票|旅客|出境|入境|通关|自助通道")


def find(plain: str) -> Iterator[Span]:
    """Numbers in a passport's form that are no thing's, and others behind a word for a passport."""
    chinese = (match.span() for match in CHINESE.finditer(plain) if _is_chinese(plain, *match.span()))
    values = [match.span() for match in VALUE.finditer(plain) if _is_varied(match[0])]
    named = [span for span in values if _is_named(plain, *span)]
    neighbours = [span for span in values if re.match("[A-Za-z]", plain[span[0]]) and not is_of_things(plain, span[0])]
    return apart(sorted(with_neighbours(plain, {*chinese, *named}, neighbours)))


def _is_chinese(plain: str, start: int, end: int) -> bool:
    if glued_before(plain, start) or glued_after(plain, end) or plain[max(0, start - 1) : start] in ("#", "-", "/"):
        return False
    is_dated = re.match(r"G20[0-3]\d[01]\d[0-3]\d", plain[start:end]) is not None
    if is_called_thing(plain, end) or OTHER.search(plain, max(0, start - 16), start):
        return False
    is_certain = plain[start] == "E" or OF_CHINA.search(plain) is not None
    return is_certain and not is_dated and len(set(plain[start + 1 : end])) > 2 and not is_of_things(plain, start)


def _is_varied(value: str) -> bool:
    return len(set(re.sub(r"\D", "", value))) > 2


def _is_named(plain: str, start: int, end: int) -> bool:
    if NUMBERED.search(plain, max(0, start - REACH), start):
        return True
    if is_of_things(plain, start) or DATE.fullmatch(plain, start, end):
        return False
    if NAMED.search(plain, max(0, start - REACH), start) or WORD.search(of_structure(plain, start, end)):
        return True
    if FORM.fullmatch(plain, start, end) and not is_called_thing(plain, end) and _is_spoken_of(plain, start):
        return True
    return plain[start].isalpha() and BEHIND.match(plain, end) is not None


def _is_spoken_of(plain: str, start: int) -> bool:
    return TALK.search(plain, max(0, start - REACH), start) is not None
