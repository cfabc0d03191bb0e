"""How alike a follow-up and the question before it are."""

import polars as pl

EMPTY_WORDS = (
    r"\b(?:a|an|the|is|are|was|were|be|do|does|did|i|me|my|we|us|our|you|your|it|its|to|of|in|on|for|and|or|with|at|by|from"
    r"|as|that|this|these|those|what|which|how|who|where|when|why|can|could|would|should|will|may|please|there|if|so|have"
    r"|has|had|get|need|want|give|make|some|any|about)\b"
    r"|请|帮我|帮|给我|我想|我要|我是说|我的意思是|怎么办|怎么样|怎么|怎样|如何|为什么|为何|什么|有哪些|哪些|哪|吗|呢|吧|啊|的|了|一下"
    r"|[一几]个|一封|一条|一份|一篇|一段|一首|一款|个|是|要|把|和|跟|与|在|有|会|能|可以|那|这|你|我"
)
"""What is in most questions and says nothing of their subject."""
COMPARED_CHARS = 2_000
"""How much of a text is compared: a question stands at its beginning."""


def similarity(text: pl.Expr, question: pl.Expr) -> pl.Expr:
    """Likeness of two texts in thousandths, 0 to 1000: the Dice coefficient 2 |A n B| / (|A| + |B|) of their pieces.

    Pieces are Chinese characters and pairs of them, and of other words the trigrams (shorter words whole), so that
    inflected forms share most of theirs; case, punctuation and empty words do not count. Null where either is null; 0
    where either has no piece (Dice 1945, Ecology 26:297).
    """
    known = text.is_not_null() & question.is_not_null()
    both = pl.concat_list(_pieces(text), _pieces(question))
    # What stands twice among the distinct pieces of each is shared; one pass, because pieces are dear.
    dice = both.list.eval(2000 * (1 - pl.element().n_unique() / pl.len())).list.first().fill_nan(0).fill_null(0)
    return pl.when(known).then(dice.round().cast(pl.Int32)).alias("similarity")


def _pieces(text: pl.Expr) -> pl.Expr:
    """The distinct pieces. Regular expressions find no overlapping matches, so each run is cut again from its next."""
    words = text.str.head(COMPARED_CHARS).str.to_lowercase().str.replace_all(EMPTY_WORDS, " ")
    han = words.str.replace_all(r"\P{Han}+", " ")
    other = words.str.replace_all(r"[\p{Han}\p{P}\p{S}\s]+", " ")
    return pl.concat_list(
        han.str.extract_all(r"\p{Han}"),
        han.str.extract_all(r"\p{Han}{2}"),
        han.str.replace_all(r"(?:^| )\p{Han}", " ").str.extract_all(r"\p{Han}{2}"),
        other.str.extract_all(r"(?-u:\b)\w{1,2}(?-u:\b)"),
        other.str.extract_all(r"\w{3}"),
        other.str.replace_all(r"(?:^| )\w", " ").str.extract_all(r"\w{3}"),
        other.str.replace_all(r"(?:^| )\w{1,2}", " ").str.extract_all(r"\w{3}"),
    ).list.unique()
