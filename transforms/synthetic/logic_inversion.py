"""Hard: one statement of the answer is turned into its contrary."""

import polars as pl

from transforms.synthetic.places import marked, split_at
from transforms.synthetic.polarity import CHINESE, ENGLISH, PLACES
from transforms.synthetic.sentences import BOUNDARY, lost, sentences

READ_CHARS = 800
"""What an answer mainly says, it says at its beginning."""
NO_STATEMENT = (
    r"[?？]|如果|假如|若|是否|除非|无论|不管|哪怕|即使|假设|例如|比如|可能|也许|或许|希望|以下|下面|这里是"
    r"|[:：]\s*$|^\s*#"
    r"|(?i:(?-u:\b)(?:if|whether|unless|although|though|suppose|assume|let's|let me|maybe|perhaps|hope|would|might"
    r"|may|could|please"
    r"|for example|such as|i'd|i'm|i am|let us|here)(?-u:\b))|^(?:When|Once|While|As)(?-u:\b)"
)
"""Questions, conditions, concessions, examples and wishes, whose contrary contradicts nothing."""
TURNS = r"不|没|无|未|非|禁止|反对|勿|(?i:(?-u:\b)(?:not|never|no|rarely|cannot)(?-u:\b)|n't(?-u:\b))"
"""Negators."""
CONTRARY = (
    r"减少|降低|削弱|恶化|阻碍|下降|下跌|小于|低于|少于|晚于|最小|最低|最差|很少|缺点|劣势|减慢|缩小|缩短|亏损|消极"
    r"|(?i:(?-u:\b)(?:decreas\w+|lower|smaller|slower|smallest|lowest|worst|negative|disadvantages|worsen\w*"
    r"|forbids?|fails|less"
    r"|incorrect|false|un(?:important|safe)|in(?:significant)|il(?:legal)|impossible|irrelevant|pointless"
    r"|discourag\w+|weaken\w*|reduc\w+"
    r"|after|cause[sd]?)(?-u:\b))"
)
"""One side of each couple of contraries."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: one word of a statement at the beginning of the answer is its contrary (`polarity`)."""
    place, part = pl.col("place"), pl.col("place").struct
    contrary = part.field("found").replace_strict(CHINESE | ENGLISH, default=None, return_dtype=pl.String)
    opening = _opening(pl.col("prose"))
    after = pl.col("text").str.slice(opening.str.len_chars())
    said = material.with_columns(opening=opening, after=after)
    return (
        said.with_columns(place=split_at(_statements(pl.col("opening"), pl.col("language")), pl.col("draw")))
        .with_columns(
            rejected_text=pl.when(place.is_not_null()).then(
                part.field("head") + contrary + part.field("tail") + pl.col("after")
            )
        )
        .drop("opening", "after", "place")
    )


def _opening(text: pl.Expr) -> pl.Expr:
    """The whole sentences within the first characters."""
    return text.str.head(READ_CHARS).str.extract(rf"^((?s:.*)(?:{BOUNDARY}))").fill_null("")


def _statements(text: pl.Expr, language: pl.Expr) -> pl.Expr:
    """The text with the words that can be turned marked, in statements alone."""
    sentence = pl.element()
    states = ~sentence.str.contains(NO_STATEMENT)
    marks = [
        sentences(pl.when(language == name).then(text))
        .list.eval(pl.coalesce(marked(pl.when(states).then(sentence), place, other=other), sentence))
        .list.join("")
        for name, (place, other) in PLACES.items()
    ]
    return pl.coalesce(marks)


def is_worse() -> pl.Expr:
    """Whether one statement now says the contrary.

    Told from the texts alone: one sentence differs, is a statement and no question, condition or example, and the
    number of its negators and of words on one side of contraries has changed by an odd number.
    """
    chosen, rejected = pl.col("text"), pl.col("rejected_text")
    was, now = lost(chosen, rejected), lost(rejected, chosen)
    said, says = was.list.first(), now.list.first()
    turns = _turns(said) - _turns(says)
    one = (was.list.len() == 1) & (now.list.len() == 1)
    return one & (turns % 2 != 0) & ~said.str.contains(NO_STATEMENT) & (pl.col("scenario") != "creative")


def _turns(text: pl.Expr) -> pl.Expr:
    counted = text.str.replace_all(CONTRARY, "不")
    return counted.str.count_matches(TURNS).cast(pl.Int64)
