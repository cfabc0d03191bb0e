"""From a model to scores: what it prefers among answers that people have judged, before and after training."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.config import EvaluateConfig
from schemas.pairs import Scores
from trainers.accuracy import preferred, rewarded, scores
from trainers.device import this_device
from trainers.load import load
from trainers.logprobs import pair_logprobs
from trainers.quiet import quiet
from trainers.sampling import answers, pick_prompts
from trainers.splits import read_split


@dataclass(frozen=True)
class Evaluation:
    """`before` are the reference's scores, `after` the model's, on the same pairs.

    `samples` has `prompt`, `answer` and `model`. All three are empty where the test split is.
    """

    before: pl.DataFrame
    after: pl.DataFrame
    samples: pl.DataFrame

    @property
    def scores(self) -> pl.DataFrame:
        """Both models' rows of `Scores`."""
        return pl.concat([self.before, self.after])


def evaluate(
    model: str | Path,
    reference: str | Path,
    release: Path,
    config: EvaluateConfig,
    *,
    name: str = "model",
    reference_name: str = "base",
) -> Evaluation:
    """Measure a model and the one that it was trained from on a release's `test` split.

    `preference_accuracy`, of both, is the share of pairs whose chosen answer has the higher mean log-probability per
    token. `reward_accuracy`, of the model only, is the share whose chosen answer has the higher log-ratio of model to
    reference. Intervals resample prompts. `TrainingError` where a model cannot be loaded.
    """
    pairs = read_split(release, "test")
    if pairs.is_empty():
        return Evaluation(Scores.create_empty(), Scores.create_empty(), _samples(pairs["prompt"], [], name))
    prompts = pick_prompts(pairs, config.samples, config.seed)
    with quiet():
        base, base_samples = _measure(reference, pairs, prompts, config, reference_name)
        own, own_samples = _measure(model, pairs, prompts, config, name)
    before = scores(pairs, [preferred(base)], config)
    after = scores(pairs, [preferred(own), rewarded(own, base)], config)
    return Evaluation(
        before=_labelled(before, reference_name, release),
        after=_labelled(after, name, release),
        samples=pl.concat([base_samples, own_samples]),
    )


def _measure(
    place: str | Path, pairs: pl.DataFrame, prompts: pl.Series, config: EvaluateConfig, name: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Log-probabilities of all pairs and answers to the prompts; the model is gone from memory afterwards."""
    device = this_device()
    loaded = load(place, device)
    loaded.model.to(device.name).eval()
    return pair_logprobs(loaded, pairs), _samples(prompts, answers(loaded, prompts, config.max_new_tokens), name)


def _samples(prompts: pl.Series, answered: list[str], name: str) -> pl.DataFrame:
    return pl.DataFrame({"prompt": prompts, "answer": pl.Series(answered, dtype=pl.String)}).with_columns(
        model=pl.lit(name)
    )


def _labelled(frame: pl.DataFrame, name: str, release: Path) -> pl.DataFrame:
    labels = {"model": pl.lit(name), "release": pl.lit(release.name), "split": pl.lit("test")}
    return Scores.validate(frame.with_columns(**labels).select(Scores.column_names()))
