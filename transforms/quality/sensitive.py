"""Answers that hold what no answer may hold."""

import polars as pl

from transforms.quality.refusals import declines
from transforms.words import first_held, may_hold

SENTENCE_END = r"[。！？\n]|[!?.](?:\s|$)"
WARNING = (
    r"(?i)do not|don't|never|avoid|illegal|against the law|crime|criminal|prohibited|banned|warn"
    r"|report|beware|prevent|condemn|hackers|scammers|thieves|attackers|fraudsters|myth|stereotype|prejudice|protect"
    r"|victims? of|therapist|counsel|police|arrest|sentenced|convicted|help ?line|hotline"
    r"|不要|切勿|请勿|勿|禁止|严禁|违法|犯罪|非法|警惕|防范|远离|拒绝|抵制|打击|举报|报警|谴责|是[^。\n]{0,4}诈骗"
    r"|是[^。\n]{0,4}骗局|防骗|反诈|被骗|谣言|危害"
    r"|受害者|热线|预防|防止|避免|干预|救助|援助|心理|挽救|劝|不法分子|骗子|小心|谨防|保护|识别|辨别|揭露|反洗钱|歧视"
    r"|偏见|错误"
    r"|求助|判刑|有期徒刑|警方|民警|捣毁|查处|查获|抓获|打掉|落网|被捕|关闭"
)
"""A sentence that warns of what it names."""


def sensitive(text: pl.Expr, lexicon: dict[str, tuple[str, ...]]) -> pl.Expr:
    """The first category one of whose words or combinations the text holds, else null.

    Latin words count whole, all in any case. An answer that declines holds none, and sentences that warn do not count.
    """
    words = [word for words in lexicon.values() for word in words]
    sentences = pl.when(may_hold(text, words)).then(text).str.replace_all(SENTENCE_END, "$0\n").str.split("\n")
    # One chain without forks: what leads to an expression over lists is computed once for each of its uses.
    counts = ~pl.element().str.contains(WARNING) & ~declines(pl.element()).any()
    return first_held(sentences.list.eval(pl.element().filter(counts)).list.join("\n"), lexicon)
