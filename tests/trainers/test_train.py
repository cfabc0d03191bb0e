from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from peft import PeftModel
from transformers import AutoModelForCausalLM

from schemas.config import TrainConfig
from schemas.errors import TrainingError
from tests.trainers.releases import make_pairs, write_release
from trainers.device import Device
from trainers.load import load
from trainers.logprobs import pair_logprobs
from trainers.train import TrainReport, train

Configure = Callable[..., TrainConfig]


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_the_same_seed_gives_the_same_weights(release: Path, config: Configure, tmp_path: Path):
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        train(release, tmp_path / name, config(seed=seed))

    assert weights(tmp_path / "a") == weights(tmp_path / "b") != weights(tmp_path / "c")


@pytest.fixture(scope="module")
def trained(release: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TrainReport, list]:
    """A model of three steps per stage, its report, and the progress that was told."""
    out, told = tmp_path_factory.mktemp("trained"), []
    config = TrainConfig(model=str(base), batch_size=8, sft_steps=3, dpo_steps=3)
    report = train(release, out, config, progress=lambda *step: told.append(step))
    return out, report, told


def test_the_report_says_what_was_done(trained: tuple[Path, TrainReport, list], base: Path):
    _, report, _ = trained

    assert (report.base_model, report.seed, report.pairs) == (str(base), 0, 400)
    assert (report.truncated, report.dropped) == (0, 0)
    assert [(stage.name, stage.steps, len(stage.losses)) for stage in report.stages] == [("sft", 3, 3), ("dpo", 3, 3)]
    assert TrainReport.model_validate_json(report.model_dump_json()) == report


def test_progress_counts_the_steps_of_each_stage(trained: tuple[Path, TrainReport, list]):
    assert trained[2] == [(stage, done, 3) for stage in ("sft", "dpo") for done in (1, 2, 3)]


def test_the_adapter_on_the_base_model_is_the_merged_model(
    trained: tuple[Path, TrainReport, list], base: Path, release: Path
):
    pairs = pl.read_parquet(release / "test.parquet").head(5)
    merged = load(trained[0], Device(cuda=False, bf16=False))
    adapted = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), trained[0] / "adapter")

    expected, untrained = (
        pair_logprobs(merged._replace(model=model), pairs)["chosen_logprob"]
        for model in (adapted, load(base, Device(cuda=False, bf16=False)).model)
    )

    found = pair_logprobs(merged, pairs)["chosen_logprob"]
    assert found.to_list() == pytest.approx(expected.to_list(), abs=1e-3)
    assert ((found - untrained).abs() > 0.1).all()


def test_nothing_is_written_to_the_terminal(
    release: Path, config: Configure, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    train(release, tmp_path / "out", config(sft_steps=1, dpo_steps=1))

    assert capfd.readouterr() == ("", "")


def test_truncated_pairs_are_reported(release: Path, config: Configure, tmp_path: Path):
    report = train(release, tmp_path / "out", config(max_length=24, sft_steps=1, dpo_steps=1))

    assert 0 < report.truncated <= 400 - report.dropped


def test_no_room_for_answers_is_a_training_error(release: Path, config: Configure, tmp_path: Path):
    with pytest.raises(TrainingError, match=r"train\.max_length: no prompt leaves room for an answer within 2 tokens"):
        train(release, tmp_path / "out", config(max_length=2))


def test_an_empty_train_split_is_a_training_error(config: Configure, tmp_path: Path):
    pairs = make_pairs(4, seed=0)
    empty = write_release(tmp_path / "0.1.0", pairs.clear(), pairs)

    with pytest.raises(TrainingError, match=r"0\.1\.0/train\.parquet: has no pairs to train on"):
        train(empty, tmp_path / "out", config())

    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_release_is_a_training_error(config: Configure, tmp_path: Path):
    with pytest.raises(TrainingError, match=r"train\.parquet: does not exist"):
        train(tmp_path, tmp_path / "out", config())


def test_a_diverging_loss_is_a_training_error(release: Path, config: Configure, tmp_path: Path):
    with pytest.raises(TrainingError, match=r"train\.sft_learning_rate: the loss of sft diverged at step \d"):
        train(release, tmp_path / "out", config(sft_learning_rate=1e38, sft_steps=4))
