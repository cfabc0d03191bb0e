"""The evidence with steps taken away: tables that they rest on become neutral, the transforms stay as they are."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

import polars as pl

from benchmarks.evidence.mill import Edit, Tables, nothing
from flows.stages import SITE_STAGES
from schemas.signals import SIGNALS

FACTOR, MENDING = "second factor", "recalibration"
NO_STYLE_SD = 1e-6
LEAST_OWN = 1e-6
"""Smallest share of a response's precision that is its own and not the prior's: one that nobody judged has none."""


def of_one_length(contents: pl.LazyFrame, made: Tables) -> pl.LazyFrame:
    """All texts are as long, and none has images."""
    return contents.with_columns(length=pl.lit(0, pl.Int32), images=pl.lit(0, pl.Int32))


def unpooled(evidence: pl.LazyFrame, made: Tables) -> pl.LazyFrame:
    """Each response by its own acts alone: the posterior N(m, v) divided by the prior N(0, V) of its site.

    What is left is N(m / w, v / w) with w = 1 - v / V.
    """
    prior = made["loadings"]["prior_variance"].max()
    own = (1 - pl.col("variance") / prior).clip(lower_bound=LEAST_OWN)
    return evidence.with_columns(score=pl.col("score") / own, variance=pl.col("variance") / own)


def _without(stage: str) -> dict[str, Edit]:
    return dict.fromkeys(SITE_STAGES[stage].writes, nothing)


STEPS: dict[str, Mapping[str, Edit]] = {
    "noise filter": _without("clean"),
    "length": {"contents": of_one_length},
    "position": _without("exposure"),
    "reader": {"readers": nothing},
    "pooling": {"evidence": unpooled},
    FACTOR: {},
    MENDING: _without("calibrate"),
}
"""Step -> the edits of tables that take it away, in the order in which steps are added; a factor is no table."""


@contextmanager
def factors(two: bool) -> Iterator[None]:
    """Within it, the evidence is fitted with preference and engagement style, or with preference as its only factor."""
    if two:
        yield
    else:
        with patch("transforms.evidence.borrowed", _no_style):
            yield


def _no_style(elsewhere: pl.LazyFrame) -> pl.LazyFrame:
    """What `pooling.borrowed` would tell if other sites had found for certain that style moves nothing."""
    shipped = pl.lit(None, pl.Float64)
    return pl.LazyFrame({"signal": list(SIGNALS)}).with_columns(
        prior_loading=shipped,
        prior_loading_sd=shipped,
        prior_style=pl.lit(0.0),
        prior_style_sd=pl.lit(NO_STYLE_SD),
    )
