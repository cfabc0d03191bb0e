"""From a release to a model: SFT on the chosen answers, then DPO on the pairs, both through one low-rank adapter."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import polars as pl

from schemas.config import Frozen, TrainConfig
from schemas.errors import TrainingError
from trainers.adapter import save, with_adapter
from trainers.device import Device, this_device
from trainers.dpo import dpo_arguments, dpo_trainer
from trainers.load import Loaded, load
from trainers.quiet import quiet
from trainers.run import Progress, run
from trainers.sft import sft_arguments, sft_trainer
from trainers.splits import read_split
from trainers.tokens import Cuts, count_cuts


class StageReport(Frozen):
    """One stage of training: `losses` has one value per step, `seconds` includes tokenising."""

    name: str
    steps: int
    seconds: float
    losses: tuple[float, ...]


class TrainReport(Frozen):
    """What was trained on what. Of `pairs`, `dropped` had prompts without room for an answer within `max_length` tokens
    and were not used; `truncated` lost the end of an answer."""

    base_model: str
    seed: int
    device: str
    pairs: int
    dropped: int
    truncated: int
    max_length: int
    seconds: float
    stages: tuple[StageReport, ...]


def train(
    release: Path, out: Path, config: TrainConfig, *, progress: Progress = lambda stage, done, total: None
) -> TrainReport:
    """Train on a release's `train` split and save the model in the folder `out`.

    `out` becomes a whole model (adapter merged, tokenizer included); `out/adapter` is the same change as an adapter on
    the base model. Same release, configuration and machine: same weights. `TrainingError` says that the split is empty,
    that the base model cannot be used, that no prompt fits `train.max_length`, or that the loss diverged.
    """
    started = perf_counter()
    device = this_device()
    with quiet():
        pairs = read_split(release, "train")
        if pairs.is_empty():
            raise TrainingError(f"{release / 'train.parquet'}: has no pairs to train on")
        base = load(config.model, device)
        cuts = _cuts(base, pairs, config)
        adapted = base._replace(model=with_adapter(base.model, config))
        stages = _run_stages(adapted, pairs, config, device, progress)
        save(adapted.model, adapted.tokenizer, out)
    return TrainReport(
        base_model=config.model,
        seed=config.seed,
        device=device.name,
        pairs=len(pairs),
        dropped=cuts.dropped,
        truncated=cuts.truncated,
        max_length=config.max_length,
        seconds=perf_counter() - started,
        stages=stages,
    )


def _cuts(base: Loaded, pairs: pl.DataFrame, config: TrainConfig) -> Cuts:
    cuts = count_cuts(base.tokenizer, pairs, config.max_length)
    if cuts.dropped == len(pairs):
        raise TrainingError(f"train.max_length: no prompt leaves room for an answer within {config.max_length} tokens")
    return cuts


def _run_stages(
    adapted: Loaded, pairs: pl.DataFrame, config: TrainConfig, device: Device, progress: Progress
) -> tuple[StageReport, ...]:
    """Run the stages that have steps, one after the other, on the same adapter."""
    stages = (
        ("sft", config.sft_steps, sft_trainer, sft_arguments),
        ("dpo", config.dpo_steps, dpo_trainer, dpo_arguments),
    )
    reports = []
    with TemporaryDirectory() as folder:
        for name, steps, trainer, arguments in stages:
            if steps > 0:
                started = perf_counter()
                made = trainer(adapted.model, adapted.tokenizer, pairs, arguments(config, device, Path(folder)))
                losses = run(made, name, progress)
                seconds = perf_counter() - started
                reports.append(StageReport(name=name, steps=steps, seconds=seconds, losses=losses))
    return tuple(reports)
