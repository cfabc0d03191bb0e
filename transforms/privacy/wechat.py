"""WeChat ids: a letter and five to nineteen letters, digits, underscores and dashes, behind a word for WeChat."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, before
from transforms.privacy.labels import JOINING, is_of_the_service, of_structure, points_at, with_neighbours
from transforms.privacy.spans import Span, apart

HINT = (
    r"(?i)微\s?信|[wvｗｖＷＶ][xｘＸ]|[vｖＶ]\s?信|wei\s?信|weixin|w[ ._-]?[e3][ ._-]?c[ ._-]?h[ ._-]?[a@4][ ._-]?t"
    r"|wxid|薇"
    r"|[威维徽溦围]信|[wv]\.x|微\s?[:：(（]|卫星|绿泡泡|小绿书?|[微威维徽vｖＶ]\s?[❤♥♡💗💕💓💖💘💚💌]"
    r"|[加+＋➕约扣]\s?我?个?[vｖＶ微]|[^A-Za-z0-9][vｖＶ][:：]|^[vｖＶ][:：]|[微vｖＶ]我|的[vｖＶ]|我[vｖＶ][\s,，:：~@]|我的?[小大新]号"
    r"|➕\s?[a-z]"
)
ID = r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-]|[A-Za-z0-9_.-]*@|\([A-Za-z0-9_\"')]|\.[A-Za-z])"
NUMBER = r"(?P<number>[1-9]\d{5,10})(?![A-Za-z0-9_*]|\.\d)"

HEART = "[❤♥♡💗💕💓💖💘💚💌]"
SPELT = r"w[ ._-]?[e3][ ._-]?c[ ._-]?h[ ._-]?[a@4][ ._-]?t"
"""Its English name, also as it is written past a filter."""
OWNER = "user|contact|my|seller|buyer|owner|customer|client|member|student|teacher|parent|staff|agent|hr|boss|personal"
"""Whose id a key of a program's speaks of."""
SURE = (
    r"(?:(?:加我?的?|我的?|加一?下?)微信|微\s?信(?=\s?(?:号|id|ID|账号|同号))|[+➕加约]我?个?(?:[vV](?![A-Za-z])"
    rf"|[薇威]|微(?![信博软]))|[vV]\s?信|wei\s?信|[薇威徽溦围]信|微(?=\s?\(?同号|\s?:)"
    rf"|(?<![A-Za-z0-9_.])[vVwW]\.[xX]\.?(?![A-Za-z])|卫星(?=号|\s?:)|绿泡泡|(?:加|我)?薇(?=[^一-龥])"
    rf"|(?<![A-Za-z0-9_])(?:[微威维徽薇vV]|wei)\s?{HEART}|[微薇vV]我(?=\s?[:!,~]|[A-Za-z])"
    rf"|(?<=[的我])[vV](?=[\s:,!~(@]|->)"
    r"|(?<![A-Za-z0-9_])[vV](?=:)|(?<![A-Za-z_.])(?:vx|VX|Vx|wx|WX)(?![A-Za-z])(?:号|[_-]?id|[_-]?no)?"
    rf"|(?i:\b(?:{SPELT}|weixin)(?:[ _-]?(?:ids?|account|no\.?|number|handle|(?:user)?name|contact|user)"
    rf"|(?= me\b))|\bweixin|(?<![a-z])(?:{OWNER})_?(?:we_?chat|weixin|wx)(?:_?(?:id|no|account|name|number))?"
    r"(?=[\"']?\s?(?::|=\s?[\"']))|\bw3ch[a@4]t))"
)
PLAIN_NAME = rf"(?:微\s?信|(?i:(?<!/)\b{SPELT}|\bweixin))"
LINK = (
    r"(?i:\s?(?:同号|同步|搜索|名片|[/、和]\s?(?:qq|手机号?|电话)|名|->|=>|→|@)|[\]」』》]|(?:(?<=[信vx薇我])|(?<=\bme))\s?!{1,3}"
    r"|[《\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]"
    rf"|\b(?:used to be|has been|will be|should be|changed to|switched to)\b|{JOINING}){{0,10}}?"
)
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
    rf"(?ai)[\"'`」]?\s(?:over )?(?:on|via|in|through|over|@)\s(?:my\s|our\s)?"
    rf"(?:{PLAIN_NAME}|wx\b|vx\b)(?!\s?[:=]|[\w/])"
)
BEHIND = re.compile(
    rf"(?ai)[\"'`」』)]?\s?(?:\(\s?(?:{PLAIN_NAME}|vx|wx)[^)]{{0,4}}\)|(?:(?:这个?|那个|就?是|是我的?|我的?|他的?|她的?"
    rf"|(?:is|was|are|as)(?: a| an| my| the| his| her| our| your)?(?: valid| real| correct| good| new| old| right)*"
    rf"|an?(?: valid| real| correct| good| new| old)*)\s?){{1,3}}"
    rf"{PLAIN_NAME}\s?(?:号|账号|ids?\b|account|handle|(?=[\s.,。?!]*$)))"
)
"""A word for it behind the id, with words that point back."""
GLUED = re.compile(rf"(?<=[加系找约私戳聊])(?:vx|VX|Vx|wx|WX)(?!id_|lan|ml|ss|(?i:python|widgets|pay|work)){ID}")
PLUS = re.compile(r"➕\s?$|(?:^|[^一-龥])我的?[小大新]号(?:\s|[:=]|是|叫|->){0,3}$")
"""Right before an id, in a talk that names no messenger at all."""
NAMES_ON = re.compile(
    rf"(?ai)(?: to (?:add|find|reach|contact|message) (?:me|us|him|her) on {SPELT}\b|\s?(?:就?[能可]以?"
    rf"|来)?[加找](?:我|他|她"
    rf"|[一-龥]{{2,3}})?的?(?:{PLAIN_NAME}|[薇vV](?![A-Za-z]))(?![群公号]))"
)
"""Behind an id that was to be searched: add me on it."""
OPENS = re.compile(r"(?:^|[\n.!?。])\s*$")
LOOSE = re.compile(r"(?<![A-Za-z0-9_@./\\$#-])" + ID.replace("?P<id>", ""))
HAS_MARK = re.compile(r"[A-Za-z_-]*[\d_]")
WXID = re.compile(r"(?<![A-Za-z0-9_])wxid_[a-z0-9]{6,25}(?![A-Za-z0-9_])")
EXPLICIT = re.compile(r"[:=]|是|为|叫|搜|->|\bis\b|'s|[\"'「『(\[]|id\b", re.IGNORECASE)
TECHNICAL = re.compile(
    r"(?i)(?:your|my|the|some|user|test|example|placeholder)[_-].*|.*(?:_id|_sdk|_token|_key|_code|_pay|_sign"
    r"|_url|_api|_name|_secret|_info|_list|_type|_files?|_console)"
    r"|x{4,}.*|(?:open|union|app|corp|xwechat|session|access|error|invalid|login|official|follow|please|number|account"
    r"|wechat|weixin|string|format).*"
    r"|(?:for|bind|catch|mini|third|sub|in|multi|cross|open|pre|non|self|e)-[a-z]+(?:-[a-z]+)?"
)
WORD = re.compile(
    r"(?i)(?:private|secret|public|personal|broken|frozen|hidden|offline|online|unknown|invalid|closed|locked"
    r"|optional|nobody"
    r"|nothing|someone|anyone|everyone|people|friend|friends|because|before|should|cannot|either|neither|whatever"
    r"|wherever"
    r"|already|always|really|better|simple|normal|correct|example|sample|enough|popular|another|though|through|without"
    r"|within|between|support|service|customer|telegram|whatsapp|facebook|twitter|instagram|android|iphone|chinese"
    r"|english|mobile|scanner|contact|contacts|message|messages|channel|profile|sticker|stickers|update|install|scan"
    r"|download|follow|click|review|search|change|share|subscribe|details|website|article|picture|avatar|wallet"
    r"|payment|password|username)"
    r"|[a-z]{3,}(?:ed|ing|ly|able|ible|ful|less|tions?|sions?|ments?|ness|ous|ive|ity|ance|ence|ical|ant|ent)"
)
"""Words of English sentences and of buttons, by themselves or by how they end; they are no ids."""
PHRASE = re.compile(
    r" [A-Za-z]{2,} [A-Za-z]| [A-Z][a-z]+|[,;]? (?:to|by|on|in|of|the|it|is|this|that|here|now|with|as|if)\b"
)
ARTICLE = re.compile(r"(?i)\b(?:the|an?) $")
"""Before a noun."""
POINTED = re.compile(r"(?:[:=\"'「『(\[]|->)\s?$")
"""A mark that points at what stands right behind it."""
IN_ENGLISH = re.compile(r"(?i)we_?chat|weixin|chat|^wx|_wx")
PINYIN = re.compile(
    r"(?i)(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    r"(?:iang|iong|uang|[aeio]ng|ian|iao|ua[in]|[ae]i|ao|ou|[aeiu]n|i[aeu]|u[aeio]|[aoeiuv]|er)){2,6}"
)
"""Of names in Latin letters: two syllables or more."""
CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
"""Names of the interface and of programs that stand behind the word as an id does."""
TOPIC = re.compile(rf"(?ai){PLAIN_NAME}|薇信|绿泡泡")
HEAD = re.compile(r"(?ai)微信|wechat|weixin|\bv[x信]|\bwx")
OWN_NAME = re.compile(rf"(?i){SPELT}")
PLATFORM = re.compile(
    r"(?i)(?:android|windows|harmonyos|macos|ios|ipados|linux|iphone|huawei|xiaomi|version|plugin|opensdk|sdk"
    r"|api|web|chrome|mate|pixel|galaxy|redmi|vivo|oppo|honor|matebook|thinkpad|ipad|base|sha|covid|utf|err"
    r"|errcode|order|log|img|image|file|test|ticket|build|release|node|task|job|case|step|python|java|node|vue|react"
    r"|php|mysql|redis|django|flask)"
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
    glued = [match.span("id") for match in GLUED.finditer(plain) if _has_mark(match["id"])]
    given = [match.span() for match in WXID.finditer(plain)]
    loose = [match.span() for match in LOOSE.finditer(plain)]
    pointed = [span for span in loose if _is_pointed_at(plain, *span)]
    marked = [span for span in loose if _has_mark(plain[slice(*span)])]
    return apart(sorted({*given, *glued, *with_neighbours(plain, {*told, *near, *pointed}, marked)}))


def _span(match: re.Match[str]) -> Span:
    return match.span("id" if match["id"] else "number")


def _is_name_of_program(account: str) -> bool:
    return any(form.fullmatch(account) for form in (TECHNICAL, CONSTANT, PLATFORM, OWN_NAME))


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
    if _has_mark(account) and (ON_IT.match(plain, end) or NAMES_ON.match(plain, end)):
        return before(plain, start, CONTACT) or OPENS.search(plain, max(0, start - 4), start) is not None
    if _has_mark(account) and before(plain, start, PLUS) and ALONE.match(plain, end):
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
    if ARTICLE.search(link):
        return False
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
    is_name = PINYIN.fullmatch(account) is not None
    if (WORD.fullmatch(account) and not is_name) or PHRASE.match(plain, end):
        return False
    is_given = POINTED.search(link) is not None and ALONE.match(plain, end) is not None
    if IN_ENGLISH.search(sure or plain[match.start() : match.start("link")]):
        is_told = is_name and is_explicit and ALONE.match(plain, end) is not None
        return (is_given or is_told) and not account.istitle()
    return bool(sure) or is_given
