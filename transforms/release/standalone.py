"""Pairs that no night made: known failures, and requests for private data."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import Config, Site
from schemas.evidence import Dropped
from schemas.generators import Regression
from schemas.pairs import Generated
from transforms.synthetic.bad_cases import bad_cases
from transforms.synthetic.personal_data import PERSONAL_DATA
from transforms.synthetic.personal_data import standalone as requests

BAD_CASES = "bad-cases"
"""Where known failures stand as a site of their own."""


class Standalone(NamedTuple):
    """Pairs with `site`, `kind` and `dt`; those left out; what the generator achieved; what no model must repeat."""

    pairs: pl.LazyFrame
    rejected: dy.LazyFrame[Dropped]
    generated: dy.LazyFrame[Generated]
    regression: dy.LazyFrame[Regression]


def standalone(standing: pl.LazyFrame, cases: pl.LazyFrame, config: Config) -> Standalone:
    """What a release holds besides the pairs that stand (`Curated` with `site` and `dt`); its night is their newest."""
    hard_similarity = config.sites[0].settings.hard_similarity
    known = bad_cases(cases, site=BAD_CASES, hard_similarity=hard_similarity)
    wanted = [site for site in config.sites if PERSONAL_DATA in site.settings.generators]
    asked = [_requests(standing, site) for site in wanted]
    night = standing.select(dt=pl.col("dt").max())
    placed = [
        _placed(known.pairs, BAD_CASES, "chat"),
        *(_placed(made.pairs, site.name, site.kind) for site, made in zip(wanted, asked, strict=True)),
    ]
    return Standalone(
        pl.concat(placed).join(night, how="cross"),
        Dropped.cast(pl.concat([known.rejected, *(made.rejected for made in asked)])),
        Generated.cast(pl.concat([Generated.create_empty(lazy=True), *(made.generated for made in asked)])),
        known.regression,
    )


def _requests(standing: pl.LazyFrame, site: Site):
    people = standing.filter(pl.col("site") == site.name, pl.col("tier") != "synthetic")
    settings = site.settings
    return requests(
        people,
        share=settings.generators[PERSONAL_DATA],
        site=site.name,
        hard_similarity=settings.hard_similarity,
        seed=settings.seed,
    )


def _placed(pairs: pl.LazyFrame, site: str, kind: str) -> pl.LazyFrame:
    return pairs.with_columns(site=pl.lit(site), kind=pl.lit(kind))
