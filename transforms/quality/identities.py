"""Answers that give away the model behind the site's assistant."""

import re

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow

VERSION = (
    r"(?:[ -]?v?\d[\w.-]*|[ -](?:pro|turbo|plus|max|ultra|mini|flash|lite|large|chat|instruct|coder|sonnet|opus|haiku"
    r"|nano"
    r"|base|bot|llm)(?-u:\b))*"
)
"""What follows a model's name, as in Qwen2.5-72B-Instruct."""
NAME = r"\x02+(?:[^a-z]|$)"
"""A name of the list, once it is replaced by a sign of its own."""
OF_YOU = r"\b(?:you|your|yourself)\b|[你您]"
ASKS_OTHERS = (
    r"\b(?:recommend|suggest|think|opinion|favou?rites?|prefer|like|love|know|heard|how do you|use|using|say|search"
    r"|tell me"
    r"|give me|find|own|buy|play|watch)\b|推荐|觉得|认为|看法|喜欢|知道|听说|用过|在用|帮我?|给我?|查|搜|建议|教我?"
    r"|告诉|手机|电脑|玩|看过|写|列|\b(?:write|list)\b"
)
SELF_CHARS, SELF_ANSWER_CHARS = 40, 200
"""A short prompt with one of these, and none of those, asks after the assistant itself; and a short text answers it."""
USES = r"(?:\b(?:try|search|visit|download|google it)\b|搜|打开|下载|试试|上网|登[录入]|授[权權][给給])\W*"
"""What comes before the name of a mere tool."""
MACHINE = (
    r"(?:\bai\b|\bllms?\b|assistant|language model|\bmodel|chat ?bot|\bbot\b|人工智能|模型|助手|助理|机器人|智能体"
    r"|智能系统|对话系统)"
)
REST = r"[^。！？!?\n\x03]"
"""The rest of a sentence."""
SOMEBODY = (
    r"\b(?:fans?|users?|employees?|engineers?|customers?|students?|researchers?|interns?|(?:am|'m) (?:using|not"
    r"|working|sure"
    r"|reading|testing)|familiar|impressed|surprised|aware|interested)\b|用户|员工|粉丝|工程师|程序员|研究员|实习生"
    r"|博士|教授|老师|学生|客户"
)
"""Who is one of these is no machine."""
START = r"(?:^|[.!?。！？\n:：,，;；~～)）]\s*)\W*"
"""Where a sentence or clause begins."""
I_AM = (
    r"(?:\b(?:i am|i'm|my name is|my name's|i was|i have been|i've been|i go by|i go under|call me|known as|(?:talk"
    r"|chatt|speak"
    r"|convers)ing (?:to|with)|i(?:'m| am) called|i come from|i run on|i am running|i operate)\b|\bthis is\b"
    r"|我们?是|我叫|我不是[^。！？!?\n]{0,12}[，,]?而是|[您你](?:现在|正在|此刻|当前)?(?:对话|交谈|聊天|使用|体验|咨询"
    r"|看到)的(?:对象)?是|我的名字[是叫]|我的(?:身份|全名|大名|真名|名称|昵称)[是叫为]|本人是|本助手是|我乃|我便是"
    r"|我就是|我正是|我其实是|我名叫|我名为"
    r"|叫我|在下(?:是|乃)?|我由|我被|我来自|我出自|我属于|我基于|我源于|我隶属|这里是|本模型|本助手|与您(?:对话|交流"
    r"|聊天)的是|为[您你](?:服务|解答|回答)的是"
    r"|[您你](?:正在|现在)(?:与|和|跟|同))\s*"
)
MAKES = (
    r"(?:developed|created|trained|made|built|designed|provided|released|powered|produced|engineered|launched"
    r"|introduced"
    r"|published|maintained|operated|owned|hosted|offered|brought to you|served|crafted|fine-tuned|pre-?trained)"
)
BY = rf"(?:{MAKES}(?: \w+){{0,2}}? (?:by|at|with|using|on)|from|of)"
MADE = (
    r"(?:开发|研发|训练|打造|推出|创造|提供|创建|设计|构建|研制|制作|自研|发布|出品|驱动|支持|运营|孵化|旗下|搭建|部署"
    r"|生成)"
)
FROM = rf"(?:\b{BY}\b|由|基于|来自|出自|属于|隶属于?|源自|源于|诞生于|出生于|脱胎于|based on|采用|使用|搭载|接入|依托)"
NO_MORE = (
    rf"\x02+(?:就[好行可]|即可|[吧啦哦呀呢]|\s*[,，.。!！~～、:：;；(（)）\n—-]|\s*$|\s*的?(?:大|语言|智能|{MACHINE})"
    rf"| (?:and|an?|the|here|speaking|from|by|i)\b)"
)
"""A name that is all somebody is, not part of what else he is (a user, an employee)."""
ANSWER = (
    r"(?:(?:this|the above|the following|my) (?:answer|response|reply|message|text|content|output|conversation|chat)"
    r"|(?:本|该|此|这|以上|上述|上面)(?:条|篇|段|个|份|次|的)?(?:回答|回复|答案|内容|回应|文本|解答|文字|对话|服务"
    r"|功能|结果))"
)
"""What an answer calls itself."""
AS = r"(?:\bas\b|speaking as|being\b|作为|身为|以)"
PATTERNS = (
    r"^\x04[^\x02]*\x02",
    r"\n\W*(?:best|(?:best |kind |warm )?regards|sincerely|yours|cheers|love|thanks|(?:此致\W*)?敬礼|敬上|此致"
    r"|祝好)\W*\n\W*\x02+\W*$",
    r"(?:——|—|--) ?(?:来自|from|by)?\s*\x02+\W*$|(?:——|—|--) ?(?:来自|from|by)\s*\x02",
    rf"(?:\byour|[你您]的)\s*\x02+\W*(?:{MACHINE}|一直[都]?在|陪|$)|\x02+,? your {REST}{{0,12}}(?:{MACHINE}|\x02)",
    r"\b(?:for|being|coming from|as|for a model from|for an ai from) \x02+(?:,? (?:who|right|i|which)\b"
    r"|[,，]? ?right)",
    rf"(?:希望|愿|祝)\x02|\x02+的(?:这个|这段|这篇|这条)(?:回答|笑话|建议|故事|介绍|解答|祝福)"
    rf"|\x02+{REST}{{0,6}}里的我",
    rf"\b(?:according to|per|under|following)\b{REST}{{0,8}}\x02+{REST}{{0,10}}(?:polic|guideline|rules"
    rf"|terms){REST}{{0,12}}\b(?:i|we)\b",
    rf"(?:根据|按照|依据|遵循){REST}{{0,4}}\x02+{REST}{{0,8}}(?:政策|规定|准则|规范|要求|指引)[，,]?(?:我|\x02|本)",
    rf"{I_AM}{REST}{{0,14}}{MAKES} (?:by|at) (?:the )?{NAME}|\bi(?:'m| am) [a-z0-9]{{1,12}}, (?:by|from) {NAME}"
    rf"|{I_AM}\x02+套",
    rf"\x02+(?:'s)?{REST}{{0,8}}(?:may|will|can) (?:review|use|store|log|keep|see){REST}{{0,30}}\b(?:me|my)\b"
    rf"|我用的是\x02+的?(?:架构|模型|底座|引擎|技术)",
    rf"\x02+{REST}{{0,40}}\b(?:used|uses|built|trained|train|keep|keeps|made|make|let|lets|gave|gives|run"
    rf"|runs){REST}{{0,24}}\b(?:on|for|with)? ?me\b",
    rf"\x02+(?:公司|团队)?{REST}{{0,2}}(?:在)?(?:训练|开发|设计|创造|研发|教)我",
    rf"(?:\bi|\bme|我)[,，] ?\x02+[,，.。]|{I_AM}{REST}{{0,12}}(?:的|'s ){NO_MORE}",
    rf"\b(?:i (?:happen to be|am part of|belong to|am a member of)|i'm part of){REST}{{0,12}}{NAME}",
    rf"\b(?:model|engine|brain|technology|company|team|ai) (?:behind|powering|driving|under) me (?:is"
    rf"|are)\b{REST}{{0,12}}{NAME}",
    rf"\x02+{REST}{{0,16}}\b(?:powers|drives|runs|made|trained|built|created) me\b",
    rf"{I_AM}(?:called |named |an? |the |your |just |actually |still |now |really |的|一[个款名位])*{NO_MORE}",
    rf"{I_AM}{REST}{{0,40}}{MACHINE}{REST}{{0,40}}{FROM}{REST}{{0,24}}{NAME}",
    rf"{I_AM}{REST}{{0,30}}(?:{FROM}|是){REST}{{0,16}}{NAME}{REST}{{0,40}}{MACHINE}",
    rf"{I_AM}{REST}{{0,40}}{MACHINE}{REST}{{0,12}}(?:called|named|known as|叫做?|名为|名叫|名字是|——"
    rf"|[,，:：]){REST}{{0,4}}{NAME}",
    rf"{I_AM}(?:an? |the |一[个款名位])*\x02+(?:'s|的|公司的?|家的|旗下的?|平台的?|团队的?|\s)*{REST}{{0,12}}(?:\x02"
    rf"|{MACHINE})",
    rf"{I_AM}(?:由|来自|基于|是|被)?{REST}{{0,4}}\x02+{REST}{{0,10}}{MADE}",
    rf"\bi(?: was| am|'m|'ve been| have been| run| operate| work)? (?:\w+ )?(?:{BY}|based on|running on|built on|run on"
    rf"|(?:trained|made|created|developed) (?:by|at)) (?:the |a )?(?:\w+ )?{NAME}",
    rf"(?:我(?:的)?(?:背后|底层|后台|基座|内核|核心|大脑|开发者|创造者|开发商|研发团队|开发团队|制造商|母公司|所属公司"
    rf"|东家"
    rf"|老板|训练数据|技术|能力|名字|身份)"
    rf"|本(?:助手|产品|服务|站|平台|机器人)){REST}{{0,16}}(?:是|为|由|基于|来自|叫|采用|接入|使用|调用"
    rf"|属于){REST}{{0,8}}\x02",
    rf"\bmy (?:\w+ )?(?:creators?|developers?|makers?|name|company|owner|engineers|team|model|engine|backend|brain"
    rf"|training"
    rf"|architecture|knowledge|identity|parents?|weights)\b{REST}{{0,30}}\b(?:is|are|was|were|by|at|from"
    rf"|called){REST}{{0,12}}{NAME}",
    rf"\x02+(?:公司|团队|实验室)?(?:把我|将我|{MADE}了?(?:出)?的?(?:了我|我)|让我|给我取名|为我)|\x02+(?:就是我"
    rf"|是我的?名字|是我的)",
    rf"\x02+(?: \w+){{0,2}} (?:{MAKES}|trained|made|built|created|runs|serves|named|calls) me\b"
    rf"|\x02+,? (?:is my name|is what i am|is who i am|here\b|at your service|speaking\b)",
    rf"{START}{ANSWER}{REST}{{0,20}}(?:{FROM}|是|written|by){REST}{{0,12}}\x02",
    rf"{START}(?:内容|回答|回复|答案)?(?:由|powered by|generated (?:by|with)|written (?:by|with)|provided by"
    rf"|answered by)\s*"
    rf"\x02+{REST}{{0,14}}(?:$|[。.!！\n)）]|{MACHINE}|生成|驱动|提供|支持|回答)",
    rf"{START}{AS}\s*(?:an? |the )?{NO_MORE}{REST}{{0,80}}(?:\bi\b|\bi'|\bmy\b|我|$)",
    rf"{START}{AS}{REST}{{0,60}}(?:{MACHINE}|{FROM}){REST}{{0,30}}{NAME}{REST}{{0,60}}(?:\bi\b|\bi'|\bmy\b|我|本)",
    rf"{START}{AS}{REST}{{0,20}}\x02+{REST}{{0,30}}(?:{MACHINE}|\x02){REST}{{0,60}}(?:\bi\b|\bi'|\bmy\b|我|本|[,，]|$)",
    rf"^\W*\x02+(?:\s?{MACHINE})?\W{{0,3}}(?:为您|为你|在此|来啦|来了|来回答|竭诚|at your service|here to help)",
)

UNION = 8
"""Patterns that are sought at once."""
FOUND = "\x05"


def model_identity(said: Answer, identities: tuple[str, ...]) -> pl.Expr:
    """Whether an answer speaks of itself, in one sentence, as one of the models, or as made by one of their makers.

    Who it is, by whom it, a machine, was made, or on what it runs. Not where the prompt names a model or maker itself.
    """
    if not identities:
        return pl.lit(False)
    names = sorted({name.lower() for name in identities}, key=lambda name: (-len(name), name))
    lower = said.text.str.to_lowercase()
    sign = pl.when(_asks_after_itself(said)).then(pl.lit("\x04")).otherwise(pl.lit(""))
    likely = pl.when(lower.str.contains_any(names) & ~_named(said.prompt, names)).then(lower)
    text = pl.concat_str(sign, likely).str.replace_all("[’‘]", "'").str.replace_all(_any_of(names), "\x02")
    text = text.str.replace_all(narrow(SOMEBODY), "\x03").str.replace_all(narrow(rf"{USES}\x02"), "")
    # A union of all of them is too large to run fast, and forks of the chain would each compute it anew.
    for start in range(0, len(PATTERNS), UNION):
        text = text.str.replace(narrow("|".join(PATTERNS[start : start + UNION])), FOUND)
    return text.str.contains(FOUND, literal=True).fill_null(False)


def _asks_after_itself(said: Answer) -> pl.Expr:
    brief = (said.request.str.len_chars() <= SELF_CHARS) & (said.text.str.len_chars() <= SELF_ANSWER_CHARS)
    request = pl.when(brief).then(said.request).str.to_lowercase()
    return (request.str.contains(narrow(OF_YOU)) & ~request.str.contains(narrow(ASKS_OTHERS))).fill_null(False)


def _named(prompt: pl.Expr, names: list[str]) -> pl.Expr:
    """Nulls in place of prompts without a name's letters, nearly all, spare the search for words."""
    likely = pl.when(prompt.str.contains_any(names)).then(prompt)
    return likely.str.contains(_any_of(names)).fill_null(False)


def _any_of(names: list[str]) -> str:
    """One of the names with its version, Latin letters as whole words."""
    latin, other = ("|".join(re.escape(name) for name in names if name.isascii() is ascii_) for ascii_ in (True, False))
    parts = [rf"(?-u:\b)(?:{latin}){VERSION}(?-u:\b)"] * bool(latin) + [rf"(?:{other}){VERSION}"] * bool(other)
    return "|".join(parts)
