"""Passwords by their place: in an address, behind an option of a command, behind the name of who logs in."""

import re
from collections.abc import Iterable, Iterator

from transforms.privacy.spans import Span
from transforms.privacy.strength import EXPRESSION, is_key, is_password

IN_URL = re.compile(
    r"(?ai)\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@'\"]{0,40}:(?P<value>[^\s/'\"]{3,80})@(?=[A-Za-z0-9\[])(?![^\s/'\"]{1,80}@)"
)
ARGUMENT = re.compile(
    r"(?ai)(?:\bsshpass\s+-p\s?|\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;]{0,80}?\s-p"
    r"|\b(?:curl|wget|http)\b[^\n|;]{0,80}?\s(?:-u\s?|--user[ =])[\"']?[^\s:\"'/]{1,40}:"
    r"|\b(?:mongo(?:sh|dump|restore|import|export)?|docker login|podman login|helm registry login|az login"
    r"|oc login|unzip|zip|7z)\b"
    r"[^\n|;]{0,80}?\s-[pP][ =]?"
    r"|\bredis-cli\b[^\n|;]{0,80}?\s-a\s|\bsmbclient\b[^\n|;]{0,80}?\s-U\s?[^\s%]{1,40}%"
    r"|\bmachine\s+\S+\s+login\s+\S+\s+password\s"
    r"|\becho\s+[\"']?[\w.-]+:(?=[^|\n]{4,64}\|\s?(?:sudo )?chpasswd)|\bConvertTo-SecureString\s+(?:-String\s+)?"
    r"|\bhtpasswd\s+-\w*b\w*\s+\S{1,80}\s\S{1,40}\s)(?P<value>\"[^\"\n]{4,64}\"|'[^'\n]{4,64}'|[^\s\"'|;&<>]{4,64})"
)
"""A password as an argument of a command."""
FLAG = re.compile(
    r"-(?<![\w-]-)(?:u[ =]?[\"']?(?=[A-Za-z])[\w.@-]{1,40}:(?=[^\s\"']*[A-Za-z])(?=[^\s\"']*[\d!#$%^&*+~])"
    r"|-(?:[a-z]+-)?(?:password|passwd|pass|pwd)[ =])(?P<value>\"[^\"\n]{4,64}\"|'[^'\n]{4,64}'|[^\s\"'|;&<>]{4,64})"
)
"""A password behind the option that it is given by, of whatever command."""
PAIR = re.compile(
    r"(?ai)(?<![\w/.@-])(?:admin|administrator|root|sysadmin|superuser)(?:\s?[/:,|\\、]\s?|\s)"
    r"(?=[^\s,;]{0,40}[A-Za-z])(?=[^\s,;]{0,40}\d)(?=[^\s,;]{0,40}[!@#$%^&*+~])(?P<value>[^\s\"'`,;/"
    r"|\\<>(){}一-龥]{8,40})"
    r"(?![\w/@.])"
)
"""What stands behind an administrator's name and can hardly be but a password: letters, digits and a symbol."""
NO_PAIR = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|[A-Z]\w*[=(].*")
KEY_FLAG = re.compile(
    r"(?ai)(?<![\w-])--(?:[a-z]+-){0,2}(?:token|secret|api-?key|(?:access|auth|secret|private)-key)(?:[ =])[\"']?"
    r"(?P<value>[A-Za-z0-9_+/=.-]{16,400})"
)
"""A key behind the option that it is given by."""
WIFI = re.compile(r"(?a)\bWIFI:(?:[TSHR]:[^;\n]{0,60};){0,4}P:(?P<value>[^;\n]{6,64});")
"""What the square code of a wireless network says."""
USER = r"[A-Za-z][\w.+-]{1,40}(?:@[\w.-]{3,40}\w)?"
LOGIN = re.compile(
    rf"(?ai)(?:(?<![\w-])(?:log-?in|credentials?|creds)(?:\s(?:info|details|data))?(?:\s?(?:\bis\b|\bare\b|\bwas\b"
    rf"|[:=]|->))?\s{{0,2}}"
    rf"[\"'`]?{USER}[\"'`]?(?:\s?[/:,|]\s?)|(?:(?:账号|帐号|用户名?|登录名?|账户)\s?[/、和与及+&]?\s?密码"
    rf"|账密)\s?(?:分别)?[是为:=]?\s{{0,2}}{USER}(?:\s?[/:,|、]\s?|\s)"
    rf"|登录(?:账号|账户|名|信息)?\s?[是为:=]?\s{{0,2}}{USER}(?:\s?[/:,|、]\s?|\s))[\"'`]?"
    r"(?P<value>[!-~]{8,40}?)(?=[\"'`]?(?:[\s,;)，。、]|\.(?:\s|$)|[^!-~]|$))"
)
"""A name and a password, behind a word for both."""
NAME = re.compile(
    r"(?:[A-Za-z]+|\d+)(?:[-.:/](?:[A-Za-z]+|\d+))+|[\w.-]+\.(?:com|net|org|cn|io|py|js|ts|go|html?)\b.*"
    r"|\w+_(?:v\d[\w.]*|\d+(?:st|nd|rd|th))|[^@]+@[\w.-]+\.\w+"
)
"""Of a host, a file, a page or a mailbox."""


def find(plain: str) -> Iterator[Span]:
    """Passwords in addresses, in commands, in the codes of networks, behind names."""
    addresses = _of_words(IN_URL, ("@",), plain)
    yield from (match.span("value") for match in addresses if not EXPRESSION.fullmatch(match["value"]))
    for form, words in ((ARGUMENT, (" -", "achine ", "chpasswd", "ecureString")), (FLAG, ("-u", "--"))):
        spans = (_unquoted(plain, match) for match in _of_words(form, words, plain))
        yield from (span for span in spans if _is_argument(plain[slice(*span)]))
    keys = (match for match in _of_words(KEY_FLAG, ("--",), plain) if is_key(match["value"], "="))
    yield from (match.span("value") for match in keys if not EXPRESSION.fullmatch(match["value"]))
    yield from (match.span("value") for match in _of_words(WIFI, ("WIFI:",), plain))
    pairs = _of_words(PAIR, ("dmin", "root", "uperuser"), plain)
    yield from (match.span("value") for match in pairs if not NO_PAIR.fullmatch(match["value"]))
    logins = _of_words(LOGIN, ("ogin", "og-in", "red", "账", "帐", "登录", "用户"), plain)
    yield from (match.span("value") for match in logins if _is_of_login(match["value"]))


def _of_words(form: re.Pattern[str], words: Iterable[str], plain: str) -> Iterable[re.Match[str]]:
    """The matches of a form that holds one of the words, sought only where one of them is."""
    return form.finditer(plain) if any(word in plain for word in words) else ()


def _is_of_login(value: str) -> bool:
    return (
        is_password(value, " ") and not EXPRESSION.fullmatch(value) and not NAME.fullmatch(value) and "/" not in value
    )


def _unquoted(plain: str, match: re.Match[str]) -> Span:
    start, end = match.span("value")
    return (start + 1, end - 1) if plain[start] in "\"'" else (start, end)


def _is_argument(value: str) -> bool:
    return is_password(value, "=") and not EXPRESSION.fullmatch(value) and "/" not in value and value[0] != "-"
