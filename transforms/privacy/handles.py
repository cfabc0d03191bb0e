"""Names in Latin letters and digits: which look like somebody's account, and which are a word's or a program's."""

import re

SPELT = r"w[ ._-]?[e3][ ._-]?c[ ._-]?h[ ._-]?[a@4][ ._-]?t"
"""Its English name, also as it is written past a filter."""
TWO_PARTS = re.compile(r"[a-z]{2,}-[a-z]{2,}")
HAS_MARK = re.compile(r"[A-Za-z_-]*[\d_]")
PART_OF_PROGRAM = (
    r"(?:wx|we_?chat|weixin|python|java|js|node|vue|react|course|project|my|the|mini|cloud|program|function|func"
    r"|login|logout|auth|server|client|user|users|data|test|base|file|image|img|msg"
    r"|message|config|conf|setting|settings|default|error|err|code|result|response|request|req|resp|handler|manager"
    r"|service|helper|util|utils|module|plugin|page|view|button|btn|icon|index|list|item|items|group|order|push|pull"
    r"|send|get|set|put|post|call|back|callback|event|open|close|start|stop|init|load|save|upload|download|share|scan"
    r"|app|web|api|h5|mp|pay|sdk|bot|robot|admin|public|private|official|sub|work|enterprise|channel|channels|timeline"
    r"|moments|session|cache|db|table|log|logs|type|status|state|version|v\d+|new|old|use|fallback|mode|enabled|enable"
    r"|disable|check|verify|bind|unbind|contact|friend|friends|chat|room|notify|notification|template|menu|media|link"
    r"|web|view|station|main|desktop|windows|mac|android|ios|backup|export|import|crawler|spider|article|report|final"
    r"|screenshot|pic|photo|video|audio|voice|emoji|sticker|pack|dataset|model|train|dev|prod|\d{1,2}|\d{8,14}|20\d\d)"
)
OF_PARTS = re.compile(rf"(?i){PART_OF_PROGRAM}(?:[_-]{PART_OF_PROGRAM})+")
"""Names that are words of programs throughout."""
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
PINYIN = re.compile(
    r"(?i)(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    r"(?:iang|iong|uang|[aeio]ng|ian|iao|ua[in]|[ae]i|ao|ou|[aeiu]n|i[aeu]|u[aeio]|[aoeiuv]|er)){2,6}"
)
"""Of names in Latin letters: two syllables or more."""
CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
"""Names of the interface and of programs that stand behind the word as an id does."""
OWN_NAME = re.compile(rf"(?i){SPELT}")
PLATFORM = re.compile(
    r"(?i)(?:android|windows|harmonyos|macos|ios|ipados|linux|iphone|huawei|xiaomi|version|plugin|opensdk|sdk"
    r"|api|web|chrome|mate|pixel|galaxy|redmi|vivo|oppo|honor|matebook|thinkpad|ipad|base|sha|covid|utf|err"
    r"|errcode|order|log|img|image|file|test|ticket|build|release|node|task|job|case|step|python|java|node|vue|react"
    r"|php|mysql|redis|django|flask)"
    r"(?:[_-]?\d[\w-]*|[_-]?(?:v\d|pro|plus|max)\w*)?"
)


def is_name_of_program(account: str) -> bool:
    """Whether it is a name of technology, a constant, a platform or the messenger's own."""
    return any(form.fullmatch(account) for form in (TECHNICAL, OF_PARTS, CONSTANT, PLATFORM, OWN_NAME))


def has_mark(account: str) -> bool:
    """Whether a digit or an underscore makes it an id, and no name of a program's."""
    return HAS_MARK.match(account) is not None and not is_name_of_program(account)


def may_be_another(account: str) -> bool:
    """Whether it looks like an id that stands beside one: marked, or of two parts."""
    return has_mark(account) or (TWO_PARTS.fullmatch(account) is not None and not is_name_of_program(account))


def is_pinyin(account: str) -> bool:
    """Whether it is a name of two syllables or more."""
    return PINYIN.fullmatch(account) is not None


def is_word(account: str) -> bool:
    """Whether it is a word of English sentences and buttons, and no name."""
    return WORD.fullmatch(account) is not None and not is_pinyin(account)
