"""Answers that give away the model behind the site's assistant."""

import re

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow
from transforms.words import holds

NAME = r"\x02(?:[^a-z]|$)"
"""A name of the list, once it is replaced by a sign of its own."""
MACHINE = r"(?:\bai\b|\bllms?\b|assistant|language model|\bmodel|chat ?bot|\bbot\b|人工智能|模型|助手|助理|机器人)"
I_AM = r"(?:\b(?:i am|i'm|my name is|i was|i have been|i've been)|我是|我叫|我的名字[是叫]|本人是|我由|我被)\s*"
REST = r"[^。！？!?\n]"
"""The rest of a sentence."""
BY = r"(?:developed|created|trained|made|built|designed|provided|released) (?:\w+ )?(?:by|at)|from"
MADE = r"(?:开发|研发|训练|打造|推出|创造|提供|创建|设计)"
NO_MORE = rf"\x02(?:\s*[,，.。!！~～、:：(（\n]|\s*$|\s*的?(?:大|语言|智能|{MACHINE})| (?:and|an?|the)\b)"
"""A name that is all somebody is, not part of what else he is (a user, an employee)."""
PATTERNS = (
    rf"{I_AM}(?:an? |the |一[个款名位])?{NO_MORE}",
    rf"{I_AM}{REST}{{0,40}}{MACHINE}{REST}{{0,40}}(?:\b(?:{BY})\b|由|基于|来自|出自|属于|based on){REST}{{0,16}}{NAME}",
    rf"{I_AM}{REST}{{0,30}}(?:\b(?:{BY})\b|由|基于|来自|出自|属于|based on"
    rf"|是){REST}{{0,12}}{NAME}{REST}{{0,40}}{MACHINE}",
    rf"{I_AM}(?:由|来自|基于)?{REST}{{0,4}}\x02{REST}{{0,10}}{MADE}",
    rf"\b(?:i am|i'm|i was) (?:\w+ )?(?:powered by|based on|running on|built on) {NAME}",
    rf"我(?:背后|底层|后台|的底层|的基座){REST}{{0,12}}(?:是|为|由|基于)\s*{NAME}",
    rf"(?:^|[.!?。！？\n]\s*)(?:as|作为|身为)\s*(?:an? )?{NO_MORE}{REST}{{0,80}}(?:\bi\b|我)",
    rf"(?:^|[.!?。！？\n]\s*)(?:as|作为|身为){REST}{{0,60}}{MACHINE}{REST}{{0,30}}{NAME}{REST}{{0,40}}(?:\bi\b|\bmy\b"
    rf"|我)",
    rf"(?:^|[.!?。！？\n]\s*)(?:as|作为|身为){REST}{{0,20}}{NAME}{REST}{{0,30}}{MACHINE}{REST}{{0,40}}(?:\bi\b|\bmy\b"
    rf"|我)",
    rf"(?m:^)[^\n]{{0,12}}(?:this is|这里是)\s*\x02\s*(?:from|by)\s*{NAME}",
)


def model_identity(said: Answer, identities: tuple[str, ...]) -> pl.Expr:
    """Whether an answer speaks of itself, in one sentence, as one of the models, or as made by one of their makers.

    In the first person: who he is, by whom he, a machine, was made, or on what he runs. Not where the prompt names a
    model or maker itself.
    """
    if not identities:
        return pl.lit(False)
    names = sorted({name.lower() for name in identities}, key=lambda name: (-len(name), name))
    lower = said.text.str.to_lowercase()
    likely = lower.str.contains_any(names)
    asked = pl.when(likely).then(said.prompt)
    named = pl.when(holds(pl.when(likely).then(lower), identities) & ~holds(asked, identities)).then(lower)
    text = named.str.replace_all("[’‘]", "'").str.replace_all("|".join(re.escape(name) for name in names), "\x02")
    return text.str.contains(narrow("|".join(PATTERNS))).fill_null(False)
