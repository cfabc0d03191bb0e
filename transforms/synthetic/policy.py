"""A policy's own negatives: the best and the worst of its n answers to a prompt, by reward models."""

import dataframely as dy
import polars as pl

from schemas.generators import POLICY, Samples
from schemas.pairs import Curated, Generated
from transforms.synthetic.finish import MIN_RATE, achieved, as_pairs
from transforms.synthetic.rootless import Standalone, dropped
from transforms.text import normalise

SHARED = ("prompt", "root", "language", "scenario", "agreement")
"""What the samples of a context have in common."""
SIDES = {"best": True, "worst": False}
"""End of the order by reward -> whether it descends."""


def policy_negatives(
    samples: dy.LazyFrame[Samples],
    *,
    site: str,
    hard_similarity: float,
    min_samples: int = 2,
    min_gap: float = 0.0,
) -> Standalone:
    """Best and worst of n by reward, as pairs (rule `policy`); contexts = pairs + rejected.

    The confidence is the share of reward models that agree that the best beats the worst. `too_few`: less than
    `min_samples` answers; `small_gap`: rewards differ by `min_gap` or less; `not_worse:policy`: no more than half of
    the reward models agree, or the texts are equal when normalised. Equal rewards fall by `response`.
    """
    ends = _ends(samples).with_columns(reason=_reason(min_samples, min_gap))
    drafts = ends.with_columns(
        generator=pl.lit(POLICY),
        chosen_id="best_response",
        rejected_id=pl.concat_str("worst_response", pl.lit(f"~{POLICY}")),
        chosen_model=pl.lit(None, dtype=pl.String),
        chosen_quality=pl.lit(None, pl.Float32),
        text="best_text",
        rejected_text="worst_text",
        confidence="agreement",
    )
    is_kept = pl.col("reason").is_null()
    is_candidate = pl.col("reason").fill_null("").is_in(["", f"not_worse:{POLICY}"])
    generated = achieved(drafts, POLICY, worse=is_kept, candidate=is_candidate)
    pairs = as_pairs(drafts.filter(is_kept), site=site, hard_similarity=hard_similarity)
    return Standalone(Curated.cast(pairs), dropped(drafts.filter(~is_kept)), Generated.cast(generated))


def _ends(samples: pl.LazyFrame) -> pl.LazyFrame:
    """A row per context: what its samples share, their number `n`, and the best and the worst of them."""
    ends = {
        f"{side}_{name}": pl.col(name).sort_by("reward", "response", descending=[descends, False]).first()
        for side, descends in SIDES.items()
        for name in ("response", "text", "reward")
    }
    shared = {name: pl.col(name).sort_by("response").first() for name in SHARED}
    return samples.group_by("context_id").agg(n=pl.len(), **shared, **ends)


def _reason(min_samples: int, min_gap: float) -> pl.Expr:
    """Why a context gives no pair; null where it does."""
    same = normalise(pl.col("best_text")) == normalise(pl.col("worst_text"))
    reasons = {
        "too_few": pl.col("n") < min_samples,
        "small_gap": pl.col("best_reward") - pl.col("worst_reward") <= min_gap,
        f"not_worse:{POLICY}": (pl.col("agreement") <= MIN_RATE) | same,
    }
    return pl.coalesce(pl.when(holds).then(pl.lit(reason)) for reason, holds in reasons.items())
