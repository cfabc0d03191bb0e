"""One run of a trainer of TRL, with its progress reported and its losses checked."""

import math
from collections.abc import Callable

from transformers import PrinterCallback, Trainer, TrainerCallback

from schemas.errors import TrainingError

Progress = Callable[[str, int, int], None]
"""Called after every step with the stage (`sft` or `dpo`), the steps done and the steps in all."""


class _Reporter(TrainerCallback):
    def __init__(self, stage: str, progress: Progress) -> None:
        self.stage = stage
        self.progress = progress

    def on_step_end(self, args, state, control, **kwargs) -> None:
        self.progress(self.stage, state.global_step, state.max_steps)


def run(trainer: Trainer, stage: str, progress: Progress) -> tuple[float, ...]:
    """Train to the end; the loss of every step. `TrainingError` where a loss is no number."""
    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(_Reporter(stage, progress))
    trainer.train()
    losses = tuple(float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry)
    lost = next((step for step, loss in enumerate(losses, 1) if not math.isfinite(loss)), None)
    if lost is not None:
        raise TrainingError(
            f"train.{stage}_learning_rate: the loss of {stage} diverged at step {lost}; set a lower one"
        )
    return losses
