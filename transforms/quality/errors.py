"""Answers that are none: what the serving stack said in the model's place."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow
from transforms.quality.serving import AROUND, AWAITED, DOUBTFUL, PARTS, SIGNS, SURE, WAITING

JUDGED_CHARS = 1_000
"""How much of a text is looked at: an error is short, or begins with what it is."""
LONGEST = 480
"""Bytes up to which a text can be nothing but the words of an error."""
REST, REST_BEHIND_A_LABEL = 0.25, 0.6
"""Largest share of an error's letters that no such word explains, and where it begins by calling itself an error."""
LABEL = (
    r"^\W*(?:(?:fatal|api|server|stream|http|runtime|rpc|grpc|network|internal|request|inference|model|generation"
    r"|system|cuda|gpu|kernel|memory|java|python|node|panic:|gateway|upstream|connection|provider|backend|client|uncaught|unhandled) )*"
    r"(?:errors?|panic|exception|failure|failed|http|status|code|status code)\s*(?:[:：(\[#=/-]|\d)"
    r"|^\W*(?:unavailable|deadline_exceeded|resource_exhausted|internal|aborted|cancelled|permission_denied"
    r"|unauthenticated|invalid_argument|failed_precondition|unknown)\s*[:：(\[]"
    r"|^\W*(?:系统|服务器?|接口|请求|网络|内部|推理|生成|模型|调用)*(?:错误|异常|报错|失败|状态)[码代号]*\s*[\d:：(（\[【]"
)
ADDRESS = r"https?://\S+"
SUPPOSES = (
    r"\b(?:probably|perhaps|maybe|usually|typically|likely|means?|suggests?|try to|you (?:could|should))\b"
    r"|应该是|可能是|估计|大概|也许|或许|说明|意味|一般|通常|建议|比如|首先|其次|可以(?:尝试|试着|先)"
)
"""Somebody explains what may be wrong; a machine does not."""
DECLINING = r"\bi (?:can|could|am|will|do)(?:no|n')?t?\b|\bi'm (?:not|unable)|我(?:们)?(?:还|暂时|目前)?(?:无法|不能|没法|没办法|拒绝|不便)"
VALUE = r"^\W*(?:none|null|nil|undefined|nan|error|err|exception|错误|异常|失败|报错)\W*$|^(?:\{\s*\}|\[\s*\]|\"\"|'')$"
"""What an empty variable, or a label without a message, looks like."""
TEMPLATE = (
    r"\{\{\s*[a-z_][\w. |]{2,40}\}\}|\$\{[a-z_][\w.]{2,40}\}|<%=?[^%\n]{2,40}%>|%\(\w+\)s|#\{[a-z_][\w.]{2,40}\}"
    r"|%s|%v|%@|\{(?:answer|response|output|text|content|reply|result|message|completion|generated_\w+|\w*_text)\}"
    r"|\[+(?:insert|your|placeholder|the)?[ _]?(?:answer|response|text|output|content|reply|todo|placeholder)"
    r"(?:[ _](?:here|goes here|placeholder))?\]+|</?(?:answer|response|output|placeholder|reply)/?>"
    r"|__[a-z_]{3,30}__|[【\[](?:请?在?此处|这里)?(?:插入|填写|填入|占位)?(?:回答|答案|内容|文本|回复|正文|待补充)[】\]]"
)
"""A variable of a template that was never filled in."""
AROUND_TEMPLATE = 20
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
    r"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|center|body|h1|title)[\s\S]{0,400}?(?:\b[45]\d\d\b|bad gateway"
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
    r"|^\W*(?:rpc error: code = \w+|\w+ error: status code \d+|\[errno -?\d+\]|errno \d+|err_[a-z_]+$|exit (?:code|status)"
    r" \d+)"
)
"""A line such as `requests.exceptions.ConnectionError: ...`."""
ON_ERRORS = (
    r"error|exception|traceback|status code|\bhttp\b|\b(?:40[0-9]|429|50[0-4])\b|raise|throw|crash|timeout|timed out"
    r"|not working|n't work|n't load|n't open|n't connect|can't connect|troubleshoot|\bfail"
    r"|报错|报[\p{Han}]{0,4}错|抛出|错误|异常|状态码|提示语|提示文案|失败|崩溃|超时|故障|打不开|连不上|登不上|登录不|进不去|上不了网|卡顿|闪退"
    r"|无法访问|客服"
)
ON_VALUES = (
    r"\bnone\b|\bnull\b|\bnil\b|undefined|\bnan\b|\{\}|\[\]|empty|无|没有|空|code|python|javascript|代码|程序|函数"
    r"|json|输出|output|返回|return"
)
ON_TEMPLATES = r"\{\{|\$\{|%s|<%|template|placeholder|variable|code|python|format|script|prompt|html|模板|占位|变量|代码|格式|脚本|程序|函数"
"""Prompts to which such words are an answer."""


def error_text(said: Answer) -> pl.Expr:
    """Whether an answer is nothing but an error of the serving stack; not one that explains errors to somebody.

    It is an empty value, an unfilled template, a sign to wait, an error as an object, page, stack trace or line of a
    log, or a short text that says that something failed and of whose letters hardly any is left without the words that
    such texts consist of (`serving.py`); and the prompt is not about errors.
    """
    text = said.text.str.head(JUDGED_CHARS).str.to_lowercase()
    return pl.any_horizontal(
        text.str.contains(VALUE) & ~said.prompt.str.contains(narrow(ON_VALUES)),
        _is_template(text) & ~said.prompt.str.contains(narrow(ON_TEMPLATES)),
        pl.any_horizontal(_is_formal(text), _is_all_error(text)) & ~said.prompt.str.contains(narrow(ON_ERRORS)),
    )


def empty(said: Answer) -> pl.Expr:
    """Whether an answer has neither a letter, a digit nor a symbol."""
    return ~said.text.str.contains(r"[\p{L}\p{N}\p{S}]")


def _is_template(text: pl.Expr) -> pl.Expr:
    short = pl.when((text.str.len_bytes() <= LONGEST) & text.str.contains(r"[{}\[<%_【]")).then(text)
    around = short.str.replace_all(narrow(TEMPLATE), "")
    return ((around != short) & (_letters(around) <= AROUND_TEMPLATE)).fill_null(False)


def _is_formal(text: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(text.str.contains(narrow(form)) for form in (OBJECT, PAGE, TRACE, LOGGED, THROWN))


def _is_all_error(text: pl.Expr) -> pl.Expr:
    """Nulls in place of long texts, and of those that name no failure, spare their cost."""
    short = pl.when(text.str.len_bytes() <= LONGEST).then(
        text.str.replace_all("[’‘`´]", "'").str.replace_all(ADDRESS, " ")
    )
    doubtful = short.str.contains(narrow(DOUBTFUL)) & short.str.contains(narrow(PARTS))
    fails = short.str.contains(narrow(SURE)) | doubtful & ~short.str.contains(narrow(DECLINING))
    told = pl.when(fails & ~short.str.contains(narrow(SUPPOSES))).then(short)
    rest = told.str.replace_all(narrow("|".join((SIGNS, SURE, DOUBTFUL, PARTS, AROUND))), " ")
    left = _letters(rest) / _letters(told)
    allowed = pl.when(told.str.contains(narrow(LABEL))).then(REST_BEHIND_A_LABEL).otherwise(REST)
    waits = short.str.contains(WAITING) & short.str.contains(AWAITED)
    return (left <= allowed).fill_null(False) | waits.fill_null(False)


def _letters(text: pl.Expr) -> pl.Expr:
    return text.str.count_matches(r"\p{L}")
