"""QQ numbers: five to eleven digits that a word for QQ names."""

import re
from collections.abc import Iterator

from transforms.privacy.cues import AMOUNT, MONEY, before, glued_before, is_amount, is_called_thing, is_of_things
from transforms.privacy.labels import JOINING, is_of_the_service, of_structure, points_at, with_neighbours
from transforms.privacy.spans import Span, apart
from transforms.privacy.talk import follows

HINT = (
    r"[qQｑＱ] ?[qQｑＱ]|[qQｑＱ][群号上]|[加+＋➕扩找系扣]我?的?[qQｑＱ]|[qQｑＱ][:： 是为]{0,3}[0-9０-９]{3}"
    r"|扣[扣:：]|[加+＋➕]扣|抠抠|叩叩|企鹅|球球|[秋丘求][秋丘求]|🐧|扣[号我0-9]|[qQ]我|[你我他她换的][qQｑＱ]"
    r"|(?i-u:oicq)|uin[\"']?[=:]"
)
VALUE = re.compile(r"(?<![\d.*])[1-9]\d{4,10}(?![\d*]|\.\d|[A-Za-z_]|-\d)")
GROUPED = re.compile(
    r"(?<![\d.*])(?<!\d[ -])[1-9](?=\d*[ ._·-]\d)(?:\d{1,4}([ ._·-])(?:\d{2,5}\1?){1,4}|(?:([ ._·-])\d){4,10}"
    r"|(?: ?\d){5,10})(?<=\d)(?![\d*]|[ .-]\d"
    r"|[A-Za-z_])"
)
SPELT = re.compile(
    r"(?<![零〇一二三四五六七八九十])[一二三四五六七八九幺][零〇一二三四五六七八九幺]{5,10}(?![零〇一二三四五六七八九十百千万亿])"
)
"""A number in Chinese numerals."""
LEAST, MOST = 6, 11
"""Digits of a number in groups."""

NAME = (
    r"(?:(?<![A-Za-z])(?:q ?q|oicq)|扣扣|抠抠|叩叩|企鹅🐧?|🐧|球球|秋秋|丘丘|(?:求求|丘秋|秋丘|扣号)(?=\W{0,2}$)"
    r"|[加+]?扣(?=\s?:)|[加+➕]扣(?=\s?$)"
    r"|(?<![A-Za-z])uin(?=[\"']?\s?[=:]))"
)
LINK = (
    r"(?:[ _-]?(?:群聊?|号码?|账号|小号|大号|number|num|no\b\.?|ids?|account|acct|acc\b|contact|handle|group))*"
    rf"{JOINING}{{0,10}}"
)
AHEAD = re.compile(rf"(?ai){NAME}{LINK}$")
SURE = re.compile(
    r"(?ai)(?P<word>(?<![A-Za-z])q ?q(?:号码?|账号|小号|大号| ?number| ?id\b| ?account)"
    r"|[我你他她的姐哥弟妹师]q ?q(?![a-z])"
    r"|q ?q(?=(?:[不也都还很]|经常|一直|偶尔|平时|天天|基本|只)[一-龥]{0,4}?(?:上|用|登|看|在|聊|回))"
    r"|[加联系找扣]我?的?(?:q ?q|[qQ])(?![a-z]))(?:(?!\d)[^。!?\n]){0,12}$"
)
"""A word that can be but for a person's account, and up to a few words more."""
AHEAD_OF_GROUPS = re.compile(
    rf"(?ai)(?:{NAME}|[加+➕扩你我他她的]我?[qQ]|(?<![A-Za-z0-9])[qQ](?=号|\s?:))(?:号码?|账号|number|num|no\.?|ids?"
    rf"|account"
    rf"|acct|is|are|[是为叫]|->|[\s:=#~\"'(\[\u2190-\u21ff-]){{0,6}}$"
)
BEHIND = re.compile(
    r"(?ai)[\"'`」』)]?\s?(?:(?:这个|那个|这|那|我的?|是我的?|[也就]?是|is(?: (?:my|an?|the|his|her|our|your"
    r"|their)(?: [a-z]+(?:'s)?)?)?"
    rf"|as my|\()\s?){{1,3}}{NAME}(?!\s?[:=]?\s?\d|[A-Za-z]|音乐|空间|浏览|邮箱|飞车|群|币|版|游|会|农|等级|用户|炫)"
)
"""A word for it behind the number, with words that point back."""
RIGHT_BEHIND = re.compile(
    rf"(?ai)[\s,(]{{0,2}}的?{NAME}(?=秒|在线|常用|同号|加我|私|联系|聊|来|上找|扩|[\s,.。!~)]*$|[\s]*\n|[,。!~])"
)
"""The word right behind the number, and what is done with it."""
CONTACT = re.compile(
    r"(?ai)(?:(?:\bat|\badd|\bping|\bfind|\bsearch|\bmessage|\bcontact|\breach|\bnumber|\bid|\bhandle|\bas|\bunder|\bby"
    r"|\bme|\bis|加|搜|找|联系)\s?(?:me |us |him |her |for |at )?[\"'`]?)$"
)
ON_IT = re.compile(rf"(?ai)[\"'`]?\s(?:on|in|via|through|over)\s(?:my\s)?{NAME}(?!\s?[:=]?\s?\d|[A-Za-z])")
SINGLE = re.compile(
    r"(?:[加+➕扩]我?[qQ]|(?<![A-Za-z0-9])[qQ](?:群|号|我)?|(?<![一-龥])扣我?|[加找来可请事我]扣我?)"
    r"(?P<link>(?:[:： ]|是|为|->|[\u2190-\u21ff\U0001f449]){0,3})$"
)
"""A bare Q, which also stands for a question or a quarter."""
LEAST_OF_SINGLE, LEAST_DISTINCT = 6, 3
ANSWER = re.compile(r"(?:^|[\s?。!;])A\d*\s*[:.]", re.MULTILINE)
ASKED = re.compile(
    r"(?a)\s*(?:times|plus|minus|divided|mod|[+*/=x×÷^]|是多少|等于|除以|乘以?|加上|减去?)|[^。!\n,，;]{0,60}\?"
)
VARIABLE = re.compile(r"(?:int|long|let|var|const|float|double|size_t|u?int\d+_t)\s+\w*$")
"""A variable of that name."""
ROUND = re.compile(r"\d+0000|\d0{4,}")
DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
MOBILE = re.compile(r"1[3-9]\d{9}")
TALK = re.compile(rf"(?ai){NAME}(?![A-Za-z])|(?<=[你我他她您换加有玩用])[qQ](?![A-Za-z0-9])|(?<![A-Za-z0-9])q号")
"""What a talk calls it, some words before the number."""
LEAST_IN_TALK = 7
ENDS = re.compile(
    r"(?ai)[\"'`」』)\]]?(?:\s*$|\n|[,;!?。~|/)\]}」』」]|\.(?:\s|$)|\s?[-(]"
    r"|\s?[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]"
    r"|\s?(?=[加搜私备随在不用注验戳敲滴来联找哈哦啊吧呢谢]|旧|新|小号|大号|[一-龥]{0,2}加)"
    r"|\s(?:and|or|if|for|so|but|anytime|please|pls|thanks|when|after|before|works|too|is|was|now|add|lol|btw)\b)"
)
"""Behind a number that stands by itself."""
CODE = re.compile(r"[_-]$")
TOPIC = re.compile(rf"(?ai){NAME}(?![A-Za-z])|(?<![A-Za-z])q[号上]")
HEAD = re.compile(r"(?ai)(?<![a-z])(?:qq|oicq)(?![a-z])|qq_|扣扣|企鹅号")
REACH = 40


def find(plain: str) -> Iterator[Span]:
    """Numbers that QQ, or one of its other names, names: before or behind, as a column or a sibling, in a list."""
    candidates = [match.span() for match in VALUE.finditer(plain) if _may_be(plain, *match.span())]
    named = [span for span in candidates if _is_named(plain, *span)]
    grouped = [match.span() for match in GROUPED.finditer(plain) if _is_grouped(plain, match)]
    neighbours = [span for span in candidates if _may_be_another(plain, *span)]
    spelt = [match.span() for match in SPELT.finditer(plain) if AHEAD.search(plain, *_reach(match.start()))]
    return apart(sorted(with_neighbours(plain, [*named, *grouped, *spelt], neighbours)))


def _reach(start: int) -> Span:
    return max(0, start - REACH), start


def _may_be(plain: str, start: int, end: int) -> bool:
    """Whether it is no amount, no round number and none of a thing."""
    return not (AMOUNT.match(plain, end) or ROUND.fullmatch(plain, start, end) or before(plain, start, MONEY))


def _may_be_another(plain: str, start: int, end: int) -> bool:
    is_other = DATE.fullmatch(plain, start, end) or MOBILE.fullmatch(plain, start, end) or is_of_things(plain, start)
    return not is_other and not glued_before(plain, start)


def _is_named(plain: str, start: int, end: int) -> bool:
    may_be_another = _may_be_another(plain, start, end)
    ahead = AHEAD.search(plain, max(0, start - REACH), start)
    sure = SURE.search(plain, max(0, start - REACH), start) if may_be_another else None
    if ahead or (sure and not is_of_the_service(plain, sure.end("word"), start)):
        is_code = ahead and end - start < LEAST_IN_TALK and CODE.search(plain, max(0, start - 1), start)
        if ahead and (is_code or is_of_things(plain, ahead.start())):
            return False
        return not ahead or not VARIABLE.search(plain, max(0, ahead.start() - 12), ahead.start() + 1)
    if _is_single(plain, start, end):
        return True
    if not may_be_another:
        return False
    if end - start >= LEAST and points_at(plain, start, TOPIC):
        return True
    if end - start >= LEAST_IN_TALK and ENDS.match(plain, end) and _is_talked_of(plain, start, end):
        return True
    if end - start >= LEAST and RIGHT_BEHIND.match(plain, end):
        return True
    if BEHIND.match(plain, end) or (ON_IT.match(plain, end) and before(plain, start, CONTACT)):
        return True
    return HEAD.search(of_structure(plain, start, end)) is not None


def _is_talked_of(plain: str, start: int, end: int) -> bool:
    """Whether the talk was of such accounts, and the number neither counts nor is called something else."""
    return follows(plain, start, TALK) and not (is_amount(plain, start, end) or is_called_thing(plain, end))


def _is_single(plain: str, start: int, end: int) -> bool:
    single = SINGLE.search(plain, max(0, start - 6), start)
    if single is None or end - start < LEAST_OF_SINGLE or len(set(plain[start:end])) < LEAST_DISTINCT:
        return False
    is_plain_q = plain[single.start()] in "qQ"
    return not (is_plain_q and (ASKED.match(plain, end) or (single["link"] and ANSWER.search(plain, end))))


def _is_grouped(plain: str, match: re.Match[str]) -> bool:
    digits = sum(map(str.isdigit, match[0]))
    is_named = AHEAD_OF_GROUPS.search(plain, max(0, match.start() - REACH), match.start()) is not None
    return LEAST <= digits <= MOST and is_named and not AMOUNT.match(plain, match.end())
