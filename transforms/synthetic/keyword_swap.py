"""Hard: a keyword or a named entity of the answer becomes another one of its kind, wherever it stands."""

import polars as pl

from transforms.synthetic import kinds
from transforms.synthetic.keywords import keywords, marked_keywords, others
from transforms.synthetic.material import choice
from transforms.synthetic.pieces import pieces
from transforms.synthetic.places import END, START, Place, marked, without_marks

SHORT_CHARS = 60
"""An answer that says so little that each of its keywords matters."""
WORDS = {
    language: {word: (kind, listed.split()) for kind, listed in table.items() for word in listed.split()}
    for language, table in (("zh", kinds.CHINESE), ("en", kinds.ENGLISH))
}
"""Language -> word -> its kind, and all words of it."""
PLACES = {
    "zh": Place("|".join(sorted(WORDS["zh"], key=len, reverse=True))),
    "en": Place(rf"(?-u:\b)(?:{'|'.join(sorted(WORDS['en'], key=len, reverse=True))})(?-u:\b)"),
}
VOWEL = r"^[aeiouAEIOU]"


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: one word, wherever it stands, is another one of its kind.

    The word is of the shipped kinds (`kinds`) if the question has it too, or the answer has it twice or is short; else
    it is a keyword that question and answer have in common, and the other one comes from another prompt (`keywords`).
    """
    known = _with_known(material)
    shared = keywords(pl.col("question")).list.set_intersection(keywords(pl.col("prose"))).list.sort()
    found = others(known.with_columns(shared=shared).with_columns(keyword=_one_of(pl.col("shared"))))
    swapped = pl.coalesce(_known_swapped(), _keyword_swapped())
    return found.with_columns(rejected_text=swapped + pl.col("rest")).drop(
        "known", "known_other", "shared", "keyword", "keyword_other"
    )


def _with_known(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `known`, a word of the shipped kinds that matters, and `known_other`, which takes its place."""
    said = pl.col("said")
    shared = said.list.set_intersection("met")
    repeated = said.list.eval(pl.element().filter(pl.element().is_duplicated()))
    single = pl.when(pl.col("text").str.len_chars() <= SHORT_CHARS).then(said)
    weighty = pl.when(shared.list.len() > 0).then(shared).when(repeated.list.len() > 0).then(repeated).otherwise(single)
    free = pl.col("options").list.set_difference(pl.concat_list("said", "met")).list.sort()
    return (
        material.with_columns(said=_known("prose"), met=_known("asked"))
        .with_columns(weighty=weighty.list.unique().list.sort())
        .with_columns(known=_one_of(pl.col("weighty")))
        .join(_options(), left_on=["language", "known"], right_on=["language", "word"], how="left")
        .with_columns(free=free)
        .with_columns(known_other=_one_of(pl.col("free"), "other"))
        .drop("said", "met", "weighty", "options", "free")
    )


def _one_of(words: pl.Expr, salt: str = "") -> pl.Expr:
    return words.list.get(choice(pl.col("draw"), words.list.len(), salt), null_on_oob=True)


def _known(column: str) -> pl.Expr:
    text, language = pl.col(column), pl.col("language")
    found = [pl.when(language == name).then(text).str.extract_all(place.found) for name, place in PLACES.items()]
    return pl.coalesce(*found, pl.lit([], dtype=pl.List(pl.String)))


def _options() -> pl.LazyFrame:
    """(language, word, options): the words of the same kind, in English those that take the same `a` or `an`."""
    rows = [(name, word, listed) for name, words in WORDS.items() for word, (_, listed) in words.items()]
    table = pl.LazyFrame(rows, schema=["language", "word", "options"], orient="row")
    option = table.explode("options").filter(
        (pl.col("language") == "zh") | (pl.col("word").str.contains(VOWEL) == pl.col("options").str.contains(VOWEL))
    )
    return option.group_by("language", "word").agg("options")


def _known_swapped() -> pl.Expr:
    prose, language = pl.col("prose"), pl.col("language")
    is_known = pl.col("known_other").is_not_null()
    marks = [marked(pl.when(is_known & (language == name)).then(prose), place) for name, place in PLACES.items()]
    pieces = pl.coalesce(marks).str.split(pl.lit(START) + pl.col("known") + pl.lit(END))
    return pl.when(is_known).then(without_marks(pieces.list.join(pl.col("known_other"))))


def _keyword_swapped() -> pl.Expr:
    is_known = pl.col("keyword_other").is_not_null()
    marks = marked_keywords(pl.when(is_known).then(pl.col("prose")))
    pieces = marks.str.split(pl.lit(START) + pl.col("keyword") + pl.lit(END))
    return pl.when(pieces.list.len() > 1).then(without_marks(pieces.list.join(pl.col("keyword_other"))))


def is_worse(drafts: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `worse`: the answer lost a word that matters and says another one in its place.

    Told from the texts alone: of the pieces of content that it lost, one stands in the prompt, or in both halves of the
    answer, or the answer is short; what came in is not asked for. No more than a third of its pieces may be lost: else
    it was garbled, not swapped.
    """
    gone, come, count = pl.col("gone"), pl.col("come").list.len(), pl.col("gone").list.len()
    is_asked = gone.list.set_intersection("about").list.len() > 0
    is_repeated = gone.list.set_intersection("repeated").list.len() > 0
    is_short = pl.col("text").str.len_chars() <= SHORT_CHARS
    not_asked = pl.col("come").list.set_intersection("about").list.len() <= come // 3
    is_swap = is_short | (3 * count <= pl.col("said").list.len())
    matters = is_asked | (pl.col("scenario") != "creative") & (is_repeated | is_short)
    said, says = pl.col("said"), pl.col("says")
    return (
        drafts.with_columns(said=pieces(pl.col("text")), says=pieces(pl.col("rejected_text")))
        .with_columns(about=pieces(pl.col("asked")), repeated=_repeated(pl.col("text")))
        .with_columns(gone=said.list.set_difference(says), come=says.list.set_difference(said))
        .with_columns(worse=(count > 0) & (come > 0) & matters & not_asked & is_swap)
        .drop("said", "says", "about", "repeated", "gone", "come")
    )


def _repeated(text: pl.Expr) -> pl.Expr:
    """Pieces that stand in the second half of a text and in the first."""
    half = text.str.len_chars() // 2
    return pieces(text.str.head(half)).list.set_intersection(pieces(text.str.slice(half)))
