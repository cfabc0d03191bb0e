"""Answers that decline."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow

JUDGED_CHARS = 300
"""How much of an answer is looked at: who declines says so first."""
LONGEST = {"zh": 160, "en": 420}
"""Characters up to which an answer only declines; a longer one helps in some other way."""
VERBS = (
    r"(?:help(?: (?:you|with|on|in|to)|\W|$)|assist|provide|answer|fulfil?l|complete|comply|do (?:that|this|it|so)"
    r"|discuss|generate|create|write|share|support|engage|continue|process|respond|offer"
    r"|give|participate|talk about|advise|recommend|carry out|perform|accommodate|proceed|go (?:along|through)"
    r"|take part|produce)"
)
CANNOT = (
    r"(?:can(?:'?t|not| not)|(?:am|'m) (?:not able|unable|not allowed|not permitted|not going|not comfortable"
    r"|not in a position)(?: to)?|won't|will not|must (?:decline|refuse)(?: to)?|have to (?:decline|refuse"
    r"|pass)(?: to)?|would rather not|'d rather not|prefer not to|do(?:n't| not) feel comfortable"
    r"|'ll have to (?:decline|pass)|decline to|refuse to)"
)
PREFIX = (
    r"^[^a-z]*(?:[^.!?\n]{0,30}\b(?:sorry|apolog\w+|regret|unfortunately|afraid|as an?|thanks?|thank you|appreciate"
    r"|understand|no)\b[^.!?\n]{0,60}[.!,]?\s*(?:but |however,? )?)?"
)
ENGLISH = (
    rf"{PREFIX}\b(?:i|we)(?: \w+){{0,3}} ?{CANNOT}[^.!?\n]{{0,30}}?\b{VERBS}"
    rf"|{PREFIX}\b(?:i|we)(?:'ll)? (?:must|have to|need to|will have to) (?:\w+ )?(?:decline|refuse|pass)\b"
    r"|^[^a-z]*(?:i'm |i am )?(?:so |very |really |terribly )?sorry,? (?:but )?(?:i (?:can(?:'?t|not)|won't)|no"
    r"|that(?:'s| is) (?:not )?(?:something|beyond))[^\n]{0,120}$"
    r"|^[^a-z]*(?:this|that|your) (?:request|question|topic|prompt|content)[\w ]{0,20} (?:is|goes"
    r"|falls) (?:not (?:something|allowed|permitted|appropriate)|against|outside|beyond)"
)
CHINESE = (
    r"^\P{Han}*(?:(?:很|非常|十分|真的?|实在)?(?:抱歉|对不起|不好意思|遗憾|对此)\P{Han}{0,3})[^。！？\n]{0,24}?(?:我"
    r"|本人|小助手|这边|暂时|目前)?(?:们)?(?:暂时|目前|还|恐怕|确实|真的|是)?"
    r"(?:无法|不能|没办法|没法|不便|不会|不可以|无权|拒绝|不予|帮不[了上到]|不方便|不被允许|做不到)"
    r"|^\P{Han}*(?:(?:作为|身为)[^。！？\n]{0,24}\P{Han}{1,2})?我(?:们)?(?:暂时|目前|还|恐怕|确实|真的|是"
    r"|不得不)?(?:无法|不能|没办法|没法|不便|不会|不可以|无权|拒绝|不方便|帮不了)[^。！？\n]{0,12}"
    r"(?:回答|提供|满足|完成|协助|帮助|帮|生成|处理|讨论|回应|参与|执行|给出|继续|撰写|写|支持|答复|谈论)"
    r"|^\P{Han}*(?:这个|该|此|您的|你的|这类)(?:问题|请求|话题|内容|要求)[^。！？\n]{0,10}(?:无法|不能|不便"
    r"|没办法)[^。！？\n]{0,6}(?:回答|提供|满足|讨论|处理|回应|谈)"
    r"|^[^。！？\n]{0,20}(?:我|这个|该|此|这类)[^。！？\n]{0,8}(?:无法|不能|没法|没办法|不方便|不便|还没有?学会|拒绝"
    r"|暂不)"
    r"(?:直接|给您|给你|为您|为你|向您|就此|对此|继续)*(?:回答|提供|满足|讨论|处理|协助|完成|回应|支持|答复)"
    r"|^[^。！？\n]{0,12}(?:帮|回答|答)不了[你您]?"
    r"|^\P{Han}*(?:让我们|我们|咱们)?换(?:一)?个(?:话题|问题)"
)
CUES = (
    *(
        "can't",
        "cannot",
        "can not",
        "cant",
        "unable",
        "not able",
        "won't",
        "will not",
        "decline",
        "refuse",
        "sorry",
        "not comfortable",
    ),
    *(
        "feel comfortable",
        "rather not",
        "not to ",
        "against",
        "outside",
        "beyond",
        "allowed",
        "permitted",
        "appropriate",
        "in a position",
    ),
    *("not going", "must", "need to", "have to"),
    *(
        "无法",
        "不能",
        "没办法",
        "没法",
        "不便",
        "不会",
        "不可以",
        "无权",
        "拒绝",
        "不予",
        "帮不",
        "不方便",
        "不被",
        "做不到",
        "换",
    ),
)
"""One of these is in every refusal: a text without is passed over at once."""
ASKS_BACK = (
    r"please (?:provide|share|give|specify|clarify|tell|let me know|include|paste|send|upload)|could you"
    r"|can you (?:please )?(?:provide|share|clarify|tell)|more (?:information|context|details)"
    r"|(?:not|n't|without|no|missing|lack) [^.\n]{0,40}(?:provided|given|specified|mentioned|included|attached"
    r"|information|context|image|text|article|passage|file|link|details|data|access)"
    r"|请(?:您|你)?(?:再|先|重新|具体|直接)?(?:提供|给出|补充|说明|告诉|发|上传|粘贴|描述|明确)|(?:没有|未|缺少"
    r"|缺乏)[^。\n]{0,12}(?:提供|给出|看到|说明|信息|上下文|图片|原文|内容|文件|资料|数据|提及)|更多(?:信息|细节"
    r"|上下文)|信息不足"
    r"|real[- ]time|current (?:date|time|weather)|browse|internet|实时|联网|最新|天气|股价"
)
"""What is missing, not what is refused."""
GROUNDS = (
    r"illegal|unlawful|against the law|harm|danger|unsafe|unethical|immoral|abus|violen|weapon|drug|hate|discriminat"
    r"|offensive|inappropriate|explicit|sexual|privacy|private|personal (?:information|data)"
    r"|confidential|copyright|malicious|fraud|scam|suicid|crisis|hotline|medical (?:advice|professional)|doctor|lawyer"
    r"|stereotyp|racis|sexis|derogatory|misinformation|policy|guidelines|ethic|consent|safety"
    r"|违法|非法|法律|犯罪|有害|危害|危险|伤害|不道德|道德|伦理|暴力|武器|毒品|歧视|仇恨|冒犯|不当|不适当|色情|低俗"
    r"|隐私|个人信息|保密|版权|侵权|恶意|欺诈|诈骗|自杀|热线|医生|律师|偏见|谣言|政策|规定|规范|准则|安全|敏感|政治"
)
"""Reasons to decline, which a prompt may well have given."""


def declines(text: pl.Expr) -> pl.Expr:
    """Whether an answer begins by declining, for whatever reason."""
    head = text.str.head(JUDGED_CHARS).str.to_lowercase().str.replace_all("[’‘`´]", "'")
    likely = pl.when(head.str.contains("|".join(CUES))).then(head)
    return (likely.str.contains(narrow(ENGLISH)) | likely.str.contains(CHINESE)).fill_null(False)


def refusal(said: Answer, scenario: pl.Expr) -> pl.Expr:
    """Whether an answer does nothing but decline, though neither the prompt nor the answer itself gives a reason to.

    Not one that asks for what is missing, names a danger or a law, or goes on to help; nor any on a `safety` prompt.
    """
    limit = pl.when(said.language == "zh").then(LONGEST["zh"]).otherwise(LONGEST["en"])
    brief = pl.when((said.text.str.len_chars() <= limit) & (scenario != "safety")).then(said.text)
    declined = declines(brief)
    text = pl.when(declined).then(brief).str.to_lowercase()
    excused = text.str.contains(ASKS_BACK) | text.str.contains(narrow(GROUNDS))
    return declined & (~excused).fill_null(False)
