from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaForSequenceClassification,
    set_seed,
)

from schemas.errors import ConfigError
from schemas.statistics import FOLLOW_UP_CLASSES
from trainers.follow_ups import BATCH, Classifier, classify, load

LEARNED = {"谢谢": "praise", "thanks": "praise", "错了": "complaint", "wrong": "complaint", "继续": "deeper"}
QUESTION = "怎么读取文件"


def build(folder: Path, labels: tuple[str, ...] = FOLLOW_UP_CLASSES) -> Path:
    """Save a classifier of a few thousand parameters that has learned a handful of words."""
    letters = sorted({letter for text in [*LEARNED, QUESTION] for letter in text})
    vocabulary = {letter: place for place, letter in enumerate(["[PAD]", "[UNK]", *letters])}
    characters = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    characters.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=characters, pad_token="[PAD]", unk_token="[UNK]")
    set_seed(0)
    size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    names = dict(enumerate(labels))
    config = BertConfig(
        vocab_size=len(vocabulary), max_position_embeddings=40, pad_token_id=0, id2label=names, **size,
        label2id={name: place for place, name in names.items()},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    _learn(model, tokenizer)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _learn(model: BertForSequenceClassification, tokenizer: PreTrainedTokenizerFast) -> None:
    tokens = tokenizer([QUESTION] * len(LEARNED), list(LEARNED), padding=True, return_tensors="pt")
    wanted = torch.tensor([FOLLOW_UP_CLASSES.index(name) for name in LEARNED.values()])
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(40):
        model(**tokens, labels=wanted).loss.backward()
        optimizer.step()
        optimizer.zero_grad()


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return load(build(tmp_path_factory.mktemp("classifier")))


def test_what_the_model_has_learned_is_found_in_the_order_given(classifier: Classifier):
    texts = list(LEARNED) * BATCH

    found = classify(classifier, [QUESTION] * len(texts), texts)

    assert found == list(LEARNED.values()) * BATCH


def test_company_in_a_batch_changes_no_class(classifier: Classifier):
    texts = [*LEARNED, "这是一个更长的句子" * 20, "", "a"]
    questions = [QUESTION, "", "长" * 60] * 3

    together = classify(classifier, questions[: len(texts)], texts)

    alone = [classify(classifier, [question], [text])[0] for question, text in zip(questions, texts, strict=False)]
    assert together == alone
    assert set(together) <= set(FOLLOW_UP_CLASSES)


def test_nothing_said_is_nothing_to_classify(classifier: Classifier):
    assert classify(classifier, [], []) == []


def test_a_missing_folder_is_named_with_its_key(tmp_path: Path):
    with pytest.raises(ConfigError, match=rf"follow_up_model: the folder '{tmp_path}/gone' has no model"):
        load(tmp_path / "gone")


def test_a_broken_model_is_one_clear_sentence(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")

    with pytest.raises(ConfigError, match=r"follow_up_model: .* cannot be loaded as a classifier") as raised:
        load(tmp_path)

    assert "\n" not in str(raised.value)


def test_other_labels_than_the_classes_are_refused(tmp_path: Path):
    build(tmp_path, ("praise", "deeper", "correction", "rephrased", "unrelated"))

    with pytest.raises(ConfigError, match=r"labels of .* are correction, .*, not praise, deeper, complaint"):
        load(tmp_path)


@pytest.mark.parametrize("pad", [0, 1])
def test_positions_that_are_kept_for_padding_are_not_read(tmp_path: Path, pad: int):
    names = dict(enumerate(FOLLOW_UP_CLASSES))
    config = RobertaConfig(
        vocab_size=100, max_position_embeddings=40, pad_token_id=pad, hidden_size=32, num_hidden_layers=1,
        num_attention_heads=2, intermediate_size=32, id2label=names, label2id={name: n for n, name in names.items()},
    )  # fmt: skip
    PreTrainedTokenizerFast.from_pretrained(build(tmp_path)).save_pretrained(tmp_path)
    RobertaForSequenceClassification(config).save_pretrained(tmp_path)

    classifier = load(tmp_path)

    assert classifier.room == 39 - pad
    assert len(classify(classifier, ["长" * 60, ""], ["谢谢", "谢谢"])) == 2


def save_tokenizer(folder: Path, words: int, **special: str) -> None:
    vocabulary = {"[UNK]": 0} | {f"{place}": place for place in range(1, words)}
    characters = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    characters.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(tokenizer_object=characters, unk_token="[UNK]", **special).save_pretrained(folder)


def test_a_tokenizer_that_cannot_pad_is_refused(tmp_path: Path):
    save_tokenizer(build(tmp_path), words=2)

    with pytest.raises(ConfigError, match="has neither a pad_token nor an eos_token"):
        load(tmp_path)


def test_a_model_that_cannot_read_what_its_tokenizer_gives_is_refused(tmp_path: Path):
    save_tokenizer(build(tmp_path), words=2, pad_token="[PAD of another model]" * 2)
    model = BertForSequenceClassification.from_pretrained(tmp_path)
    model.resize_token_embeddings(1)
    model.save_pretrained(tmp_path)

    with pytest.raises(ConfigError, match="cannot read a batch of pairs"):
        load(tmp_path)
