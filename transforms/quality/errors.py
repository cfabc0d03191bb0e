"""Answers that are none: what the serving stack said in the model's place."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import letters, narrow, unexplained
from transforms.quality.serving import AROUND, AWAITED, DOUBTFUL, PARTS, SIGNS, SURE, WAITING

JUDGED_CHARS = 1_000
"""How much of a text is looked at: an error is short, or begins with what it is."""
LONGEST = 480
"""Bytes up to which a text can be nothing but the words of an error."""
REST, REST_BEHIND_A_LABEL = 0.25, 0.6
"""Largest share of an error's letters that no such word explains, and where it begins by calling itself an error."""
LABEL = (
    r"^\W*(?:(?:fatal|api|server|stream|http|runtime|rpc|grpc|network|internal|request|inference|model|generation"
    r"|system|cuda|gpu|kernel|memory|java|python|node|panic:|gateway|upstream|connection|provider|backend|client"
    r"|uncaught|unhandled) )*"
    r"(?:errors?|panic|exception|failure|failed|http|status|code|status code)\s*(?:[:：(\[#=/-]|\d)"
    r"|^\W*(?:unavailable|deadline_exceeded|resource_exhausted|internal|aborted|cancelled|permission_denied"
    r"|unauthenticated|invalid_argument|failed_precondition|unknown)\s*[:：(\[]"
    r"|^\W*(?:系统|服务器?|接口|请求|网络|内部|推理|生成|模型|调用)*(?:错误|异常|报错|失败"
    r"|状态)[码代号]*\s*[\d:：(（\[【]"
)
ADDRESS = r"https?://\S+"
SUPPOSES = (
    r"\b(?:probably|perhaps|maybe|usually|typically|likely|means?|suggests?|try to|you (?:could|should))\b"
    r"|应该是|可能是|估计|大概|也许|或许|说明|意味|一般|通常|建议|比如|首先|其次|可以(?:尝试|试着|先)|多数|先看"
    r"|\boften\b|\btell me\b|\bif it (?:still|doesn't)"
)
"""Somebody explains what may be wrong; a machine does not."""
DECLINING = (
    r"\bi (?:can|could|am|will|do)(?:no|n')?t?\b|\bi'm (?:not|unable)|我(?:们)?(?:还|暂时|目前)?(?:无法|不能|没法"
    r"|没办法|拒绝|不便)"
)
VALUE = r"^\W*(?:none|null|nil|undefined|nan|error|err|exception|错误|异常|失败|报错)\W*$|^(?:\{\s*\}|\[\s*\]|\"\"|'')$"
"""What an empty variable, or a label without a message, looks like."""
TEMPLATE = (
    r"\{\{\s*[a-z_][\w. |]{2,40}\}\}|\$\{[a-z_][\w.]{2,40}\}|<%=?[^%\n]{2,40}%>|%\(\w+\)s|#\{[a-z_][\w.]{2,40}\}"
    r"|%s|%v|%@|\{(?:answer|response|output|text|content|reply|result|message|completion|generated_\w+|\w*_text"
    r"|\w*name|user|question|query|prompt|input)\}"
    r"|[<\[]+(?:(?:insert|your|the|placeholder|add|put)[ _])*/?(?:answer|response|text|output|content|reply|todo"
    r"|placeholder)"
    r"(?:[ _](?:goes|here|placeholder))*/?[\]>]+"
    r"|__[a-z][a-z_]{1,28}[a-z]__|[【\[<(（](?:请?在?此处|这里|请)?(?:插入|填写|填入|输入|占位|待)?(?:您的|你的)?"
    r"(?:回答|答案|内容|文本|回复|正文|补充)+(?:内容)?[】\]>)）]"
    r"|^\W*todo\b[\w :,-]{0,40}$|lorem ipsum dolor[\w ,.]*"
)
"""A variable of a template that was never filled in."""
AROUND_TEMPLATE = 30
"""Letters that may stand around one in a text that is none by itself."""
KEY = (
    r"[\"'](?:code|status|status_?code|message|msg|request_?id|success|timestamp|path|ret|ret_?code|errno|type|reason"
    r"|data|result|object|trace_?id|log_?id|param|title|instance|details?)[\"']\s*:"
)
OBJECT = (
    r"^\W*\[object object\]\W*$|^\s*(?:event:\s*error\s*)?(?:data:\s*)?\[?(?:```(?:json)?\s*)?\{(?:"
    r"[\s\S]{0,600}?[\"'](?:error|errors|err|err_?msg|error_?msg|error_?message|err_?code|error_?code|error_?type"
    r"|exception|traceback|stack_?trace|detail|fault)[\"']\s*:"
    r"|\s*[\"'](?:code|status|status_?code|success|ok|ret)[\"']\s*:\s*[\"']?(?:[45]\d\d|-\d+|error|fail\w*|false)\b"
    rf"|\s*{KEY}\s*(?:[\"'][^\"']*[\"']|[\w.-]+)\s*,\s*{KEY}\s*(?:[\"'][^\"']*[\"']|[\w.-]+)\s*[,}}])"
)
PAGE = (
    r"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|center|body|h1|title)[\s\S]{0,400}?(?:\b[45]\d\d\b"
    r"|bad gateway"
    r"|unavailable|server error|gateway time|forbidden|not found|just a moment|attention required|too many requests)"
    r"|^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:error|errors|errorresponse|fault|exception|envelope)\b"
)
TRACE = (
    r"^\W*(?:error:?\s*)?traceback \(most recent call last\)"
    r"|^\W*(?:[^\n]*\b)?[\w.$]*(?:exception|error|timeout|refused)\b[^\n]*\n(?:[^\n]*\n)?\s*(?:at \S|file \"|\S+:\d+)"
    r"|^\s*(?:fatal error|panic): [^\n]*\n[\s\S]*goroutine \d|^\s*thread '[^']*' panicked at"
    r"|^\W*(?:php )?(?:fatal|parse|warning|uncaught)[^\n]* in \S+ on line \d+|^\S+\.(?:rb|py|js|go|rs):\d+:"
    r"|^(?:\s*(?:at [\w.$<>/@]+ ?\(|file \"[^\"\n]+\", line \d+)[^\n]*\n?){2}"
)
LOGGED = (
    r"^\W*\d{4}[-/]\d\d[-/]\d\d[t ]\d\d:\d\d:\d\d\S*\s[^\n]{0,60}?\b(?:error|fatal|critical|warn(?:ing)?)\b"
    r"|^\W*\[?(?:error|fatal|critical)\][^\n]*$"
)
THROWN = (
    r"^\W*(?:[a-z_]\w*(?:\.|::))*[a-z_]*(?:error|exception|timeout)(?:\([^\n]*|: [^\n]{0,400})$"
    r"|^\W*(?:rpc error: code = \w+|\w+ error: status code \d+|\[errno -?\d+\]|errno \d+|err_[a-z_]+$|exit (?:code"
    r"|status)"
    r" \d+)"
)
"""A line such as `requests.exceptions.ConnectionError: ...`."""
ON_ERRORS = (
    r"\b(?:crash\w*|traceback|status codes?|throws?|raises?|troubleshoot\w*|debug\w*|nginx)\b|\bhttp [a-z\d]"
    r"|n't (?:work|load|open|connect|start)\b|not (?:working|getting|receiving|loading)|failed to|access denied"
    r"|[45]\d\d (?:error|page|status|code|错误|报错|页面)|(?:code|error|状态码?|返回|报|显示|出现) ?[45]\d\d"
    r"|报[\p{Han}]{0,4}错|抛出|状态码|打不开|连不上|登不上|登录不|进不去|上不了网|卡顿|闪退|收不到|无法访问|排查"
)
"""Prompts on what goes wrong, besides those that say so in the words of an error."""
WORDING = (
    r"\bmean|translat|\bin (?:chinese|english|spanish|french|german|japanese|korean)\b|\bsay\b|\bui\b|\bwrite\b|notice"
    r"|message|text|copy|announce|提示|文案|公告|通知|话术|写|译|英语|英文|日语|怎么说|意思"
)
"""Prompts that ask for the wording of what is doubtful elsewhere."""
ABOUT_ERRORS = rf"{ON_ERRORS}|{SURE}|(?:{WORDING})[\s\S]*(?:{DOUBTFUL})|(?:{DOUBTFUL})[\s\S]*(?:{WORDING})"
ON_VALUES = (
    r"\bnone\b|\bnull\b|\bnil\b|undefined|\bnan\b|\{\}|\[\]|empty|无|没有|空|code|python|javascript|代码|程序|函数"
    r"|json|输出|output|返回|return"
)
ON_TEMPLATES = (
    r"lorem|fill.in|blank|填空|\{\{|\$\{|%s|<%|template|placeholder|variable|code|python|format|script|prompt|html"
    r"|模板|占位|变量|代码|格式|脚本|程序|函数"
)
"""Prompts to which such words are an answer."""


def error_text(said: Answer) -> pl.Expr:
    """Whether an answer is nothing but an error of the serving stack; not one that explains errors to somebody.

    It is an empty value, an unfilled template, a sign to wait, an error as an object, page, stack trace or line of a
    log, or a short text that says that something failed and of whose letters hardly any is left without the words that
    such texts consist of (`serving.py`); and the prompt is not about errors. A title above it is no part of it.
    """
    text = said.body.str.head(JUDGED_CHARS).str.to_lowercase()
    # One chain without forks: what leads to a fork is computed for each of its branches.
    asked = pl.when(_is_formal(text) | _is_all_error(text, said.failing)).then(said.prompt.fill_null(""))
    return pl.any_horizontal(
        text.str.contains(VALUE) & ~said.prompt.str.contains(narrow(ON_VALUES)),
        _is_template(text) & ~said.prompt.str.contains(narrow(ON_TEMPLATES)),
        (~asked.str.contains(narrow(ABOUT_ERRORS))).fill_null(False),
    )


def empty(said: Answer) -> pl.Expr:
    """Whether an answer has neither a letter, a digit nor a symbol."""
    return ~said.text.str.contains(r"[\p{L}\p{N}\p{S}]")


def _is_template(text: pl.Expr) -> pl.Expr:
    short = pl.when((text.str.len_bytes() <= LONGEST) & text.str.contains(r"[{}\[<%_【(（]|todo|lorem")).then(text)
    around = short.str.replace_all(narrow(TEMPLATE), "")
    return ((around != short) & (letters(around) <= AROUND_TEMPLATE)).fill_null(False)


def _is_formal(text: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(text.str.contains(narrow(form)) for form in (OBJECT, PAGE, TRACE, LOGGED, THROWN))


def _is_all_error(text: pl.Expr, failing: pl.Expr) -> pl.Expr:
    left = unexplained(failing, SIGNS, SURE, DOUBTFUL, PARTS, AROUND)
    allowed = pl.when(failing.str.contains(narrow(LABEL))).then(REST_BEHIND_A_LABEL).otherwise(REST)
    brief = pl.when(text.str.len_bytes() <= LONGEST).then(text)
    waits = brief.str.contains(WAITING) & brief.str.contains(AWAITED)
    return (left <= allowed).fill_null(False) | waits.fill_null(False)


def failing(text: pl.Expr) -> pl.Expr:
    """A short text that names a failure and supposes nothing, in lower case and without addresses; else null.

    To be a column of its own: it is looked at again and again, and nulls spare their cost.
    """
    brief = pl.when(text.str.len_bytes() <= LONGEST).then(text.str.to_lowercase())
    short = brief.str.replace_all("[’‘`´]", "'").str.replace_all(ADDRESS, " ")
    doubtful = short.str.contains(narrow(DOUBTFUL)) & short.str.contains(narrow(PARTS))
    fails = short.str.contains(narrow(SURE)) | doubtful & ~short.str.contains(narrow(DECLINING))
    return pl.when(fails & ~short.str.contains(narrow(SUPPOSES))).then(short)
