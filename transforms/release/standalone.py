"""Pairs that no night made: known failures, and requests for private data."""

import json
from datetime import date
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
from transforms.synthetic.rootless import Standalone

BAD_CASES = "bad-cases"
"""Where known failures stand as a site of their own."""


class Added(NamedTuple):
    """Pairs with `site`, `kind` and `dt`; those left out; what the generator achieved; what no model must repeat.

    In `generated`, the rule is the site for which the requests were made.
    """

    pairs: pl.LazyFrame
    rejected: dy.LazyFrame[Dropped]
    generated: dy.LazyFrame[Generated]
    regression: dy.LazyFrame[Regression]


def standalone(standing: pl.LazyFrame, cases: pl.LazyFrame, config: Config, *, night: date) -> Added:
    """What a release holds besides the pairs that stand (`Curated` with `site` and `dt`).

    Its `dt` is that of the newest of these pairs, so that a night without any changes nothing; `night` without pairs.
    """
    known = bad_cases(cases, site=BAD_CASES, config=_first(config).settings)
    wanted = _wanted(config)
    asked = [_requests(standing, site) for site in wanted]
    newest = standing.select(dt=pl.col("dt").max().fill_null(night))
    placed = [
        _placed(known.pairs, BAD_CASES, "chat"),
        *(_placed(made.pairs, site.name, site.kind) for site, made in zip(wanted, asked, strict=True)),
    ]
    return Added(
        pl.concat(placed).join(newest, how="cross"),
        Dropped.cast(pl.concat([known.rejected, *(made.rejected for made in asked)])),
        Generated.cast(pl.concat([Generated.create_empty(lazy=True), *_told(wanted, asked)])),
        known.regression,
    )


def settings(config: Config) -> dict[str, str]:
    """What sites are set to by which these pairs are made, as text by name; nothing where there are none."""
    told = {f"{site.name} {PERSONAL_DATA}": _options(site) for site in _wanted(config)}
    if config.release.bad_cases:
        told |= {BAD_CASES: _first(config).settings.model_dump(mode="json", include={"hard_similarity", "sensitive"})}
    return {name: json.dumps(values, sort_keys=True, ensure_ascii=False) for name, values in told.items()}


def _first(config: Config) -> Site:
    """Whose settings judge the bad cases, which are of no site."""
    return config.sites[0]


def _wanted(config: Config) -> list[Site]:
    return [site for site in config.sites if PERSONAL_DATA in site.settings.generators]


def _told(sites: list[Site], asked: list[Standalone]) -> list[pl.LazyFrame]:
    return [made.generated.with_columns(rule=pl.lit(site.name)) for site, made in zip(sites, asked, strict=True)]


def _requests(standing: pl.LazyFrame, site: Site) -> Standalone:
    people = standing.filter(pl.col("site") == site.name, pl.col("tier") != "synthetic")
    return requests(people, site=site.name, **_options(site))


def _options(site: Site) -> dict[str, float]:
    """What a site sets of its requests for private data."""
    settings = site.settings
    return {
        "share": settings.generators[PERSONAL_DATA],
        "hard_similarity": settings.hard_similarity,
        "seed": settings.seed,
    }


def _placed(pairs: pl.LazyFrame, site: str, kind: str) -> pl.LazyFrame:
    return pairs.with_columns(site=pl.lit(site), kind=pl.lit(kind))
