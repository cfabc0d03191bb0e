from pathlib import Path

import pytest
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from schemas.errors import TrainingError
from trainers.device import Device
from trainers.load import check_template, load

CPU = Device(cuda=False, bf16=False)


@pytest.fixture
def tokenizer(base: Path) -> PreTrainedTokenizerBase:
    return AutoTokenizer.from_pretrained(base)


def test_a_missing_folder_is_named_with_its_key(tmp_path: Path):
    with pytest.raises(TrainingError, match=rf"train\.model: the folder '{tmp_path}/gone' does not exist"):
        load(tmp_path / "gone", CPU)


def test_a_folder_without_a_model_is_named_with_its_key(tmp_path: Path):
    with pytest.raises(TrainingError, match=r"train\.model: .* has no model"):
        load(tmp_path, CPU)


def test_a_broken_model_is_one_clear_sentence(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")

    with pytest.raises(TrainingError, match=rf"train\.model: '{tmp_path}' cannot be loaded") as raised:
        load(tmp_path, CPU)

    assert "\n" not in str(raised.value)


def test_a_name_that_the_hub_does_not_give_is_a_training_error():
    with pytest.raises(TrainingError, match=r"train\.model: 'nobody/nothing' cannot be loaded"):
        load("nobody/nothing", CPU)


def test_a_template_that_never_says_eos_is_refused(tokenizer: PreTrainedTokenizerBase):
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] + '|' }}{% endfor %}"

    with pytest.raises(TrainingError, match=r"ends an answer with '\|' and not with its EOS token '<\|end\|>'"):
        check_template(tokenizer, "here")


def test_a_template_with_a_line_break_after_eos_is_accepted(tokenizer: PreTrainedTokenizerBase):
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] + eos_token + '\n' }}{% endfor %}"

    check_template(tokenizer, "here")


def test_a_tokenizer_without_a_template_is_refused(tokenizer: PreTrainedTokenizerBase):
    tokenizer.chat_template = None

    with pytest.raises(TrainingError, match="has no chat template"):
        check_template(tokenizer, "here")
