import polars as pl
import pytest

from schemas.config import PromoteConfig
from schemas.pairs import Scores
from trainers.promote import decide

CONFIG = PromoteConfig()


def scores(value: float, **changes: str) -> pl.DataFrame:
    row = {"model": "m", "release": "0.2.0", "split": "test", "metric": "preference_accuracy", "slice": "overall"}
    return Scores.validate(pl.DataFrame([row | changes | {"value": value, "lower": 0.0, "upper": 1.0, "n": 100}]))


def test_the_first_model_with_a_score_becomes_champion():
    decision = decide(None, scores(0.4), CONFIG)

    assert decision.promote
    assert (decision.champion, decision.challenger) == (None, 0.4)


@pytest.mark.parametrize(
    ("champion", "challenger", "promoted"), [(0.6, 0.61, True), (0.6, 0.6, False), (0.6, 0.59, False)]
)
def test_only_a_strictly_higher_score_replaces_the_champion(champion: float, challenger: float, promoted: bool):
    decision = decide(scores(champion), scores(challenger), CONFIG)

    assert decision.promote == promoted
    assert (decision.champion, decision.challenger) == (champion, challenger)
    assert f"{challenger:.3f}" in decision.reason


@pytest.mark.parametrize(
    "unscored",
    [
        Scores.create_empty(),
        scores(0.9, split="validation"),
        scores(0.9, metric="reward_accuracy"),
        scores(0.9, slice="site=a"),
    ],
    ids=["no rows", "another split", "another metric", "only a slice"],
)
def test_a_challenger_without_the_score_is_never_promoted(unscored: pl.DataFrame):
    for champion in (None, scores(0.1)):
        decision = decide(champion, unscored, CONFIG)

        assert not decision.promote
        assert "no preference accuracy on the test split" in decision.reason


def test_scores_of_different_releases_are_not_compared():
    decision = decide(scores(0.5, release="0.1.0"), scores(0.9), CONFIG)

    assert not decision.promote
    assert "release 0.1.0, the challenger on 0.2.0" in decision.reason


def test_a_champion_without_the_score_stays():
    assert not decide(Scores.create_empty(), scores(0.9), CONFIG).promote


def test_scores_of_several_models_are_refused():
    with pytest.raises(ValueError, match="give those of one model"):
        decide(None, pl.concat([scores(0.5), scores(0.6, model="other")]), CONFIG)


def test_the_configured_metric_decides():
    champion = pl.concat([scores(0.9), scores(0.5, metric="reward_accuracy")])
    challenger = pl.concat([scores(0.1), scores(0.6, metric="reward_accuracy")])

    assert decide(champion, challenger, PromoteConfig(metric="reward_accuracy")).promote
