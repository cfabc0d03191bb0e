"""The types of personal data: how to tell the few texts that may hold one, where it stands, and what is the same."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from transforms.privacy import (
    addresses,
    bank_cards,
    credentials,
    emails,
    passports,
    phones,
    places,
    plates,
    qq,
    resident_ids,
    streets,
    wechat,
)
from transforms.privacy.scripts import in_both_scripts
from transforms.privacy.spans import Span


def bare(value: str) -> str:
    """In lower case, without white space and dashes."""
    return re.sub(r"[\s-]", "", value).lower()


class Kind(NamedTuple):
    """A type of personal data.

    `hint`: an expression, in Rust's dialect, that every text with such a value matches, before it is folded; `wordy`
    where it is of many words. `find`: where values stand in a folded text. `canonical`: equal for the same value,
    however it is written.
    """

    type: str
    hint: str
    find: Callable[[str], Iterator[Span]]
    canonical: Callable[[str], str] = bare
    wordy: bool = False


_KINDS = (
    Kind("SECRET", credentials.HINT, credentials.find, credentials.canonical, wordy=True),
    Kind("EMAIL", emails.HINT, emails.find, emails.canonical),
    Kind("RESIDENT_ID", resident_ids.HINT, resident_ids.find),
    Kind("BANK_CARD", bank_cards.HINT, bank_cards.find),
    Kind("IP", addresses.HINT, addresses.find),
    Kind("PASSPORT", passports.HINT, passports.find),
    Kind("QQ", qq.HINT, qq.find),
    Kind("ADDRESS", places.HINT, places.find, places.canonical),
    Kind("ADDRESS", streets.HINT, streets.find, streets.canonical, wordy=True),
    Kind("PHONE", phones.HINT, phones.find, phones.canonical),
    Kind("WECHAT", wechat.HINT, wechat.find),
    Kind("LICENCE_PLATE", plates.HINT, plates.find, plates.canonical),
)

KINDS = tuple(kind._replace(hint=in_both_scripts(kind.hint)) for kind in _KINDS)
"""In the order in which they are sought; what one has found, those after it do not see."""

TYPES = tuple(dict.fromkeys(kind.type for kind in KINDS))
