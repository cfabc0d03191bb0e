"""Payment card numbers (ISO/IEC 7812): prefix and length of a network, and the Luhn digit."""

import re
from collections.abc import Iterator

from stdnum import luhn

from transforms.privacy.cues import before, glued_after, glued_before, is_amount, is_of_things
from transforms.privacy.runs import Digits, numbers
from transforms.privacy.spans import Span, apart

HINT = r"[0-9０-９](?:[^0-9０-９A-Za-z一-龥。，,;；:：\n]{0,2}[0-9０-９]){12}"
LENGTHS = frozenset(range(13, 20))
NETWORKS = (
    (re.compile(r"62|60|9558|9559"), frozenset({16, 17, 18, 19})),
    (re.compile(r"4"), frozenset({16})),
    (re.compile(r"436742|456351|458123|421349|434061|433670"), frozenset({16, 19})),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"35(?:2[89]|[3-8])"), frozenset({16})),
    (re.compile(r"36|38|39|30[0-5]"), frozenset({14})),
    (re.compile(r"6011|64[4-9]|65"), frozenset({16, 17, 18, 19})),
)
"""Prefix and lengths: UnionPay and Chinese debit cards, Visa, Mastercard, American Express, JCB, Diners, Discover."""
OTHER = re.compile(r"[2-69]")
"""What a card of another network or length begins with, where words say that it is a card."""
SHAPES = {
    *((4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3)),
    *((4, 6, 5), (4, 6, 4), (6, 10), (6, 13), (8, 8)),
}
"""Groups in which cards are printed; others are taken where they are the whole number."""
CARD = re.compile(
    r"(?ai)(?:银行卡|信用卡|储蓄卡|借记卡|工资卡|收款|卡号|卡|账户|账号|打到|转到|转给|转至|户头|银联|\b(?:card"
    r"|cc|pan|visa|mastercard|amex|maestro|unionpay|jcb|discover|diners|debit|account|acct)"
    r"(?:[ _-]?(?:number|num|no))?)[^\d。！？!?\n]{0,14}$"
)

LIKE_AN_ID = re.compile(r"[1-6]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
"""A region and a date of birth, as in a resident's number that was typed wrong."""
BEHIND = re.compile(
    r"(?ai)[\"'`」』)]?\s?(?:[^\d。!?\n,;]{0,14}?(?:银行卡|信用卡|储蓄卡|借记卡|工资卡|银联"
    r"|[张个的]卡(?![住顿死密槽片])|卡号|账户|账号|户头"
    r"|\b(?:bank|credit|debit) (?:card|account)|\b(?:visa|mastercard|amex|unionpay)\b)"
    r"|[^\d.!?\n,;]{0,16}\b(?:my|his|her|a valid|which|this|the) (?:card|account|iban)\b)"
)


def find(plain: str) -> Iterator[Span]:
    """Numbers whose Luhn digit holds and that begin and are as long as a network's, or that words call a card's."""
    return apart((number.start, number.end) for number in numbers(plain, LENGTHS) if _is_card(plain, number))


def _is_card(plain: str, number: Digits) -> bool:
    if not (number.whole or len(number.shape) == 1 or number.shape in SHAPES) or not luhn.is_valid(number.digits):
        return False
    if len(set(number.digits)) < 2 or glued_after(plain, number.end) or is_amount(plain, number.start, number.end):
        return False
    if before(plain, number.start, CARD):
        return OTHER.match(number.digits) is not None
    if glued_before(plain, number.start) or is_of_things(plain, number.start):
        return False
    if len(number.digits) == 18 and LIKE_AN_ID.match(number.digits):
        return False
    if BEHIND.match(plain, number.end) and OTHER.match(number.digits):
        return True
    return any(prefix.match(number.digits) and len(number.digits) in lengths for prefix, lengths in NETWORKS)
