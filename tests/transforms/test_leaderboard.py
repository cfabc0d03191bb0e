import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.calibration import Leaderboard
from schemas.evidence import Evidence, Loadings
from tests.transforms.evidence.world import answers, table
from transforms.leaderboard import leaderboard

MODELS = {"best": 0.5, "good": 0.2, "usual": -0.1, "worst": -0.6}
SPREAD = 0.8
"""Variance of theta within one model's answers."""
VARIANCE = SPREAD + 0.17
"""Variance of theta on the site: within models, and between them."""


def judged(seed: int, contexts: int = 150, context: str = "c") -> pl.DataFrame:
    """Evidence on 2 to 6 answers a context, whose variances run from a tenth of the prior's to nearly all of it.

    The best model writes where little is known. Contexts differ in level, which scores are relative to.
    """
    rng = np.random.default_rng(seed)
    size = rng.integers(2, 7, contexts)
    n, group = size.sum(), np.repeat(np.arange(contexts), size)
    model = rng.integers(0, len(MODELS), n)
    theta = np.array(list(MODELS.values()))[model] + np.sqrt(SPREAD) * rng.normal(size=n)
    error = rng.uniform(0.1, 4, n) + 4 * (model == 0)
    told = theta + np.sqrt(error) * rng.normal(size=n) - 0.5 * rng.normal(size=contexts)[group]
    reliability = VARIANCE / (VARIANCE + error)
    return pl.DataFrame(
        {
            "context": [f"{context}{number}" for number in group],
            "response": [f"{context}r{number}" for number in range(n)],
            "model": np.array(list(MODELS))[model],
            "language": np.where(group % 3 > 0, "zh", "en"),
            "score": reliability * told,
            "variance": VARIANCE * (1 - reliability),
            "anchored": True,
            "voted": None,
            "voted_variance": None,
        }
    )


def rank(evidence: pl.DataFrame, kind="qa", contents=None) -> pl.DataFrame:
    """The leaderboard, checked, sorted by slice and model."""
    contents = evidence.select("context", "response", root="context") if contents is None else contents
    learned = table(Loadings, [{"signal": "upvote", "prior_variance": VARIANCE}])
    found = leaderboard(table(Evidence, evidence), learned, answers(contents), kind=kind)
    return Leaderboard.validate(found.collect()).sort("slice", "model")


def test_means_are_not_shrunken_and_intervals_hold():
    worlds = pl.concat(rank(judged(seed)).filter(slice="all") for seed in range(120))
    found = worlds.with_columns(truth=pl.col("model").replace_strict(MODELS, return_dtype=pl.Float64))
    by_model = found.group_by("model").agg(
        bias=(pl.col("theta") - pl.col("truth")).mean(), held=pl.col("truth").is_between("lower", "upper").mean()
    )

    assert by_model["bias"].abs().max() < 0.03
    assert by_model["held"].min() > 0.89
    assert by_model["held"].mean() == pytest.approx(0.95, abs=0.025)


def test_a_context_of_one_model_says_nothing():
    rows = judged(1)
    alone = rows.with_columns(pl.lit("alone").alias("context"), model=pl.lit("best"), response="l" + pl.col("response"))

    assert_frame_equal(rank(pl.concat([rows, alone])), rank(rows))


def test_unknown_models_are_left_out():
    rows = judged(2).with_columns(pl.when(pl.col("model") != "usual").then("model"))

    assert set(rank(rows)["model"]) == set(MODELS) - {"usual"}


def test_a_model_seen_once_is_not_surer_for_it():
    rows = judged(3)
    rare = rows.limit(1).with_columns(model=pl.lit("rare"), response=pl.lit("rare"))
    found = rank(pl.concat([rows, rare])).filter(slice="all").with_columns(width=pl.col("upper") - pl.col("lower"))

    assert found.sort("width")["model"][-1] == "rare"
    assert found["width"].max() > 2


def test_kinds_of_prompts_stand_apart():
    rows = pl.concat([judged(4), judged(5, contexts=40, context="d")])
    later = pl.col("context").str.starts_with("d")
    contents = rows.select("context", "response", root=pl.when(later).then(pl.lit("first")).otherwise("context"))

    found = rank(rows, kind="chat", contents=contents)

    assert found["slice"].unique().sort().to_list() == [
        "all",
        "language=en",
        "language=zh",
        "turns=multi",
        "turns=single",
    ]
    parts = found.group_by("slice").agg(pl.col("responses").sum())
    counts = dict(parts.rows())
    assert (
        counts["turns=multi"] + counts["turns=single"] == counts["language=zh"] + counts["language=en"] == counts["all"]
    )


def test_the_order_of_rows_changes_nothing():
    rows = judged(6)

    assert_frame_equal(rank(rows), rank(rows.sample(fraction=1, shuffle=True, seed=1)))


def test_without_explicit_votes_nobody_is_ranked():
    assert rank(judged(8).with_columns(anchored=False)).is_empty()


def test_without_evidence_there_is_no_leaderboard():
    assert rank(judged(7).clear()).is_empty()
