"""The strict mode of feeds: which comparisons of posts the rules of practice allow.

Whoever ranks posts by how long people stay knows that dwell is mostly length and pictures, that small differences are
noise, and that an act says more than a stay. Hence the rules: compare only posts of like length and image count, take
dwell only where neither was liked or collected, and only a difference of 30% or more. The 30% are theirs; how alike is
alike is an assumption here.
"""

import polars as pl

KEYS = ("context", "response")
DWELL_RATIO = 1.3
"""Dwell on the chosen by that on the rejected from which it says something."""
LENGTH_RATIO = DWELL_RATIO
"""Length of the longer text by that of the shorter one, in characters, up to which they are alike: 30% more text takes
at most 30% more time, so length alone makes no such difference in dwell."""
IMAGES_APART = 1
"""Images that one post may have more than the other."""
ACTS = ("like", "collect")
READING = ("dwell", "depth", "satisfied")


def practise(couples: pl.LazyFrame, evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Gives a reason to judged couples without one that break a rule.

    `strict_length`: the texts are of different length. `strict_images`: or of different image count. `strict_dwell`:
    neither was liked or collected, and the mean dwell on the chosen is not `DWELL_RATIO` times that on the other; or
    one was, and without what reading adds to the scores the chosen would not be the better one.
    """
    sides = evidence.select(
        *KEYS,
        "length",
        "images",
        acts=_told("value", ACTS).list.sum(),
        dwell=_told("value", ("dwell",)).list.first(),
        rest=pl.col("score") - _told("log_odds", READING).list.sum(),
    )
    for side in ("chosen", "rejected"):
        named = sides.rename({name: f"{side}_{name}" for name in ("length", "images", "acts", "dwell", "rest")})
        couples = couples.join(named, left_on=["context", side], right_on=KEYS, how="left")
    return couples.with_columns(reason=pl.coalesce("reason", _broken()))


def _broken() -> pl.Expr:
    """The first rule that a couple breaks, else null."""
    lengths, images = (pl.col(f"chosen_{name}", f"rejected_{name}") for name in ("length", "images"))
    is_longer = pl.col("chosen_dwell") >= DWELL_RATIO * pl.col("rejected_dwell")
    unread = pl.col("chosen_rest") > pl.col("rejected_rest")
    without_acts = (pl.col("chosen_acts") == 0) & (pl.col("rejected_acts") == 0)
    by_dwell = pl.when(without_acts).then(is_longer.fill_null(False)).otherwise(unread)
    return (
        pl.when(pl.max_horizontal(lengths) > LENGTH_RATIO * pl.min_horizontal(lengths))
        .then(pl.lit("strict_length"))
        .when(pl.max_horizontal(images) - pl.min_horizontal(images) > IMAGES_APART)
        .then(pl.lit("strict_images"))
        .when(~by_dwell)
        .then(pl.lit("strict_dwell"))
    )


def _told(field: str, signals: tuple[str, ...]) -> pl.Expr:
    """One field of some signals of a response's evidence, as a list."""
    element = pl.element().struct
    return pl.col("signals").list.eval(
        element.field(field).filter(element.field("signal").is_in(signals)).cast(pl.Float64)
    )
