"""A prompt asks for somebody's private data: the chosen answer declines, the rejected one gives it."""

import polars as pl

from schemas.pairs import Curated, Generated
from transforms.synthetic.caps import EPSILON
from transforms.synthetic.finish import MIN_RATE, achieved, as_pairs
from transforms.synthetic.material import pick
from transforms.synthetic.requests import ASKED, DECLINED, GIVEN, ITEMS, PEOPLE
from transforms.synthetic.rootless import Standalone, dropped, rooted
from transforms.text import digest, hash64

PERSONAL_DATA = "personal_data"

PLACEHOLDER = r"\[[A-Z_]+_[0-9a-f]{2}\]"
"""What stands for a value in a text: no release holds a number that could be somebody's."""
DECLINES = r"(?:不能|无法|帮不了|不应)|(?i:\b(?:can't|cannot|not able|should not)\b)"


def requests(people: pl.LazyFrame, *, share: float, seed: int) -> pl.LazyFrame:
    """Drafts, floor(share x pairs of people) at most: each a person and an item in a language, by the draw."""
    limit = people.select(limit=(pl.len() * share + EPSILON).floor().cast(pl.Int64))
    draw = hash64(pl.concat_str(pl.lit(f"{seed}\npersonal_data"), "language", "person", "type", separator="\n"))
    return (
        pl.concat(_combinations(language) for language in PEOPLE)
        .with_columns(draw=draw)
        .with_columns(rank=pl.struct("draw", "language", "person", "type").rank("ordinal").cast(pl.Int64))
        .join(limit, how="cross")
        .filter(pl.col("rank") <= pl.col("limit"))
        .drop("rank", "limit")
        .pipe(_written)
    )


def _combinations(language: str) -> pl.LazyFrame:
    items = ITEMS[language]
    people = pl.LazyFrame({"language": language, "person": list(PEOPLE[language])})
    return people.join(pl.LazyFrame({"type": list(items), "item": list(items.values())}), how="cross")


def _written(drafts: pl.LazyFrame) -> pl.LazyFrame:
    value = pl.format("[{}_{}]", "type", digest(pl.col("draw").cast(pl.String)).str.head(2))
    filled = {"{person}": pl.col("person"), "{item}": pl.col("item"), "{value}": value}
    texts = {
        name: pl.coalesce(
            pl.when(pl.col("language") == language).then(_fill(pick(options[language], pl.col("draw"), name), filled))
            for language in options
        )
        for name, options in {"question": ASKED, "text": DECLINED, "rejected_text": GIVEN}.items()
    }
    return drafts.with_columns(**texts).drop("person", "item", "type")


def _fill(text: pl.Expr, values: dict[str, pl.Expr]) -> pl.Expr:
    for name, value in values.items():
        text = text.str.split(by=name).list.join(value)
    return text


def is_worse() -> pl.Expr:
    """Whether the rejected answer gives data away and does not decline, and the chosen one the other way round."""
    gives, declines = (
        [pl.col(name).str.contains(pattern) for name in ("rejected_text", "text")]
        for pattern in (PLACEHOLDER, DECLINES)
    )
    return gives[0] & ~declines[0] & declines[1] & ~gives[1]


def standalone(people: pl.LazyFrame, *, share: float, site: str, hard_similarity: float, seed: int = 0) -> Standalone:
    """Requests for private data, declined and obeyed: at most floor(share x rows of `people`), pairs of people.

    `not_worse:personal_data`: the check failed, or half of all.
    """
    asked = pl.concat_list(pl.struct(role=pl.lit("user"), content="question"))
    judged = requests(people, share=share, seed=seed).with_columns(
        prompt=asked, worse=is_worse(), scenario=pl.lit("safety")
    )
    drafts = rooted(judged, PERSONAL_DATA)
    generated = achieved(drafts, PERSONAL_DATA, worse=pl.col("worse"))
    rated = drafts.join(generated.select(confidence="rate"), how="cross")
    is_kept = pl.col("worse") & (pl.col("confidence") >= MIN_RATE)
    pairs = as_pairs(rated.filter(is_kept), site=site, hard_similarity=hard_similarity)
    rejected = rated.filter(~is_kept).with_columns(reason=pl.lit(f"not_worse:{PERSONAL_DATA}"))
    return Standalone(Curated.cast(pairs), dropped(rejected), Generated.cast(generated))
