"""Answers that hold what no answer may hold."""

import polars as pl

from transforms.quality.refusals import declines
from transforms.words import holds

WARNING = (
    r"(?i)[^。！？!?\n.]*(?:do not|don't|never|avoid|illegal|against the law|crime|criminal|prohibited|banned|warn"
    r"|report|beware|prevent|condemn|police|arrest\w*|sentenced|convicted|help ?line|hotline"
    r"|不要|切勿|请勿|勿|禁止|严禁|违法|犯罪|非法|警惕|防范|远离|拒绝|抵制|打击|举报|报警|谴责|是[^。\n]{0,4}诈骗"
    r"|是[^。\n]{0,4}骗局|防骗|反诈|被骗|谣言|危害"
    r"|受害|热线|求助|判刑|有期徒刑|警方|民警|捣毁|查处|查获|抓获|打掉|落网|被捕|关闭)[^。！？!?\n.]*"
)
"""A sentence that warns of what it names."""


def sensitive(text: pl.Expr, lexicon: dict[str, tuple[str, ...]]) -> pl.Expr:
    """The first category one of whose words the text holds, else null; Latin words count whole, all in any case.

    An answer that declines holds none, and sentences that warn do not count.
    """
    words = [word for words in lexicon.values() for word in words]
    named = pl.when(holds(text, words)).then(text)
    told = pl.when(~declines(named)).then(named.str.replace_all(WARNING, " "))
    return pl.coalesce(
        *(pl.when(holds(told, words)).then(pl.lit(category)) for category, words in lexicon.items()),
        pl.lit(None, pl.String),
    )
