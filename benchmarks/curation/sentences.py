"""Texts in Chinese and English to plant copies in: sentences of a small grammar, by topic and pattern."""

import random
from typing import NamedTuple


def _words(*lines: str) -> list[str]:
    """The words of some lines, between bars."""
    return [word for line in lines for word in line.split("|")]


PATTERNS = {
    "zh": (
        "{who}在{when}谈到{thing}的时候，总会先问{aspect}够不够{quality}。",
        "{thing}之所以{quality}，多半是因为{aspect}{change}了，而不是{who}的功劳。",
        "如果{aspect}一直没有{change}，{who}通常会把{thing}放到{when}再处理。",
        "根据{who}的记录，{when}的{thing}里有{number}成与{aspect}有关。",
        "很多人以为{thing}只看{aspect}，其实{who}更在意它是否{quality}。",
        "到了{when}，{who}发现{aspect}{change}得比{thing}还快。",
        "想要{thing}{quality}，先把{aspect}写下来，再请{who}帮忙看一遍。",
        "{who}曾经花了{number}天研究{thing}，结论是{aspect}并不{quality}。",
        "别急着下结论，{thing}的{aspect}往往要等到{when}才会{change}。",
        "{when}，{who}把{number}份关于{thing}的材料寄了出去，却没人提到{aspect}。",
    ),
    "en": (
        "Whenever {who} talks about {thing} {when}, the first question is whether the {aspect} is {quality}. ",
        "Most of {thing} looks {quality} because the {aspect} has {change}, and hardly because of {who}. ",
        "If the {aspect} has not {change} by then, {who} will leave {thing} for {when}. ",
        "According to {who}, about {number} percent of {thing} {when} comes down to the {aspect}. ",
        "People judge {thing} by its {aspect}, yet {who} only wants to know if it is {quality}. ",
        "By the time it was {when}, {who} saw that the {aspect} had {change} faster than {thing}. ",
        "To make {thing} {quality}, write down the {aspect} and let {who} read it once. ",
        "After {number} days with {thing}, {who} concluded that no {aspect} is ever {quality}. ",
        "Do not hurry: the {aspect} of {thing} is rarely {change} before {when}. ",
        "{when}, {who} sent out {number} notes on {thing}, and none of them named the {aspect}. ",
    ),
}
WORDS = {
    "zh": {
        "who": _words(
            "老陈|护士长|邻居阿姨|社区律师|实习生|仓库主管|数学老师|退休船员|房东|修车师傅|志愿者|编辑|采购员",
            "体育教练|药剂师|会计|导游|程序员|园丁|记者",
        ),
        "when": _words(
            "清晨|雨季|年底|周末|开学前|深夜|旺季|换季时|午休之后|春节前后|月初|台风过后|搬家那天|考试周",
            "第二季度|出差途中",
        ),
        "quality": _words(
            "稳定|便宜|耐用|安静|透明|公平|柔软|准时|简单|新鲜|环保|体面|灵活|清楚|安全|温和",
        ),
        "change": _words(
            "改善|下降|翻倍|恢复|消失|变形|放缓|合并|公开|暴露|成熟|冷却|扩大|积累|中断|更新",
        ),
        "aspect": _words(
            "预算|光线|流程|口感|湿度|合同条款|排队时间|字体|里程|温差|库存|噪音|售后|密码|配方|轮班表|坡度",
            "版权|保质期|座位",
        ),
    },
    "en": {
        "who": _words(
            "the night nurse|my landlord|our bookkeeper|a retired sailor|the youngest intern",
            "the head gardener|their lawyer|a patient teacher|the bus driver|one volunteer|the sound engineer",
            "her editor|a local guide|the warehouse crew|his dentist|the goalkeeper",
        ),
        "when": _words(
            "early in spring|on a rainy Sunday|before the holidays|after the second shift|during exam week",
            "around midnight|in the low season|on moving day|at the end of the quarter|between two storms",
            "once school begins|late in August",
        ),
        "quality": _words(
            "cheap|reliable|quiet|transparent|fair|fresh|flexible|punctual|sturdy|clear|gentle|safe|modest",
            "elegant|portable|renewable",
        ),
        "change": _words(
            "improved|doubled|vanished|settled|slowed down|been published|cooled off|expanded|been repaired",
            "recovered|been merged|leaked|matured|shrunk|been renamed|faded",
        ),
        "aspect": _words(
            "budget|lighting|queue|humidity|contract|spelling|mileage|noise|recipe|inventory|warranty",
            "password|slope|licence|timetable|seating|temperature|ventilation|packaging|deposit",
        ),
    },
}
THINGS = {
    "zh": _words(
        "阳台种菜|二手自行车|家庭录音|老城区租房|冬泳训练|手工皮具|校园广播|宠物寄养|露营炊具|古籍修复",
        "城市观鸟|夜间摄影|木工榫卯|亲子阅读|社区食堂|旧衣回收|方言配音|山地徒步|咖啡烘焙|电梯维保",
    ),
    "en": _words(
        "balcony tomatoes|used bicycles|home recording|renting downtown|winter swimming|leather craft",
        "campus radio|boarding a dog|camp stoves|book binding|urban birding|night photography|wooden joints",
        "bedtime reading|the village canteen|clothes recycling|voice acting|alpine hiking|coffee roasting",
        "lift maintenance",
    ),
}


class Sentence(NamedTuple):
    """One sentence: its pattern and what it is about can be kept when it is filled anew."""

    language: str
    pattern: str
    thing: str
    text: str


def sentence(dice: random.Random, language: str, *, pattern: str | None = None, thing: str | None = None) -> Sentence:
    """A sentence, of a pattern and about a thing where they are given."""
    pattern = pattern or dice.choice(PATTERNS[language])
    thing = thing or dice.choice(THINGS[language])
    words = {name: dice.choice(choices) for name, choices in WORDS[language].items()}
    text = pattern.format(thing=thing, number=dice.randint(2, 99), **words)
    return Sentence(language, pattern, thing, text[0].upper() + text[1:])


def passage(dice: random.Random, language: str, sentences: int, *, thing: str | None = None) -> list[Sentence]:
    """Some sentences in a row."""
    return [sentence(dice, language, thing=thing) for _ in range(sentences)]


def refilled(dice: random.Random, sentences: list[Sentence]) -> list[Sentence]:
    """The same patterns with other words."""
    return [sentence(dice, each.language, pattern=each.pattern) for each in sentences]


def written(sentences: list[Sentence]) -> str:
    """Sentences as one text."""
    return "".join(each.text for each in sentences).strip()
