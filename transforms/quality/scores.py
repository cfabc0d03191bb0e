"""How good an answer is: a score per dimension, and their mean."""

import polars as pl

from schemas.curation import QualityWeights
from transforms.quality.answers import answer
from transforms.quality.completeness import completeness
from transforms.quality.consistency import consistency
from transforms.quality.layout import layout
from transforms.quality.relevance import relevance

DIGITS = 4


def scores() -> pl.Expr:
    """Struct of `completeness`, `relevance`, `consistency`, `format` of an answer, each 0..1, higher is better.

    Reads a site's night of answers that is `measured`; how rare a word is, is judged over the frame.
    """
    said = answer()
    dimensions = {
        "completeness": completeness(said),
        "relevance": relevance(said),
        "consistency": consistency(said),
        "format": layout(said),
    }
    return pl.struct(score.round(DIGITS).cast(pl.Float32).alias(name) for name, score in dimensions.items())


def quality(scores: pl.Expr, weights: QualityWeights) -> pl.Expr:
    """sum w_d score_d / sum w_d over the dimensions d, 0..1; 1 where all weights are 0."""
    by_name = weights.model_dump()
    total = sum(by_name.values())
    if total == 0:
        return pl.lit(1.0)
    return pl.sum_horizontal(weight * scores.struct.field(name) for name, weight in by_name.items()) / total
