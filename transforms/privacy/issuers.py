"""Keys and tokens by the form that their issuer gives them, and addresses that are secrets themselves."""

import re
from collections.abc import Iterator

from transforms.privacy.spans import Span

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
LEAST_DISTINCT = 6


def find(plain: str) -> Iterator[Span]:
    """Keys of known issuers, private keys, web hooks."""
    return (match.span() for form in (KNOWN, HOOK) for match in form.finditer(plain) if _is_real(match[0]))


def _is_real(value: str) -> bool:
    """Whether it is no stand-in: some variety, and no word for an example."""
    body = value.rpartition("-----BEGIN")[2] if "-----BEGIN" in value else value[4:]
    is_stand_in = re.search(r"(?i)x{6,}|example|your[-_ ]|placeholder|\.\.\.", value) is not None
    return len(set(body)) >= LEAST_DISTINCT and not is_stand_in and (value[:3] != "sk-" or any(map(str.isdigit, value)))
