"""The low-rank adapter: the only weights that training changes."""

from pathlib import Path

from peft import LoraConfig, PeftModel, get_peft_model
from transformers import PreTrainedModel, PreTrainedTokenizerBase, set_seed

from schemas.config import TrainConfig

REFERENCE = "ref"
"""TRL's name for the frozen copy of the adapter that DPO compares with."""


def lora_config(config: TrainConfig) -> LoraConfig:
    """Our configuration in PEFT's words: adapters on all linear layers but the output."""
    return LoraConfig(
        r=config.lora.r,
        lora_alpha=config.lora.alpha,
        lora_dropout=config.lora.dropout,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )


def with_adapter(base: PreTrainedModel, config: TrainConfig) -> PeftModel:
    """The base model with a fresh adapter, which changes nothing yet."""
    set_seed(config.seed)
    return get_peft_model(base, lora_config(config))


def save(model: PeftModel, tokenizer: PreTrainedTokenizerBase, out: Path) -> None:
    """Write the merged model with its tokenizer to `out` and the adapter alone to `out/adapter`."""
    if REFERENCE in model.peft_config:
        model.delete_adapter(REFERENCE)
    model.save_pretrained(out / "adapter", save_embedding_layers=False)
    model.merge_and_unload().save_pretrained(out)
    tokenizer.save_pretrained(out)
