"""Conversations as tokens."""

from typing import NamedTuple

import polars as pl
from transformers import PreTrainedTokenizerBase


class Encoded(NamedTuple):
    """A prompt and one answer to it as token ids; the answer is `ids[start:]`, its EOS included."""

    ids: list[int]
    start: int


class Cuts(NamedTuple):
    """What a limit of tokens does to pairs: `dropped` have no room for an answer, `truncated` lose the end of one."""

    truncated: int
    dropped: int


def encode(tokenizer: PreTrainedTokenizerBase, prompts: pl.Series, answers: pl.Series) -> list[Encoded]:
    """Prompts and answers, both lists of messages, as the trainers see them, one by one; nothing is cut.

    As in TRL, the answer starts where the tokens of the prompt alone and of both part.
    """
    asked = prompts.to_list()
    answered = [prompt + answer for prompt, answer in zip(asked, answers.to_list(), strict=True)]
    heads = tokenizer.apply_chat_template(asked, add_generation_prompt=True, return_dict=False)
    wholes = tokenizer.apply_chat_template(answered, return_dict=False)
    return [
        Encoded(_until(whole, tokenizer.eos_token_id), _common_prefix(head, whole))
        for head, whole in zip(heads, wholes, strict=True)
    ]


def count_cuts(tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame, max_length: int) -> Cuts:
    """How many pairs TRL cuts or drops when prompt and answer together may have `max_length` tokens."""
    chosen = encode(tokenizer, pairs["prompt"], pairs["chosen"])
    rejected = encode(tokenizer, pairs["prompt"], pairs["rejected"])
    starts = [min(one.start, other.start) for one, other in zip(chosen, rejected, strict=True)]
    longest = [max(len(one.ids), len(other.ids)) for one, other in zip(chosen, rejected, strict=True)]
    dropped = sum(start >= max_length for start in starts)
    return Cuts(truncated=sum(length > max_length for length in longest) - dropped, dropped=dropped)


def _until(ids: list[int], eos: int) -> list[int]:
    """The ids up to their last EOS: a template may put white space after it, which is no part of the answer."""
    return ids[: len(ids) - ids[::-1].index(eos)]


def _common_prefix(one: list[int], other: list[int]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
