from pathlib import Path

import polars as pl
import pytest

from schemas.config import EvaluateConfig, PromoteConfig, TrainConfig
from schemas.pairs import Scores
from tests.trainers.releases import make_pairs, write_release
from trainers.evaluate import Evaluation, evaluate
from trainers.promote import decide
from trainers.train import train

CONFIG = EvaluateConfig(bootstrap=300, samples=3, max_new_tokens=8)


@pytest.fixture(scope="module")
def evaluation(release: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Before and after 20 steps of SFT and 60 of DPO."""
    out = tmp_path_factory.mktemp("models") / "0.1.0"
    config = TrainConfig(
        model=str(base), batch_size=8, sft_steps=20, dpo_steps=60, sft_learning_rate=2e-3, dpo_learning_rate=2e-3
    )
    train(release, out, config)
    return evaluate(out, base, release, CONFIG, name="0.1.0")


def value(frame: pl.DataFrame, metric: str) -> float:
    return frame.filter(metric=metric, slice="overall")["value"].item()


def test_training_teaches_the_preference(evaluation: Evaluation):
    before, after = (value(frame, "preference_accuracy") for frame in (evaluation.before, evaluation.after))

    assert before < 0.65
    assert after > before + 0.2
    assert value(evaluation.after, "reward_accuracy") > 0.8


def test_both_models_are_scored_on_the_whole_test_split(evaluation: Evaluation):
    scores = Scores.validate(evaluation.scores)

    overall = scores.filter(slice="overall").select("model", "metric", "release", "split", "n")
    assert sorted(overall.rows()) == [
        ("0.1.0", "preference_accuracy", "0.1.0", "test", 100),
        ("0.1.0", "reward_accuracy", "0.1.0", "test", 100),
        ("base", "preference_accuracy", "0.1.0", "test", 100),
    ]


def test_both_models_answer_the_same_prompts(evaluation: Evaluation):
    samples = evaluation.samples

    assert samples["model"].to_list() == ["base"] * 3 + ["0.1.0"] * 3
    assert samples["prompt"][:3].to_list() == samples["prompt"][3:].to_list()
    assert samples["answer"][:3].to_list() != samples["answer"][3:].to_list()


def test_a_trained_model_beats_its_base(evaluation: Evaluation):
    assert decide(evaluation.before, evaluation.after, PromoteConfig()).promote
    assert not decide(evaluation.after, evaluation.before, PromoteConfig()).promote


def test_the_same_model_scores_the_same_twice(base: Path, release: Path, evaluation: Evaluation):
    again = evaluate(base, base, release, CONFIG, name="base")

    assert again.before.equals(evaluation.before)
    assert value(again.after, "preference_accuracy") == value(evaluation.before, "preference_accuracy")
    assert value(again.after, "reward_accuracy") == 0


def test_an_empty_test_split_gives_no_scores_and_no_champion(base: Path, tmp_path: Path):
    pairs = make_pairs(4, seed=0)
    release = write_release(tmp_path / "0.1.0", pairs, pairs.clear())

    found = evaluate(base, base, release, CONFIG)

    assert found.scores.is_empty()
    assert found.samples.is_empty()
    assert not decide(None, found.after, PromoteConfig()).promote
