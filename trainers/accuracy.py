"""Which pairs a model gets right, over all and by slice, with intervals."""

import polars as pl

from schemas.config import EvaluateConfig
from trainers.bootstrap import share_interval


def preferred(own: pl.DataFrame) -> pl.Series:
    """Per pair, whether the chosen answer has the higher mean log-probability per token (from `pair_logprobs`)."""
    return own.select(
        preference_accuracy=pl.col("chosen_logprob") / pl.col("chosen_tokens")
        > pl.col("rejected_logprob") / pl.col("rejected_tokens")
    ).to_series()


def rewarded(own: pl.DataFrame, reference: pl.DataFrame) -> pl.Series:
    """Per pair, whether DPO's implicit reward, ln p(answer) - ln p_reference(answer), favours the chosen answer."""
    chosen = own["chosen_logprob"] - reference["chosen_logprob"]
    rejected = own["rejected_logprob"] - reference["rejected_logprob"]
    return (chosen > rejected).alias("reward_accuracy")


def scores(pairs: pl.DataFrame, metrics: list[pl.Series], config: EvaluateConfig) -> pl.DataFrame:
    """One row per metric and slice: `value`, the share of its `n` pairs that are right, `lower` and `upper`.

    Slices are `overall`, `site=`, `kind=`, `tier=`, `negative=`, and `chosen=` longer, shorter, equal (in characters).
    """
    by_cluster = (
        pairs.select("site", "context_id", slice=_slices())
        .with_columns(metrics)
        .explode("slice")
        .unpivot(on=[metric.name for metric in metrics], index=["site", "context_id", "slice"], variable_name="metric")
        .group_by("metric", "slice", "site", "context_id")
        .agg(correct=pl.col("value").cast(pl.Int64).sum(), pairs=pl.len().cast(pl.Int64))
        .sort("metric", "slice", "site", "context_id")
    )
    return pl.DataFrame(
        [_score(group, config) for _, group in by_cluster.group_by("metric", "slice", maintain_order=True)]
    )


def _score(clusters: pl.DataFrame, config: EvaluateConfig) -> dict[str, str | float | int | None]:
    correct, pairs = clusters["correct"].to_numpy(), clusters["pairs"].to_numpy()
    interval = share_interval(correct, pairs, config.bootstrap, config.seed)
    lower, upper = interval or (None, None)
    return {
        "metric": clusters["metric"][0],
        "slice": clusters["slice"][0],
        "value": float(correct.sum() / pairs.sum()),
        "lower": lower,
        "upper": upper,
        "n": int(pairs.sum()),
    }


def _slices() -> pl.Expr:
    """The names of all slices that a pair belongs to."""
    named = [pl.format(f"{name}={{}}", name) for name in ("site", "kind", "tier", "negative")]
    return pl.concat_list(pl.lit("overall"), *named, _longer())


def _longer() -> pl.Expr:
    chosen, rejected = (
        pl.col(side).list.first().struct.field("content").str.len_chars() for side in ("chosen", "rejected")
    )
    return (
        pl.when(chosen > rejected)
        .then(pl.lit("chosen=longer"))
        .when(chosen < rejected)
        .then(pl.lit("chosen=shorter"))
        .otherwise(pl.lit("chosen=equal"))
    )
