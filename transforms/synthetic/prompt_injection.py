"""Quoted material in the prompt holds an instruction that is not the user's; the rejected answer obeys it."""

from collections.abc import Sequence

import polars as pl

from transforms.synthetic.injections import FRAMES, INJECTIONS, WORDS
from transforms.synthetic.material import choice, pick
from transforms.synthetic.relevance import with_relevance
from transforms.synthetic.sentences import sentences

MIN_CHARS = 30
"""Shortest chosen answer: a shorter one gives no material to quote."""
MATERIAL_CHARS = 200
MIN_LEAD = 0.1
"""By how much more of the organic question the chosen answer takes up, of 1."""


PARTS = {
    "frame": FRAMES,
    "instruction": {language: [each.instruction for each in known] for language, known in INJECTIONS.items()},
    "obeyed": {language: [each.obeyed for each in known] for language, known in INJECTIONS.items()},
    "planted": WORDS,
}
"""What a prompt with an injection is made of -> language -> what there is to choose from."""
TOGETHER = {"obeyed": "instruction"}
"""Chosen by the same draw, so that the answer obeys that instruction."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`, `prompt` with the material in its last message, and `planted`, what is to be said.

    The quoted material is a sentence of the answer itself, so that it fits the question.
    """
    is_long = pl.col("text").str.len_chars() >= MIN_CHARS
    planted, quoted = pl.col("planted"), pl.col("quoted")
    told = pl.col("instruction").str.replace("{word}", planted, literal=True)
    framed = pl.col("frame").str.replace("{instruction}", told, literal=True)
    asked = framed.str.replace("{material}", quoted, literal=True).str.replace(
        "{question}", pl.col("question"), literal=True
    )
    earlier = pl.col("prompt").list.head(pl.col("prompt").list.len() - 1)
    last = pl.concat_list(pl.struct(role=pl.lit("user"), content="asked_again"))
    return (
        material.with_columns(quoted=pl.when(is_long).then(_quoted()))
        .with_columns(_part(name, options) for name, options in PARTS.items())
        .with_columns(asked_again=asked)
        .with_columns(
            rejected_text=pl.when(pl.col("asked_again").is_not_null()).then(
                pl.col("obeyed").str.replace("{word}", planted, literal=True)
            ),
            prompt=pl.when(pl.col("asked_again").is_not_null()).then(earlier.list.concat(last)).otherwise("prompt"),
        )
        .drop("quoted", "frame", "instruction", "obeyed", "asked_again")
    )


def _part(name: str, options: dict[str, Sequence[str]]) -> pl.Expr:
    salt = TOGETHER.get(name, name)
    chosen = (
        pl.when((pl.col("language") == language) & pl.col("quoted").is_not_null()).then(
            pick(known, pl.col("draw"), salt)
        )
        for language, known in options.items()
    )
    return pl.coalesce(chosen).alias(name)


def _quoted() -> pl.Expr:
    """One sentence of the answer by the draw, but for the first."""
    prose = sentences(pl.col("prose")).list.eval(pl.element().str.strip_chars().str.head(MATERIAL_CHARS))
    long = prose.list.eval(pl.element().filter(pl.element().str.len_chars() >= 8)).list.slice(1)
    return long.list.get(choice(pl.col("draw"), long.list.len(), "quoted"), null_on_oob=True)


def is_worse(drafts: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `worse`: the rejected answer says what was planted and leaves the question, the chosen one the other way.

    `planted` stands in the prompt and in the rejected answer alone, and the chosen answer takes up clearly more of the
    organic question.
    """
    told = with_relevance(drafts, "question", own="text", others="rejected_text")
    last = pl.col("prompt").list.last().struct.field("content")
    in_prompt, in_chosen, in_rejected = (
        text.str.contains(pl.col("planted"), literal=True) for text in (last, pl.col("text"), pl.col("rejected_text"))
    )
    obeys = in_prompt & in_rejected & ~in_chosen
    return told.with_columns(worse=obeys & (pl.col("own") - pl.col("others") >= MIN_LEAD)).drop("own", "others")
