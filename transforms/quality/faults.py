"""Why an answer is not fit to be learnt from."""

import polars as pl

from schemas.curation import CurateConfig
from transforms.quality.answers import answer
from transforms.quality.errors import empty, error_text
from transforms.quality.formats import broken_format
from transforms.quality.identities import model_identity
from transforms.quality.languages import wrong_language
from transforms.quality.refusals import refusal
from transforms.quality.repetition import repetitive
from transforms.quality.truncation import truncated
from transforms.scenario import scenario


def fault(config: CurateConfig) -> pl.Expr:
    """Why an answer cannot be a chosen one, the surest reason first; null where nothing speaks against it.

    Reads a site's night of answers (`tags`, `text`, `language`) that is `measured`; what is usual there is judged over
    the frame. The reasons are the functions of this package.
    """
    said = answer()
    about = scenario(said.prompt, pl.col("tags"), config.scenarios)
    return _first(
        empty=empty(said),
        error_text=error_text(said),
        model_identity=model_identity(said, config.identities),
        repetitive=repetitive(said),
        truncated=truncated(said),
        refusal=refusal(said, about),
        wrong_language=wrong_language(said),
        broken_format=broken_format(said),
    )


def unusable() -> pl.Expr:
    """Why an answer cannot even be a rejected one: it is none. Null otherwise."""
    said = answer()
    return _first(empty=empty(said), error_text=error_text(said))


def _first(**reasons: pl.Expr) -> pl.Expr:
    return pl.coalesce(*(pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items()), pl.lit(None, pl.String))
