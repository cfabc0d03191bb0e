from pathlib import Path

import pytest
from trl import DPOConfig, SFTConfig

from schemas.config import TrainConfig
from trainers.device import Device
from trainers.dpo import dpo_arguments
from trainers.sft import sft_arguments

CPU = Device(cuda=False, bf16=False)
CONFIG = TrainConfig(
    model="m", seed=7, max_length=99, batch_size=3, sft_steps=5, sft_learning_rate=0.1, dpo_steps=6,
    dpo_learning_rate=0.2, beta=0.3,
)  # fmt: skip


def test_sft_takes_our_values(tmp_path: Path):
    arguments = SFTConfig(**sft_arguments(CONFIG, CPU, tmp_path))

    assert (arguments.max_steps, arguments.learning_rate) == (5, 0.1)
    assert (arguments.seed, arguments.data_seed, arguments.max_length) == (7, 7, 99)
    assert arguments.per_device_train_batch_size == 3
    assert arguments.completion_only_loss


def test_dpo_takes_our_values(tmp_path: Path):
    arguments = DPOConfig(**dpo_arguments(CONFIG, CPU, tmp_path))

    assert (arguments.max_steps, arguments.learning_rate, arguments.beta) == (6, 0.2, 0.3)
    assert (arguments.loss_type, arguments.loss_weights) == (["sigmoid", "sft"], [1.0, 1.0])


@pytest.mark.parametrize("make", [sft_arguments, dpo_arguments])
@pytest.mark.parametrize(
    ("device", "bf16", "checkpointing"),
    [(CPU, False, False), (Device(cuda=True, bf16=False), False, True), (Device(cuda=True, bf16=True), True, True)],
)
def test_bfloat16_and_checkpointing_only_where_the_device_gains(make, device, bf16, checkpointing):
    arguments = make(CONFIG, device, Path("folder"))

    assert (arguments["bf16"], arguments["gradient_checkpointing"]) == (bf16, checkpointing)
    assert arguments["use_cpu"] == (not device.cuda)


@pytest.mark.parametrize("make", [sft_arguments, dpo_arguments])
def test_nothing_is_reported_or_uploaded(make):
    arguments = make(CONFIG, CPU, Path("folder"))

    assert (arguments["report_to"], arguments["push_to_hub"]) == ("none", False)
