"""WeChat ids: a letter and five to nineteen letters, digits, underscores and dashes, behind a word for WeChat."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, column_head
from transforms.privacy.spans import Span, apart

HINT = (
    r"(?i)微\s?信|[wvｗｖＷＶ][xｘＸ]|[vｖＶ]\s?信|wei\s?信|weixin|wechat|wxid|薇|威信|维信|卫星|绿泡泡"
    r"|[加+➕约扣]\s?我?[vｖＶ]|[^A-Za-z0-9][vｖＶ][:：]|^[vｖＶ][:：]"
)
ID = r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-]|[A-Za-z0-9_.-]*@|\([A-Za-z0-9_\"')]|\.[A-Za-z])"
NUMBER = r"(?P<number>[1-9]\d{5,10})(?![A-Za-z0-9_*]|\.\d)"

SURE = (
    r"(?:(?:加我?的?|我的?|加一?下?)微信|微\s?信(?=\s?(?:号|id|ID|账号|同号))|(?:\+|➕|加"
    r"|约)我?(?:个)?[vV薇威](?![A-Za-z])|[vV]\s?信|wei\s?信|薇信|威信|卫星(?=号|\s?:)|绿泡泡|(?:加|我)?薇(?=[^一-龥])"
    r"|(?<![A-Za-z0-9_])[vV](?=:)|(?<![A-Za-z_.])(?:vx|VX|Vx|wx|WX)(?![A-Za-z])(?:号|id)?"
    r"|(?i:\bwe ?chat[ _-]?(?:id|account|no\.?|number|handle|name)|\bweixin(?:[ _-]?id)?))"
)
PLAIN_NAME = r"(?:微\s?信|(?i:\bwechat))"
LINK = (
    r"(?:\s?(?:号码?|账号|帐号|同号|搜索?|名)|[ ,]{0,2}(?i:\bid\b|\bnumber\b|\baccount\b))*(?:is|was|->|=>|'s|是"
    r"|为|叫|换成|改成|搜|[\s:=\"'`*|(\[「『《>~]|[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]){0,8}"
)
TOLD = re.compile(rf"(?a)(?:(?P<sure>{SURE})|{PLAIN_NAME})(?P<link>{LINK})(?:{ID}|{NUMBER})")
BEFORE = re.compile(
    r"(?ai)(?:\b(?:add|find|message|reach|contact|text|dm|follow|ping)(?: (?:me|us|him|her))?(?: (?:as|at"
    r"|under|by))? )"
    r"(?P<id>[A-Za-z](?=[A-Za-z0-9_-]*[\d_])[A-Za-z0-9_-]{5,19}) (?:on|via|in|through|over) (?:my )?(?:wechat"
    r"|weixin|wx)\b"
    r"|(?<![A-Za-z0-9_@./-])(?P<other>[A-Za-z](?=[A-Za-z0-9_-]*[\d_])[A-Za-z0-9_-]{5,19})\s?(?:\(\s?(?:微信"
    r"|wechat|vx|wx)[^)]{0,4}\)|(?:这?是|就是)我?的?微信号?)"
)
MORE = re.compile(rf"(?a)(?:和|或|与|、|,|/| (?:and|or) |或者|还有)\s?(?=[A-Za-z0-9_-]*[\d_]){ID}")
"""A second id beside the first."""
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
HEAD = re.compile(r"(?ai)微信|wechat|\bv[x信]|\bwx")


def find(plain: str) -> Iterator[Span]:
    """Ids behind the word or one of its disguises, before it, in its column, and the system's own (`wxid_`)."""
    told = [_span(match) for match in TOLD.finditer(plain) if _is_account(plain, match)]
    others = [match.span("id") for _, end in told if (match := MORE.match(plain, end))]
    around = (match.span("id" if match["id"] else "other") for match in BEFORE.finditer(plain))
    given = (match.span() for match in WXID.finditer(plain))
    return apart(sorted({*told, *others, *around, *given, *_in_columns(plain)}))


def _span(match: re.Match[str]) -> Span:
    return match.span("id" if match["id"] else "number")


def _is_account(plain: str, match: re.Match[str]) -> bool:
    is_explicit = EXPLICIT.search(match["link"]) is not None
    sure = match["sure"] or ""
    if match["number"]:
        return bool(sure or is_explicit) and not AMOUNT.match(plain, match.end())
    account = match["id"]
    if TECHNICAL.fullmatch(account) or CONSTANT.fullmatch(account):
        return False
    if sure.lower() in ("vx", "wx") and "=" in match["link"]:
        return False
    if re.search(r"\d", account):
        return bool(sure or is_explicit) or "_" in account or account.islower()
    if "_" in account:
        return True
    is_said = is_explicit or "-" in account or not re.search(r"(?i)wechat|weixin|wx", sure)
    return (bool(sure) and is_said) or (
        is_explicit and re.search(r"[:=]", match["link"]) is not None and "-" not in account
    )


def _in_columns(plain: str) -> Iterator[Span]:
    if "|" in plain and HEAD.search(plain):
        cells = re.finditer(r"(?<=\|)\s*([A-Za-z][A-Za-z0-9_-]{5,19})\s*(?=\|)", plain)
        found = (cell for cell in cells if HEAD.search(column_head(plain, cell.start())))
        yield from (cell.span(1) for cell in found if not HEAD.search(cell[1]))
