"""Answers that are none: what the serving stack said in the model's place."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow

JUDGED_CHARS = 1_000
"""How much of a text is looked at: an error is short, or begins with what it is."""
LONGEST = 400
"""Bytes up to which a text can be nothing but the words of an error."""
REST, REST_BEHIND_A_LABEL = 0.25, 0.6
"""Largest share of an error's letters that no phrase explains, and where it begins by calling itself an error."""

ENGLISH = (
    r"\b(?:4(?:00|01|03|08|13|22|29|99)|5(?:00|02|03|04|2\d))\b(?: error)?",
    r"internal (?:server )?error|bad gateway|gateway time-?out|service (?:is )?(?:temporarily |currently )?unavailable",
    r"too many requests|request entity too large|proxy error",
    r"(?:the )?(?:request|connection|operation|read|gateway|model|server|upstream|stream|socket|generation|inference"
    r"|query|rpc)"
    r"(?: \w+)? ?(?:has |have )?(?:timed[ -]?out|time-?out|was (?:aborted|cancelled|canceled|refused|reset|interrupted"
    r"|terminated)"
    r"|(?:aborted|refused|reset by peer|reset|lost|closed|interrupted|failed|failure|error)(?: unexpectedly)?)",
    r"(?:api |usage |token )?rate[ -]?limit(?:ed|ing)?(?: (?:was |has been )?(?:reached|exceeded|hit"
    r"|error))?(?: for [\w.-]+)?"
    r"|(?:you(?:'ve| have)? )?(?:reached|exceeded|hit) (?:your|the|its) (?:current |monthly |daily |usage |message "
    r"|rate )*"
    r"(?:quota|limits?|cap)|insufficient (?:quota|memory|gpu \w+|credits|balance)",
    r"(?:cuda(?: error)?:? )?out of memory|\boom\b|tried to allocate [^\n]*|cuda (?:error|driver|kernel)[^\n]*"
    r"|segmentation fault"
    r"|core dumped|device-side assert[^\n]*",
    r"(?:the |this |our |all )?(?:model|server|engine|system|service|backend|api|worker|node|assistant"
    r"|instance)s? (?:is|are) "
    r"(?:currently |temporarily |now |still )*(?:overloaded|busy|unavailable|down|offline|at (?:full )?capacity"
    r"|loading|starting up"
    r"|unreachable|not (?:available|ready|responding|reachable)|under maintenance|experiencing [\w ]+)",
    r"(?:an? |some )?(?:unknown |unexpected |internal |network |server |unhandled |generation |inference |api "
    r"|connection |streaming "
    r"|fatal |runtime |system |technical )*(?:error|exception|failure|problem|issue)s? (?:has |have )?(?:occurr?ed"
    r"|happened)"
    r"(?: (?:while|when|during|in|on|with|processing) [\w ',]{3,60})?",
    r"(?:oops|whoops|uh oh)|(?:something|sorry,? something|this) (?:went|has gone) wrong(?: (?:while|when"
    r"|with) [\w ]{3,50})?",
    r"(?:please )?(?:try|retry)(?: (?:again|your (?:request|message)|sending))*(?: (?:later|shortly|soon|in (?:a "
    r"|an )?(?:few )?\w*"
    r" ?(?:moments?|minutes?|seconds?|hours?|\ds|while)|after \w+(?: \w+)?))",
    r"(?:failed|unable|could not|couldn't|cannot) (?:to )?(?:generate|fetch|load|connect|get|complete|process|retrieve"
    r"|reach"
    r"|establish|allocate|decode)[\w ]{0,40}|no (?:response|completion|output) (?:was )?(?:from|received|returned"
    r"|generated)[\w ]{0,40}",
    r"(?:this model'?s )?maximum context length[^\n]*|context (?:window|length) exceeded[^\n]*"
    r"|max(?:imum)? retries exceeded[^\n]*",
    r"network (?:error|failure|problem|issue|connection [\w ]*)|econn\w+|etimedout|socket hang up|broken pipe"
    r"|empty response|(?:there was an? )?error (?:while )?(?:generating|loading|fetching|processing|getting|parsing|in)"
    r"[\w ]{0,40}"
    r"|(?:invalid|incorrect|missing|expired) api key[^\n]*|authentication (?:failed|error)|unhandled \w*exception"
    r"|null ?pointer\w*"
    r"|content[_ ](?:filter|policy)\w*(?: (?:triggered|violation))?|(?:response|generation) (?:stopped|halted"
    r"|ended) unexpectedly",
)
CHINESE = (
    r"(?:当前|目前|现在|您的|你的|该)?(?:服务器?端?|系统|网络|接口|模型|请求|连接|后台|后端|上游|网关|推理|生成|加载"
    r"|响应|回答|回复|数据库|会话|消息|内容"
    r"|算力|显卡|程序|页面|线路|引擎|节点|集群)(?:当前|目前|暂时|正在|正|已经?|有点|有些|连接|请求|处理|生成|响应|加载"
    r"|返回|内部|调用|发送|获取|服务|资源"
    r"|负载|压力|请|发生|出现|了|的|又|太|很|过|较|被|状态|访问|回答|过程中|时)*(?:繁忙|忙碌|忙|拥挤|拥堵|错误|异常"
    r"|超时|失败|出错|故障|不可用|无响应"
    r"|没有响应|未响应|中断|断开|开小差|崩溃|宕机|过载|过高|不足|维护|升级中|走神|受限|过多|不稳定|不给力|打瞌睡"
    r"|加载中|偷懒"
    r"|挤爆|罢工|丢失|太大|过大|终止)(?:了|中)?",
    r"(?:请|麻烦|烦请)?(?:您|你)?(?:可以)?(?:稍后|稍候|稍等|过一会儿?|等一会儿?|一会儿|过段时间|几分钟后|晚点|刷新"
    r"|重新|检查|联系|点击|休息一下)"
    r"(?:再来|再|后|片刻|一下|页面|网络|您的|你的|管理员|客服|技术支持|或|并|重新|重|点击|设置|连接)*(?:试试|重?试"
    r"|尝试|提问|刷新|发送|加载|登录|访问"
    r"|生成|管理员|客服|网络|连接|操作|一下|提交|来|问)*",
    r"(?:当前|目前|现在)?(?:的)?(?:访问|使用|请求|排队|提问|在线|对话)(?:的)?(?:人数|用户|人|量|次数|频率)(?:过|较|太"
    r"|已)(?:于)?(?:多|大|高|快|频繁|达上限)"
    r"|(?:请求|操作|访问|发送|调用|提问)(?:过于|太|过)(?:频繁|快)|前方排队|排队中",
    r"(?:发生|出现|遇到|产生)了?(?:一个|一些|点)?(?:未知|内部|意外|系统|网络|技术|小)?(?:的)?(?:错误|异常|问题|故障"
    r"|状况)"
    r"|(?:未知|内部|系统|网络|服务器|运行时?|接口|参数)(?:错误|异常)",
    r"错误(?:码|代码|信息|原因|类型)|(?:额度|余额|配额|次数|算力|流量|tokens?)(?:已经?)?(?:不足|用完|用尽|耗尽|超限"
    r"|达到?上限|上限)|限流|熔断|请?耐心等待|(?:上下文|输入|输出|对话|文本)(?:的)?(?:长度|字数|token)"
    r"(?:超出|超过|过长|超限)了?(?:限制|上限)?",
    r"(?:显存|内存)(?:不足|溢出)|(?:出|走)了?点?(?:小)?(?:问题|差错|状况|故障|岔子|神)|(?:加载|生成|请求|连接|发送|获取"
    r"|解析|调用)(?:内容|数据|回复|回答|消息)?(?:失败|超时|异常|中断)",
)
CUES = (
    *(
        "error",
        "fail",
        "try",
        "unavailable",
        "busy",
        "overload",
        "limit",
        "quota",
        "memory",
        "wrong",
        "oops",
        "network",
        "gateway",
    ),
    *(
        "timeout",
        "time-out",
        "time out",
        "timed out",
        "exceed",
        "refused",
        "closed",
        "reset",
        "hang up",
        "maintenance",
        "exception",
    ),
    *(
        "capacity",
        "econn",
        "etimedout",
        "retries",
        "no response",
        "no output",
        "no completion",
        "unable to",
        "too many",
        "cuda",
    ),
    *(
        "lost",
        "aborted",
        "interrupted",
        "insufficient",
        "offline",
        "loading",
        "unexpectedly",
        "context",
        "api key",
        "dumped",
    ),
    *(
        "请求",
        "服务",
        "系统",
        "网络",
        "接口",
        "模型",
        "连接",
        "后台",
        "后端",
        "网关",
        "生成",
        "加载",
        "响应",
        "回答",
        "回复",
        "数据",
        "页面",
    ),
    *(
        "错误",
        "异常",
        "超时",
        "失败",
        "故障",
        "问题",
        "试",
        "稍",
        "忙",
        "排队",
        "人数",
        "频繁",
        "额度",
        "余额",
        "不足",
        "限流",
        "熔断",
        "等待",
        "长度",
        "走神",
        "刷新",
    ),
)
"""One of these is in every phrase: a text without is passed over at once."""
FILLERS = (
    r"抱歉|对不起|不好意思|哎呀|哎呦|啊哦|亲|非常|很|正在|了|吧|哦|呢|啦|或|并|请|错误|异常|提示|返回|状态|暂时|当前"
    r"|无法|不能|回答|处理|您的?|你的?|请求|问题|由于|因为|导致"
    r"|\b(?:sorry|error|failed|warning|fatal|http|https|code|status|message|msg|type|details?|please|we|are|were|is"
    r"|was|the|your|you|a|an|and|or"
    r"|for|this|that|to|of|in|it|has|have|been|our|apolog\w+|inconvenience|request|response|server|nginx|openresty"
    r"|cloudflare|apache|uvicorn|gateway|ray"
    r"|id|req|trace|ref|support|contact|team|if|issue|problem|persists|now|later|slow|down|moment|request_id|null|none"
    r"|true"
    r"|false|refresh|page|reload|with|other|others|requests|can|us|via|using)\b"
    r"|\b[0-9a-f]{8}[0-9a-f-]*\b|https?://\S+|\d+"
)
"""Words that come with errors and are none by themselves."""
LABEL = (
    r"^\W*(?:fatal |api |server |stream |http |runtime )?(?:error|failed|failure|exception|http)\b|^\W*(?:系统|服务"
    r"|接口|请求)?(?:错误|异常|报错|失败)"
)
FOUND = "\x01"
"""Stands where a phrase stood."""
VALUE = r"^\W*(?:none|null|nil|undefined|nan|error|err|exception|错误|异常|失败|报错)\W*$|^(?:\{\s*\}|\[\s*\]|\"\"|'')$"
"""What an empty variable, or a label without a message, looks like."""
OBJECT = (
    r"^\W*\[object object\]\W*$|"
    r"^\s*(?:data:\s*)?\{[\s\S]*\"(?:error|errors|err|errmsg|err_msg|error_msg|errcode|error_code|errorcode|exception"
    r"|traceback|detail)\"\s*:"
    r"|^\s*(?:data:\s*)?\{\s*\"(?:code|status|status_code|statuscode|success)\"\s*:\s*\"?(?:[45]\d\d|-\d+|error"
    r"|fail\w*|false)\b"
)
PAGE = (
    r"^\s*<(?:!doctype html|html|head|center)[\s\S]{0,300}?<(?:title|h1)>\s*(?:error\s*)?(?:[45]\d\d\b|bad gateway"
    r"|service unavailable|internal server error|gateway time)"
)
TRACE = (
    r"^\W*(?:error:?\s*)?traceback \(most recent call last\)"
    r"|^\s*(?:exception in thread [^\n]*|(?:caused by: )?[\w.$]+(?:exception|error)(?:: [^\n]*)?)\n\s+at \S"
    r"|^\s*panic: [^\n]*\n[\s\S]*goroutine \d"
)
THROWN = r"^\W*(?:[a-z_]\w*\.)*[a-z]*(?:error|exception|timeout)(?:\([^\n]*|: [^\n]{0,400})$"
"""A line such as `requests.exceptions.ConnectionError: ...`."""
ON_ERRORS = (
    r"error|exception|traceback|status code|\bhttp\b|\b(?:40[0-9]|429|50[0-4])\b|raise|throw|报错|报[\p{Han}]{0,4}错"
    r"|抛出|错误|异常|状态码|提示语|提示文案"
)
ON_VALUES = (
    r"\bnone\b|\bnull\b|\bnil\b|undefined|\bnan\b|\{\}|\[\]|empty|无|没有|空|code|python|javascript|代码|程序|函数"
    r"|json|输出|output|返回|return"
)
"""Prompts to which such words are an answer."""


def error_text(said: Answer) -> pl.Expr:
    """Whether an answer is nothing but an error of the serving stack; not one that explains errors to somebody.

    It is an empty value, an error as a JSON object, page or stack trace, or a short text of which, without the phrases
    of errors and the words that come with them, hardly a letter is left; and the prompt is not about errors.
    """
    text = said.text.str.head(JUDGED_CHARS).str.to_lowercase()
    return pl.any_horizontal(
        text.str.contains(VALUE) & ~said.prompt.str.contains(narrow(ON_VALUES)),
        pl.any_horizontal(_is_formal(text), _is_all_error(text)) & ~said.prompt.str.contains(narrow(ON_ERRORS)),
    )


def empty(said: Answer) -> pl.Expr:
    """Whether an answer has neither a letter, a digit nor a symbol."""
    return ~said.text.str.contains(r"[\p{L}\p{N}\p{S}]")


def _is_formal(text: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(text.str.contains(narrow(form)) for form in (OBJECT, PAGE, TRACE, THROWN))


def _is_all_error(text: pl.Expr) -> pl.Expr:
    """Nulls in place of long texts spare their cost."""
    short = pl.when((text.str.len_bytes() <= LONGEST) & text.str.contains("|".join(CUES))).then(text)
    rest = short.str.replace_all(FOUND, " ")
    for phrase in (*ENGLISH, *CHINESE):
        rest = rest.str.replace_all(narrow(phrase), FOUND)
    left = _letters(rest.str.replace_all(narrow(FILLERS), " ")) / _letters(short)
    allowed = pl.when(short.str.contains(narrow(LABEL))).then(REST_BEHIND_A_LABEL).otherwise(REST)
    return (rest.str.contains(FOUND) & (left <= allowed)).fill_null(False)


def _letters(text: pl.Expr) -> pl.Expr:
    return text.str.count_matches(r"\p{L}")
