"""Which generating models write what people prefer, straight from the evidence."""

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.calibration import Leaderboard
from schemas.evidence import Evidence, Loadings
from schemas.signals import Kind
from transforms.newest import newest
from transforms.student import quantile

Z_95 = 1.959964
FEWEST_CONTEXTS = 5
"""Contexts with answers of several models from which a kind of prompt has a leaderboard."""
DIGITS = 4
SCHEMA = {name: column.dtype for name, column in Leaderboard.columns().items()}
Floats = NDArray[np.float64]
COLUMNS = ("context", "model", "score", "reliability", "prior_variance")


def leaderboard(
    evidence: dy.LazyFrame[Evidence], loadings: dy.LazyFrame[Loadings], contents: pl.LazyFrame, *, kind: Kind
) -> dy.LazyFrame[Leaderboard]:
    """One row per kind of prompt and model that has met another one; responses of unknown models are left out.

    Without explicit votes (`anchored`) there is none: theta is then in no unit, and style may pass for it.
    Scores are shrunken to 0, the more the less is known: E[score] = r (theta - level), with the reliability r = 1 -
    variance / prior_variance. score / r would be unshrunken, and its weight in a random-effects mean is r (its variance
    around the model's mean is prior_variance / r). So only sums of scores and of reliabilities count, by context and
    model, and no response of which nothing is known is blown up. See `_solve`.
    """
    variance = loadings.select(pl.col("prior_variance").max())
    known = (
        evidence.filter("anchored", pl.col("model").is_not_null())
        .join(variance, how="cross")
        .join(_turns(contents, kind), on="context", how="left")
        .with_columns(
            reliability=(1 - pl.col("variance") / pl.col("prior_variance")).clip(0, 1),
            language=pl.col("language").mode().sort().first().over("context"),
        )
        .filter(pl.col("reliability") > 0)
    )
    slices = [pl.lit("all"), pl.lit("language=") + pl.col("language"), pl.lit("turns=") + pl.col("turns")]
    kinds = pl.concat([known.select(*COLUMNS, slice=name) for name in slices]).filter(pl.col("slice").is_not_null())
    met = kinds.filter(pl.col("model").n_unique().over("slice", "context") > 1)
    enough = met.filter(pl.col("context").n_unique().over("slice") >= FEWEST_CONTEXTS)
    return Leaderboard.cast(enough.map_batches(_estimate, schema=SCHEMA, streamable=False))


def _turns(contents: pl.LazyFrame, kind: Kind) -> pl.LazyFrame:
    """(context, turns): whether a prompt is the first of its conversation; null but in chat."""
    answers = newest(contents.filter(pl.col("role") == "assistant"), "context", "root")
    is_first = (pl.col("context") == pl.col("root")).all()
    turns = pl.when(is_first).then(pl.lit("single")).otherwise(pl.lit("multi"))
    known = answers.filter(pl.col("context").is_not_null(), pl.lit(kind == "chat"))
    return known.group_by("context").agg(turns=turns)


def _estimate(frame: pl.DataFrame) -> pl.DataFrame:
    rows = frame.sort("slice", "context", "model", "reliability", "score")
    parts = rows.partition_by("slice", maintain_order=True)
    return pl.concat([pl.DataFrame(schema=SCHEMA), *(_of_slice(part) for part in parts)])


def _of_slice(rows: pl.DataFrame) -> pl.DataFrame:
    context, model = (rows[name].rank("dense").to_numpy().astype(np.int64) - 1 for name in ("context", "model"))
    shape = (context.max() + 1, model.max() + 1)
    scores, reliability = (
        np.bincount(context * shape[1] + model, weights=rows[name].to_numpy(), minlength=shape[0] * shape[1])
        for name in ("score", "reliability")
    )
    theta, se = _solve(scores.reshape(shape), reliability.reshape(shape), rows["prior_variance"][0])
    half = quantile(Z_95, shape[0] - 1) * se
    counts = rows.group_by("model").agg(
        responses=pl.len().cast(pl.Int64), contexts=pl.col("context").n_unique().cast(pl.Int64)
    )
    return (
        counts.sort("model")
        .with_columns(
            slice=pl.lit(rows["slice"][0]),
            theta=pl.Series(theta),
            lower=pl.Series(theta - half),
            upper=pl.Series(theta + half),
        )
        .select(pl.col(name).round(DIGITS) if SCHEMA[name] == pl.Float64 else pl.col(name) for name in SCHEMA)
    )


def _solve(scores: Floats, reliability: Floats, prior_variance: float) -> tuple[Floats, Floats]:
    """Means of the models and their standard errors, from sums by context (row) and model (column).

    theta_i = mean of its model + level of its context + N(0, prior_variance): weighted least squares with the weights
    r_i, the levels swept out (Searle, Casella & McCulloch 1992, ch. 4). The means are relative to their own mean; of
    models that never met, even through others, each group is relative to its own. The standard error is the larger of
    the model's, prior_variance x inverse of the matrix, and of the sandwich with contexts as clusters, times C / (C -
    1) (Cameron & Miller 2015, J. Human Resources 50:317), which alone is too small for a model of few contexts.
    """
    shares = reliability / reliability.sum(axis=1, keepdims=True)
    matrix = np.diag(reliability.sum(axis=0)) - reliability.T @ shares
    inverse = np.linalg.pinv(matrix, rcond=1e-9, hermitian=True)
    theta = inverse @ (scores - shares * scores.sum(axis=1, keepdims=True)).sum(axis=0)
    rest = scores - reliability * theta
    influence = (rest - shares * rest.sum(axis=1, keepdims=True)) @ inverse
    n = len(scores)
    sandwich = (influence**2).sum(axis=0) * n / (n - 1)
    return theta, np.sqrt(np.maximum(sandwich, prior_variance * np.diag(inverse)))
