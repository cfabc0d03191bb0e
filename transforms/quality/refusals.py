"""Answers that decline."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.declining import AROUND, ASKED, DENIES
from transforms.quality.expressions import narrow, unexplained

JUDGED_CHARS = 300
"""How much of an answer is looked at: who declines says so first."""
LONGEST = {"zh": 160, "en": 420}
"""Characters up to which an answer only declines; a longer one helps in some other way."""
VERBS = (
    r"(?:help(?: (?:you|with|on|in|to)|\W|$)|assist|provide|answer|fulfil?l|complete|comply|do (?:that|this|it|so)"
    r"|discuss|generate|create|write|share|support|engage|continue|process|respond|offer|give|participate|talk about"
    r"|advise|recommend|carry out|perform|accommodate|proceed|go (?:along|through|there)|take part|produce|comment"
    r"|speak (?:about|on|to)|address|weigh in|handle|grant|honou?r|reply|get into|touch|be of (?:any )?(?:help"
    r"|assistance)"
    r"|entertain|supply|satisfy|act on|deal with|cover|say anything)"
)
CANNOT = (
    r"(?:can(?:'?t|not| not)|couldn't|(?:am|are|'m|'re) (?:not able|unable|not allowed|not permitted|not going"
    r"|not comfortable"
    r"|not in a position|not at liberty|not authori[sz]ed|not equipped|not prepared|not willing|unwilling|not supposed"
    r"|not designed|not programmed|prohibited from|restricted from|prevented from)(?: to)?|won't|will not"
    r"|must (?:decline"
    r"|refuse)(?: to)?|(?:have|need|'ll have|'m going) to (?:decline|refuse|pass|skip|say no)(?: to)?|(?:would"
    r"|'d) rather not"
    r"|(?:would|'d) prefer not|prefer not to|do(?:n't| not) (?:feel comfortable|think i (?:can|should)"
    r"|have the (?:ability"
    r"|means|permission)|want to|wish to)|declin(?:e|ing) to|refus(?:e|ing) to|should not|shouldn't|may not|must not)"
)
PREFIX = (
    r"^[^a-z]*(?:[^.!?\n]{0,30}\b(?:sorry|apolog\w+|regret|unfortunately|afraid|as an?|thanks?|thank you|appreciate"
    r"|understand|no|nope|forgive|pardon|excuse|sadly|alas|regrettably|hmm+|well|hi|hello"
    r"|dear)\b[^.!?\n]{0,60}[.!,]?\s*"
    r"(?:but )?(?:however,? )?)?"
)
ENGLISH = (
    rf"{PREFIX}\b(?:i|we)(?: \w+){{0,3}} ?{CANNOT}[^.!?\n]{{0,30}}?\b{VERBS}"
    rf"|{PREFIX}\b(?:i|we)(?:'ll)? (?:must|have to|need to|will have to|am going to) (?:\w+ )?(?:decline|refuse|pass)\b"
    r"|^[^a-z]*(?:i'm |i am )?(?:so |very |really |terribly )?sorry,? (?:but )?(?:i (?:can(?:'?t|not)|won't)|no"
    r"|that(?:'s| is) (?:not )?(?:something|beyond))[^\n]{0,120}$"
    r"|^[^a-z]*(?:[^.!?\n]{0,20}\b(?:sorry|afraid|unfortunately|apolog\w+),? (?:but )?)?(?:this|that|your|the)"
    r" (?:request|question|topic|prompt|content|subject|matter|task|query|one)?[\w ]{0,20} ?(?:is|goes|falls|lies"
    r"|cannot be"
    r"|can't be|will not be|won't be|is not|isn't)"
    r" (?:(?:not |n't )?(?:something|a (?:topic|subject|question|request|matter))|not (?:allowed|permitted|appropriate"
    r"|possible for me)|against|outside|beyond|answered|processed|fulfilled|completed|discussed|off[ -]limits"
    r"|one i (?:can't|cannot|must))"
    r"|^[^a-z]*(?:no comment|request (?:denied|declined|refused)|i (?:respectfully |politely |kindly )?(?:decline"
    r"|refuse)\b"
    r"|(?:my )?apologies,? (?:but )?(?:that|this|i)[^.\n]{0,30}(?:can't|cannot|not|unable|beyond|outside)"
    r"|there(?:'s| is) nothing i can (?:do|say)|(?:helping|assisting|answering|discussing)[\w ]{0,30} (?:is"
    r"|are) (?:not|beyond"
    r"|outside))"
)
UNABLE = (
    r"(?:无法|不能|没有?办法|没法|不便|不会|不可以|不能够|无权|拒绝|不予|帮不[了上到]|不方便|不被允许|不允许|做不到"
    r"|办不到|不应该?|不宜|不适合"
    r"|难以|不得|没有?能力|没有?权限|无力|不太方便|不太能|不愿|不想|暂不|不支持|不打算|不准备|爱莫能助|无能为力"
    r"|无可奉告|恕难从命|不合适)"
)
SPEAK = (
    r"(?:回答|提供|满足|完成|协助|帮助|帮|生成|处理|讨论|回应|参与|执行|给出|继续|撰写|写|支持|答复|谈论|谈|作答|解答"
    r"|回复|评论|评价|透露"
    r"|告知|告诉|发表|展开|置评|受理|应允|配合|照做|效劳|聊|给予|代劳|答应|从命|建议|提出)"
)
CHINESE = (
    rf"^\P{{Han}}*(?:(?:我|真的?|实在|很|非常|十分|深感|深表|表示|万分|太)*(?:抱歉|对不起|对不住|不好意思|遗憾|歉意"
    rf"|对此|请?[您你]?(?:见谅|谅解|原谅"
    rf"|包涵))\P{{Han}}{{0,3}})[^。！？\n]{{0,24}}?(?:我|本人|小助手|这边|暂时|目前)?(?:们)?(?:暂时|目前|还|恐怕|确实"
    rf"|真的|是)?{UNABLE}"
    rf"|^\P{{Han}}*(?:(?:作为|身为)[^。！？\n]{{0,24}}\P{{Han}}{{1,2}}|[^。！？\n]{{0,8}}[，,])?(?:恕|请恕|恐怕|可能"
    rf"|只能说)?(?:我|本人|本助手|小助手"
    rf"|这边)(?:们)?(?:这边|暂时|目前|现在|还|恐怕|确实|真的|实在|是|就|也|并|不得不|只能|选择|必须|需要|可能|对此"
    rf"|就此|很遗憾)*{UNABLE}"
    rf"[^。！？\n，,]{{0,12}}{SPEAK}"
    rf"|^\P{{Han}}*[^。！？\n]{{0,6}}(?:这个|这种|这|该|此|您的|你的|这类|此类|上述|以上"
    rf"|[您你]所?[问提][^。！？\n，,]{{0,4}})(?:个|类|种|项|条)?(?:问题|请求|话题"
    rf"|内容|要求|需求|事情|事|忙|任务|提问|主题)[^。！？\n，,]{{0,8}}{UNABLE}(?:[^。！？\n]{{0,8}}{SPEAK}|$|[。！，,])"
    rf"|^[^。！？\n]{{0,20}}(?:我|这个|该|此|这类|此类)[^。！？\n]{{0,8}}{UNABLE}"
    r"(?:直接|给您|给你|为您|为你|向您|就此|对此|继续|做出|进行|予以|参与|对)*(?:回答|提供|满足|讨论|处理|协助|完成"
    r"|回应|支持|答复|作答|置评|评论|解答)"
    r"|^[^。！？\n]{0,20}(?:恕(?:我|本人|在下)?(?:们)?(?:直言)?(?:不能|无法|难以|难|不便|不|爱莫能助|拒绝)|爱莫能助"
    r"|无可奉告|不予(?:置评|回答|回复|讨论|评论)"
    r"|恕难|拒绝(?:回答|提供|讨论|回应|执行|协助)|婉拒|谢绝)"
    r"|^[^。！？\n]{0,30}(?:超出|不在|超越|不属于)[^。！？\n]{0,4}(?:我|本|小)?[^。！？\n]{0,8}(?:能力|服务|职责|知识"
    r"|权限|业务|回答|讨论|工作)(?:的)?(?:范围|范畴|领域|边界)"
    r"|^[^。！？\n]{0,12}(?:帮|回答|答)不(?:了|上|到)[你您忙]?|^[^。！？\n]{0,12}无能为力|^\P{Han}*(?:让我们|我们|咱们"
    r"|咱|还是|请)?(?:换(?:一)?个|聊(?:点|些)?别的|说(?:点|些)?别的|谈(?:点|些)?别的)"
    r"(?:话题|问题|$|吧)"
    r"|^[^。！？\n]{0,10}(?:不可以|不行|不能)[，,]?(?:我)?(?:不能|不会|拒绝)[^。！？\n]{0,6}(?:回答|提供|帮|做)"
)
BRIEF, REST = 480, 0.2
"""Bytes up to which an answer can be nothing but the words of declining, and the largest share of other letters."""
SELF = (
    r"(?-u:\b)(?:i|i'm|i'd|we|we're|me|us|my|let's|sorry|unfortunately|ai)(?-u:\b)|我|咱|抱歉|对不起|不好意思|遗憾"
    r"|暂不支持"
    r"|^\W*(?:nope|unable|ask |try |you'll |you will |不便|恕|cannot|can't|please|you (?:should|could|can|may)|无法"
    r"|不能|请)"
)
"""Who declines speaks of himself, is sorry, or sends away."""
ON_DECLINING = (
    r"\b(?:ways?|lines?|sentences?|write|reply|repl(?:y|ies)|phrases?|say)\b.{0,40}\b(?:declin|refus|reject"
    r"|turn(?:ing)? down)"
    r"|拒绝|婉拒|推辞|回绝|谢绝"
)
"""Prompts that ask how to decline."""
BARE = r"^\W*(?:no|nope|no way|never|不|不行|不可以|不能|不要|不会)\W*$"
OPEN = (
    r"^\W*(?:what|when|where|who|why|how|which|write|tell|give|explain|suggest|recommend|list|describe|compare|make)\b"
    r"|怎么|怎样|如何|什么|哪[些个里]|推荐|^写|介绍|解释|列"
)
OPEN_CHARS = 60
CLOSED = r"吗\W*$|^\W*(?:how about|what if|why not|what about)\b"
"""Requests, open or not, to which a bare no is no answer, or one."""
TO_YOU = r"(?-u:\b)(?:you|your)(?-u:\b)|你|您"
"""Who asks after the other may be told that he cannot, or does not know."""
CUES = (
    "can't|cannot|can not|cant |n't|not |unable|unwilling|decline|declining|refus|sorry|apolog|must|need to|have to"
    "|rather"
    "|beyond|outside|off limits|off-limits|against|pass |no comment|denied|nothing i can|prohibited|restricted"
    "|prevented"
    "|无法|不能|没办法|没有办法|没法|不便|不会|不可以|无权|拒绝|不予|不了|不上|不到|不方便|不被|不允许|做不到|换|恕"
    "|难以|不宜|不适合|不应"
    "|不在|超出|超越|不属于|爱莫|无可奉告|无能为力|谢绝|婉拒|别的|没有能力|没能力|权限|不愿|不想|暂不|不支持|不得|无力"
    "|不太|不行|不合适|不打算|不准备"
)
"""One of these is in every refusal: a text without is passed over at once."""
ASKS_BACK = (
    r"please (?:provide|share|give|specify|clarify|tell|include|paste|send|upload)|could you"
    r"|can you (?:please )?(?:provide|share|clarify|tell)|more (?:information|context|details)"
    r"|(?:not|n't|without|no|missing|lack) [^.\n]{0,40}(?:provided|given|specified|mentioned|included|attached"
    r"|(?:your|enough|sufficient) \w+|context|image|article|passage|file|link|access)"
    r"|请(?:您|你)?(?:再|先|重新|具体|直接)?(?:提供|给出|补充|说明|告诉|发|上传|粘贴|描述|明确)"
    r"|(?:没有?|未)(?:看到|收到|提供|给出|说明|提及|上传)|(?:没有|看不到|缺少|缺乏)[^。\n]{0,8}(?:上下文|图片|原文"
    r"|文件|附件)"
    r"|更多(?:信息|细节|上下文)|信息不足|real[- ]time|current (?:date|time|weather)|browse|实时|联网|最新|天气|股价"
)
"""What is missing, not what is refused."""
HELPS = (
    r"\bi (?:can|could|'ll|will|would) (?:\w+ )?(?:help|suggest|offer|explain|tell|recommend|show|give|share|point)\b"
    r"|我(?:可以|能)|也可以|可以(?:在|从|用|先|通过|去)|告诉我"
)
"""What he does instead."""
GROUNDS = (
    r"illegal|unlawful|against the law|harm|danger|unsafe|unethical|immoral|abus|violen|weapon|drug|hate|discriminat"
    r"|offensive|inappropriate|explicit|sexual|privacy|private|personal (?:information|data)"
    r"|confidential|copyright|malicious|fraud|scam|suicid|crisis|hotline|medical (?:advice|professional)|doctor|lawyer"
    r"|stereotyp|racis|sexis|derogatory|misinformation|ethic|consent"
    r"|违法|非法|法律|犯罪|有害|危害|危险|伤害|不道德|道德|伦理|暴力|武器|毒品|歧视|仇恨|冒犯|不当|不适当|色情|低俗"
    r"|隐私|个人信息|保密|版权|侵权|恶意|欺诈|诈骗|自杀|热线|医生|律师|偏见|谣言|政治"
)
"""Reasons to decline, which a prompt may well have given."""


def declines(text: pl.Expr) -> pl.Expr:
    """Whether an answer begins by declining, for whatever reason."""
    head = text.str.head(JUDGED_CHARS).str.to_lowercase().str.replace_all("[’‘`´]", "'")
    likely = pl.when(head.str.contains(CUES)).then(head)
    return (likely.str.contains(narrow(ENGLISH)) | likely.str.contains(CHINESE)).fill_null(False)


def refusal(said: Answer, scenario: pl.Expr) -> pl.Expr:
    """Whether an answer does nothing but decline, though neither the prompt nor the answer itself gives a reason to.

    Either it begins by declining and offers nothing instead, or hardly a letter is left without the words of declining
    (`declining.py`). Not one that asks for what is missing or names a danger or a law; nor any on a `safety` prompt.
    """
    limit = pl.when(said.language == "zh").then(LONGEST["zh"]).otherwise(LONGEST["en"])
    brief = pl.when((said.body.str.len_chars() <= limit) & (scenario != "safety")).then(said.body)
    declined = declines(brief) & ~brief.str.to_lowercase().str.contains(narrow(HELPS))
    declined |= (scenario != "safety") & (unexplained(said.declining, DENIES, ASKED, AROUND) <= REST).fill_null(False)
    declined |= _is_a_bare_no(brief, said.request.str.to_lowercase())
    text = pl.when(declined).then(brief).str.to_lowercase()
    return (~text.str.contains(narrow(f"{ASKS_BACK}|{GROUNDS}"))).fill_null(False)


def declining(text: pl.Expr, request: pl.Expr) -> pl.Expr:
    """A short text that denies, of himself who speaks, what was asked of him, in lower case; else null.

    To be a column of its own: it is looked at again and again, and nulls spare their cost.
    """
    plain, asked = text.str.to_lowercase().str.replace_all("[’‘`´]", "'"), request.str.to_lowercase()
    brief = (plain.str.len_bytes() <= BRIEF) & ~asked.str.contains(narrow(ON_DECLINING))
    short = pl.when(brief).then(plain)
    speaks = short.str.contains(SELF) & short.str.contains(narrow(DENIES))
    return pl.when(speaks & (short.str.contains(narrow(ASKED)) | ~asked.str.contains(TO_YOU))).then(short)


def _is_a_bare_no(text: pl.Expr, request: pl.Expr) -> pl.Expr:
    """Whether it says no, and no more, to a request that no such word answers."""
    is_open = request.str.contains(narrow(OPEN)) & ~request.str.contains(narrow(CLOSED))
    asked = (request.str.len_chars() <= OPEN_CHARS) & is_open & ~request.str.contains(narrow(ON_DECLINING))
    plain = pl.when(text.str.len_bytes() <= BRIEF).then(text.str.to_lowercase())
    return (plain.str.contains(BARE) & asked).fill_null(False)
