"""Frames of answers to judge."""

import polars as pl

from schemas.curation import CurateConfig
from transforms.quality import fault, measured
from transforms.text import language

MESSAGES = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))
CONFIG = CurateConfig()
ZH = (
    "先把水烧开，再放入茶叶，等三分钟就可以倒出来喝了。水温不要太高，否则会有苦味。",
    "这条路线适合第一次去的人。第一天看湖，第二天爬山，晚上住在镇上的小旅馆里。",
    "绿植怕涝不怕旱。两周浇一次水，放在有散射光的窗边，叶子就会一直很精神。",
    "写信的时候先想清楚对象。开头问好，中间讲一件事，结尾留下联系方式就足够了。",
    "旧书可以送给社区图书室。太破的那些拆开做草稿纸，比直接扔掉要好得多。",
    "跑步之前要热身。膝盖不舒服的时候，改成快走或者骑车，休息几天再恢复训练。",
)
EN = (
    "Boil the water first, then add the leaves and wait three minutes. Cooler water keeps the taste from going bad.",
    "This route suits a first visit. See the lake on day one, climb the hill on day two, and stay in the village.",
    "Plants fear wet feet more than drought. Water them every two weeks, and keep them near a bright window.",
    "Think of the reader before you write the letter. Say hello, tell one thing, and leave an address at the end.",
    "Old books go to the library in town. Those that are too worn make good scrap paper for the children.",
    "Warm up before you run. If a knee hurts, walk or ride a bicycle instead, and come back after a few days.",
)
QUESTIONS = {"zh": "这件事怎么做比较好？", "en": "What is a good way to do this?"}


def answers(*rows: tuple[str, str | None], tags: list[str] | None = None) -> pl.LazyFrame:
    """Answers of (request, text)."""
    table = {
        "prompt": [[{"role": "user", "content": request}] for request, _ in rows],
        "text": [text for _, text in rows],
        "tags": [tags] * len(rows),
    }
    frame = pl.LazyFrame(table, schema={"prompt": MESSAGES, "text": pl.String, "tags": pl.List(pl.String)})
    return frame.with_columns(language=language(pl.col("text")))


def site(times: int = 10) -> list[tuple[str, str]]:
    """Good answers of a site of two languages, as the background of those that are judged."""
    return [(QUESTIONS[spoken], text) for spoken, texts in (("zh", ZH), ("en", EN)) for text in texts] * times


def faults(*rows: tuple[str, str], among: list[tuple[str, str]] | None = None) -> list[str | None]:
    """The fault of each of some answers, judged among those of a site."""
    others = site() if among is None else among
    judged = measured(answers(*rows, *others)).select(fault(CONFIG)).collect().to_series()
    return judged.head(len(rows)).to_list()
