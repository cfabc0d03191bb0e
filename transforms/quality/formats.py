"""What an answer begins in some format it must keep to."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.expressions import narrow

TABLE = (
    r"(?m)^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?\|?[ \t]*$|^[ \t]*\|[ \t]*:?-{2,}:?[ \t]*$"
    r"|^[ \t]*\|[^|\n]+\|[^|\n]+\|[ \t]*\n[ \t]*\|"
)
"""The rule of a table, or a row between bars and the beginning of another."""
OUTER = r"^\s*\||\|\s*$"
RUN_TOGETHER = r"\|[ \t]+\|[ \t]*:?-{2,}:?[ \t]*\|"
"""A table in one line."""
ESCAPED = r"\\\||`[^`\n]*`|\$[^$\n]*\$|\[\[[^\]\n]*\]\]"
"""Where a bar ends no cell."""
WANTS_JSON = (
    r"(?:in|as|into|to|return|output|respond|reply|produce|generate|give)[^.\n]*json|json (?:format|object|array"
    r"|output|response|string|document)"
    r"|(?:以|用|按|成|为|输出|返回|生成|给出|转换|格式)[^。\n]*json|json ?(?:格式|对象|数组|字符串|输出|形式|串)"
)
ONLY_JSON = (
    r"(?:only|just|nothing but|strictly|must be|valid)[^.\n]*json|json[^.\n]{0,12}only|(?:只|仅|必须|严格"
    r"|直接)[^。\n]*json"
)
JSON_BLOCK = r"(?s)```(?:json|JSON)\s*\n(.*?)```"
SKETCH = r"//|/\*|\.\.\.|…|\bNaN\b|<[a-z_ ]+>"
"""JSON that is meant for the eye, with remarks or left out parts."""


LEAK_CUES = (
    *("[DONE]", "data:", "<", "†", "turn", "\\begin", "\\end", "\\u", "&"),
    *("â€", "Ã", "ï¿½", "ä", "å", "æ", "ç", "è", "锟斤", "烫烫", "屯屯", "\ufffd"),
)
"""One of these is in every text that holds the next: to look for them costs little."""
LEAKS = (
    r"\[DONE\]|(?m:^\s*data: ?[{\[])"
    r"|</?(?:tool_calls?|tool_response|function_calls?|tool_use|think(?:ing)?|scratchpad|reasoning)>"
    r"|<function=|<\|?(?:tool|function)[_ ]|【\d+(?::\d+)?†|cite.?turn\d+\w+\d|<0x[0-9A-F]{2}>"
    r"|\\(?:begin|end)\{(?:answer|response|output)\}|&(?:nbsp|lt|gt|quot|amp|#\d{2,5});[\s\S]*&(?:nbsp|lt|gt|quot|amp"
    r"|#\d{2,5});"
    r"|</(?:p|li|h[1-6]|div)>\s*<(?:/?ul|/?ol|p|li|h[1-6]|div)\b|\\u(?:[4-9a-f][0-9a-f]{3}|20[0-9a-f]{2}"
    r"|00[a-f][0-9a-f])"
    r"|â€|Ã[\x{80}-\x{BF}]|ï¿½|(?:[ä-ï][\x{80}-\x{BF}‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]{1,2}){2}|锟斤拷|烫烫烫|屯屯屯|\x{FFFD}"
)
"""Signs of tools, streams, sources, pages, and of bytes read in the wrong encoding."""
LEADS = (
    r"^\s*(?:<s>|#{1,4} ?(?:Response|Assistant|Output|Answer|回答|回复|输出)[:：]\s*\n"
    r"|(?:\*\*|\[)?(?:Assistant|ASSISTANT|assistant|助手|AI助手|Bot|Chatbot)(?:\*\*|\])?\s?[:：]"
    r"|<(?:p|div|ul|ol|h[1-6]|span|article|section)(?: [^>]*)?>)"
)
"""Signs of roles and pages at an answer's beginning."""
ENVELOPE = r"""(?s)^\s*(?:\{\s*["'][\w ]+["']\s*:.*\}|\[\s*["{].*["}]\s*\])\s*$"""
"""An answer packed as an object or array."""
ESCAPED_LINE = r"\\n"
ON_LEAKS = (
    r"html|xml|tag|web ?page|website|email template|entit|escape|encod|unicode|utf|gbk|mojibake|garbled|token|prompt"
    r"|\bsse\b|stream"
    r"|tool|function|latex|think|data:|json|yaml|\bcode|\bapi\b|program|python|java|script|regex|newline|\bstring"
    r"|\bdict|\blist of\b|array"
    r"|object|config|schema|dialog|conversation|chat|script|interview|role|q&a|\bfaq|\[\[|\{|标签|网页|网站|转义|编码"
    r"|乱码|字符|前端"
    r"|代码|程序|函数|数组|列表|字典|对象|接口|结构化|换行|正则|格式|配置|打印|对话|聊天|剧本|台词|访谈|问答|客服|角色"
    r"|工具|思考|提示词"
)
"""Prompts to which such signs may be an answer."""
STYLE = 1 / 3
"""Share of a site's answers from which they are its style."""


def broken_format(said: Answer) -> pl.Expr:
    """Whether an answer breaks a format that it itself begins, or JSON that it was to give, or shows what none may see.

    A block of code, formula or thought left open, a table whose rows differ in length, an object that no parser takes;
    and what a serving stack writes around an answer (`LEAKS`), unless the prompt is about it, or a third of the site's
    answers look so.
    """
    leaking = leaks(said)
    return pl.any_horizontal(
        open_fence(said.text),
        open_formula(said.prose),
        open_thought(said.prose),
        ragged(said.prose),
        bad_json(said),
        leaking & (leaking.mean() <= STYLE),
    )


def leaks(said: Answer) -> pl.Expr:
    """Whether an answer shows signs of the machine that carried it, or is packed, or escaped, though nobody asked."""
    newlines = said.prose.str.count_matches(ESCAPED_LINE) - said.prose.str.count_matches(r"\\n(?:abla|eq?\b|u\b|ot)")
    escaped = (newlines >= 2) & ~said.text.str.contains(r"\n|\\[a-mo-zA-Z]|\$")
    leaking = escaped | _holds_leaks(said.prose) | said.prose.str.contains(ENVELOPE)
    leaking |= said.prose.str.contains(LEADS)
    # Null, and so not without, where there is nothing to excuse.
    asked = pl.when(leaking).then(said.prompt.fill_null(""))
    return (~asked.str.contains(ON_LEAKS)).fill_null(False)


def _holds_leaks(prose: pl.Expr) -> pl.Expr:
    likely = pl.when(prose.str.contains_any(list(LEAK_CUES))).then(prose)
    return likely.str.contains(narrow(LEAKS)).fill_null(False)


def open_formula(prose: pl.Expr) -> pl.Expr:
    """Whether a displayed formula has no end."""
    return (prose.str.count_matches("$$", literal=True) % 2 == 1) & prose.str.contains(r"\$\$[^$\n]*[=^\\_]")


def open_fence(text: pl.Expr) -> pl.Expr:
    """Whether a block of code has no end."""
    return text.str.count_matches(r"(?m)^\s*```") % 2 == 1


def open_thought(prose: pl.Expr) -> pl.Expr:
    """Whether a thought has no end, or no beginning."""
    opened, closed = (prose.str.count_matches(tag) for tag in (r"<think(?:ing)?>", r"</think(?:ing)?>"))
    return opened != closed


def ragged(prose: pl.Expr) -> pl.Expr:
    """Whether rows of one Markdown table have different numbers of cells, or stand in one line."""
    return (uneven_rows(prose) > 0) | prose.str.contains(RUN_TOGETHER)


def uneven_rows(prose: pl.Expr) -> pl.Expr:
    """Share of the rows of Markdown tables that have another number of cells than the row above; 0 without tables."""
    tables = pl.when(prose.str.contains(TABLE)).then(prose.str.replace_all(ESCAPED, ""))
    line = pl.element()
    cells = pl.when(line.str.contains("|", literal=True)).then(line.str.replace_all(OUTER, "").str.count_matches(r"\|"))
    share = tables.str.split("\n").list.eval((cells != cells.shift(1)).mean())
    return share.list.first().fill_null(0.0)


def bad_json(said: Answer) -> pl.Expr:
    """Whether JSON was asked for and what stands for it cannot be parsed, or (only JSON asked for) there is none."""
    about = pl.when(said.prompt.str.contains("json", literal=True)).then(said.prompt)
    wanted = pl.when(about.str.contains(WANTS_JSON)).then(said.text)
    whole = pl.when(wanted.str.contains(r"^[{\[]\s*[\"\[{\]}]")).then(wanted)
    given = pl.coalesce(wanted.str.extract(JSON_BLOCK), whole)
    is_meant = given.is_not_null() & ~given.str.contains(SKETCH)
    missing = wanted.is_not_null() & about.str.contains(ONLY_JSON) & ~wanted.str.contains(r"[{\[]")
    return (is_meant & given.str.json_path_match("$").is_null()).fill_null(False) | missing.fill_null(False)
