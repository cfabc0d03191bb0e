"""What a prompt is about, by its site's tags or by its words."""

import polars as pl

from schemas.lexicons.scenarios import Scenario
from transforms.words import holds

OTHER = "other"
ASKED_CHARS = 300
"""What a prompt wants stands at its beginning or its end; what is pasted between is material."""


def scenario(prompt_text: pl.Expr, tags: pl.Expr, scenarios: dict[str, Scenario]) -> pl.Expr:
    """The first scenario, in their order, one of whose tags the prompt bears, else one of whose words it holds at
    its beginning or end.

    `other` where none fits. Tags are compared in any case and may be null; Latin words count as whole words.
    """
    borne = tags.list.eval(pl.element().str.strip_chars().str.to_lowercase())
    by_tag = (pl.when(_bears(borne, known.tags)).then(pl.lit(name)) for name, known in scenarios.items())
    asked = pl.concat_str(prompt_text.str.head(ASKED_CHARS), prompt_text.str.tail(ASKED_CHARS), separator="\n")
    by_word = (pl.when(holds(asked, known.words)).then(pl.lit(name)) for name, known in scenarios.items())
    return pl.coalesce(*by_tag, *by_word, pl.lit(OTHER))


def _bears(borne: pl.Expr, tags: tuple[str, ...]) -> pl.Expr:
    wanted = [tag.lower() for tag in tags]
    return borne.list.eval(pl.element().is_in(wanted)).list.any()
