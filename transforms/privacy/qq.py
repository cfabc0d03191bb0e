"""QQ numbers: five to eleven digits behind a word for QQ."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, column_head
from transforms.privacy.spans import Span, apart

HINT = r"[qQｑＱ][qQｑＱ]|[qQｑＱ][群号]?[:： ]{0,2}[0-9０-９]{6}|扣[扣:：]|企鹅|球球"
VALUE = r"(?P<value>[1-9]\d{4,10})(?![\d*]|\.\d|[A-Za-z_]|-\d)"
NAME = r"(?:(?<![A-Za-z])(?:qq|contact\.qq)|扣扣|企鹅|球球|[加+]?扣(?=\s?:))"
LINK = (
    r"(?:[ _-]?(?:群聊?|号码?|账号|帐号|小号|大号|numbers?|num|no\b\.?|id|account|group))*"
    r"(?:[\s\"'`*:=>|(\[「『《,，()-]|是|为|换成|改成|加|\bis\b|\bwas\b|\bnumber\b|\bat\b(?! ?\d\d?:)|\bme\b){0,10}"
)
NAMED = re.compile(rf"(?ai){NAME}{LINK}{VALUE}")
SINGLE = re.compile(
    r"(?:[加+➕扩]我?[qQ]|(?<![A-Za-z0-9])[qQ](?:群|号)?)(?P<link>[:： ]{0,2})(?P<value>[1-9]\d{5,10})(?![\d*]|\.\d"
    r"|[A-Za-z_]|-\d)"
)
"""A bare Q, which also stands for a question or a quarter."""
ANSWER = re.compile(r"(?m)^\s*A\d*\s*[:.]")
ASKED = re.compile(r"(?a)\s*(?:times|plus|minus|divided|[+*/=x×÷?]|是多少|等于)")
BARE = re.compile(r"[1-9]\d{4,10}")
HEAD = re.compile(r"(?ai)\bqq|扣扣|企鹅号")


def find(plain: str) -> Iterator[Span]:
    """Numbers right behind QQ or one of its other names, or in its column; no amounts, levels or years."""
    named = (match.span("value") for match in NAMED.finditer(plain) if not AMOUNT.match(plain, match.end()))
    single = (match.span("value") for match in SINGLE.finditer(plain) if _is_account(plain, match))
    return apart(sorted({*named, *single, *_in_columns(plain)}))


def _is_account(plain: str, match: re.Match[str]) -> bool:
    if AMOUNT.match(plain, match.end()) or ASKED.match(plain, match.end()):
        return False
    return not (match["link"] and ANSWER.search(plain))


def _in_columns(plain: str) -> Iterator[Span]:
    if "|" in plain and HEAD.search(plain):
        cells = re.finditer(r"(?<=\|)\s*([1-9]\d{4,10})\s*(?=\|)", plain)
        yield from (cell.span(1) for cell in cells if HEAD.search(column_head(plain, cell.start())))
