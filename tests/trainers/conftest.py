"""A release and a tiny base model that has read its texts, made once a session."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import torch

from schemas.config import TrainConfig
from tests.trainers.releases import make_pairs, texts, write_release
from trainers import tiny

torch.set_num_threads(1)  # the machine is shared: waiting for a second core costs more than it brings


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release `0.1.0` of 400 pairs to train on and 100 on other prompts to test."""
    folder = tmp_path_factory.mktemp("releases") / "0.1.0"
    return write_release(folder, make_pairs(400, seed=1), make_pairs(100, seed=2))


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, release: Path) -> Path:
    """The base model's folder."""
    folder = tmp_path_factory.mktemp("models") / "base"
    tiny.build(texts(pl.read_parquet(release / "train.parquet")), folder, seed=0, steps=60)
    return folder


@pytest.fixture
def config(base: Path) -> Callable[..., TrainConfig]:
    """A configuration of few steps, with what a test changes."""

    def make(**changes: object) -> TrainConfig:
        return TrainConfig(**({"model": str(base), "batch_size": 8, "sft_steps": 3, "dpo_steps": 3} | changes))

    return make
