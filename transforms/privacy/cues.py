"""What stands around a value and tells what it is: words before it, the head of its column, the unit behind it."""

import re

REACH = 40
"""Characters before a value that may tell what it is."""

LINK = (
    r"(?:\s|号|编号|码|id\b|no\b\.?|number\b|num\b|#|code\b|名)*"
    r"(?:\s|[:=#>(\[{<\"'`*|「『《,-]|是|为|叫|写成|写的|改成|改为|设成|设为|填|应为|\bis\b|\bwas\b|'s\b|\bof\b"
    r"|\bare\b|_)*$"
)
"""What may stand between a word and the value that it names, up to the value."""

NUMBERED = re.compile(
    r"(?ai)(?:订单|单号|运单|快递|物流|流水|编号|编码|序列|货号|款号|型号|发票|合同|工单|条码|条形码|时间戳|批号"
    r"|批次|(?<!证)件号|票号|学号|工号|卡密|兑换码|提货码|航班|车次|会议|课程"
    r"|文档|档案|商品|产品|零件|资产|设备|专利|案号|交易|支付单|申请|注册|许可证|备案|邮编|统一社会信用代码|税号"
    r"|基金|股票|代码|雪花|页码|房号|座位号"
    r"|\b(?:isbn|issn|imei|iccid|s/?n|sku|upc|ean|asin|rma|vin|po|orders?|tracking|invoices?|serials?|ref"
    r"|reference|tickets?|cases?|items?|parts?"
    r"|models?|products?|batch|lot|timestamps?|ts|transactions?|txn|parcels?|waybill|shipment|docket|dockets?"
    r"|bug|issues?|patent|barcode|applications?"
    r"|flight|hex|hash|uuid|guid|snowflake|confirmation|booking|reservation|receipt|claim|job|run|build|commit"
    r"|revision|version|sequence|seq)"
    r"|(?:order|trace|request|job|span|item|product|goods|sku|trade|batch|message|event|session|task|log"
    r"|record|row|post|note)[-_ ]?(?:id|no|num))"
    + LINK
    + r"|(?:bytes|size|count|total|free|used|len|length|offset|width|height|amount|price|balance|memory"
    r"|shared|percent)(?:[\"']?\s?=|[\"']\s?:)\s?$"
)
"""A number of things, not of people: orders, parcels, invoices, goods, machines."""

AMOUNT = re.compile(
    r"(?ai)\s?(?:元|块|万|亿|美元|美金|日元|港币|欧元|人民币|公里|千米|千克|公斤|平米|米|吨|%|％|人次"
    r"|人(?=[，。,.;；、 ]|$)|次|个(?!人)|条|件|股|份|步|只|名"
    r"|位(?!置)|台(?!湾)|辆|套|本(?!人|机)|场|头|页|级|岁|天|小时|分钟|倍|篇|集|字节|毫秒|微秒|纳秒|秒|赞|粉丝"
    r"|点券|积分|像素"
    r"|(?:usd|rmb|cny|eur|dollars?|yuan|euros?|shares?|samples?|rows?|bytes?|kb|mb|gb|ms|ns|seconds?|people"
    r"|users?|times|views?|likes|points?|km|kg)\b)"
)
"""A unit behind a number makes it an amount."""

CALLED_BEHIND = re.compile(
    r"(?ai)[\"'`」』)]?,?\s?(?:(?:这|那)?(?:个|串)?(?:数字?|编?号码?)?(?:[是为]|就是|\bis\b|\bwas\b)\s?(?:我的?|你的?"
    r"|一?个"
    r"|the |an? |my |our |your |their |just )*)(?:[一-龥]{0,3}(?:单|快递|物流|流水|交易|工单|发票|合同|货|款|型|批次?"
    r"|序列|学|工|卷|档案|案|票|取件"
    r"|提货|申请|预[约订]|航班|会议|商品|产品|零件|版本)(?:编?号|码)|(?:[a-z]+ ){0,2}(?:order|tracking|invoice|ticket"
    r"|serial|part|model"
    r"|product|batch|lot|transaction|confirmation|booking|reference|case|flight|build|version|sku)\b)"
)
"""Behind a number: words that call it a thing's."""
COUNTED = re.compile(
    r"(?:(?:阅读|播放|浏览|点击|下载|访问|销售?|产|存|流|发行|成交)[量额]|[人次总件步票]数|票房|粉丝|市值|人口"
    r"|总[额量计]|合计|共计|\bviews?|\bplays?"
    r"|\bdownloads?|\bpopulation)(?:\s|[:=]|都|已|快|要|就|仅|约|才|不?到|突?破|超过?|达到?|高达|[是为有]|\bof\b"
    r"|\bis\b|\bhit\b"
    r"|\breached\b){0,6}$",
    re.IGNORECASE,
)
"""What is counted, before a number."""
MONEY = re.compile(r"[$€£¥￥₩]\s?$")
"""A currency before a number makes it an amount."""

MOST_ROWS = 200
"""Rows above a value among which the head of its column is sought."""
LONGEST_ROW = 2000
"""Characters of a row of a table, at most."""
HEADLESS = re.compile(r"\d{5}|[。.!?]|[^,;]{25}")
"""What no line of heads holds, where commas part them."""


def before(plain: str, start: int, cue: re.Pattern[str]) -> bool:
    """Whether a cue, which ends with `$`, stands right before a place."""
    return cue.search(plain, max(0, start - REACH), start) is not None


def is_of_things(plain: str, start: int) -> bool:
    """Whether the number there is an order's, a parcel's, a thing's."""
    return before(plain, start, NUMBERED)


def is_called_thing(plain: str, end: int) -> bool:
    """Whether what is behind the number says that it is an order's, a parcel's, a thing's."""
    return CALLED_BEHIND.match(plain, end) is not None


def is_amount(plain: str, start: int, end: int) -> bool:
    """Whether the number there counts or costs something."""
    return before(plain, start, MONEY) or before(plain, start, COUNTED) or AMOUNT.match(plain, end) is not None


def glued_before(plain: str, start: int) -> bool:
    """Whether a Latin letter, a digit or an underscore touches a value on its left."""
    return start > 0 and plain[start - 1].isascii() and (plain[start - 1].isalnum() or plain[start - 1] == "_")


def glued_after(plain: str, end: int) -> bool:
    """Whether a Latin letter, a digit or an underscore touches a value on its right."""
    return end < len(plain) and plain[end].isascii() and (plain[end].isalnum() or plain[end] == "_")


def column_head(plain: str, start: int) -> str:
    """The head of the column that the place is in, of a Markdown table or of values apart by commas, else nothing."""
    return next((head for separator in "|,;" if (head := _head(plain, start, separator))), "")


def _head(plain: str, start: int, separator: str) -> str:
    row = _line(plain, start)
    column, columns = plain.count(separator, row[0], start), plain.count(separator, *row)
    if not columns or row[1] - row[0] >= LONGEST_ROW or (separator == "|" and not column):
        return ""
    top = row
    for _ in range(MOST_ROWS):
        above = _line(plain, top[0] - 1) if top[0] else (0, 0)
        separators = plain.count(separator, *above)
        if not separators or (separator != "|" and separators != columns):
            break
        top = above
    heads = plain[slice(*top)].split(separator)
    is_head = top != row and column < len(heads) and (separator == "|" or not HEADLESS.search(plain, *top))
    return heads[column].strip() if is_head else ""


def _line(plain: str, at: int) -> tuple[int, int]:
    """The line of a place, cut where it is too long for a row."""
    first, last = max(0, at - LONGEST_ROW), min(len(plain), at + LONGEST_ROW)
    start, end = plain.rfind("\n", first, at), plain.find("\n", at, last)
    return start + 1 if start >= 0 else first, end if end >= 0 else last
