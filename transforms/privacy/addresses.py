"""Internet addresses (IPv4, IPv6) that may lead to a person."""

import ipaddress
import re
from collections.abc import Iterator

from transforms.privacy.cues import column_head
from transforms.privacy.spans import Span, apart

HINT = (
    r"[0-9０-９]{1,3}[.．][0-9０-９]{1,3}[.．][0-9０-９]{1,3}[.．][0-9０-９]|(?i)(?:[0-9a-f]{1,4}:){4}"
    r"|[23f][0-9a-f]{2,3}:(?:[0-9a-f:]{0,30})::|[23f][0-9a-f]{2,3}::[0-9a-f]"
)
FOUR = re.compile(
    r"(?a)(?:(?<![\w.-])|(?<=[^A-Za-z]ip)|(?<=[^A-Za-z]IP)|(?<=^ip)|(?<=^IP))(?:\d{1,3}\.){3}\d{1,3}(?![\w*]|\.\d"
    r"|-\w)|(?<=\w-)(?:\d{1,3}\.){3}\d{1,3}(?=:\d)"
)
SIX = re.compile(
    r"(?:(?<![0-9A-Za-z:.])|(?<=[^0-9A-Fa-f:]:)"
    r"|(?<=[iI][pP][vV]6:))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:]|\.\d)"
)
VERSION = re.compile(
    r"(?ai)(?:\bv|\bver\.?|version|builds?|releases?|revision|版本号?|固件|驱动|补丁|升级到|更新到|firmware"
    r"|driver|patch|oid|sections?|sec\.|chapter|clause|appendix|§|第|章|节|条|论文"
    r"|score|比分|items?|rows?|lines?|figures?|fig\.|tables?|rules?|articles?|para(?:graph)?s?|条目|编号|序号"
    r"|\b(?:windows"
    r"|chrome|android|ios|macos|firefox|safari|opera|flash player|java|python|framework|kernel)"
    r"|[A-Za-z]\w*(?<!ip)(?<!host)[/_-])[\s:=(\"'>]*(?:号|为|是|is|was|to)?[\s:=(\"'>]*$"
)
AFTER_VERSION = re.compile(
    r"(?<![\d.])\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\s?(?:和|与|到|至|或|还是|跟|、|,|/|-|~|->|→|\b(?:and|or|to|vs\.?"
    r"|than)\b)\s?v?$"
)
"""Right behind a version of two or three parts, the other of the two."""
SHAPE = re.compile(r"(?i)\b(?:dim(?:ension)?s?|shape|stride|tensor|matrix|kernel|ratio)\b[^\d\n]{0,12}$|维度\W?$")
"""Before numbers that are apart by points in the place of signs of multiplication."""
VERSION_BEHIND = re.compile(r"(?i)\s?(?:版|版本|小?节|章|version|build|release|update)")
CUED = re.compile(
    r"(?ai)(?:\bips?\b|ipv4|地址|address|host|server|服务器|ping|主机|网关|gateway|dns|内网|局域网|登录|访问"
    r"|来自|from|://|remote|client|addr)[^\n.。!?]{0,20}$"
)
HEAD = re.compile(r"(?ai)\bip|地址|host")
SMALL = 40
"""Where all four parts are below, they may be the numbers of a version or a section."""
KNOWN = re.compile(
    r"8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9|114\.114\.11[45]\.11[45]|223\.[56]\.[56]\.[56]"
    r"|119\.29\.29\.29|180\.76\.76\.76|208\.67\.22[02]\.22[02]|1\.2\.3\.4"
)
"""Public name servers, and an example."""


def find(plain: str) -> Iterator[Span]:
    """Addresses of hosts; neither versions nor what is nobody's: loopback, masks, networks, gateways, name servers."""
    four = (match.span() for match in FOUR.finditer(plain) if _is_four(plain, match))
    six = (match.span() for match in SIX.finditer(plain) if _is_six(match[0]))
    return apart(sorted([*four, *six]))


def _is_four(plain: str, match: re.Match[str]) -> bool:
    parts = match[0].split(".")
    if any((len(part) > 1 and part[0] == "0") or int(part) > 255 for part in parts) or KNOWN.fullmatch(match[0]):
        return False
    address = ipaddress.IPv4Address(match[0])
    is_nobodys = address.is_loopback or address.is_multicast or parts[0] in ("0", "255") or parts[3] in ("0", "255")
    if is_nobodys or (parts[0] in ("10", "172", "192") and address.is_private and parts[3] == "1"):
        return False
    start = match.start()
    is_url = plain[max(0, start - 2) : start] == "//"
    if not is_url and (VERSION.search(plain, max(0, start - 40), start) or VERSION_BEHIND.match(plain, match.end())):
        return False
    if AFTER_VERSION.search(plain, max(0, start - 40), start) or SHAPE.search(plain, max(0, start - 30), start):
        return False
    may_be_version = all(int(part) < SMALL for part in parts)
    is_told = CUED.search(plain, max(0, start - 40), start) or HEAD.search(column_head(plain, start))
    return not may_be_version or is_told is not None


def _is_six(text: str) -> bool:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    is_host = int(address) >> 125 == 1 or text[:2].lower() in ("fe", "fc", "fd")
    return is_host and any(character.isdigit() for character in text) and (text.count(":") == 7 or "::" in text)
