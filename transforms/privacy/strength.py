"""Whether what stands where a secret would be is one: no code, no stand-in, no word, and varied enough."""

import re
from math import log2
from operator import ne

EXPRESSION = re.compile(
    r"(?ai)[$<{%(\[].*|[a-z_]+(?:\.(?![a-z]*\d[a-z\d_-]{15})[a-z_]+)+.*|[a-z_][\w.]*[(\[].*|.*(?:x{4,}|\*{3,}|\.{3,}"
    r"|example|changeme"
    r"|your|placeholder|password|passwd|secret|redacted|sample).*"
    r"|(?:true|false|none|null|undefined|string|str|text|required)\b.*|https?://.*"
)
"""Code, templates and stand-ins: what is written where a secret would be."""
CALLED = re.compile(r"[A-Za-z_][\w.]*(?:=[A-Za-z_][\w.]*)?[(\[]|[a-z_]{3,}=[A-Za-z]")
"""A call or an argument."""
TRIVIAL = re.compile(r"(\d)\1+|0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|123123|654321")
"""Numbers that are nobody's own."""
LEAST_KEY, LEAST_PASSWORD, LONGEST_PASSWORD = 16, 6, 64
LEAST_MARKED = 24
"""Characters of a key without a digit, where symbols show that it is no name."""
LEAST_PIN, LONGEST_PIN = 4, 12
LEAST_DISTINCT_PASSWORD = 3
LEAST_WORDY = 8
WORDY = re.compile(r"[a-z]{4,}\d{2,}|\d{2,}[a-z]{4,}")
STANDARD = re.compile(
    r"(?:sha|md|base|utf|aes|argon|bcrypt|scrypt|oauth|windows|android|http|rfc|iso|version|error|blowfish|python)\d+"
)
ALGORITHM = re.compile(
    r"(?i)(?:(?:sha|md|aes|rsa|oauth|ed|sm|base|argon|utf|bcrypt|des)-?\d|pbkdf|hmac|scrypt)[\w-]{0,12}"
)
"""A password is a word and a number more often than anything else; so are the names of standards."""
ASSIGNS = re.compile(
    r"(?i)[:=(是为成回「『\"'`\u2190-\u21ff👉☞➡]|\bis\b|\bto\b|\bbe\b|->|bearer|basic|(?<=[^设应使])用的?$"
)
WORDS = re.compile(r"[A-Za-z]+(?:[-_'/.][A-Za-z]+)*")
LEAST_DIGITS = 3
LEAST_CHANGES, LEAST_CHANGES_OF_HEXADECIMAL = 0.4, 0.25
"""Changes of class a character; of random letters and digits 0.62, of random hexadecimal digits 0.47."""
HEXADECIMAL, HEX = {32, 40, 48, 64, 128}, re.compile(r"[0-9a-f]+|[0-9A-F]+")
LEAST_BITS = 3.0
"""Shannon entropy of a key, in bits a character: random hexadecimal digits have 3.3 or more at 16 characters."""


def is_password(value: str, link: str) -> bool:
    """Whether it is no word, and is given as the password; where it is only near, it must look like one."""
    if (
        len(value) > LONGEST_PASSWORD
        or TRIVIAL.fullmatch(value)
        or len(set(value)) < LEAST_DISTINCT_PASSWORD
        or WORDS.fullmatch(value)
        or ALGORITHM.fullmatch(value)
    ):
        return False
    if ASSIGNS.search(link):
        is_pin = value.isdigit() and LEAST_PIN <= len(value) <= LONGEST_PIN
        return is_pin or (len(value) >= LEAST_PASSWORD and not value.isdigit())
    lower, upper, digit = (any(map(test, value)) for test in (str.islower, str.isupper, str.isdigit))
    is_told = not link or (len(value) >= LEAST_WORDY and WORDY.fullmatch(value) and not STANDARD.fullmatch(value))
    return len(value) >= LEAST_PASSWORD and digit and ((lower and upper) or not value.isalnum() or (is_told and lower))


def is_key(value: str, link: str) -> bool:
    """Whether what is assigned to a word for a key is long and mixed enough to be one."""
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    digits = digits or (len(value) >= LEAST_MARKED and re.search(r"[!@#$%^&*+~]", value) is not None)
    return (
        ASSIGNS.search(link) is not None
        and len(value) >= LEAST_KEY
        and letters
        and digits
        and bits(value) >= LEAST_BITS
    )


def is_random(value: str, may_be_hash: bool) -> bool:
    """Whether letters and digits are shuffled as in a key: many changes of class, as no name of a program has."""
    core = value.rstrip("=")
    classes = [0 if one.isdigit() else 1 if one.isupper() else 2 for one in core if one.isalnum()]
    changes = sum(map(ne, classes, classes[1:]))
    is_mixed = set(classes) == {0, 1, 2} and classes.count(0) >= LEAST_DIGITS
    is_hexadecimal = may_be_hash and len(core) in HEXADECIMAL and HEX.fullmatch(core) is not None
    least = LEAST_CHANGES if is_mixed else LEAST_CHANGES_OF_HEXADECIMAL
    return (is_mixed or is_hexadecimal) and changes >= least * len(core) and bits(core) >= LEAST_BITS


def bits(value: str) -> float:
    """Shannon entropy in bits a character: - sum p log2 p over the value's own characters."""
    shares = [value.count(character) / len(value) for character in set(value)]
    return -sum(share * log2(share) for share in shares)
