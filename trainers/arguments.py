"""Our configuration in TRL's words, as far as SFT and DPO share it."""

from pathlib import Path
from typing import Any

import polars as pl

from schemas.config import TrainConfig
from trainers.device import Device

LENGTH = "length"
"""Column by which pairs of similar length share a batch, so that little of it is padding: about twice as fast."""


def shared_arguments(config: TrainConfig, device: Device, folder: Path) -> dict[str, Any]:
    """Arguments of `SFTConfig` and `DPOConfig` alike; `folder` takes what the trainer writes while it runs.

    TRL's own defaults are bfloat16 and gradient checkpointing everywhere; both only pay on a CUDA device.
    """
    return {
        "output_dir": str(folder),
        "seed": config.seed,
        "data_seed": config.seed,
        "per_device_train_batch_size": config.batch_size,
        "max_length": config.max_length,
        "train_sampling_strategy": "group_by_length",
        "length_column_name": LENGTH,
        "remove_unused_columns": False,
        "use_cpu": not device.cuda,
        "bf16": device.bf16,
        "gradient_checkpointing": device.cuda,
        "lr_scheduler_type": "linear",
        "warmup_steps": 0.1,
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "save_strategy": "no",
        "report_to": "none",
        "push_to_hub": False,
        "disable_tqdm": True,
    }


def characters(column: str) -> pl.Expr:
    """Characters of all messages of a conversation."""
    return pl.col(column).list.eval(pl.element().struct.field("content").str.len_chars()).list.sum()
