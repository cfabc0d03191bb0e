"""Direct preference optimisation: the model learns which of two answers people prefer."""

from pathlib import Path
from typing import Any

import polars as pl
from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedTokenizerBase
from trl import DPOConfig, DPOTrainer

from schemas.config import TrainConfig
from trainers.arguments import LENGTH, characters, shared_arguments
from trainers.device import Device


def dpo_arguments(config: TrainConfig, device: Device, folder: Path) -> dict[str, Any]:
    """Arguments of TRL's `DPOConfig`: the loss is -log sigmoid(beta x difference of log-ratios) - mean ln p(chosen).

    The second term (RPO, Pang et al. 2024) keeps the chosen answers likely; without it, DPO on a small model drives the
    probability of both answers down and breaks its text.
    """
    return shared_arguments(config, device, folder) | {
        "max_steps": config.dpo_steps,
        "learning_rate": config.dpo_learning_rate,
        "beta": config.beta,
        "loss_type": ["sigmoid", "sft"],
        "loss_weights": [1.0, 1.0],
    }


def dpo_trainer(
    model: PeftModel, tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame, arguments: dict[str, Any]
) -> DPOTrainer:
    """A trainer whose reference is the model as it comes in: TRL copies its adapter under the name `ref`."""
    length = (characters("prompt") + pl.max_horizontal(characters("chosen"), characters("rejected"))).alias(LENGTH)
    columns = pairs.select("prompt", "chosen", "rejected", length)
    return DPOTrainer(
        model, args=DPOConfig(**arguments), train_dataset=Dataset.from_polars(columns), processing_class=tokenizer
    )
