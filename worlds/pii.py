"""Personal data of invented people: values that pass every check of their type, and sentences that give them away."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CHARS = "abcdefghijklmnopqrstuvwxyz"
ALPHABET = CHARS + CHARS.upper() + "0123456789"
REGIONS = ("110105", "310115", "330106", "420111", "440305", "510107", "610113", "350203")
"""Six digits that a resident id begins with."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MOBILES = ("133", "136", "139", "150", "158", "177", "185", "188", "199")
AREAS = {"010": 8, "021": 8, "0755": 8, "0571": 8, "0592": 7, "0931": 7}
"""Area code -> digits of a landline number there."""
NETWORKS = (36, 58, 61, 101, 113, 121, 139, 183, 203, 218)
"""First part of addresses that providers give to people."""
STREETS = (
    "北京市海淀区中关村南大街", "上海市浦东新区张杨路", "广东省深圳市南山区科苑路",
    "浙江省杭州市西湖区文三路", "四川省成都市武侯区人民南路", "湖北省武汉市洪山区珞喻路",
)  # fmt: skip
BANKS = ("622202", "621700", "622848", "436742", "540838")


class Leak(NamedTuple):
    """`sentence` holds `value`, exactly as it must not come out; `manner` is how its digits are written."""

    value: str
    sentence: str
    manner: str


Maker = Callable[[str, Random], tuple[str, str]]
"""Language of the text -> a value as it is written, and its manner."""


def leak(type: str, language: str, rng: Random) -> Leak:
    """A sentence that gives away one value of a type of `TYPES`."""
    make, sort = TYPES[type]
    value, manner = make(language, rng)
    label = rng.choice(LABELS[type][language])
    sentence = rng.choice(FRAMES[sort][language]).format(label=label, value=value)
    return Leak(value, sentence[0].upper() + sentence[1:], manner)


def _digits(n: int, rng: Random) -> str:
    return "".join(rng.choice("0123456789") for _ in range(n))


def _grouped(parts: list[str], rng: Random) -> tuple[str, str]:
    """Groups of digits written together, apart, with dashes, or in full width."""
    manner = rng.choice(("plain", "plain", "spaces", "dashes", "full width"))
    if manner == "full width":
        return "".join(parts).translate(FULL_WIDTH), manner
    return {"plain": "", "spaces": " ", "dashes": "-"}[manner].join(parts), manner


def _mobile(language: str, rng: Random) -> tuple[str, str]:
    parts = [rng.choice(MOBILES), _digits(4, rng), _digits(4, rng)]
    if language == "en" and rng.random() < 0.6:
        return rng.choice((f"+86 {' '.join(parts)}", f"+44 7{rng.randint(400, 599)} {_digits(6, rng)}")), "spaces"
    return _grouped(parts, rng)


def _landline(language: str, rng: Random) -> tuple[str, str]:
    if language == "en" and rng.random() < 0.6:
        ours = f"{rng.randint(2, 9)}{_digits(2, rng)}-{_digits(4, rng)}"
        return rng.choice(
            (f"({rng.choice((212, 312, 415, 617))}) {ours}", f"+44 20 7{_digits(3, rng)} {_digits(4, rng)}")
        ), "dashes"
    area = rng.choice(list(AREAS))
    number = rng.choice("568") + _digits(AREAS[area] - 1, rng)
    if rng.random() < 0.2:
        return f"{area}-{number}".translate(FULL_WIDTH), "full width"
    return rng.choice((f"{area}-{number}", f"({area}){number}", f"{area} {number[:-4]} {number[-4:]}")), "dashes"


def resident_id(rng: Random) -> str:
    """Region, birthday, a number, and the check digit of ISO 7064 MOD 11-2."""
    birthday = f"{rng.randint(1955, 2004)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = rng.choice(REGIONS) + birthday + _digits(3, rng)
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _resident(language: str, rng: Random) -> tuple[str, str]:
    whole = resident_id(rng)
    return _grouped([whole[:6], whole[6:14], whole[14:]], rng)


def bank_card(rng: Random) -> str:
    """A number of 16 or 19 digits whose last is the check digit of Luhn."""
    start = rng.choice(BANKS)
    body = start + _digits((18 if start.startswith("62") else 15) - len(start), rng)
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _card(language: str, rng: Random) -> tuple[str, str]:
    whole = bank_card(rng)
    return _grouped([whole[start : start + 4] for start in range(0, len(whole), 4)], rng)


def _email(language: str, rng: Random) -> tuple[str, str]:
    name = rng.choice(("li.na", "zhao_peng", "m.garcia", "kate-w", "sunhao", "olu.ade"))
    host = rng.choice(("163.com", "qq.com", "gmail.com", "outlook.com", "mail.tsu.edu.cn", "example.org"))
    return f"{name}{rng.randint(10, 9999)}@{host}", "plain"


def _ip(language: str, rng: Random) -> tuple[str, str]:
    return ".".join(str(part) for part in (rng.choice(NETWORKS), *(rng.randint(1, 254) for _ in range(3)))), "plain"


def _plate(language: str, rng: Random) -> tuple[str, str]:
    start = rng.choice("京沪粤浙苏川鄂闽") + rng.choice("ABCDEF")
    return start + rng.choice(("", "·")) + rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") + _digits(4, rng), "plain"


def _passport(language: str, rng: Random) -> tuple[str, str]:
    return rng.choice(
        (f"E{_digits(8, rng)}", f"G{_digits(8, rng)}", f"E{rng.choice('ABCDEFGH')}{_digits(7, rng)}")
    ), "plain"


def _wechat(language: str, rng: Random) -> tuple[str, str]:
    word = "".join(rng.choice(CHARS) for _ in range(rng.randint(4, 8)))
    return rng.choice(
        (f"{word}_{rng.randint(10, 9999)}", f"{word}{rng.randint(1980, 2010)}", f"{word}-{rng.randint(100, 999)}")
    ), "plain"


def _qq(language: str, rng: Random) -> tuple[str, str]:
    return rng.choice("123456789") + _digits(rng.randint(7, 9), rng), "plain"


def _address(language: str, rng: Random) -> tuple[str, str]:
    n, m, room = rng.randint(1, 399), rng.randint(1, 28), f"{rng.randint(1, 30)}{rng.randint(1, 9):02}"
    if language == "zh":
        return f"{rng.choice(STREETS)}{n}号{m}{rng.choice(('栋', '号楼'))}{room}室", "plain"
    street = rng.choice(("Maple Avenue", "Station Road", "Elm Street", "Harbour Lane", "Pine Drive", "Church Street"))
    town = rng.choice(("Springfield, IL 62704", "Portland, OR 97205", "Austin, TX 78701", "Denver, CO 80203"))
    return f"{n} {street}, Apt {m}, {town}", "plain"


def _api_key(language: str, rng: Random) -> tuple[str, str]:
    def some(n: int, letters: str = ALPHABET) -> str:
        return "".join(rng.choice(letters) for _ in range(n))

    return rng.choice(
        (f"sk-{some(48)}", f"ghp_{some(36)}", f"AKIA{some(16, ALPHABET[26:].upper())}", f"AIza{some(35)}")
    ), "plain"


LABELS: dict[str, dict[str, tuple[str, ...]]] = {
    "mobile": {
        "zh": ("手机", "手机号是", "电话：", "手机号 ", "联系电话是"),
        "en": ("my mobile ", "phone: ", "my number is ", "cell: "),
    },
    "landline": {
        "zh": ("座机", "固定电话：", "办公室电话是", "单位电话 "),
        "en": ("the office line ", "landline: ", "phone: ", "home phone "),
    },
    "resident_id": {
        "zh": ("身份证号是", "身份证：", "身份证号码", "证件号 "),
        "en": ("Chinese ID card number ", "resident ID: ", "ID number "),
    },
    "bank_card": {
        "zh": ("银行卡号是", "卡号：", "储蓄卡 ", "工资卡号"),
        "en": ("card number ", "my bank card: ", "debit card "),
    },
    "email": {
        "zh": ("邮箱", "邮箱是", "电子邮件：", "mail "),
        "en": ("email: ", "my address is ", "mail me at ", "e-mail "),
    },
    "ip": {
        "zh": ("服务器IP ", "主机 ", "地址是", "公网IP："),
        "en": ("the host ", "IP ", "server address ", "IP address: "),
    },
    "plate": {
        "zh": ("车牌号是", "车牌", "车牌：", "我的车 "),
        "en": ("plate number ", "licence plate ", "car plate: "),
    },
    "passport": {
        "zh": ("护照号是", "护照号码：", "护照 ", "护照号"),
        "en": ("passport number ", "passport no. ", "passport: "),
    },
    "wechat": {
        "zh": ("微信号是", "微信：", "加微信", "微信号 ", "VX："),
        "en": ("WeChat ID ", "WeChat: ", "my WeChat is "),
    },
    "qq": {"zh": ("QQ号", "QQ：", "加QQ ", "QQ号是"), "en": ("QQ number ", "QQ: ", "my QQ is ")},
    "address": {"zh": ("",), "en": ("",)},
    "api_key": {
        "zh": ("密钥是", "key：", "API密钥 ", "令牌"),
        "en": ("the API key ", "key: ", "token ", "the secret "),
    },
}
"""Type -> language -> what stands before a value."""
TYPES: dict[str, tuple[Maker, str]] = {
    "mobile": (_mobile, "contact"),
    "landline": (_landline, "contact"),
    "resident_id": (_resident, "document"),
    "bank_card": (_card, "document"),
    "email": (_email, "contact"),
    "ip": (_ip, "machine"),
    "plate": (_plate, "document"),
    "passport": (_passport, "document"),
    "wechat": (_wechat, "contact"),
    "qq": (_qq, "contact"),
    "address": (_address, "place"),
    "api_key": (_api_key, "machine"),
}
"""Type -> how its values are made, and the sort of sentences that they stand in."""

FRAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "contact": {
        "zh": (
            "想继续聊的话，{label}{value}，晚上都在。",
            "资料太多发不上来，{label}{value}，我单独给你。",
            "本人亲测有效，{label}{value}，不懂就来问。",
            "顺便留个{label}{value}，同城的可以一起。",
            "别在评论里问了，{label}{value}。",
            "孩子他爸也懂这个，{label}{value}，工作日上午方便。",
            "需要模板的同学注意：{label}{value}。",
            "以前的老客户都知道，{label}{value}，一直没换过。",
        ),
        "en": (
            "If you want to go on with this, {label}{value}, evenings are best.",
            "The files are too big to post, so {label}{value} and I will send them.",
            "I tried all of it myself; {label}{value} for whoever gets stuck.",
            "People nearby can join us, {label}{value}.",
            "Do not ask in the comments, {label}{value}.",
            "My sister knows even more about it, {label}{value}, mornings only.",
            "For the template: {label}{value}.",
            "It has not changed in years, {label}{value}, so try that first.",
        ),
    },
    "document": {
        "zh": (
            "当时登记用的{label}{value}，第二天就通过了。",
            "表格第三栏我填的{label}{value}，你照着格式写。",
            "客服核对了我的{label}{value}，前后十分钟。",
            "如果要代办，报我的{label}{value}就行。",
            "截图里没遮住，{label}{value}，大家别外传。",
            "家里老人的也一起办了，{label}{value}。",
            "押金退回时核对的{label}{value}，一周到账。",
            "预约信息如下，{label}{value}，上午九点。",
        ),
        "en": (
            "I registered with {label}{value} and it went through the next day.",
            "In the third box I wrote {label}{value}, so follow that format.",
            "They checked {label}{value} and it took ten minutes.",
            "If somebody does it for you, give them {label}{value}.",
            "The screenshot shows it anyway, {label}{value}, please keep it here.",
            "We did it for my father too, {label}{value}.",
            "The refund went back against {label}{value} within a week.",
            "The booking is under {label}{value}, nine in the morning.",
        ),
    },
    "machine": {
        "zh": (
            "我就是这样连上去的，{label}{value}，一次成功。",
            "配置文件里写着{label}{value}，没有再改。",
            "测试环境先用{label}{value}，到期再说。",
            "日志里反复出现{label}{value}，说明连通了。",
            "把原来的换成{label}{value}，重启就好。",
            "同事共用的{label}{value}，额度还剩一半。",
            "脚本第一行填{label}{value}，后面不用动。",
            "部署的时候填了{label}{value}，至今没出问题。",
        ),
        "en": (
            "That is how I got in, {label}{value}, at the first try.",
            "The config says {label}{value} and I left it there.",
            "For testing take {label}{value} until it runs out.",
            "The log keeps showing {label}{value}, so it does connect.",
            "Replace the old one with {label}{value} and restart.",
            "My colleagues share {label}{value} and half of the quota is left.",
            "The first line of the script has {label}{value}, leave the rest.",
            "I deployed it with {label}{value} and had no trouble since.",
        ),
    },
    "place": {
        "zh": (
            "东西直接寄到{value}，写我名字就行。",
            "我家住在{value}，欢迎来看成品。",
            "线下见面的地方是{value}，按门铃。",
            "收货地址：{value}，周末也有人。",
            "上次搬家后一直住{value}，邻居都很好。",
            "老店在{value}，报我名字打折。",
            "想当面学的到{value}找我。",
            "发票请寄{value}，不要寄到公司。",
        ),
        "en": (
            "Send the parts straight to {value}, my name is on the door.",
            "I live at {value}, come and see the result.",
            "We meet at {value}, just ring the bell.",
            "Shipping address: {value}, someone is in on weekends.",
            "Since the move I have been at {value} and the neighbours are kind.",
            "The old shop is at {value}, mention me for a discount.",
            "To learn it in person come to {value} any Sunday.",
            "Please mail the invoice to {value}, not to the office.",
        ),
    },
}
"""Sort of data -> language -> sentences around a label and a value."""
