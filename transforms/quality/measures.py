"""What several judgements on an answer share, computed once: no expression over lists is otherwise."""

import polars as pl

from transforms.quality.languages import asked_in, written_in
from transforms.quality.pieces import of_answer, of_request
from transforms.quality.repetition import echoes, loops, running_text

MEASURED = ("prompt_text", "request", "asked_in", "request_pieces", "prose", "written_in", "loops", "echoes", "pieces")
"""The columns that `measured` adds."""
CODE = r"(?s)```.*?(?:```|$)|`[^`\n]+`"
"""Code set apart, in blocks (also one that never ends) and in a line."""


def measured(answers: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `MEASURED` to answers with `prompt` and `text`.

    Of the prompt: `prompt_text`, all of it in lower case; `request`, its last message; `asked_in`, its language;
    `request_pieces`, what the request speaks of. Of the answer: `prose`, the text without code; `written_in`, its
    language; `loops`, how much of it is repeated; `echoes`, whether it ends in a loop of clauses; `pieces`, what it
    speaks of.
    """
    said = pl.col("prompt").list.eval(pl.element().struct.field("content"))
    told = answers.with_columns(
        prompt_text=said.list.join("\n").str.to_lowercase(),
        request=pl.col("prompt").list.last().struct.field("content"),
        prose=pl.col("text").str.strip_chars().str.replace_all(CODE, " "),
    )
    return told.with_columns(
        asked_in=asked_in(pl.col("prompt_text")),
        request_pieces=of_request(pl.col("request")),
        written_in=written_in(pl.col("prose")),
        loops=loops(running_text(pl.col("prose"))),
        echoes=echoes(running_text(pl.col("prose"))),
        pieces=of_answer(pl.col("text")),
    )
