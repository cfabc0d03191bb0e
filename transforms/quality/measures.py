"""What several judgements on an answer share, computed once: no expression over lists is otherwise."""

import polars as pl

from transforms.quality.errors import failing
from transforms.quality.languages import asked_in, written_in
from transforms.quality.pieces import of_answer, of_request
from transforms.quality.refusals import declining
from transforms.quality.repetition import echoes, loops, running_text

MEASURED = (
    *("prompt_text", "request", "asked_in", "request_pieces"),
    *("body", "failing", "declining", "prose", "written_in", "loops", "echoes", "pieces"),
)
"""The columns that `measured` adds."""
TITLED = r"^[^\n。！？.!?:：;；]{1,60}\n\s*\n([\s\S]+)$"
STATUS = r"^[^\n]*(?-u:\b)[45]\d\d(?-u:\b)"
"""A text below a title, which a site may have put there and says little of the text; an error's status is no title."""
CODE = r"(?s)```.*?(?:```|$)|`[^`\n]+`"
"""Code set apart, in blocks (also one that never ends) and in a line."""


def measured(answers: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `MEASURED` to answers with `prompt` and `text`.

    Of the prompt: `prompt_text`, all of it in lower case; `request`, its last message; `asked_in`, its language;
    `request_pieces`, what the request speaks of. Of the answer: `body`, what stands below its title; of few, else null,
    `failing` (`errors.py`) and `declining` (`refusals.py`); `prose`, the body without code; `written_in`, its language;
    `loops`, how much of it is repeated; `echoes`, whether it ends in a loop of clauses; `pieces`, what it speaks of.
    """
    said = pl.col("prompt").list.eval(pl.element().struct.field("content"))
    text = pl.col("text").str.strip_chars()
    told = answers.with_columns(
        prompt_text=said.list.join("\n").str.to_lowercase(),
        request=pl.col("prompt").list.last().struct.field("content"),
        body=pl.when(text.str.contains(STATUS)).then(text).otherwise(text.str.replace(TITLED, "$1")),
    )
    told = told.with_columns(
        prose=pl.col("body").str.replace_all(CODE, " "),
        failing=failing(pl.col("body")),
        declining=declining(pl.col("body"), pl.col("request")),
    )
    return told.with_columns(
        asked_in=asked_in(pl.col("prompt_text")),
        request_pieces=of_request(pl.col("request")),
        written_in=written_in(pl.col("prose")),
        loops=loops(running_text(pl.col("prose"))),
        echoes=echoes(running_text(pl.col("prose"))),
        pieces=of_answer(pl.col("text")),
    )
