from pathlib import Path

import polars as pl
import pytest
import torch

from tests.trainers.releases import make_pairs
from trainers import logprobs
from trainers.device import Device
from trainers.load import Loaded, load
from trainers.logprobs import pair_logprobs


@pytest.fixture(scope="module")
def loaded(base: Path) -> Loaded:
    return load(base, Device(cuda=False, bf16=False))


@pytest.fixture(scope="module")
def pairs() -> pl.DataFrame:
    return make_pairs(12, seed=4)


def one_by_one(loaded: Loaded, prompt: list[dict], answer: list[dict]) -> tuple[float, int]:
    """Sum over the answer of log softmax, without batches or padding."""
    head = loaded.tokenizer.apply_chat_template(prompt, add_generation_prompt=True, return_dict=False)
    ids = loaded.tokenizer.apply_chat_template(prompt + answer, return_dict=False)
    with torch.no_grad():
        steps = loaded.model(input_ids=torch.tensor([ids])).logits[0].log_softmax(-1)
    return sum(steps[place - 1, ids[place]].item() for place in range(len(head), len(ids))), len(ids) - len(head)


@pytest.mark.parametrize("logits", [2**26, 2**16, 1])
def test_batches_change_nothing(loaded: Loaded, pairs: pl.DataFrame, logits: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logprobs, "LOGITS", logits)

    found = pair_logprobs(loaded, pairs)

    for side in ("chosen", "rejected"):
        expected = [
            one_by_one(loaded, *both) for both in zip(pairs["prompt"].to_list(), pairs[side].to_list(), strict=True)
        ]
        assert found[f"{side}_logprob"].to_list() == pytest.approx([value for value, _ in expected], abs=1e-3)
        assert found[f"{side}_tokens"].to_list() == [tokens for _, tokens in expected]


def test_order_of_rows_does_not_matter(loaded: Loaded, pairs: pl.DataFrame):
    straight = pair_logprobs(loaded, pairs)["chosen_logprob"].to_list()
    turned = pair_logprobs(loaded, pairs.reverse())["chosen_logprob"].to_list()

    assert turned[::-1] == pytest.approx(straight, abs=1e-3)


def test_the_start_of_a_prompt_that_is_too_long_is_left_out(
    loaded: Loaded, pairs: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
):
    whole = pair_logprobs(loaded, pairs)
    monkeypatch.setattr(loaded.model.config, "max_position_embeddings", max(whole["chosen_tokens"]) + 1)

    cut = pair_logprobs(loaded, pairs)

    assert cut["chosen_tokens"].equals(whole["chosen_tokens"])
    assert not cut["chosen_logprob"].equals(whole["chosen_logprob"])
