"""Keywords of prompts, and for each another prompt's keyword of the same kind."""

import polars as pl

from transforms.synthetic.material import choice
from transforms.synthetic.places import END, START, Place, marked
from transforms.text import hash64

READ_CHARS = 3_000
NOUN = r"(?:tions?|sions?|ments?|ness|ity|isms?|ology|ances?|ences?|ships?)"
"""Endings of English nouns, which can stand in each other's place."""
GENERIC = (
    r"(?:question|questions|information|mention|attention|section|function|functions|option|options|position|version"
    r"|explanation|description|instruction|instructions|solution|solutions|sentence|sentences|reference|references"
    r"|instance|comment|comments|statement|statements|calculation|calculations|requirement|requirements|review"
    r"|ability|conclusion|introduction|difference|differences|addition|action|actions)"
)
"""Nouns of any subject."""
PLACES = (
    Place(r"\p{Han}[^《》\n]{1,12}", before="《", after="》"),
    Place(r"[A-Z][A-Za-z]{2,}(?:[.-][A-Za-z]+)*", before=r"\p{Han} ?", after=r" ?[\p{Han}，。、？]"),
    Place(r"(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+", before=r"[a-z,] (?:the )?", after=r"[\s,.?!'’]"),
    Place(rf"[a-z]{{3,}}{NOUN}", before=r"\s", after=r"[\s,.?!;:]"),
)
"""Chinese titles, Latin names in Chinese, English names of several words, English nouns."""
KIND = rf"{NOUN}$"


def marked_keywords(text: pl.Expr) -> pl.Expr:
    """A text with its keywords marked (`places.marked`)."""
    return marked(text, *PLACES, other=rf"\s{GENERIC}(?-u:\b)")


def keywords(text: pl.Expr) -> pl.Expr:
    """The distinct keywords of a text."""
    found = marked_keywords(text.str.head(READ_CHARS)).str.extract_all(f"{START}[^{END}]+{END}")
    return found.list.eval(pl.element().str.strip_chars(START + END)).list.unique()


def kind_of(word: pl.Expr) -> pl.Expr:
    """What other words can stand in its place: those of its script and form; of its ending, number and first sound."""
    noun = word.str.extract(f"({KIND})") + pl.when(word.str.contains("^[aeiou]")).then(pl.lit("-an")).otherwise(
        pl.lit("")
    )
    name = (
        pl.when(word.str.contains(r"\p{Han}")).then(pl.lit("title")).when(word.str.contains(" ")).then(pl.lit("name"))
    )
    return pl.coalesce(name, pl.when(word.str.contains("^[a-z]")).then(noun), pl.lit("latin"))


def others(asked: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `keyword_other`: of the keywords of all prompts of the same kind and language, in the order of their hashes,
    one of the next after `keyword`, which neither prompt nor answer has; null where that one is in either.
    """
    words = (
        asked.select("language", word=keywords(pl.col("question")))
        .explode("word")
        .filter(pl.col("word").is_not_null())
        .unique()
        .with_columns(kind=kind_of(pl.col("word")))
        .with_columns(
            place=pl.struct(hash64(pl.col("word")).alias("hash"), "word")
            .rank("ordinal")
            .over("language", "kind")
            .cast(pl.Int64)
            - 1,
            count=pl.len().over("language", "kind").cast(pl.Int64),
        )
    )
    next_ = (pl.col("place") + 1 + choice(pl.col("draw"), 7, "keyword")) % pl.col("count")
    other = pl.col("keyword_other")
    is_new = ~pl.concat_str("asked", "text").str.contains(other, literal=True)
    return (
        asked.join(words, left_on=["language", "keyword"], right_on=["language", "word"], how="left")
        .with_columns(place=next_)
        .join(
            words.select("language", "kind", "place", keyword_other="word"),
            on=["language", "kind", "place"],
            how="left",
        )
        .drop("kind", "place", "count")
        .with_columns(keyword_other=pl.when(is_new).then(other))
    )
