"""Chinese postal addresses: a road, lane, village or estate with its number, and all that belongs to it."""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import numdb

from transforms.privacy.spans import Span, apart

HINT = (
    r"[路街道巷弄里胡同村段园区苑寓厦城湾庭邸墅院社屯庄组园楼幢栋][ 　]?"
    r"(?:[东南西北中]|[东南西北中一二三四五六七八九十]{1,2}段|村?委会?|延长线|延伸段|辅路"
    r"|[东南西北一二三四五六七八九十0-9A-Z]{1,2}[区期])?[ 　]?"
    r"(?:民小?组)?[0-9０-９一二三四五六七八九十甲乙丙A-Za-z]{1,5}[-－0-9０-９之]{0,6} ?(?:号|弄|栋|幢|座|组|楼|室"
    r"|单元|巷)|[村屯庄寨社湾坪塘冲组队] ?[0-9０-９一二三四五六七八九十]{1,4} ?[组队社]"
    r"|[0-9０-９] ?(?:栋|幢|号楼) ?[0-9０-９一二三四五六东西南北]{1,2} ?单元 ?[0-9０-９]{3}"
)
HAN = r"\u4e00-\u9fff"
NUMBER = (
    r"(?:\d{1,5}(?:[-/]\d{1,5}){0,3}[A-Za-z]?|[甲乙丙丁]?\d{0,4}|[A-Za-z]\d{0,3}|[一二三四五六七八九十百]{1,4}"
    r"|[甲乙丙丁])"
)
ESTATE = (
    r"(?:花园|小区|公寓|大厦|广场|中心|家园|新村|社区|国际|名苑|花苑|苑|花城|新城|城|庭|府|邸|墅|湾|里|家属楼"
    r"|家属院|宿舍|大院|工业园|产业园|科技园|软件园|创业园|园区|园|大楼"
    r"|写字楼|商厦|医院|学校|大学|酒店|宾馆|商城|坊|院)"
)
UNIT = r"(?:号楼|号院|号铺|号|支弄|弄|栋|幢|座|单元|楼|门|室|房|户|层|铺|[A-Z]座)"
PART = r"(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[东南西北A-Z])[期区])"
"""Of an estate."""
STEP = (
    rf"(?: ?(?:[{HAN}A-Za-z]{{0,8}}?{ESTATE}{PART}?(?=(?:[{HAN} ]|[东南西北中]塔)?[\dA-Z一二三四五六七八九十甲乙丙]))"
    rf"| ?(?:(?![我你他她它在是到了和与去来有找请没不要])[{HAN}]){{0,8}}?(?:后[面边]|背后|旁边?|(?:斜|正)?对面|隔壁"
    rf"|里[面边]|附近)的?(?=[{HAN}]{{1,8}}\d)"
    rf"| ?(?:(?![我你他她它在是到的了和与去来有找请没不要])[{HAN}]){{1,8}}?{PART}?(?:\d{{1,3}}"
    rf"|[A-Z]\d?|[一二三四五六七八九十]{{1,2}}|[甲乙丙丁])(?:号楼|栋|幢|座|单元|门(?=\d)"
    rf"|号(?= ?\d{{1,4}}(?:[室房户栋幢座]|号楼)))"
    rf"| ?(?:(?![我你他她它在是到的了和与去来有找请没不要])[{HAN}]){{2,8}}?\d{{1,3}}-\d{{1,3}}-\d{{1,4}}"
    rf"| ?(?:附|增|之)(?:[一二三四五六七八九十]{{1,2}}|\d{{1,3}})号?| ?(?!楼[下上道里梯管长])(?:负"
    rf"|地下)?{NUMBER} ?{UNIT}(?!线|码|口)"
    rf"| ?(?:[东南西北中][南北]?|[左右前后]) ?(?:单元|户|室|座|栋|幢|楼|头|间|塔)|院内?|[东南西北]门"
    r"|-\d{1,5}(?:-\d{1,5}){0,3}| ?[A-Z]?\d{1,3}-\d{1,3}-\d{1,4}| ?\d{1,2}-\d{1,4}(?!\d)"
    r"| ?\d{1,3}[A-Z](?![A-Za-z\d])| ?[A-Z]?\d{3,4}(?![\d年月日元天个点:块万分平米路%.]))"
)
ROAD = (
    r"(?:大道|大街|公路|马路|[路街巷弄道里]|胡同)(?:[东南西北中一二三四五六七八九十]{1,2}段|延长线|延伸段|辅路"
    r"|(?<!里)[东南西北中](?=\d))?"
)
CORE = re.compile(
    rf"(?:{ROAD} ?(?:\d{{1,5}}(?:[-/]\d{{1,4}})?(?:[甲乙丙丁A-Z]\d{{0,3}})?|[甲乙丙丁]\d{{1,4}}"
    rf"|[一二三四五六七八九十百]{{1,4}}) ?(?:号|弄|巷)(?!线|楼梯|机|车|文[件号]|令|公告|台|院校|店员|出口|口|门"
    rf"|站|服务区|桩|井|选手)"
    rf"|[村屯庄寨社湾坪塘冲组队] ?(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}}) ?(?:组|队|社) ?(?:\d{{1,5}} ?(?:号|户))?"
    rf"|(?:[一二三四五六七八九十\d]{{1,2}}期 ?)?(?<!\d)\d{{1,3}} ?(?:栋|幢"
    rf"|号楼) ?[\d一二三四五六东西南北]{{1,2}} ?单元 ?\d{{3,4}}(?!\d)"
    rf"|(?:村委会?|村民小?组|[村屯庄寨湾坪塘冲里坊]) ?\d{{1,5}}(?:[-之]\d{{1,3}})? ?(?:号|户)(?!线|房[价源])"
    rf"|(?P<estate>{ESTATE}){PART}? ?(?P<first>{NUMBER} ?(?:号楼|栋|幢|座"
    rf"|单元|号(?!房[价源]|线|口)|楼)|\d{{1,3}}-\d{{1,3}}-\d{{2,4}}))"
    rf"(?P<rest>{STEP}{{0,8}})"
)
NO_ROAD = re.compile(
    r"高速公$|(?:高速|思|线|套|出|网|链|走|半|一|上|问|带|赶|修|电|铁|门|岔|让|开|近|绕|弯|后|退|末|迷|生|有|无"
    r"|没|条|知|报"
    r"|味|频|通|渠|轨|管|隧|航|人行|跑|频|赛|车|街|这|那|哪|几|每|各|"
    r"逛|字|微|公交|\d)(?:路|道|街|里)$"
)
"""Words that end as roads do."""
LEADS = re.compile(
    r"收货地址|详细地址|家庭住址|通讯地址|联系地址|快递|地址|住址|住所|老家|户籍|寄到|寄往|寄给|寄去|寄至|邮寄"
    r"|送到|送往|送去|送至|发到|发往|发至|寄|住在|住进|家住|住|搬到|搬去|搬进|搬"
    r"|位于|坐落于|坐落在|就在|在|前往|去往|去|到达|来到|到|从|离|距|是在|就是|还是|而是|是|写成|写的|写|填成"
    r"|填的|填|改成|改为|改到|换成|变成|成|给|往|的|了|叫|我家|他家|她家|我|他|她|你|您|请|外卖|订单|客户|实际"
)
"""Words that lead to an address and are no part of it, outside names of places."""
JOINTS = re.compile(r"至|把|将|由|于|和|与|及|或|跟|说|为|对|查|看|报|送|家|回|距离|经|过|找|问")
"""Words that may also be part of a name: they lead only where a name of a place follows, or nothing is a name."""
UNITS = "省市区县州盟旗镇乡村街道里路岛会地域港"
"""What an administrative unit ends with."""
REACH = 40
LEAST_NAME = 2
"""Characters that the name of a road has besides its kind."""
OTHERS = (
    "高新区|经开区|台北市|新北市|桃园市|台中市|台南市|高雄市|基隆市|新竹市|新竹县|嘉义市|苗栗县|彰化县|南投县|云林县|屏东县|宜兰县"
    "|花莲县|台东县|台湾省|台湾|香港|九龙|新界|澳门"
)
"""Names of places that the table of the library lacks."""


@cache
def _names() -> frozenset[str]:
    """Provinces, prefectures and counties, present and past (python-stdnum), with and without what they are."""
    names = set(OTHERS.split("|"))
    for *_, province, children in numdb.get("cn/loc").prefixes:
        names |= {province["province"]} if "province" in province else set()
        for *_, county, _ in children:
            names |= {re.sub(r"\[.*?\]", "", name) for name in county.get("county", "").split(",")}
    names = {name for name in names if len(name) > 1 and name not in ("市辖区", "县")}
    short = {re.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$", "", name) for name in names}
    return frozenset(names | {name for name in short if len(name) > 1})


@cache
def _longest() -> int:
    return max(map(len, _names()))


def find(plain: str) -> Iterator[Span]:
    """From the first name of the chain (province, city, district, town, road) to the last room."""
    return apart(span for match in CORE.finditer(plain) for span in _address(plain, match))


def canonical(value: str) -> str:
    """Without spaces."""
    return re.sub(r"\s", "", value).lower()


def _address(plain: str, match: re.Match[str]) -> Iterator[Span]:
    suffix = match.start() + (len(match["estate"]) if match["estate"] else 1)
    left = re.search(rf"[{HAN}](?:[{HAN}·]| (?=[{HAN}]))*$", plain[max(0, match.start() - REACH) : match.start()])
    begin = match.start() - len(left[0]) if left else match.start()
    context = plain[begin : match.start()]
    names = _places(context)
    start, is_placed = _beginning(context, names)
    start += begin
    head = plain[start:suffix]
    if _is_address(head, match, is_placed):
        yield start + len(head) - len(head.lstrip()), match.end()


def _beginning(context: str, names: list[Span]) -> tuple[int, bool]:
    """Where in the words before a road its address begins, and whether at the name of a place."""
    leads = [hit.end() for hit in LEADS.finditer(context) if not _within(hit, names)]
    joints = [hit.end() for hit in JOINTS.finditer(context) if not _within(hit, names)]
    starts = {start for start, _ in names}
    lead = max([0, *leads, *(end for end in joints if end in starts)])
    inside = [name for name in names if name[0] >= lead]
    if inside:
        return _chain(context, inside), True
    return max([lead, *(end for end in joints if len(context) - end >= LEAST_NAME)]), False


def _chain(context: str, names: list[Span]) -> int:
    """Where the last chain of places begins: between a province and its city stands no other word."""
    start, reached = names[0]
    for one, end in names[1:]:
        is_parted = context[reached:one].strip() and context[end - 1] in "省市" and context[reached - 1] not in UNITS
        start, reached = (one if is_parted else start), end
    return start


def _is_address(head: str, match: re.Match[str], is_placed: bool) -> bool:
    """Whether it names a place: a road of two characters or more with its number, an estate with two numbers."""
    if head.lstrip()[:1] in "号弄栋幢座楼室":
        return False
    if match["estate"]:
        return len(head) > len(match["estate"]) and bool(is_placed or re.search(r"\d", match["rest"]))
    if len(head.strip()) < 3 and not is_placed:
        return False
    is_road = match[0][0] in "路街道大巷胡弄里村公马庄" and not NO_ROAD.search(head[-3:])
    return is_placed or (is_road and re.search("[号弄]", match[0]) is not None)


def _places(context: str) -> list[Span]:
    """Names of places in a text, the longest at each place, from the left."""
    found, at = [], 0
    while at < len(context):
        length = next(
            (n for n in range(min(_longest(), len(context) - at), 1, -1) if context[at : at + n] in _names()), 0
        )
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def _within(hit: re.Match[str], names: list[Span]) -> bool:
    return any(start < hit.end() and hit.start() < end for start, end in names)
