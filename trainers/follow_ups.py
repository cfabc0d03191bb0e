"""What follow-ups say about the answers before them, by a sequence classifier of one's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from schemas.errors import ConfigError
from schemas.statistics import FOLLOW_UP_CLASSES
from trainers.quiet import quiet

MAX_TOKENS = 512
"""Longest question and follow-up together; of the longer one the end is cut."""
BATCH = 64


class Classifier(NamedTuple):
    """A sequence classifier on the processor, its tokenizer, and the tokens that it reads at most (`room`)."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    room: int


def load(folder: Path) -> Classifier:
    """The classifier of a local folder.

    `ConfigError` says that the folder does not exist or holds no such model, that its labels are not the classes, or
    that it cannot read a batch of pairs.
    """
    if not (folder / "config.json").is_file():
        raise ConfigError(f"follow_up_model: the folder '{folder}' has no model (config.json is missing)")
    try:
        with quiet():
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            model = AutoModelForSequenceClassification.from_pretrained(
                folder, local_files_only=True, dtype=torch.float32
            )
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"follow_up_model: '{folder}' cannot be loaded as a classifier ({_reason(error)})") from error
    _check_labels(model, folder)
    _check_padding(tokenizer, folder)
    model.config.pad_token_id = tokenizer.pad_token_id
    classifier = Classifier(model.eval(), tokenizer, _room(model, tokenizer))
    _check_reading(classifier, folder)
    return classifier


@torch.inference_mode()
def classify(classifier: Classifier, questions: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The likeliest class (`FOLLOW_UP_CLASSES`) of each follow-up, read behind the question before it as one pair.

    Texts of like length are read together, so that little is padded; the result is in the order given.
    """
    labels = classifier.model.config.id2label
    found = [""] * len(texts)
    for places in _batches(questions, texts):
        pairs = [questions[place] for place in places], [texts[place] for place in places]
        tokens = classifier.tokenizer(
            *pairs, truncation=True, max_length=classifier.room, padding=True, return_tensors="pt"
        )
        best = classifier.model(**tokens).logits.argmax(dim=-1).tolist()
        for place, label in zip(places, best, strict=True):
            found[place] = labels[label]
    return found


def _batches(questions: Sequence[str], texts: Sequence[str]) -> Iterator[list[int]]:
    order = sorted(range(len(texts)), key=lambda place: len(questions[place]) + len(texts[place]))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _room(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> int:
    """Tokens that the model can read, where it says so, and at most `MAX_TOKENS`.

    Models that pad positions too (RoBERTa and its kin) count them from behind the padding's number.
    """
    positions = getattr(model.config, "max_position_embeddings", MAX_TOKENS)
    tables = [part for name, part in model.named_modules() if name.endswith("position_embeddings")]
    padded = [table.padding_idx + 1 for table in tables if getattr(table, "padding_idx", None) is not None]
    return min(MAX_TOKENS, positions - max(padded, default=0), tokenizer.model_max_length)


def _check_labels(model: PreTrainedModel, folder: Path) -> None:
    """`ConfigError` unless the labels are the classes, in whatever order."""
    labels = sorted(model.config.id2label.values())
    if labels != sorted(FOLLOW_UP_CLASSES):
        raise ConfigError(
            f"follow_up_model: the labels of '{folder}' are {', '.join(labels)}, not {', '.join(FOLLOW_UP_CLASSES)}"
        )


def _check_padding(tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """`ConfigError` unless the tokenizer has a token to fill short texts with: its own, or that of a text's end."""
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    if tokenizer.pad_token is None:
        raise ConfigError(f"follow_up_model: the tokenizer of '{folder}' has neither a pad_token nor an eos_token")


def _check_reading(classifier: Classifier, folder: Path) -> None:
    """`ConfigError` unless the model reads a short pair and one that is cut, in one batch."""
    try:
        classify(classifier, ["", "a " * MAX_TOKENS], ["a", "a " * MAX_TOKENS])
    except (ValueError, IndexError, RuntimeError, TypeError) as error:
        raise ConfigError(f"follow_up_model: '{folder}' cannot read a batch of pairs ({_reason(error)})") from error


def _reason(error: Exception) -> str:
    """The first line of what an error says, or its name."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
