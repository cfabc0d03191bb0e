"""Secrets: keys and tokens by their form, passwords and keys by the word before them."""

import re
from collections.abc import Iterator

from transforms.privacy import arguments, issuers
from transforms.privacy.spans import Span, apart
from transforms.privacy.strength import (
    ASSIGNS,
    CALLED,
    EXPRESSION,
    WORDY,
    is_key,
    is_password,
    is_random,
)

HINT = (
    r"-----BEGIN|eyJ[A-Za-z0-9_-]{8}|A[KSRI][IDO]A[A-Z0-9]{8}|AKID|LTAI|gh[pousr]_|github_pat_|glpat-"
    r"|sk-[A-Za-z0-9_-]{16}"
    r"|xox[a-z]-|xapp-|hooks\.slack|AIza|ya29|GOCSPX|[srp]k_(?:live|test)_|whsec_|npm_[A-Za-z0-9]{8}|pypi-"
    r"|SG\.[A-Za-z0-9]"
    r"|hf_[A-Za-z0-9]{8}|dop_v1|SEC[0-9a-f]{8}|shp[a-z]{2}_|dapi[0-9a-f]{8}|xai-|gsk_|pplx-|r8_|tvly-|nvapi-|lin_api_"
    r"|ntn_|figd_|dckr_pat_|dckr_oat_|tskey-|glc_|glsa_|sntry[su]_|NRAK-|PMAK-|ATATT|xkeysib-"
    r"|lsv2_|sbp_|sq0|atlasv1|do[or]_v1|rubygems_|sgp_|key-[0-9a-f]{8}|phc_|pscale_|tfp_|ops_eyJ|[AS][CK][0-9a-f]{32}"
    r"|[0-9]{8}:[A-Za-z0-9_-]{35}|[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.|AGE-SECRET"
    r"|(?i-u:passw|passphrase|requirepass|masterauth|bindpw|rootpw|identified|sshpass|curl |mysql|mariadb|mongo"
    r"|redis-cli|login |htpasswd|smbclient|psql|pwd|passcode|authorization|pass[\"']?[ ]?(?:[:=]|->)|pass (?:is|was"
    r"|for) |wifi:"
    r"|(?:door|gate|alarm|safe|keypad|lock ?box|locker|garage|unlock|entry)[ -]?codes?|creds|log-?in|credentials"
    r"|mnemonic|phrase)|(?:^|[^A-Za-z])(?:(?i-u:admin|administrator|root|sysadmin|superuser)(?: ?[/:,|\\，：、]"
    r"| [!-~]*[!-/:-@])"
    r"|(?i-u:[as]k)[\"']? ?[:=：＝]|-u[ =]?[\"']?[A-Za-z][\w.@-]{0,30}:)|授权码|私钥|凭证|凭据|hv[sb]\.|/webhooks?/"
    r"|/hooks?/|(?:^"
    r"|[^A-Za-z])(?i-u:pin|pw)[ :='’：码]|密码|登录|账号|口令|密钥|秘钥|令牌|助记词|://[^/ \n@]*@"
    r"|(?i-u:(?:key|token|secret|credential)s?(?:[ _-]?id)?)[ \"'`*)\]-]{0,3}"
    r"(?:[:=(>\"'`：（＝＞「『]|(?i-u:is |to |was |set )|是|为|设|改|换|[A-Za-z0-9+/_-]{16})"
    r"|[0-9][A-Za-z]+[0-9]+[A-Za-z]+[0-9]"
)
PASSWORD = (
    r"pass[-_ ]?words?|passwd|pwd|passphrase|passcode|requirepass|masterauth|bindpw|rootpw"
    r"|\bidentified(?: with [\"'`]?\w+[\"'`]?)? by(?: password)?\b"
    r"|(?<![a-z0-9])pass\b(?=[\"']?\s*(?:[:=]|->)|\s+(?:is|was)\b|\sfor\s[\w' -]{1,24}:)"
    r"|\b(?:door|gate|alarm|safe|keypad|lock ?box|locker|garage|unlock|entry)[ -]?codes?\b"
    r"|\bpin(?:码| code"
    r"| number)?(?![a-z])|密码|口令|\bpw\b"
)
KEY = (
    r"keys?(?:[-_ ]?id)?|tokens?|secrets?|credentials?|密钥|秘钥|私钥|令牌|授权码|凭[证据]|authorization"
    r"|(?<![a-z])[as]k(?=[\"']?\s?[:=])"
)
OF_WHAT = (
    r"(?:\s(?:for|to|of|on|at)(?: [\w'.-]+){1,4}?(?=\s?(?:\bis\b|\bwas\b|[:=]))"
    r"|(?:(?!长度|强度|格式|错|规则|正则|位数|类型|字段|加密|哈希|算法|提示|校验|验证|不能|必须|要求|例|至少"
    r"|不[为是])[一-龥]){1,8}?(?=是|为|成[^功]|[回了的用](?=[ :「]?[A-Za-z\d])|[:=]))?"
)
"""Whose password it is, or since when, between the word and what points at the value."""
LINK = (
    r"[\"'`*\])]{0,3}(?:\s|\([^()\n]{1,16}\)|[\u2190-\u21ff👉☞➡]|\ufe0f|'s\b|回了?|用?的|用|了|现在|还是?|仍|就"
    r"|\b(?:(?:has |have )?(?:been |just )?(?:changed|reset|updated|rotated|switched|set)|now|(?:will|should"
    r"|must) be|currently|still)\b"
    r"|-(?=\s)|是|为|成了?|设成|设为|改成|改为|换成|[:=(>|「『\"'`*\[]|\bis\b|\bwas\b|\bto\b"
    r"|\bset to\b|bearer\b"
    r"|basic\b|->|=>|\\){1,8}"
)
ASSIGNED = re.compile(
    rf"(?ai)(?:(?P<password>{PASSWORD})|(?P<key>{KEY})){OF_WHAT}"
    rf"(?P<link>{LINK}|(?<=[一-龥]))(?=(?P<value>[!-~]{{4,400}}))"
)
APP_PASSWORD = re.compile(
    r"(?ai)(?:app(?:lication)?[- ]?(?:specific )?pass(?:word|code)s?|应用(?:专用|程序)?密码|专用密码|授权码)"
    r"(?:\s|[:=\"'`]|是|为|\bis\b){1,5}(?P<value>[a-z]{4}([ -]?)[a-z]{4}\2[a-z]{4}\2[a-z]{4})(?![a-z])"
)
"""Sixteen letters, as mail services give them to programs."""
RANDOM = re.compile(r"(?<![\w/+.%@&#-])[A-Za-z0-9_+]{20,100}={0,2}(?![\w/+=-]|\.\w)")
NAMED = re.compile(
    r"(?ai)(?:(?P<sure>(?:private|secret|api|access|auth|signing|encryption|wallet)[ _-]?(?:keys?|tokens?)|私钥|密钥"
    r"|秘钥|令牌)"
    r"|(?<![a-z])(?:keys?|tokens?|secrets?)(?![a-z])|appsecret|secretkey|appkey|apikey)(?:(?!\n\n|。)[^{}]){1,48}?$"
)
"""A word for a key, and up to some words more, before a random string."""
NAMED_REACH = 72
HASHED = re.compile(
    r"(?ai)hash|sha-?\d|md5|checksum|digest|fingerprint|commit|public|公钥|指纹|哈希|摘要|校验|地址|address|\btx"
    r"|transaction|交易"
    r"|uuid|(?<![a-z])ids?\b|contract|合约|image|base64|url|https?:|file|文件|etag|trace|request|revision|branch"
    r"|version|=>"
)
"""What else is a random string."""
ENDS = re.compile(r"^(?P<core>.*?)[\"'`,;.:)\]}>|*]*$")
STOPS = re.compile(r"[\"'`,;<>]|\)(?![!-~])|&(?=\w+=)|\*\*|\)\]|\]\(")
PHRASE_GOES_ON = re.compile(r" (?!fyi|lol|thanks|pls|please|and|or|if|but|for|when)[a-z]")
PHRASE = re.compile(
    r"(?ai)(?:助记词|(?:seed|recovery|mnemonic|secret|backup)(?: phrase| words?)?|mnemonic)[^a-z\n]{0,6}(?:(?:is"
    r"|are|was|phrase|words?)\b[^a-z\n]{0,4})*"
    r"(?P<value>(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})(?![a-z])"
)
SENTENCE = re.compile(r"(?i)\b(?:the|and|for|from|your|are|was|has|our|not|but)\b")
"""Common words that the list of seed words (BIP 39) lacks."""
ACCOUNT_FIRST = re.compile(
    r"(?:账号|帐号|用户名?|user(?:name)?|login|account)\s?(?:[/和与,、&+]|and)?\s?$", re.IGNORECASE
)
DATA_KEY = re.compile(
    r"(?i)\b(?:primary|foreign|sort|cache|partition|composite|unique|row|dict(?:ionary)?|redis|object|map|index"
    r"|hot|public|host|ssh|pgp|gpg)[ _-]?$"
)
"""A key of a table, a cache or a keyboard."""
PASS_FOR = re.compile(r"(?i)pass for\b")
"""Also a ticket's name: only what looks like a password follows."""
TOLD_BY = re.compile(r"密码|口令")
NUMBER_ALONE = re.compile(
    r"(?!(\d)\1+\b|123456|(?:19|20)\d\d[01]\d)(?:\d{4,8}(?=#)|\d{6,8})(?![A-Za-z0-9_种组位个条人次元年月-]|\.\d)"
)
"""What is dialled at a door, right behind the word."""
NAME_OF_KEY = re.compile(r"(?:[A-Za-z]+|\d+)(?:[-_./:](?:[A-Za-z]+|\d+))+")
"""Words and numbers joined: an entry of a dictionary, where nothing points at it as the secret itself."""
POINTS = re.compile(r"(?i)[:=是为成]|\bis\b|->|bearer|basic")


def find(plain: str) -> Iterator[Span]:
    """Keys by their form, passwords by their place, values assigned to a word for a secret or near it, seed phrases."""
    phrases = (match.span("value") for match in PHRASE.finditer(plain) if not SENTENCE.search(match["value"]))
    is_of_letters = any(word in plain for word in ("app", "App", "密码", "授权码"))
    letters = (match.span("value") for match in (APP_PASSWORD.finditer(plain) if is_of_letters else ()))
    near = (match.span() for match in RANDOM.finditer(plain) if _is_near(plain, match.start(), match[0]))
    spans = {*issuers.find(plain), *arguments.find(plain), *letters, *phrases, *near, *_assigned(plain)}
    return apart(sorted(spans, key=lambda span: (span[0], -span[1])))


def canonical(value: str) -> str:
    """As it is: every character counts."""
    return value


def _assigned(plain: str) -> Iterator[Span]:
    for match in ASSIGNED.finditer(plain):
        start, end = _trimmed(plain, *match.span("value"))
        link = match["link"]
        if match["password"] and ACCOUNT_FIRST.search(plain, max(0, match.start() - 12), match.start()):
            account = plain[start:end].find("/") + 1
            start, link = start + account, link + ":" * bool(account)
        value = plain[start:end]
        if (
            match["password"]
            and WORDY.fullmatch(value)
            and not ASSIGNS.search(link)
            and PHRASE_GOES_ON.match(plain, end)
        ):
            continue
        if EXPRESSION.fullmatch(value) or CALLED.match(plain, start):
            continue
        if match["key"] and NAME_OF_KEY.fullmatch(value) and not POINTS.search(link):
            continue
        if match["key"] and DATA_KEY.search(plain, max(0, match.start() - 16), match.start()):
            continue
        is_dialled = TOLD_BY.fullmatch(match["password"] or "") and not link.strip()
        if (
            (is_dialled and NUMBER_ALONE.match(plain, start))
            or (match["password"] and is_password(value, " " if PASS_FOR.match(plain, match.start()) else link))
            or (match["key"] and is_key(value, link))
        ):
            yield start, end


def _is_near(plain: str, start: int, value: str) -> bool:
    """Whether nothing calls the random string anything else; one of hexadecimal digits needs a surer word."""
    if not is_random(value, may_be_hash=True) or EXPRESSION.fullmatch(value):
        return False
    named = NAMED.search(plain, max(0, start - NAMED_REACH), start)
    if named is None or HASHED.search(plain, max(0, named.start() - 16), start):
        return False
    is_of_data = DATA_KEY.search(plain, max(0, named.start() - 16), named.start()) is not None
    return not is_of_data and is_random(value, may_be_hash=named["sure"] is not None)


def _trimmed(plain: str, start: int, end: int) -> Span:
    """Without quotes, brackets and stops around."""
    stop = STOPS.search(plain, start, end)
    end = stop.start() if stop else end
    core = ENDS.match(plain[start:end])
    return start, start + (len(core["core"]) if core else 0)
