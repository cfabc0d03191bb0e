"""Chinese resident identity numbers (GB 11643): region, birth date, sequence, check digit."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn.ric import calc_check_digit

from transforms.privacy.cues import before
from transforms.privacy.runs import numbers
from transforms.privacy.spans import Span, apart

HINT = r"[0-9０-９](?:[^0-9０-９A-Za-z一-龥。，,;；:：\n]{0,2}[0-9０-９]){13}"
LENGTHS = frozenset({15, 17, 18})
CHECK_X = re.compile(r"[ -]?[xX](?![A-Za-z0-9])")
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
FIRST_BIRTH, LAST_BIRTH = 1880, 2100
NAMED = re.compile(r"(?ai)(?:身份证|证件|居民证|户口|identity|\bid (?:card|no|number))[^\d]{0,14}$")


def find(plain: str) -> Iterator[Span]:
    """Numbers of 18 digits whose check digit and date hold, and old ones of 15 where a word before them says so.

    The region is checked to its province alone: counties come and go, and keep their people's numbers.
    """
    return apart(_candidates(plain))


def _candidates(plain: str) -> Iterator[Span]:
    for number in numbers(plain, LENGTHS):
        end, digits = number.end, number.digits
        if len(digits) == 17 and (check := CHECK_X.match(plain, end)):
            end, digits = check.end(), digits + "X"
        if len(digits) == 18:
            stands = _holds(digits)
        else:
            stands = len(digits) == 15 and number.whole and _holds_of_old(digits) and before(plain, number.start, NAMED)
        if stands:
            yield number.start, end


def _holds(digits: str) -> bool:
    is_dated = _is_date(digits[6:14]) and FIRST_BIRTH <= int(digits[6:10]) <= LAST_BIRTH
    return PROVINCE.match(digits) is not None and is_dated and calc_check_digit(digits) == digits[-1]


def _holds_of_old(digits: str) -> bool:
    return PROVINCE.match(digits) is not None and _is_date("19" + digits[6:12])


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
