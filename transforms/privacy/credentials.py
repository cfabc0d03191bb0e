"""Secrets: keys and tokens by their form, passwords and keys by the word before them."""

import re
from collections.abc import Iterable, Iterator
from math import log2

from transforms.privacy.spans import Span, apart

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
    r"|redis-cli|login |htpasswd|smbclient|psql|pwd|passcode|authorization|pass[\"']?[ ]?(?:[:=]|->)|pass (?:is|was) "
    r"|mnemonic|phrase)|(?:^|[^A-Za-z])(?:(?i-u:admin|administrator|root|sysadmin|superuser)(?: ?[/:,|\\，：、]"
    r"| [!-~]*[!-/:-@])"
    r"|(?i-u:[as]k)[\"']? ?[:=：＝]|-u[ =]?[\"']?[A-Za-z][\w.@-]{0,30}:)|授权码|私钥|凭证|凭据|hv[sb]\.|/webhooks?/"
    r"|/hooks?/|(?:^"
    r"|[^A-Za-z])(?i-u:pin|pw)[ :=：码]|密码|口令|密钥|秘钥|令牌|助记词|://[^/ \n@]*@"
    r"|(?i-u:(?:key|token|secret|credential)s?(?:[ _-]?id)?)[ \"'`*)\]-]{0,3}"
    r"(?:[:=(>\"'`：（＝＞「『]|(?i-u:is |to |was |set )|是|为|设|改|换|[A-Za-z0-9+/_-]{16})"
)
BODY = r"[A-Za-z0-9_-]"
KNOWN = re.compile(
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:.{0,8000}?-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
    r"|[A-Za-z0-9+/=\s\0]{0,8000})|(?<![A-Za-z0-9_-])(?:"
    rf"eyJ{BODY}{{8,}}\.eyJ{BODY}{{6,}}\.{BODY}{{10,}}"
    r"|(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}|AKID[A-Za-z0-9]{28,40}|LTAI[A-Za-z0-9]{12,26}"
    rf"|gh[pousr]_[A-Za-z0-9]{{30,}}|github_pat_\w{{22,}}|glpat-{BODY}{{16,}}"
    rf"|sk-(?:[a-z]+-)?{BODY}{{20,}}|xox[a-z]-[A-Za-z0-9-]{{16,}}|xapp-[A-Za-z0-9-]{{16,}}"
    rf"|AIza{BODY}{{32,}}|ya29\.{BODY}{{16,}}|GOCSPX-{BODY}{{20,}}|[srp]k_(?:live|test)_[A-Za-z0-9]{{12,}}"
    rf"|whsec_[A-Za-z0-9]{{16,}}"
    rf"|npm_[A-Za-z0-9]{{30,}}|pypi-{BODY}{{32,}}|SG\.{BODY}{{16,}}\.{BODY}{{16,}}|hf_[A-Za-z0-9]{{28,}}"
    rf"|dop_v1_[0-9a-f]{{40,}}"
    r"|SEC[0-9a-f]{60,70}|shp(?:at|ss|ca|pa)_[0-9a-fA-F]{24,}|dapi[0-9a-f]{30,}|xai-[A-Za-z0-9]{30,}"
    r"|gsk_[A-Za-z0-9]{30,}|pplx-[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{30,}"
    rf"|(?:tvly|nvapi|xkeysib|tskey-(?:auth|api)|NRAK|PMAK)-{BODY}{{20,}}|(?:hv[sb]\.|lin_api_|ntn_|figd_"
    rf"|dckr_[po]at_){BODY}{{20,}}"
    rf"|(?:glc|glsa|sntry[su]|rubygems|sgp|sbp|lsv2_(?:pt|sk)|phc|pscale_(?:tkn|pw|oauth)|tfp|do[or]_v1)_{BODY}{{24,}}"
    rf"|sq0(?:atp|csp)-{BODY}{{20,}}|ATATT3x{BODY}{{40,}}|key-[0-9a-f]{{32}}|[AS][CK][0-9a-f]{{32}}"
    rf"|\d{{8,10}}:{BODY}{{35}}|[MNO]{BODY}{{23,27}}\.{BODY}{{6}}\.{BODY}{{27,40}}|AGE-SECRET-KEY-1[A-Z0-9]{{40,}}"
    r")(?![A-Za-z0-9])",
    re.DOTALL,
)
HOOK = re.compile(
    rf"https?://[\w.-]{{4,60}}(?:/[\w.-]{{1,40}}){{0,6}}?/(?:webhooks?|hooks?|services/T\w{{6,}}|incoming)/"
    rf"(?:{BODY}{{1,40}}/){{0,3}}(?=[A-Za-z_-]*\d)(?=[^\sA-Z]*[A-Z]|[0-9a-f-]{{24,}}){BODY}{{16,}}"
)
"""Where a program may post, with the token that lets it."""
IN_URL = re.compile(
    r"(?ai)\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@'\"]{0,40}:(?P<value>[^\s/'\"]{3,80})@(?=[A-Za-z0-9\[])(?![^\s/'\"]{1,80}@)"
)
PASSWORD = (
    r"pass[-_ ]?words?|passwd|pwd|passphrase|passcode|requirepass|masterauth|bindpw|rootpw"
    r"|\bidentified(?: with [\"'`]?\w+[\"'`]?)? by(?: password)?\b"
    r"|(?<![a-z0-9])pass\b(?=[\"']?\s*(?:[:=]|->)|\s+(?:is|was)\b)"
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
    r"|不[为是])[一-龥]){1,8}?(?=是|为|成[^功]|[:=]))?"
)
"""Whose password it is, or since when, between the word and what points at the value."""
LINK = (
    r"[\"'`*\])]{0,3}(?:\s|-(?=\s)|是|为|成了?|设成|设为|改成|改为|换成|[:=(>|「『\"'`*\[]|\bis\b|\bwas\b|\bto\b"
    r"|\bset to\b|bearer\b"
    r"|basic\b|->|=>|\\){1,8}"
)
ASSIGNED = re.compile(
    rf"(?ai)(?:(?P<password>{PASSWORD})|(?P<key>{KEY})){OF_WHAT}"
    rf"(?P<link>{LINK}|(?<=[一-龥]))(?=(?P<value>[!-~]{{4,400}}))"
)
ARGUMENT = re.compile(
    r"(?ai)(?:\bsshpass\s+-p\s?|\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;]{0,80}?\s-p"
    r"|\b(?:curl|wget|http)\b[^\n|;]{0,80}?\s(?:-u\s?|--user[ =])[\"']?[^\s:\"'/]{1,40}:"
    r"|\b(?:mongo(?:sh|dump|restore|import|export)?|docker login|podman login|helm registry login|az login"
    r"|oc login|unzip|zip|7z)\b"
    r"[^\n|;]{0,80}?\s-[pP][ =]?"
    r"|\bredis-cli\b[^\n|;]{0,80}?\s-a\s|\bsmbclient\b[^\n|;]{0,80}?\s-U\s?[^\s%]{1,40}%"
    r"|\bmachine\s+\S+\s+login\s+\S+\s+password\s"
    r"|\becho\s+[\"']?[\w.-]+:(?=[^|\n]{4,64}\|\s?(?:sudo )?chpasswd)|\bConvertTo-SecureString\s+(?:-String\s+)?"
    r"|\bhtpasswd\s+-\w*b\w*\s+\S{1,80}\s\S{1,40}\s)(?P<value>\"[^\"\n]{4,64}\"|'[^'\n]{4,64}'|[^\s\"'|;&<>]{4,64})"
)
"""A password as an argument of a command."""
FLAG = re.compile(
    r"-(?<![\w-]-)(?:u[ =]?[\"']?(?=[A-Za-z])[\w.@-]{1,40}:(?=[^\s\"']*[A-Za-z])(?=[^\s\"']*[\d!#$%^&*+~])"
    r"|-(?:[a-z]+-)?(?:password|passwd|pass|pwd)[ =])(?P<value>\"[^\"\n]{4,64}\"|'[^'\n]{4,64}'|[^\s\"'|;&<>]{4,64})"
)
"""A password behind the option that it is given by, of whatever command."""
PAIR = re.compile(
    r"(?ai)(?<![\w/.@-])(?:admin|administrator|root|sysadmin|superuser)(?:\s?[/:,|\\、]\s?|\s)"
    r"(?=[^\s,;]{0,40}[A-Za-z])(?=[^\s,;]{0,40}\d)(?=[^\s,;]{0,40}[!@#$%^&*+~])(?P<value>[^\s\"'`,;/"
    r"|\\<>(){}一-龥]{8,40})"
    r"(?![\w/@.])"
)
"""What stands behind an administrator's name and can hardly be but a password: letters, digits and a symbol."""
NO_PAIR = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|[A-Z]\w*[=(].*")
APP_PASSWORD = re.compile(
    r"(?ai)(?:app(?:lication)?[- ]?(?:specific )?pass(?:word|code)s?|应用(?:专用|程序)?密码|专用密码|授权码)"
    r"(?:\s|[:=\"'`]|是|为|\bis\b){1,5}(?P<value>[a-z]{4}([ -]?)[a-z]{4}\2[a-z]{4}\2[a-z]{4})(?![a-z])"
)
"""Sixteen letters, as mail services give them to programs."""
ENDS = re.compile(r"^(?P<core>.*?)[\"'`,;.:)\]}>|*]*$")
STOPS = re.compile(r"[\"'`,;<>]|\)(?![!-~])|&(?=\w+=)|\*\*|\)\]|\]\(")
EXPRESSION = re.compile(
    r"(?ai)[$<{%(\[].*|[a-z_]+(?:\.(?![a-z]*\d[a-z\d_-]{15})[a-z_]+)+.*|[a-z_][\w.]*[(\[].*|.*(?:x{4,}|\*{3,}|\.{3,}"
    r"|example|changeme"
    r"|your|placeholder|password|passwd|secret|redacted|sample).*"
    r"|(?:true|false|none|null|undefined|string|str|text|required)\b.*|https?://.*"
)
"""Code, templates and stand-ins: what is written where a secret would be."""
CALLED = re.compile(r"[A-Za-z_][\w.]*(?:=[A-Za-z_][\w.]*)?[(\[]|[a-z_]{3,}=[A-Za-z]")
"""A call or an argument."""
TRIVIAL = re.compile(r"(\d)\1+|0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|123123|654321")
"""Numbers that are nobody's own."""
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
LEAST_DISTINCT = 6
LEAST_KEY, LEAST_PASSWORD, LONGEST_PASSWORD = 16, 6, 64
LEAST_MARKED = 24
"""Characters of a key without a digit, where symbols show that it is no name."""
LEAST_PIN, LONGEST_PIN = 4, 12
LEAST_DISTINCT_PASSWORD = 3
LEAST_WORDY = 8
WORDY = re.compile(r"[a-z]{4,}\d{2,}|\d{2,}[a-z]{4,}")
PHRASE_GOES_ON = re.compile(r" (?!fyi|lol|thanks|pls|please|and|or|if|but|for|when)[a-z]")
STANDARD = re.compile(
    r"(?:sha|md|base|utf|aes|argon|bcrypt|scrypt|oauth|windows|android|http|rfc|iso|version|error|blowfish|python)\d+"
)
"""A password is a word and a number more often than anything else; so are the names of standards."""
DATA_KEY = re.compile(
    r"(?i)\b(?:primary|foreign|sort|cache|partition|composite|unique|row|dict(?:ionary)?|redis|object|map|index"
    r"|hot)[ _-]?$"
)
"""A key of a table, a cache or a keyboard."""
TOLD_BY = re.compile(r"密码|口令")
NUMBER_ALONE = re.compile(r"(?!(\d)\1+\b|123456|(?:19|20)\d\d[01]\d)\d{6,8}(?![\w位个条人次元年月-]|\.\d)")
"""What is dialled at a door, right behind the word."""
NAME_OF_KEY = re.compile(r"(?:[A-Za-z]+|\d+)(?:[-_./:](?:[A-Za-z]+|\d+))+")
"""Words and numbers joined: an entry of a dictionary, where nothing points at it as the secret itself."""
POINTS = re.compile(r"(?i)[:=是为成]|\bis\b|->|bearer|basic")
ASSIGNS = re.compile(r"(?i)[:=(是为成「『\"'`]|\bis\b|\bto\b|->|bearer|basic")
WORDS = re.compile(r"[A-Za-z]+(?:[-_'/.][A-Za-z]+)*")
LEAST_BITS = 3.0
"""Shannon entropy of a key, in bits a character: random hexadecimal digits have 3.3 or more at 16 characters."""


def find(plain: str) -> Iterator[Span]:
    """Keys of known issuers, passwords in addresses, values assigned to a word for a secret, seed phrases."""
    known = (match.span() for form in (KNOWN, HOOK) for match in form.finditer(plain) if _is_real(match[0]))
    in_urls = (
        match.span("value")
        for match in (IN_URL.finditer(plain) if "@" in plain else ())
        if not EXPRESSION.fullmatch(match["value"])
    )
    arguments = (_unquoted(plain, match) for form in (ARGUMENT, FLAG) for match in form.finditer(plain))
    given = (span for span in arguments if _is_argument(plain[slice(*span)]))
    pairs = (
        match.span("value")
        for match in _of_words(PAIR, ("dmin", "root", "uperuser"), plain)
        if not NO_PAIR.fullmatch(match["value"])
    )
    phrases = (match.span("value") for match in PHRASE.finditer(plain) if not SENTENCE.search(match["value"]))
    letters = (match.span("value") for match in _of_words(APP_PASSWORD, ("app", "App", "密码", "授权码"), plain))
    spans = {*known, *in_urls, *given, *pairs, *letters, *phrases, *_assigned(plain)}
    return apart(sorted(spans, key=lambda span: (span[0], -span[1])))


def _of_words(form: re.Pattern[str], words: Iterable[str], plain: str) -> Iterable[re.Match[str]]:
    """The matches of a form that holds one of the words, sought only where one of them is."""
    return form.finditer(plain) if any(word in plain for word in words) else ()


def canonical(value: str) -> str:
    """As it is: every character counts."""
    return value


def _unquoted(plain: str, match: re.Match[str]) -> Span:
    start, end = match.span("value")
    return (start + 1, end - 1) if plain[start] in "\"'" else (start, end)


def _is_argument(value: str) -> bool:
    return _is_password(value, "=") and not EXPRESSION.fullmatch(value) and "/" not in value and value[0] != "-"


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
            or (match["password"] and _is_password(value, link))
            or (match["key"] and _is_key(value, link))
        ):
            yield start, end


def _trimmed(plain: str, start: int, end: int) -> Span:
    """Without quotes, brackets and stops around."""
    stop = STOPS.search(plain, start, end)
    end = stop.start() if stop else end
    core = ENDS.match(plain[start:end])
    return start, start + (len(core["core"]) if core else 0)


def _is_password(value: str, link: str) -> bool:
    """Whether it is no word, and is given as the password; where it is only near, it must look like one."""
    if (
        len(value) > LONGEST_PASSWORD
        or TRIVIAL.fullmatch(value)
        or len(set(value)) < LEAST_DISTINCT_PASSWORD
        or WORDS.fullmatch(value)
    ):
        return False
    if ASSIGNS.search(link):
        is_pin = value.isdigit() and LEAST_PIN <= len(value) <= LONGEST_PIN
        return is_pin or (len(value) >= LEAST_PASSWORD and not value.isdigit())
    lower, upper, digit = (any(map(test, value)) for test in (str.islower, str.isupper, str.isdigit))
    is_told = not link or (len(value) >= LEAST_WORDY and WORDY.fullmatch(value) and not STANDARD.fullmatch(value))
    return len(value) >= LEAST_PASSWORD and digit and ((lower and upper) or not value.isalnum() or (is_told and lower))


def _is_key(value: str, link: str) -> bool:
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    digits = digits or (len(value) >= LEAST_MARKED and re.search(r"[!@#$%^&*+~]", value) is not None)
    return (
        ASSIGNS.search(link) is not None
        and len(value) >= LEAST_KEY
        and letters
        and digits
        and bits(value) >= LEAST_BITS
    )


def _is_real(value: str) -> bool:
    """Whether it is no stand-in: some variety, and no word for an example."""
    body = value.rpartition("-----BEGIN")[2] if "-----BEGIN" in value else value[4:]
    is_stand_in = re.search(r"(?i)x{6,}|example|your[-_ ]|placeholder|\.\.\.", value) is not None
    return len(set(body)) >= LEAST_DISTINCT and not is_stand_in and (value[:3] != "sk-" or any(map(str.isdigit, value)))


def bits(value: str) -> float:
    """Shannon entropy in bits a character: - sum p log2 p over the value's own characters."""
    shares = [value.count(character) / len(value) for character in set(value)]
    return -sum(share * log2(share) for share in shares)
