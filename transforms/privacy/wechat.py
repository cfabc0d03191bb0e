"""WeChat ids: a letter and five to nineteen letters, digits, underscores and dashes, behind a word for WeChat."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, before
from transforms.privacy.handles import SPELT, has_mark, is_name_of_program, is_pinyin, is_word, may_be_another
from transforms.privacy.labels import JOINING, is_of_the_service, of_structure, points_at, with_neighbours
from transforms.privacy.spans import Span, apart
from transforms.privacy.talk import follows

HINT = (
    r"(?i)微\s?信|[wvｗｖＷＶ][xｘＸ]|[vｖＶ]\s?信|wei\s?信|weixin|w[ ._-]?[e3][ ._-]?c[ ._-]?h[ ._-]?[a@4][ ._-]?t"
    r"|wxid|薇"
    r"|[威维徽溦围葳崴韦伟违魏]\s?信|微[❤芯x]|[加+➕]个?绿|[wv]\.x|微\s?[:：(（]|卫星|绿泡泡|小绿书?"
    r"|[微威维徽vｖＶ]\s?[❤♥♡💗💕💓💖💘💚💌]"
    r"|[加+＋➕约扣]\s?我?个?[vｖＶ微]|[^A-Za-z0-9][vｖＶ][:：]|^[vｖＶ][:：]|[你他她换]的?[vｖＶ]|[微vｖＶ]我"
    r"|的 ?[vｖＶ]|[wW] [xX] ?[:：号]|微xin|我[vｖＶ][\s,，:：~@]|我的?[小大新]号"
    r"|➕\s?[a-z]"
)
ID = (
    r"(?P<id>(?![A-Za-z]+\)\s?:)[A-Za-z][A-Za-z0-9_-]{5,19})"
    r"(?![A-Za-z0-9_-]|[A-Za-z0-9_.-]*@|\([A-Za-z0-9_\"')]|\.[A-Za-z])"
)
NUMBER = r"(?P<number>[1-9]\d{5,10})(?![A-Za-z0-9_*]|\.\d)"

HEART = "[❤♥♡💗💕💓💖💘💚💌]"
OWNER = "user|contact|my|seller|buyer|owner|customer|client|member|student|teacher|parent|staff|agent|hr|boss|personal"
"""Whose id a key of a program's speaks of."""
SURE = (
    r"(?:(?:加我?的?|我的?|加一?下?)微信|微\s?信(?=\s?(?:号|id|ID|账号|同号))|[+➕加约]我?个?(?:[vV](?![A-Za-z])"
    rf"|[薇威]|微(?![信博软]))|[vV]\s?信|wei\s?信|微xin(?=\W|号)|[薇威徽溦围葳崴]信|[韦伟违魏]信(?=\s?(?:号|id\b"
    rf"|[:：@]|[A-Za-z]))|微[❤芯](?=\W|[A-Za-z号])|微(?=\s?\(?同号|\s?:)"
    rf"|(?<![A-Za-z0-9_.])[vVwW]\.[xX]\.?(?![A-Za-z])|卫星(?=号|\s?:)|绿泡泡|(?:加|我)?薇(?=[^一-龥])"
    rf"|(?<![A-Za-z0-9_])(?:[微威维徽薇vV]|wei)\s?{HEART}|[微薇vV]我(?=\s?[:!,~]|[A-Za-z])"
    rf"|(?<=[的我])\s?[vV](?=[\s:,!~(@是]|->)|(?<![A-Za-z])[wW] [xX](?=\s?(?:号|:))"
    r"|(?<![A-Za-z0-9_])[vV](?=:)|(?<![A-Za-z_.])(?:vx|VX|Vx|wx|WX)(?![A-Za-z])(?:号|[_-]?id|[_-]?no)?"
    rf"|(?i:\b(?:{SPELT}|weixin)(?:[ _-]?(?:ids?|account|acct?|no\.?|number|handle|(?:user)?name|contact|user"
    rf"|details|code)"
    rf"|(?= me\b))|\bweixin|(?<![a-z])(?:{OWNER})_?(?:we_?chat|weixin|wx)(?:_?(?:id|no|account|name|number))?"
    r"(?=[\"']?\s?(?::|=\s?[\"']))|\bw3ch[a@4]t))"
)
PLAIN_NAME = rf"(?:微\s?信|(?i:(?<!/)\b{SPELT}|\bweixin))"
LINK = (
    r"(?i:\s?(?:同号|同步|搜索|名片|[/、和]\s?(?:qq|手机号?|电话)|名|->|=>|→|@)|[\]」』》]|(?:(?<=[信vx薇我])"
    r"|(?<=\bme))\s?!{1,3}"
    r"|[《\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]"
    rf"|\b(?:used to be|has been|will be|should be|changed to|switched to)\b|{JOINING}){{0,10}}?"
)
SATELLITE = re.compile(
    rf"(?a)(?<![一-龥])卫星(?!(?i:fengyun|fy|beidou|bd|gaofen|gf|tian|jilin|zi?y|sentinel|landsat|starlink|gps"
    rf"|yaogan|yg"
    rf"|shijian|sj|shenzhou|haiyang|himawari|noaa|goes|terra|gps))"
    rf"(?:{ID})(?!号)"
)
"""A disguise that is also a word: the id touches it, and is no satellite's name."""
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
TALK = re.compile(rf"(?ai)(?:{PLAIN_NAME}|{SURE}|(?<![\w/.])(?:vx|wx)(?![\w(.-])|(?<=[你我他她换加有])v(?![\w]))")
"""What a talk calls it, some words before the id."""
PERSONAL = re.compile(
    r"(?ai)[你我他她您加搜约找]|号|多少|联系|咨询|好友|吗|换|用|\b(?:my|mine|your|ur|u|you|his|her|their|our|me|him"
    r"|them|i|acct|account"
    r"|add|contact|reach|id|handle|friend|whose|seller|buyer|landlord|teacher|only|use|have)\b|\?"
)
"""That the talk is of somebody's account."""
APART = re.compile(
    r"(?ai)(?:[\n\"'`「『(\[,:?!>\])」』/-]|\b(?:one|yes|yep|yeah|it's|mine|sure|use|try|add|ids?|acct?|now)"
    r"|[号是用加搜叫的试吧])\s{0,2}$"
)
SEARCHED = re.compile(r"(?ai)(?:[搜加找查]|\b(?:search|find|add|look up|scan)(?: for)?)\s?[\"'`「]?$")
SEARCHED_ON = re.compile(
    rf"(?ai)[^\d\n。.!?]{{0,14}}?(?:{PLAIN_NAME}|[薇威维]信|\b[vw]x\b)(?!\s?(?:[群公支小红读文里]|(?:forum|articles?|pay|mini|official|bot|docs|sdk|dev|groups?)\b))"
)
"""Behind an id that was to be searched: where."""
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
WXID = re.compile(r"(?<![A-Za-z0-9_])wxid_[a-z0-9]{6,25}(?![A-Za-z0-9_])")
EXPLICIT = re.compile(r"[:=]|是|为|叫|搜|->|\bis\b|'s|[\"'「『(\[]|id\b", re.IGNORECASE)
PHRASE = re.compile(
    r" [A-Za-z]{2,} [A-Za-z]| [A-Z][a-z]+|[,;]? (?:to|by|on|in|of|the|it|is|this|that|here|now|with|as|if)\b"
)
ARTICLE = re.compile(r"(?i)\b(?:the|an?) $")
"""Before a noun."""
POINTED = re.compile(r"(?:[:=\"'「『(\[]|->)\s?$")
"""A mark that points at what stands right behind it."""
IN_ENGLISH = re.compile(r"(?i)we_?chat|weixin|chat|^wx|_wx")
TOPIC = re.compile(rf"(?ai){PLAIN_NAME}|薇信|绿泡泡")
HEAD = re.compile(r"(?ai)微信|wechat|weixin|\bv[x信]|\bwx")
ALONE = re.compile(
    r"(?ai)\s*(?:$|\s[/|(·-](?=\s|\w)|[\n\"'`)\]}」』》|*,;:!?。<>\0\1]|\.(?:\s|$)|[^\x00-\x7f]"
    r"|\s(?:and|or|if|for|so|but|evenings|anytime|please|pls|thanks|when|after|before|works|too|is|was)\b)"
)
"""Behind an id that is no word of a phrase."""
TALKED = 60
SEPARATED = re.compile(r"[:=\"'「『(\[/]|\s-\s|->")


def find(plain: str) -> Iterator[Span]:
    """Ids that WeChat, or one of its disguises, names: before, behind, as a column or sibling, in a list; `wxid_`."""
    told = [_span(match) for match in TOLD.finditer(plain) if _is_account(plain, match)]
    near = [match.span("id") for match in NEAR.finditer(plain) if _is_near(plain, match)]
    glued = [match.span("id") for form in (GLUED, SATELLITE) for match in form.finditer(plain) if has_mark(match["id"])]
    given = [match.span() for match in WXID.finditer(plain)]
    loose = [match.span() for match in LOOSE.finditer(plain)]
    pointed = [span for span in loose if _is_pointed_at(plain, *span)]
    marked = [span for span in loose if may_be_another(plain[slice(*span)])]
    return apart(sorted({*given, *glued, *with_neighbours(plain, {*told, *near, *pointed}, marked)}))


def _span(match: re.Match[str]) -> Span:
    return match.span("id" if match["id"] else "number")


def _is_near(plain: str, match: re.Match[str]) -> bool:
    return (
        has_mark(match["id"])
        and ALONE.match(plain, match.end("id")) is not None
        and not is_of_the_service(plain, *match.span("link"))
    )


def _is_pointed_at(plain: str, start: int, end: int) -> bool:
    """Whether what is behind it, its column or its sibling calls it an id."""
    account = plain[start:end]
    if is_name_of_program(account):
        return False
    if has_mark(account) and (ON_IT.match(plain, end) or NAMES_ON.match(plain, end)):
        return before(plain, start, CONTACT) or OPENS.search(plain, max(0, start - 4), start) is not None
    if has_mark(account) and before(plain, start, PLUS) and ALONE.match(plain, end):
        return True
    if has_mark(account) and before(plain, start, SEARCHED) and SEARCHED_ON.match(plain, end):
        return True
    if has_mark(account) and ALONE.match(plain, end) and _is_talked_of(plain, start):
        return True
    if (has_mark(account) or "-" in account) and BEHIND.match(plain, end):
        return True
    if has_mark(account) and ALONE.match(plain, end) and points_at(plain, start, TOPIC):
        return True
    return HEAD.search(of_structure(plain, start, end)) is not None and not HEAD.search(account)


def _is_talked_of(plain: str, start: int) -> bool:
    """Whether the talk was of somebody's account, and the id stands apart as a reply does, or is pointed at."""
    if not before(plain, start, APART):
        return False
    return follows(plain, start, TALK) and PERSONAL.search(plain, max(0, start - TALKED), start) is not None


def _is_account(plain: str, match: re.Match[str]) -> bool:
    link, sure = match["link"], match["sure"] or ""
    is_explicit = EXPLICIT.search(link) is not None
    if match["number"]:
        return bool(sure or is_explicit) and not AMOUNT.match(plain, match.end())
    account, end = match["id"], match.end("id")
    if ARTICLE.search(link):
        return False
    if is_name_of_program(account) or (sure.lower() in ("vx", "wx") and "=" in link):
        return False
    if sure.lower() == "v" and re.search(r"[\n#()<>]", link):
        return False
    if "_" in account:
        return "/" not in link or ALONE.match(plain, end) is not None
    if re.search(r"\d", account):
        return bool(sure or is_explicit) or account.islower() or re.search(r"\d\d$", account) is not None
    is_separated = SEPARATED.search(link) is not None and ALONE.match(plain, end) is not None
    if "-" in account:
        is_called = re.search("[是叫为]", link) is not None and ALONE.match(plain, end) is not None
        return is_separated or is_called or bool(sure)
    is_name = is_pinyin(account)
    if is_word(account) or PHRASE.match(plain, end):
        return False
    is_given = POINTED.search(link) is not None and ALONE.match(plain, end) is not None
    if IN_ENGLISH.search(sure or plain[match.start() : match.start("link")]):
        is_told = is_name and is_explicit and ALONE.match(plain, end) is not None
        return (is_given or is_told) and not account.istitle()
    return bool(sure) or is_given
