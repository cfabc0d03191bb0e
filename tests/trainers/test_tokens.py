from pathlib import Path

import polars as pl
import pytest
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from tests.trainers.releases import make_pairs
from trainers.tokens import count_cuts, encode


@pytest.fixture(scope="module")
def tokenizer(base: Path) -> PreTrainedTokenizerBase:
    return AutoTokenizer.from_pretrained(base)


@pytest.fixture(scope="module")
def pairs() -> pl.DataFrame:
    return make_pairs(20, seed=3)


def test_the_answer_with_its_eos_starts_where_the_prompt_ends(tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame):
    for text, answer in zip(encode(tokenizer, pairs["prompt"], pairs["chosen"]), pairs["chosen"], strict=True):
        assert tokenizer.decode(text.ids[text.start :]) == answer[0]["content"] + tokenizer.eos_token


def test_white_space_after_eos_is_no_part_of_the_answer(tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame):
    plain = encode(tokenizer, pairs["prompt"], pairs["chosen"])
    template = tokenizer.chat_template
    tokenizer.chat_template = template.replace("content'] + eos_token }}", "content'] + eos_token + '\n' }}")

    spaced = encode(tokenizer, pairs["prompt"], pairs["chosen"])

    tokenizer.chat_template = template
    assert [text.ids[text.start :] for text in spaced] == [text.ids[text.start :] for text in plain]


def test_cut_pairs_are_counted(tokenizer: PreTrainedTokenizerBase, pairs: pl.DataFrame):
    chosen, rejected = (encode(tokenizer, pairs["prompt"], pairs[side]) for side in ("chosen", "rejected"))
    longest = [max(len(one.ids), len(other.ids)) for one, other in zip(chosen, rejected, strict=True)]
    limit = sorted(longest)[10]

    assert count_cuts(tokenizer, pairs, max(longest)) == (0, 0)
    assert count_cuts(tokenizer, pairs, limit) == (sum(length > limit for length in longest), 0)
    assert count_cuts(tokenizer, pairs, 1) == (0, len(pairs))
