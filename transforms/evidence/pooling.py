"""What other sites have learned about signals, as the belief with which a site begins."""

import polars as pl

from schemas.evidence import Loadings
from transforms.evidence.latent.priors import LOADING_SD, STYLE_SD, shipped_weights

BETWEEN_SD = 0.25
"""Standard deviation of a weight between sites that differ in nothing known (assumption)."""
NOWHERE = pl.LazyFrame(schema={name: column.dtype for name, column in Loadings.columns().items()} | {"site": pl.String})
"""Loadings of no other site."""
STEP = 0.05
"""Published beliefs are multiples of it, so that what hardly changes elsewhere makes nothing stale here."""


def borrowed(loadings: pl.LazyFrame) -> pl.LazyFrame:
    """(signal, prior_loading, prior_loading_sd, prior_style, prior_style_sd), one row per signal of the other sites.

    `loadings` are those of the other sites, with `site`. A site's weight is the common one plus N(0, `BETWEEN_SD`^2);
    the common one has the shipped prior. The belief for a new site is the posterior of the common weight widened by
    what differs between sites (partial pooling: Gelman et al. 2013, ch. 5.4). Sites without explicit votes have learned
    nothing and are left out.
    """
    learned = loadings.filter(pl.col("anchor").any().over("site")).join(_shipped(), on="signal")
    pooled = [
        expression for weight, sd in (("loading", LOADING_SD), ("style", STYLE_SD)) for expression in _pool(weight, sd)
    ]
    return learned.group_by("signal").agg(pooled)


def _pool(weight: str, sd: float) -> list[pl.Expr]:
    heard = 1 / (pl.col(f"{weight}_se") ** 2 + BETWEEN_SD**2)
    total = heard.sum() + sd**-2
    mean = ((heard * pl.col(weight)).sum() + sd**-2 * pl.col(f"shipped_{weight}").first()) / total
    return [
        _rounded(mean).alias(f"prior_{weight}"),
        _rounded((1 / total + BETWEEN_SD**2).sqrt().clip(upper_bound=sd)).alias(f"prior_{weight}_sd"),
    ]


def _rounded(weight: pl.Expr) -> pl.Expr:
    return ((weight / STEP).round() * STEP).round(2)


def _shipped() -> pl.LazyFrame:
    rows = [(name, *weights) for name, weights in shipped_weights().items()]
    return pl.LazyFrame(rows, schema=["signal", "shipped_loading", "shipped_style"], orient="row")
