"""Supervised fine-tuning: the model learns to write the chosen answers."""

from pathlib import Path
from typing import Any

import polars as pl
from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedTokenizerBase
from trl import SFTConfig, SFTTrainer

from schemas.config import TrainConfig
from trainers.arguments import LENGTH, characters, shared_arguments
from trainers.device import Device


def sft_arguments(config: TrainConfig, device: Device, folder: Path) -> dict[str, Any]:
    """Arguments of TRL's `SFTConfig`: only the tokens of the answer count."""
    return shared_arguments(config, device, folder) | {
        "max_steps": config.sft_steps,
        "learning_rate": config.sft_learning_rate,
        "completion_only_loss": True,
    }


def sft_trainer(
    model: PeftModel, tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame, arguments: dict[str, Any]
) -> SFTTrainer:
    """A trainer on every distinct chosen answer once, however many rejected ones it stands against."""
    length = (characters("prompt") + characters("chosen")).alias(LENGTH)
    answers = pairs.select("prompt", length, completion="chosen").unique(maintain_order=True)
    return SFTTrainer(
        model, args=SFTConfig(**arguments), train_dataset=Dataset.from_polars(answers), processing_class=tokenizer
    )
