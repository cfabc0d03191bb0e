"""What a model answers."""

import polars as pl
import torch

from trainers.load import Loaded


def pick_prompts(pairs: pl.DataFrame, count: int, seed: int) -> pl.Series:
    """`count` prompts, or all if there are fewer: each of another context, the same ones for the same seed."""
    prompts = pairs.sort("site", "context_id", "pair_id").unique(
        ["site", "context_id"], keep="first", maintain_order=True
    )
    return prompts["prompt"].sample(min(count, len(prompts)), seed=seed)


@torch.no_grad()
def answers(loaded: Loaded, prompts: pl.Series, max_new_tokens: int) -> list[str]:
    """The model's most likely continuation of each prompt, token by token (greedy), up to EOS or `max_new_tokens`."""
    return [_answer(loaded, prompt, max_new_tokens) for prompt in prompts.to_list()]


def _answer(loaded: Loaded, prompt: list[dict[str, str]], max_new_tokens: int) -> str:
    tokens = loaded.tokenizer.apply_chat_template(
        prompt, add_generation_prompt=True, return_tensors="pt", return_dict=True
    ).to(loaded.model.device)
    ids = loaded.model.generate(
        **tokens,
        max_new_tokens=max_new_tokens,
        do_sample=False,
        eos_token_id=loaded.tokenizer.eos_token_id,
        pad_token_id=loaded.tokenizer.pad_token_id,
    )
    return loaded.tokenizer.decode(ids[0, tokens["input_ids"].shape[1] :], skip_special_tokens=True)
