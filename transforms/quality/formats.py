"""What an answer begins in some format it must keep to."""

import polars as pl

from transforms.quality.answers import Answer

TABLE_LINE = r"^\s*\|.*\|\s*$"
RULE_LINE = r"(?m)^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$"
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


def broken_format(said: Answer) -> pl.Expr:
    """Whether an answer breaks a format that it itself begins, or JSON that it was to give.

    A block of code or thought left open, a table whose rows differ in length, an object that no parser takes.
    """
    return pl.any_horizontal(open_fence(said.text), open_thought(said.prose), ragged(said.prose), bad_json(said))


def open_fence(text: pl.Expr) -> pl.Expr:
    return text.str.count_matches(r"(?m)^\s*```") % 2 == 1


def open_thought(prose: pl.Expr) -> pl.Expr:
    opened, closed = (prose.str.count_matches(tag) for tag in (r"<think(?:ing)?>", r"</think(?:ing)?>"))
    return opened != closed


def ragged(prose: pl.Expr) -> pl.Expr:
    """Whether rows of one Markdown table (lines between bars, one of them a rule) have different numbers of cells."""
    return uneven_rows(prose) > 0


def uneven_rows(prose: pl.Expr) -> pl.Expr:
    """Share of the rows of Markdown tables that have another number of cells than the row above; 0 without tables."""
    tables = pl.when(prose.str.contains(RULE_LINE)).then(prose.str.replace_all(ESCAPED, ""))
    line = pl.element()
    cells = pl.when(line.str.contains(TABLE_LINE)).then(line.str.strip_chars().str.count_matches(r"\|"))
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
