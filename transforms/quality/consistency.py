"""Does an answer keep to one line, without going in circles, mixing scripts or losing count?"""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.languages import SCRIPTS

COUNTED = r"(?m)^\s*(\d{1,2})[.、)]\s"
TURNABOUT = (
    r"(?i)(?:wait,|actually,? no\b|no, that'?s (?:not right|wrong)|correction:|let me (?:correct|redo|re-?check"
    r"|start over)|i made a mistake|scratch that|my mistake"
    r"|等等[，,]|不对[，,]|更正[:：]|我(?:刚才|上面|前面)(?:说|写|算)错了|我搞错了|重新(?:算|来)一[下遍]|抱歉，我(?:弄"
    r"|搞|算|说)错)"
)
"""Where an answer takes back what it said."""
TURNABOUT_COST = 0.25


def consistency(said: Answer) -> pl.Expr:
    """(1 - repeated) x own letters x counting x constancy, 0..1.

    repeated: `repetition.loops`. own letters: 1 - the share of letters in scripts that neither Chinese nor English
    uses and the prompt does not either. counting: share of numbered lines that continue by one or start again at one.
    constancy: 1 / (1 + 0.25 n) for n places where the answer takes back what it said.
    """
    turns = said.prose.str.count_matches(TURNABOUT)
    return (
        (1 - said.loops.struct.field("repeated").fill_null(0))
        * _own_letters(said)
        * _counting(said.prose)
        / (1 + TURNABOUT_COST * turns)
    )


def _own_letters(said: Answer) -> pl.Expr:
    other = "|".join(SCRIPTS.values())
    letters = said.prose.str.count_matches(r"\p{L}")
    share = said.prose.str.count_matches(other) / pl.max_horizontal(letters, 1)
    return pl.when(said.prompt.str.contains(other).fill_null(False)).then(1.0).otherwise(1 - share)


def _counting(prose: pl.Expr) -> pl.Expr:
    numbers = prose.str.extract_all(COUNTED).list.eval(pl.element().str.extract(r"(\d+)").cast(pl.Int32))
    step = pl.element() - pl.element().shift(1, fill_value=0)
    good = numbers.list.eval(((step == 1) | (pl.element() == 1)).mean())
    return good.list.first().fill_null(1.0)
