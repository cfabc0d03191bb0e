from pathlib import Path

import pytest
import torch

from trainers import tiny
from trainers.device import Device
from trainers.load import Loaded, load

CHAT = [{"role": "user", "content": "怎样养猫？"}, {"role": "assistant", "content": "先列出每一步。\n"}]


@pytest.fixture(scope="module")
def loaded(base: Path) -> Loaded:
    return load(base, Device(cuda=False, bf16=False))


def test_the_same_texts_and_seed_give_the_same_weights(tmp_path: Path):
    texts = ["one text", "另一个文本"] * 20

    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        tiny.build(texts, tmp_path / name, seed, steps=3)

    a, b, c = ((tmp_path / name / "model.safetensors").read_bytes() for name in "abc")
    assert a == b != c


def test_every_text_can_be_written_and_read_back(loaded: Loaded):
    text = "全新的字 and 🐈 new words\n"

    assert loaded.tokenizer.decode(loaded.tokenizer(text)["input_ids"]) == text


def test_an_answer_ends_with_eos_and_only_it_is_marked_as_generated(loaded: Loaded):
    marked = loaded.tokenizer.apply_chat_template(CHAT, return_dict=True, return_assistant_tokens_mask=True)
    prompt = loaded.tokenizer.apply_chat_template(CHAT[:1], add_generation_prompt=True, return_dict=False)

    assert marked["input_ids"][-1] == loaded.tokenizer.eos_token_id
    assert marked["input_ids"][: len(prompt)] == prompt
    assert marked["assistant_masks"] == [0] * len(prompt) + [1] * (len(marked["input_ids"]) - len(prompt))


def test_it_has_read_its_texts(loaded: Loaded):
    ids = torch.tensor([loaded.tokenizer("write every result down." + tiny.EOS)["input_ids"]])

    with torch.no_grad():
        loss = loaded.model(input_ids=ids, labels=ids).loss.item()

    assert loss < 0.6 * torch.tensor(len(loaded.tokenizer)).log().item()
