"""Items of a benchmark that models are measured with, which must not be trained on."""

from random import Random
from typing import NamedTuple

from worlds.retouch import mistype

EDITS = 0.01
"""Share of the characters of an item that are edited where it is not held whole."""
DECOYS = 2
"""Items of the file that nobody asks, for each one that somebody does."""


class Item(NamedTuple):
    """One line of a benchmark file."""

    id: str
    question: str
    answer: str
    language: str


def item(number: int, language: str, rng: Random) -> Item:
    """One item, whose names and numbers make it unlike all others."""
    slots = {name: rng.choice(words) for name, words in NAMES[language].items()}
    a, b, c = rng.sample(range(12, 980), 3)
    question = rng.choice(QUESTIONS[language]).format(a=a, b=b, c=c, **slots)
    return Item(f"item-{number}", question, rng.choice((str(a + b), "ABCD"[a % 4])), language)


def asked(item: Item, rng: Random) -> tuple[str, str, str]:
    """A prompt that holds the item, the item as it stands there, and whether it is `whole` or `edited`."""
    manner = rng.choice(("whole", "edited"))
    edits = max(1, round(EDITS * len(item.question)))
    text = item.question if manner == "whole" else mistype(item.question, edits, item.language, rng)
    return rng.choice(CARRIERS[item.language]).format(text), text, manner


NAMES = {
    "zh": {"who": ("小周", "老秦", "阿雅", "孟师傅", "冯同学", "陶经理", "贺医生", "苏老师"),
           "thing": ("蜂蜜罐", "铜齿轮", "羊毛毯", "玻璃珠", "樟木箱", "灯笼", "陶杯", "风筝"),
           "place": ("码头仓库", "山顶车站", "旧图书馆", "河边工坊", "地下车库", "学校礼堂", "盐场", "果园")},
    "en": {"who": ("Imogen", "Tobias", "Farida", "Lucian", "Odette", "Kwame", "Sorcha", "Bogdan"),
           "thing": ("jars of honey", "brass gears", "wool blankets", "glass beads", "cedar boxes", "paper lanterns",
                     "clay mugs", "box kites"),
           "place": ("the harbour depot", "the summit station", "the old library", "the riverside workshop",
                     "the parking garage", "the school hall", "the salt works", "the orchard")},
}  # fmt: skip
QUESTIONS = {
    "zh": (
        "{who}从{place}运出{a}个{thing}，途中损坏了{b}个，到达后又补了{c}个，问最后一共有多少个完好的{thing}？请写出计算过程。",
        "在{place}里，{who}把{a}个{thing}平均放进若干个格子，每格比上次多{b}个，已知共有{c}个格子，求每格最多放几个{thing}。",
        "阅读材料：{who}在{place}工作了{a}天，每天检查{b}个{thing}，有{c}个不合格。选一项：A变多 B变少 C难断 D不变",
        "已知{place}的温度每小时升高{a}度，{who}的{thing}在{b}度时会变形，若初始温度为{c}度，请判断几小时后需要转移并说明理由。",
        "{who}发现{place}门口的{thing}影长是{a}厘米，同一时刻旗杆影长{b}厘米，旗杆高{c}厘米，请推算{thing}的实际高度。",
        "逻辑推理：{who}说{place}的{thing}都编了号，从{a}到{b}，其中只有编号能被{c}整除的会被抽检，请问第一个被抽检的编号是哪一个？",
        "假设{place}每卖出一个{thing}获利{a}元，{who}投入的固定成本为{b}元，月租{c}元，请问至少卖出多少个{thing}才能不亏本？",
        "{who}要从{place}出发给{a}户人家送{thing}，每趟最多带{b}个，每户要{c}个，最少需要往返几趟？请说明思路。",
    ),
    "en": (
        "{who} ships {a} {thing} from {place}, loses {b} of them on the way and adds {c} new ones at the end. How many "
        "intact {thing} are there in total? Show your work.",
        "At {place}, {who} spreads {a} {thing} evenly over some shelves so that each shelf holds {b} more than last "
        "year, and there are {c} shelves. What is the largest number of {thing} on a shelf?",
        "Passage: {who} worked at {place} for {a} days and inspected {b} {thing} a day, of which {c} failed. Which "
        "statement holds? A the rate rose, B the rate fell, C it cannot be told, D it stayed the same.",
        "The temperature at {place} rises by {a} degrees an hour and the {thing} of {who} warp at {b} degrees. "
        "Starting from {c} degrees, after how many hours must they be moved, and why?",
        "{who} measures a shadow of {a} inches for the {thing} in front of {place} while a flagpole of {c} inches "
        "casts {b} inches. Derive the true height of the {thing}.",
        "Logic: {who} claims that the {thing} at {place} are numbered from {a} to {b}, and that only numbers divisible "
        "by {c} are inspected. Which number is the first to be inspected?",
        "Suppose {place} earns {a} cents on each of the {thing} while {who} pays {b} dollars up front and {c} dollars "
        "of rent a month. How many {thing} must be sold to break even?",
        "{who} leaves {place} to deliver {thing} to {a} households, carries at most {b} per trip, and each household "
        "wants {c}. What is the smallest number of round trips? Explain.",
    ),
}
CARRIERS = {
    "zh": (
        "{}", "帮我做一下这道题：{}", "{} 求详细解答", "孩子的作业，不会做：{}",
        "下面这题选什么？{}", "题目如下：{}", "请看题：{} 谢谢！", "考试原题，{}",
    ),
    "en": (
        "{}", "Please solve this for me: {}", "{} Any help is welcome.", "My kid brought this home: {}",
        "What is the right choice here? {}", "The task: {}", "Look at this one. {} Thanks!", "From an exam: {}",
    ),
}  # fmt: skip
