"""E-mail addresses, also with words or marks in the place of @ and of the point."""

import re
from collections.abc import Iterator

from transforms.privacy.spans import Span, apart

HINT = r"[@＠﹫]|%40|(?i:[(\[{<（【［]\s?at\s?[)\]}>）】］]|艾特|圈a| at [a-z0-9-]+ dot )|[a-zA-Z0-9] ?[#＃] ?[a-z0-9]"
LOCAL = r"[A-Za-z0-9](?:[A-Za-z0-9._+'-]++|%(?!40))*+"
TLD = (
    r"(?:com|net|org|cn|edu|gov|io|me|co|uk|de|fr|jp|hk|tw|info|biz|dev|app|ai|xyz|top|vip|ru|es|it|nl|au|ca"
    r"|us|in|eu)"
)
HOSTS = (
    r"(?:qq|163|126|139|189|sina|sohu|gmail|hotmail|outlook|foxmail|yahoo|icloud|live|aliyun|yeah|msn|aol|wo"
    r"|21cn|protonmail|proton|zoho|gmx)"
)
STANDARD = re.compile(
    rf"(?<![A-Za-z0-9._%+@-])({LOCAL})(?:@|%40)((?:[A-Za-z0-9-]+\.)+)([A-Za-z]{{2,24}})(?![A-Za-z0-9@]|\.?-)"
)
SPELT = re.compile(
    rf"(?ai)(?<![a-z0-9._%+@-]){LOCAL}(?:"
    rf"(?:\s?[(\[{{<]\s?at\s?[)\]}}>]\s?|\s?艾特\s?|\s?圈a\s?)"
    rf"(?:[a-z0-9-]+(?:\s?[(\[{{<]\s?dot\s?[)\]}}>]\s?|\s?点\s?|\s+dot\s+|\.))+{TLD}"
    rf"|\s+at\s+(?:[a-z0-9-]+\s+dot\s+)+{TLD}|(?: ?[#@] ?){HOSTS} ?\. ?(?:com|net|cn|org|me)(?:\.[a-z]{{2}})?"
    rf")(?![a-z0-9@]|\.[a-z])"
)
FILE = re.compile(
    r"(?i)png|jpe?g|gif|webp|svg|ico|bmp|pdf|css|scss|less|html?|jsx?|tsx|vue|json|ya?ml|xml|txt|csv|log|conf"
    r"|ini|tgz|gz|tar"
    r"|whl|jar|war|service|timer|socket|target|mount|slice|path|class|java|swift|kt|dll|exe|dylib|lock|toml|env"
    r"|internal|local|localhost"
)
"""Ends of names that are files or units of a system, never mailboxes."""
STAND_IN = re.compile(r"(?i)([x*a.])\1{2,}@(?:[\w-]{1,20}|\1+)\.(?:\1+|[a-z.]+)")
"""One letter over and over where a name would be."""
NO_DOMAIN = re.compile(
    r"(?i).*@(?:(?:your-?|my-?|some-?)?(?:domain|company|website|provider|host(?:name)?)\.[a-z.]+|[\w.-]+\.tld)"
)
"""What stands for a domain in an explanation."""
VERSION = re.compile(r"v?\d+\.(?:\d+\.)*")
"""Of a package behind its name and an @."""
NOT_MAIL = re.compile(
    r"(?ai)(?:\b(?:ssh|scp|sftp|rsync|git clone|ssh-copy-id|mosh)\b[^\n@]{0,60}|://[^\s/]{0,40}|(?:message-id"
    r"|in-reply-to|references|content-id|cid):\s*<?)$"
)
REMOTE = re.compile(r":(?:[~/]|[\w.-]+/)")


def find(plain: str) -> Iterator[Span]:
    """Addresses in the usual form, and in the forms that hide them from machines."""
    standard = (match.span() for match in STANDARD.finditer(plain) if _is_mailbox(plain, match))
    spelt = (match.span() for match in SPELT.finditer(plain))
    return apart(sorted([*standard, *spelt], key=lambda span: (span[0], -span[1])))


def canonical(value: str) -> str:
    """In lower case, with @ and point."""
    lower = value.lower().replace("%40", "@")
    lower = re.sub(r"\s?[(\[{<]\s?at\s?[)\]}>]\s?|艾特|圈a|\s+at\s+|#", "@", lower)
    lower = re.sub(r"\s?[(\[{<]\s?dot\s?[)\]}>]\s?|点|\s+dot\s+", ".", lower)
    return re.sub(r"\s", "", lower)


def _is_mailbox(plain: str, match: re.Match[str]) -> bool:
    local, host, top = match[1], match[2], match[3]
    if STAND_IN.fullmatch(match[0]) or NO_DOMAIN.fullmatch(match[0]):
        return False
    if FILE.fullmatch(top) or (VERSION.fullmatch(host) and not re.fullmatch(TLD, top.lower())):
        return False
    if REMOTE.match(plain, match.end()) or local.lower() == "git":
        return False
    return NOT_MAIL.search(plain, max(0, match.start() - 80), match.start()) is None
