"""A language model small enough to train in seconds on a laptop's processor, for tests and the demo."""

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from tokenizers.trainers import BpeTrainer
from transformers import (
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
    get_linear_schedule_with_warmup,
    set_seed,
)

from trainers.quiet import quiet

EOS = "<|end|>"
PAD = "<|pad|>"
ROLES = ("<|system|>", "<|user|>", "<|assistant|>", "<|tool|>")

CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' }}"
    "{% if message['role'] == 'assistant' %}{% generation %}{{ message['content'] + eos_token }}{% endgeneration %}"
    "{% else %}{{ message['content'] + eos_token }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
"""A role is one token of its own, so no token ever spans the border between a prompt and its answer."""


def build(texts: Sequence[str], path: Path, seed: int = 0, *, steps: int = 300) -> None:
    """Save a model of about 600 thousand parameters that has read `texts`, with their tokenizer, in the folder `path`.

    The same texts, seed and steps give the same weights. The model can write such texts, but has never seen a chat, nor
    which text people prefer: that is what SFT and DPO teach it.
    """
    with quiet():
        tokenizer = _tokenizer(texts)
        set_seed(seed)
        model = Qwen3ForCausalLM(_architecture(tokenizer))
        _read(model, _rows(texts, tokenizer), steps)
        model.save_pretrained(path)
        tokenizer.save_pretrained(path)


def _rows(texts: Sequence[str], tokenizer: PreTrainedTokenizerFast, length: int = 64) -> torch.Tensor:
    """All texts, each closed by EOS, end to end and cut into rows of `length` tokens."""
    tokens = [token for ids in tokenizer([text + EOS for text in texts])["input_ids"] for token in ids]
    tokens += [tokenizer.eos_token_id] * (-len(tokens) % length)
    return torch.tensor(tokens, dtype=torch.long).view(-1, length)


def _read(model: Qwen3ForCausalLM, rows: torch.Tensor, steps: int, batch: int = 8) -> None:
    """Train on next tokens; the learning rate rises over a tenth of the steps and falls linearly to zero."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, betas=(0.9, 0.95))
    schedule = get_linear_schedule_with_warmup(optimizer, steps // 10, steps)
    for _ in range(steps):
        picked = rows[torch.randint(len(rows), (batch,))]
        model(input_ids=picked, labels=picked).loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()


def _tokenizer(texts: Sequence[str]) -> PreTrainedTokenizerFast:
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = BpeTrainer(
        vocab_size=2048,
        min_frequency=2,
        initial_alphabet=alphabet,
        special_tokens=[PAD, EOS, *ROLES],
        show_progress=False,
    )
    bpe.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        pad_token=PAD,
        eos_token=EOS,
        extra_special_tokens=list(ROLES),
        chat_template=CHAT_TEMPLATE,
        model_max_length=2048,
    )


def _architecture(tokenizer: PreTrainedTokenizerFast) -> Qwen3Config:
    return Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        intermediate_size=384,
        max_position_embeddings=2048,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
        dtype=torch.float32,
    )
