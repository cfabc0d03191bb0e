"""WeChat ids: a letter and five to nineteen letters, digits, underscores and dashes, behind a word for WeChat."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, before
from transforms.privacy.labels import JOINING, is_of_the_service, of_structure, points_at, with_neighbours
from transforms.privacy.spans import Span, apart

HINT = (
    r"(?i)微\s?信|[wvｗｖＷＶ][xｘＸ]|[vｖＶ]\s?信|wei\s?信|weixin|wechat|wxid|薇|威信|维信|卫星|绿泡泡"
    r"|[加+＋➕约扣]\s?我?个?[vｖＶ微]|[^A-Za-z0-9][vｖＶ][:：]|^[vｖＶ][:：]"
)
ID = r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-]|[A-Za-z0-9_.-]*@|\([A-Za-z0-9_\"')]|\.[A-Za-z])"
NUMBER = r"(?P<number>[1-9]\d{5,10})(?![A-Za-z0-9_*]|\.\d)"

SURE = (
    r"(?:(?:加我?的?|我的?|加一?下?)微信|微\s?信(?=\s?(?:号|id|ID|账号|同号))|[+➕加约]我?个?(?:[vV](?![A-Za-z])"
    r"|[薇威]|微(?![信博软]))|[vV]\s?信|wei\s?信|薇信|威信|卫星(?=号|\s?:)|绿泡泡|(?:加|我)?薇(?=[^一-龥])"
    r"|(?<![A-Za-z0-9_])[vV](?=:)|(?<![A-Za-z_.])(?:vx|VX|Vx|wx|WX)(?![A-Za-z])(?:号|id)?"
    r"|(?i:\b(?:we ?chat|weixin)(?:[ _-]?(?:ids?|account|no\.?|number|handle|(?:user)?name|contact|user)"
    r"|(?= me\b))|\bweixin))"
)
PLAIN_NAME = r"(?:微\s?信|(?i:(?<!/)\bwechat|\bweixin))"
LINK = rf"(?i:\s?(?:同号|同步|名|->|=>)|[《\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]|{JOINING}){{0,10}}?"
TOLD = re.compile(rf"(?a)(?:(?P<sure>{SURE})|{PLAIN_NAME})(?P<link>{LINK})(?<![A-Za-z0-9_])(?:{ID}|{NUMBER})")
NEAR = re.compile(
    rf"(?a)(?P<sure>{SURE}"
    rf"|微\s?信号)(?P<link>(?=[^\n]{{0,11}}?[一-龥])(?:(?![A-Za-z\d])[^。!?\n]){{1,12}})(?=[A-Za-z0-9_-]*[\d_])(?:{ID})"
)
"""A word that can be but for an account, and up to a few Chinese words more."""
CONTACT = re.compile(
    r"(?ai)(?:\b(?:add|find|message|reach|contact|text|dm|follow|ping|search|me|us|him|her|them|am|is|as|at"
    r"|under|by|for"
    r"|user|handle|account|scan)|[加搜找])(?: (?:me|us|him|her|them|for|up))?(?: (?:as|at|under|by))?\s?[\"'`「]?$"
)
ON_IT = re.compile(
    rf"(?ai)[\"'`」]?\s(?:on|via|in|through|over|@)\s(?:my\s|our\s)?(?:{PLAIN_NAME}|wx\b|vx\b)(?!\s?[:=]|[\w/])"
)
BEHIND = re.compile(
    rf"(?ai)[\"'`」』)]?\s?(?:\(\s?(?:{PLAIN_NAME}|vx|wx)[^)]{{0,4}}\)|(?:(?:这个?|那个|就?是|是我的?|我的?|他的?|她的?"
    rf"|(?:is|was|are|as)(?: a| an| my| the| his| her| our| your)?(?: valid| real| correct| good| new| old| right)*"
    rf"|an?(?: valid| real| correct| good| new| old)*)\s?){{1,3}}"
    rf"{PLAIN_NAME}\s?(?:号|账号|ids?\b|account|handle|(?=[\s.,。?!]*$)))"
)
"""A word for it behind the id, with words that point back."""
LOOSE = re.compile(r"(?<![A-Za-z0-9_@./\\$#-])" + ID.replace("?P<id>", ""))
HAS_MARK = re.compile(r"[A-Za-z_-]*[\d_]")
WXID = re.compile(r"(?<![A-Za-z0-9_])wxid_[a-z0-9]{6,25}(?![A-Za-z0-9_])")
EXPLICIT = re.compile(r"[:=]|是|为|叫|搜|->|\bis\b|'s|[\"'「『(\[]|id\b", re.IGNORECASE)
TECHNICAL = re.compile(
    r"(?i)(?:your|my|the|some|user|test|example|placeholder)[_-].*|.*(?:_id|_sdk|_token|_key|_code|_pay|_sign"
    r"|_url|_api|_name|_secret|_info|_list|_type)"
    r"|x{4,}.*|(?:open|union|app|session|access|error|invalid|login|official|follow|please|number|account"
    r"|wechat|weixin|string|format).*"
    r"|(?:for|bind|catch|mini|third|sub|in|multi|cross|open|pre|non|self|e)-[a-z]+(?:-[a-z]+)?"
)
CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
"""Names of the interface and of programs that stand behind the word as an id does."""
TOPIC = re.compile(rf"(?ai){PLAIN_NAME}|薇信|绿泡泡")
HEAD = re.compile(r"(?ai)微信|wechat|weixin|\bv[x信]|\bwx")
PLATFORM = re.compile(
    r"(?i)(?:android|windows|harmonyos|macos|ios|ipados|linux|iphone|huawei|xiaomi|version|plugin|opensdk|sdk"
    r"|api|web|chrome|mate|pixel|galaxy|redmi|vivo|oppo|honor|matebook|thinkpad|ipad|base|sha|covid|utf|err"
    r"|errcode|order|log|img|image|file|test|ticket|build|release|node|task|job|case|step)"
    r"(?:[_-]?\d[\w-]*|[_-]?(?:v\d|pro|plus|max)\w*)?"
)
ALONE = re.compile(
    r"(?ai)\s*(?:$|[\n\"'`)\]}」』》|*,;:!?。<>\0\1]|\.(?:\s|$)|[^\x00-\x7f]"
    r"|\s(?:and|or|if|for|so|but|evenings|anytime|please|pls|thanks|when|after|before|works|too|is|was)\b)"
)
"""Behind an id that is no word of a phrase."""
SEPARATED = re.compile(r"[:=\"'「『(\[/]|\s-\s|->")


def find(plain: str) -> Iterator[Span]:
    """Ids that WeChat, or one of its disguises, names: before, behind, as a column or sibling, in a list; `wxid_`."""
    told = [_span(match) for match in TOLD.finditer(plain) if _is_account(plain, match)]
    near = [match.span("id") for match in NEAR.finditer(plain) if _is_near(plain, match)]
    given = [match.span() for match in WXID.finditer(plain)]
    loose = [match.span() for match in LOOSE.finditer(plain)]
    pointed = [span for span in loose if _is_pointed_at(plain, *span)]
    marked = [span for span in loose if _has_mark(plain[slice(*span)])]
    return apart(sorted({*given, *with_neighbours(plain, {*told, *near, *pointed}, marked)}))


def _span(match: re.Match[str]) -> Span:
    return match.span("id" if match["id"] else "number")


def _is_name_of_program(account: str) -> bool:
    return any(form.fullmatch(account) for form in (TECHNICAL, CONSTANT, PLATFORM))


def _is_near(plain: str, match: re.Match[str]) -> bool:
    return _has_mark(match["id"]) and not is_of_the_service(plain, *match.span("link"))


def _has_mark(account: str) -> bool:
    """Whether a digit or an underscore makes it an id, and no name of a program's."""
    return HAS_MARK.match(account) is not None and not _is_name_of_program(account)


def _is_pointed_at(plain: str, start: int, end: int) -> bool:
    """Whether what is behind it, its column or its sibling calls it an id."""
    account = plain[start:end]
    if _is_name_of_program(account):
        return False
    if _has_mark(account) and ON_IT.match(plain, end) and before(plain, start, CONTACT):
        return True
    if (_has_mark(account) or "-" in account) and BEHIND.match(plain, end):
        return True
    if _has_mark(account) and ALONE.match(plain, end) and points_at(plain, start, TOPIC):
        return True
    return HEAD.search(of_structure(plain, start, end)) is not None and not HEAD.search(account)


def _is_account(plain: str, match: re.Match[str]) -> bool:
    link, sure = match["link"], match["sure"] or ""
    is_explicit = EXPLICIT.search(link) is not None
    if match["number"]:
        return bool(sure or is_explicit) and not AMOUNT.match(plain, match.end())
    account, end = match["id"], match.end("id")
    if _is_name_of_program(account) or (sure.lower() in ("vx", "wx") and "=" in link):
        return False
    if sure.lower() == "v" and re.search(r"[\n#()<>]", link):
        return False
    if "_" in account:
        return "/" not in link or ALONE.match(plain, end) is not None
    if re.search(r"\d", account):
        return bool(sure or is_explicit) or account.islower() or re.search(r"\d\d$", account) is not None
    is_separated = SEPARATED.search(link) is not None and ALONE.match(plain, end) is not None
    if "-" in account:
        return is_separated or bool(sure)
    is_said = is_explicit or not re.search(r"(?i)wechat|weixin|wx", sure)
    return (bool(sure) and is_said) or (is_separated and re.search(r"[:=]", link) is not None)
