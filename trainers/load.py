"""A model and its tokenizer, ready to train or to measure."""

from pathlib import Path
from typing import NamedTuple

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from schemas.errors import TrainingError
from trainers.device import Device


class Loaded(NamedTuple):
    """A causal language model on the processor and the tokenizer whose chat template it speaks."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase


def load(place: str | Path, device: Device) -> Loaded:
    """The model and tokenizer of a folder or a hub name.

    Weights are float32, or as they were saved where the device computes in bfloat16. `TrainingError` says that the
    folder does not exist or holds no model, that the hub does not give the name, or what the chat template lacks.
    """
    _check_place(str(place))
    try:
        tokenizer = AutoTokenizer.from_pretrained(place)
        model = AutoModelForCausalLM.from_pretrained(place, dtype="auto" if device.bf16 else torch.float32)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise TrainingError(f"train.model: '{place}' cannot be loaded as a language model ({reason})") from error
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    check_template(tokenizer, str(place))
    return Loaded(model, tokenizer)


def check_template(tokenizer: PreTrainedTokenizerBase, place: str) -> None:
    """`TrainingError` unless the chat template closes an answer with EOS (white space may follow).

    A model that never sees EOS after an answer never learns to stop, and TRL adds none to conversations.
    """
    if tokenizer.chat_template is None:
        raise TrainingError(f"train.model: the tokenizer of '{place}' has no chat template")
    if tokenizer.eos_token is None:
        raise TrainingError(f"train.model: the tokenizer of '{place}' has no EOS token")
    chat = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    text = tokenizer.apply_chat_template(chat, tokenize=False)
    if not text.rstrip().endswith(tokenizer.eos_token):
        raise TrainingError(
            f"train.model: the chat template of '{place}' ends an answer with {text[text.rfind('b') + 1 :]!r} "
            f"and not with its EOS token {tokenizer.eos_token!r}, so the model would never learn to stop"
        )


def _check_place(place: str) -> None:
    """A name of one or two parts may be the hub's; everything else is a folder."""
    folder = Path(place)
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise TrainingError(f"train.model: the folder '{place}' has no model (config.json is missing)")
    elif folder.is_absolute() or place.startswith(".") or place.count("/") > 1:
        raise TrainingError(f"train.model: the folder '{place}' does not exist")
