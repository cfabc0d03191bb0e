"""What names a value besides a word right before it: the talk before, a sibling in its object, a named neighbour."""

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from transforms.privacy.cues import column_head
from transforms.privacy.spans import Span
from transforms.privacy.talk import is_elsewhere

JOINING = (
    r"(?:[\s\"'`*:=>|(\[{「『《,，()#/?!;~<_·•^-]"
    r"|[\u2190-\u21ff\u2460-\u2473\u25a0-\u27bf\U0001f300-\U0001faff\ufe0f\u20e3]"
    r"|\([^()\d\n]{1,16}\)|</?[a-z]{1,6}(?: [^<>\n]{1,24})?>|->|\.(?= )|…"
    r"|换号了?|不用了|停用了|联系方式|常用|备用|唯一|本人|工作|私人|个人|真的|主号|如下|私聊|私信|咨询|麻烦|直接"
    r"|目前|一直|就|即|也|呀|啊|哦|哈|吧|呢"
    r"|是|为|叫|写成|写的|填的|换成|改成|改为|变成|加|搜|联系|找|我|他|她|你|您|老|旧|新"
    r"|原来?|现在|号|的|了|这|那|个|戳|敲|请|可|有|用"
    r"|\b(?:is|was|are|it|its|that|mine|my|me|us|him|her|his|their|our|your|the|a|at(?! ?\d\d?:)|by|as|under|via"
    r"|add|ping"
    r"|acct|acc|handle|username|user|details|personal|private|main|alt|backup|only|current|also|here|below|goes|remains"
    r"|text|message|msg|dm|pm|contact|reach|find|search|use|try|just|still|now|id|ids|account|name|handle|new|old|s"
    r"|no|num|number|numbers|from|(?:from|in|since) \d{4})\b)"
)
"""A word or a mark that may stand between a label and its value; any other word parts them."""

KEY_OF_A_VALUE = re.compile(
    r"(?ai)(?:^|[\s{\"',(])(?:value|val|id|uid|account|acct|number|num|no|handle|contact|content|text|username"
    r"|user|data"
    r"|号码?|账号|值|内容|证件号码?|编号)[\"']?\s?[:=]\s?[\"']?$"
)
KIND_OF_A_VALUE = re.compile(
    r"(?ai)(?:type|kind|im|platform|app|channel|method|via|service|label|messenger|contact_?(?:type|by|via)?"
    r"|category|key"
    r"|name|类型|方式|平台|渠道|证件)[\"']?\s?[:=]\s?[\"']?(?P<kind>[\w一-龥 ]{1,24})"
)
OBJECT_REACH = 160
"""Characters around a value among which its siblings are sought."""

BETWEEN = re.compile(
    r"(?i)(?:[\s\u2460-\u2473,，、/;:|&+\"'`)\]」』』-]|\([^()\d\n]{1,16}\)|和|或者?|与|及|跟|还有|另外?|一个|小号"
    r"|大号|主号"
    r"|备用|工作|私人|新的?|旧的?|老|原来?"
    r"|现在|换成|改成|改为|变成|不用了|停用了|是|为|叫|号|的|我|他|她|了"
    r"|\b(?:and|or|to|from|now|is|was|it|s|new|old|the|one|other|also|then|second|backup|alt|main|work|my|his"
    r"|her)\b){1,12}"
    r"|(?![^\n]*\d)[^A-Za-z\n。!?]{0,14}(?:[小大新旧主副]号|[换改变]成了?|另一?个|备用|现在是?|后来是?|还有"
    r"|加)[^A-Za-z\n。!?]{0,4}"
    r"|[^A-Za-z\d\n。!?]{0,22}?(?:群主|群管|管理员|老师|师傅|老板|店[长主]|客服|助[理教]|班主任|学[姐长妹弟]"
    r"|[哥姐妹弟爸妈]|老[公婆]|经理"
    r"|销售|顾问|主播|房东|中介|医生|教练|本人|同事|朋友|[队团会]长|室友|同学)的?\s?(?:\s|[:(]|是|叫){0,3}"
    r"|[\s,;、和]{0,2}[^A-Za-z\d\n。!?,]{1,8}的(?:号|账号)?(?:是|[:：])\s?"
    r"|[^\d\n.!?]{0,18}\b(?:use|try|add|reach me at)[\s:]+(?:the |this |my )?(?:new |other )?(?:one )?"
    r"|(?:[\s,&/;|+-]|\b(?:and|or|also|plus|then)\b){1,5}(?:(?:my|his|her|our|their|the"
    r"|your) )?(?:[a-z]{2,12} )?[a-z]{2,12}'s?[\s:]{1,2}"
    r"(?:(?:is|one|id)[\s:]{1,2})?"
    r"|[^\d\n.!?]{0,18}\b(?:new|other|second|backup|alt|it's|it is|should be|actually|(?:changed|switched"
    r"|moved) (?:it )?to)\b(?: (?:one|is"
    r"|now|id|number))*[\s:]*"
)
"""What parts the second value of an enumeration, or the new one from the old."""
BETWEEN_REACH = 28

POINTER_REACH = 48
"""Characters before a value in which both the talk and the word that points may stand."""
POINTER = re.compile(
    r"(?ai)(?:[:=>]|[号加搜找是叫]|\b(?:ids?|im|i'm|i am|it's|its|it was|mine's|mine|is|was|add|username|handle"
    r"|number|instead))\s?[\"'`「『(]?$"
)
"""Right before a value: what comes is it."""
SERVICE = re.compile(
    r"(?ai)错|报|提示|返回|版本|接口|参数|字段|函数|日志|小程序|公众|支付|账单|余额|等级|经验|农场|飞车|音乐"
    r"|浏览|邮箱|验证码|空间|会员|红包|群|服务器"
    r"|格式|必须|不能|文件|下载|安装|\d{5}|[_(){}<>]"
    r"|\b(?:errors?|codes?|version|plugin|sdk|api|token|pay|mini|login|import|config|class|groups?|users?|plots?"
    r"|revenue|app|client|server"
    r"|build|release|size|volume|seed|stock|music|inbox|official|messages?|level|price|rows?|samples?|team|logs?|field"
    r"|parameter|function|returns?)\b"
)
"""What is said of a messenger itself, its errors, versions and features, and of programs."""


INSERT = re.compile(r"(?i)\binsert\s+into\s+[\w.`\"\[\]]+\s*\((?P<columns>[^()]{1,300})\)\s*values\s*(?=\()")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
INSERT_REACH = 600


def of_structure(plain: str, start: int, end: int) -> str:
    """The head of the value's column, or what the sibling of its general key calls it: `{"type": "qq", "id": ...}`."""
    return column_head(plain, start) or _inserted(plain, start) or _kind(plain, start, end)


def _inserted(plain: str, start: int) -> str:
    """The column of a value that SQL inserts."""
    first = max(0, start - INSERT_REACH)
    inserted = next(iter(INSERT.finditer(plain, first, start)), None)
    if inserted is None:
        return ""
    columns, row = inserted["columns"].split(","), plain[inserted.end() : start].rpartition("(")[2]
    place = len(QUOTED.sub("", row).split(",")) - 1
    return columns[place].strip(' `"[]') if place < len(columns) else ""


def _kind(plain: str, start: int, end: int) -> str:
    key = KEY_OF_A_VALUE.search(plain, max(0, start - 24), start)
    if key is None:
        return ""
    first, last = max(0, start - OBJECT_REACH), min(len(plain), end + OBJECT_REACH)
    opened, closed = plain.rfind("{", first, start), plain.find("}", end, last)
    if opened < 0 or closed < 0:
        opened, closed = _lines_around(plain, start, end)
    kind = KIND_OF_A_VALUE.search(plain, opened, key.start() + 1) or KIND_OF_A_VALUE.search(plain, end, closed)
    return kind["kind"] if kind else ""


def _lines_around(plain: str, start: int, end: int) -> Span:
    """From the line above to the line below."""
    first, last = max(0, start - OBJECT_REACH), min(len(plain), end + OBJECT_REACH)
    above = plain.rfind("\n", first, max(first, plain.rfind("\n", first, start)))
    here = plain.find("\n", end, last)
    below = plain.find("\n", here + 1, last) if here >= 0 else -1
    return above + 1 if above >= 0 else first, below if below >= 0 else last


def with_neighbours(plain: str, named: Iterable[Span], candidates: Collection[Span]) -> set[Span]:
    """The named ones and the candidates that an enumeration joins to one of them, before or behind it."""
    taken, row = set(named), sorted({*named, *candidates})
    for order in (row, row[::-1]):
        for one, other in pairwise(order):
            left, right = min(one, other), max(one, other)
            if (
                one in taken
                and 0 <= right[0] - left[1] <= BETWEEN_REACH
                and BETWEEN.fullmatch(plain, left[1], right[0])
            ):
                taken.add(other)
    return taken


def points_at(plain: str, start: int, topic: re.Pattern[str]) -> bool:
    """Whether a word such as `:`, `is` or `号是` points at the value, and the talk before it was of such accounts."""
    first = max(0, start - POINTER_REACH)
    first = max(first, plain.rfind("\n", first, start) + 1, plain.rfind("。", first, start) + 1)
    if not POINTER.search(plain, first, start):
        return False
    topics = list(topic.finditer(plain, first, start))
    if not topics or is_elsewhere(plain, topics[-1].end(), start):
        return False
    return not is_of_the_service(plain, topics[-1].end(), start)


def is_of_the_service(plain: str, start: int, end: int) -> bool:
    """Whether the words there tell of the service itself: its errors, versions, features, users."""
    return SERVICE.search(plain, start, end) is not None
