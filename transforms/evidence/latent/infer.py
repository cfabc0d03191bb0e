"""The estimator as one step over a whole site's measurements: rows in, rows out."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.evidence.latent.factors import Sites, Weights, posterior
from transforms.evidence.latent.fit import Fit, fit, settle
from transforms.evidence.latent.panel import KEYS, Panel, columns, number, panel
from transforms.evidence.latent.priors import Priors, priors

WEIGHTS = (
    *("intercept", "loading", "loading_se", "style", "style_se", "length", "specific", "context_variance"),
    "prior_variance",
)
RESULT = pl.Schema(
    {
        **dict.fromkeys(("context", "response", "signal"), pl.String),
        "value": pl.Float64,
        "trials": pl.Int64,
        **dict.fromkeys(("log_odds", "theta", "theta_variance", "voted", "voted_variance"), pl.Float64),
        "anchor": pl.Boolean,
        "responses": pl.Int64,
        **dict.fromkeys(WEIGHTS, pl.Float64),
    }
)
BELIEFS = ("prior_loading", "prior_loading_sd", "prior_style", "prior_style_sd")
LENGTH = "length"
"""The signal under which the evidence shows what people think of length."""


def infer(measurements: pl.DataFrame, *, prior_variance: float) -> pl.DataFrame:
    """The rows of `measurements` with what they say by the weights learned, and one per response for its `length`.

    `measurements` has (context, response, length, chars, signal, value, trials, k, n, mean, variance, unseen) and, per
    signal, what other sites have told of it (`BELIEFS`, null where nothing). `theta` and `theta_variance` are the
    response's posterior; `log_odds` of its signals sum to `theta`. The other columns are the signal's weights, null for
    what says nothing and for `length`, how many `responses` have it, and whether it is the `anchor` that defines theta;
    `prior_variance` is theta's on this site, in every row. `voted` and `voted_variance` are the response's posterior by
    explicit votes alone, where these are too few to tell what the other signals are worth.
    """
    placed, rows = number(measurements)
    if not len(rows):
        return RESULT.to_frame()
    site = panel(placed, rows)
    believed = beliefs(site, measurements, prior_variance)
    learned = fit(site, believed)
    weights, sites = settle(site, _doubted(learned))
    known = learned.rotations.mixed(site, weights, sites)
    liked = _taste_for_length(weights, believed) * site.length
    scores = rows.select(
        "row",
        theta=pl.Series(known.theta + liked),
        theta_variance=pl.Series(known.variance),
        liked=pl.Series(liked),
        **_by_votes(site, weights, believed, sites),
    )
    said = placed.with_columns(log_odds=_at(known.said, placed, site.signals))
    length = rows.join(scores, on="row").select(
        *("row", *KEYS), signal=pl.lit(LENGTH), value=pl.col("chars").cast(pl.Float64), log_odds="liked"
    )
    told = pl.concat([said.select("row", *KEYS, "signal", "value", "trials", "log_odds"), length], how="diagonal")
    return (
        told.join(scores, on="row")
        .join(_table(site, learned, believed), on="signal", how="left")
        .with_columns(prior_variance=pl.lit(learned.weights.theta_variance))
        .select(RESULT.names())
        .cast(RESULT)
    )


def beliefs(site: Panel, measurements: pl.DataFrame, prior_variance: float) -> Priors:
    """What is believed of the panel's signals before its votes have spoken."""
    told = measurements.group_by("signal").agg(pl.col("unseen").any(), pl.col(BELIEFS).first())
    signals = pl.DataFrame({"signal": list(site.signals)}, schema={"signal": pl.String})
    in_order = signals.join(told, on="signal", how="left", maintain_order="left")
    return priors(in_order, site.k.sum(axis=0), theta_variance=prior_variance)


def _doubted(learned: Fit) -> Weights:
    """The weights, with the doubt about loading and style as something of the signal's own.

    The error of a loading moves a response's eta by loading_se x theta, whose variance is loading_se^2 x that of theta.
    """
    weights = learned.weights
    doubt = learned.errors.loading**2 * weights.theta_variance + learned.errors.style**2
    return weights._replace(specific=weights.specific + doubt)


def _by_votes(site: Panel, weights: Weights, believed: Priors, sites: Sites) -> dict[str, pl.Series | None]:
    """`voted` and `voted_variance`: the posterior if no other signal said anything."""
    if believed.anchor >= 0 or not believed.explicit.any():
        return {"voted": None, "voted_variance": None}
    alone = weights._replace(
        loading=np.where(believed.explicit, weights.loading, 0.0), style=np.zeros(len(site.signals))
    )
    known = posterior(site, alone, sites)
    return {"voted": pl.Series(known.theta), "voted_variance": pl.Series(known.var_theta)}


def _taste_for_length(weights: Weights, believed: Priors) -> float:
    """What a unit of log length adds to theta: what it adds to the vote that defines theta; 0 without votes."""
    if believed.anchor < 0:
        return 0.0
    return float(weights.length[believed.anchor] * weights.loading[believed.anchor])


def _at(values: NDArray[np.float64], placed: pl.DataFrame, signals: tuple[str, ...]) -> pl.Series:
    """The value of each measurement's response and signal; 0 where the signal says nothing."""
    with_silence = np.column_stack([values, np.zeros(len(values))])
    return pl.Series(with_silence[placed["row"].to_numpy(), columns(placed["signal"], signals)])


def _table(site: Panel, learned: Fit, believed: Priors) -> pl.DataFrame:
    """One row per signal that says something: its weights."""
    loading, style = learned.rotations.spread()
    kept = {name: values for name, values in learned.weights._asdict().items() if name in WEIGHTS}
    return pl.DataFrame(
        {
            "signal": list(site.signals),
            "anchor": np.arange(len(site.signals)) == believed.anchor,
            "responses": site.known.sum(axis=0),
            "loading_se": np.sqrt(learned.errors.loading**2 + loading),
            "style_se": np.sqrt(learned.errors.style**2 + style),
            **kept,
        },
        schema_overrides={"signal": pl.String},
    )
