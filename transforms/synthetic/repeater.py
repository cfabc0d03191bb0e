"""Easy: the answer says what the user said, or what was answered before."""

import polars as pl

from transforms.synthetic.material import choice, pick
from transforms.synthetic.pieces import pieces

MIN_CHARS = 6
LEADS = {
    "zh": ["", "", "您问的是：", "好的，", "我明白了，您说：", "这个问题是："],
    "en": ["", "", "You asked: ", "I see. ", "You said: ", "The question is: "],
}
"""What stands before the copy."""
MOST, LEAST, COVERED = 0.8, 0.7, 0.3
"""Shares of content: of a copy in the prompt, at least; of a good answer in it, and of a question in a short answer, at
most."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: the last message of the user or, by the draw and where there is one, an earlier answer."""
    said = pl.element().struct
    answers = pl.col("prompt").list.eval(said.field("content").filter(said.field("role") == "assistant"))
    again = answers.list.get(choice(pl.col("draw"), answers.list.len()), null_on_oob=True)
    copy = (
        pl.when(choice(pl.col("draw"), 2, "turn") == 0)
        .then(pl.col("question"))
        .otherwise(pl.coalesce(again, pl.col("question")))
    )
    led = pl.concat_str(_lead(), copy)
    return material.with_columns(rejected_text=pl.when(copy.str.len_chars() >= MIN_CHARS).then(led))


def _lead() -> pl.Expr:
    chinese = pl.col("question").str.contains(r"\p{Han}")
    draw = pl.col("draw")
    return pl.when(chinese).then(pick(LEADS["zh"], draw, "lead")).otherwise(pick(LEADS["en"], draw, "lead"))


def is_worse() -> pl.Expr:
    """Whether the rejected answer says nothing that is not in the prompt, and the chosen one is no copy of it.

    Told from pieces of content: of the rejected answer's, nearly all stand in the prompt; of the chosen one's, a good
    part does not, or it takes up little of the question (as a short answer does).
    """
    said, says, asked, question = (pieces(pl.col(name)) for name in ("text", "rejected_text", "asked", "question"))
    is_copy = _contained(says, pl.concat_list(asked, question)) >= MOST
    is_new = _contained(said, asked) <= LEAST
    is_short = _contained(question, said) <= COVERED
    return is_copy & (is_new | is_short).fill_null(True) & (says.list.len() > 0)


def _contained(these: pl.Expr, those: pl.Expr) -> pl.Expr:
    return these.list.set_intersection(those).list.len() / these.list.len()
