"""Easy: the sentences of the answer stand in another order."""

import polars as pl

from transforms.synthetic.pieces import pieces
from transforms.synthetic.sentences import sentences
from transforms.text import hash64

MIN_SENTENCES = 4
MOST_COHESION = 0.7
"""Share of the chosen answer's cohesion from which on the sentences no longer follow from each other."""
MARKER = r"^\s*[*#\s]*(?:第|[Ss]tep )?([0-9]{1,2}|[一二三四五六七八九])[.、)）:：步]"
"""The number of a list item."""
LATER = (
    r"^\s*(?:然而|但是|但|因此|所以|此外|另外|同时|不过|而且|并且|其次|然后|接着|最后|总之|综上|总的来说|总体而言"
    r"|例如|比如|它|他|她|这|那|其中"
    r"|(?i:however|but|therefore|thus|so|hence|moreover|furthermore|additionally|in addition|also|then|next|finally"
    r"|lastly|overall"
    r"|in conclusion|in summary|for example|for instance|this|these|it|they|he|she|such|as a result|similarly"
    r"|meanwhile)(?-u:\b))"
)
"""How a sentence begins that needs another before it."""
LAST = (
    r"^\s*(?:总之|综上|总的来说|总体而言|总结|希望|祝|最后|(?i:overall|in conclusion|in summary|to sum up|finally"
    r"|lastly"
    r"|i hope|let me know|remember|by (?:following|doing))(?-u:\b))"
)
"""How a sentence begins that closes a text."""
LEADS = r"[:：][*_\s]*$"
"""How a sentence ends that needs another after it."""
ITEM = r"^\s*(?:[-*•]|[*#\s]*第?[0-9]{1,2}[.、)）:：步]|[*#\s]*[一二三四五六七八九][、.]|[a-zA-Z][.)])"
"""How an item of a list begins."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: the sentences in the order of the hashes of each and its place; of code none."""
    said = pl.element()
    order = hash64(said + pl.lit("\n") + pl.int_range(pl.len()).cast(pl.String))
    apart = said.str.strip_chars()
    lines = pl.col("text").str.contains(r"\n")
    parts = sentences(pl.col("text")).list.eval(apart.filter(apart != ""))
    mixed = parts.list.eval(said.sort_by(order))
    joined = (
        pl.when(lines)
        .then(mixed.list.join("\n"))
        .when(pl.col("language") == "zh")
        .then(mixed.list.join(""))
        .otherwise(mixed.list.join(" "))
    )
    can = (parts.list.len() >= MIN_SENTENCES) & (pl.col("rest") == "")
    return material.with_columns(rejected_text=pl.when(can).then(joined))


def is_worse() -> pl.Expr:
    """Whether the order mattered, told from three things that the texts show.

    The text is at odds with its order more often than before (`breaks`); one sentence in ten, and one at least, refers
    back to one that no longer stands before it; or the sentences share clearly less with their neighbours (`cohesion`).
    """
    chosen, rejected = pl.col("text"), pl.col("rejected_text")
    orphans = _referring(chosen).list.set_difference(_referring(rejected)).list.len()
    many = pl.max_horizontal(sentences(chosen).list.len() // 10, pl.lit(1))
    is_torn = cohesion(rejected) < MOST_COHESION * cohesion(chosen)
    return (breaks(rejected) > breaks(chosen)) | (orphans >= many) | is_torn


def cohesion(text: pl.Expr) -> pl.Expr:
    """Mean number of content pieces that a sentence shares with the one before it (Foltz, Kintsch & Landauer 1998)."""
    each = sentences(text).list.eval(pieces(pl.element()))
    shared = pl.element().list.set_intersection(pl.element().shift(1)).list.len()
    return each.list.eval(shared.drop_nulls()).list.mean()


def _referring(text: pl.Expr) -> pl.Expr:
    """The sentences that refer back, each with the one before it."""
    said = pl.element().str.strip_chars()
    apart = sentences(text).list.eval(said.filter(said != ""))
    led = pl.concat_str(pl.element().shift(1), pl.element(), separator="\n")
    return apart.list.eval(led.filter(pl.element().str.contains(LATER)))


def breaks(text: pl.Expr) -> pl.Expr:
    """How often a text is at odds with its order.

    By a list number that is neither 1 nor the next; a beginning that needs something before it, or that is an item of a
    list; a closing sentence that is not among the last two; a colon with no item of a list behind it.
    """
    said = sentences(text).list.eval(pl.element().filter(pl.element().str.strip_chars() != ""))
    number = pl.element().str.extract(MARKER).str.replace_many(list("一二三四五六七八九"), list("123456789"))
    numbers = said.list.eval(number.cast(pl.Int32, strict=False).drop_nulls())
    next_is_item = pl.element().shift(-1).str.contains(ITEM).fill_null(False)
    counts = (
        numbers.list.eval((pl.element().diff() != 1) & (pl.element() != 1)).list.sum(),
        said.list.first().str.contains(f"{LATER}|{LAST}|{ITEM}"),
        said.list.head(said.list.len() - 2).list.eval(pl.element().str.contains(LAST)).list.sum(),
        said.list.eval(pl.element().str.contains(LEADS) & ~next_is_item).list.sum(),
    )
    return pl.sum_horizontal(count.cast(pl.Int64).fill_null(0) for count in counts)
