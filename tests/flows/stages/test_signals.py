import sys
from types import SimpleNamespace

import pytest

from flows.stages.signals import STAGE
from schemas.config import SignalsConfig
from schemas.errors import ConfigError
from schemas.reading import Curves, Readers, Verdicts
from tests.transforms.behaviour import NIGHT, contents, events, frame

CHAT = {"thread": "c1", "context": "k1"}
TALK = contents(
    CHAT | {"response": "q1", "role": "user", "text": "怎么读取文件", "parent": None},
    CHAT | {"response": "a1", "text": "用 open", "parent": "q1", "attempt": 1},
    CHAT | {"response": "q2", "role": "user", "text": "谢谢", "parent": "a1"},
)
ACTS = events(
    {"thread": "c1", "response": "a1"},
    {"thread": "c1", "action": "follow_up", "response": "a1", "target": "q2"},
)


def job(folder, kind: str = "chat", **settings):
    """A night of one conversation, whose answer was thanked for."""
    tables = {"events": ACTS, "contents": TALK}
    tables |= {name: frame(schema, schema.create_empty()) for name, schema in
               (("verdicts", Verdicts), ("curves", Curves), ("readers", Readers))}  # fmt: skip
    return SimpleNamespace(
        settings=SignalsConfig(**settings),
        site=SimpleNamespace(kind=kind),
        config=SimpleNamespace(folder=folder),
        lake=SimpleNamespace(slices=lambda *_: []),
        night=SimpleNamespace(name="assistant"),
        date=NIGHT,
        scan=lambda table, span, buckets=None: tables[table],
    )


def classes(night) -> list[str]:
    """The classes of the follow-ups in what the stage wrote."""
    [(_, turns)] = STAGE.work(night).tables["turns"]
    return turns["follow_up"].to_list()


def test_without_a_model_the_lexicon_classifies(tmp_path):
    assert classes(job(tmp_path)) == ["praise"]


def test_a_model_is_asked_about_questions_and_follow_ups_and_believed(tmp_path, monkeypatch):
    asked = []

    def classify(model, questions, texts):
        asked.append((model, questions, texts))
        return ["unrelated"]

    module = SimpleNamespace(load=lambda folder: folder.name, classify=classify)
    monkeypatch.setitem(sys.modules, "trainers.follow_ups", module)

    assert classes(job(tmp_path, follow_up_model="./model")) == ["unrelated"]
    assert asked == [("model", ["怎么读取文件"], ["谢谢"])]


def test_a_site_without_conversations_needs_no_model(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trainers.follow_ups", None)

    assert classes(job(tmp_path, "qa", follow_up_model="gone")) == ["praise"]


def test_a_model_without_the_libraries_is_one_clear_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trainers.follow_ups", None)

    with pytest.raises(ConfigError, match=r"follow_up_model: needs 'pip install pairmill\[train\]'"):
        STAGE.work(job(tmp_path, follow_up_model="model"))


def test_other_files_of_the_model_are_another_key(tmp_path):
    (tmp_path / "model").mkdir()
    night = job(tmp_path, follow_up_model="model")

    marks = [STAGE.outside(night)]
    for text in ("one", "another"):
        (tmp_path / "model" / "config.json").write_text(text)
        marks.append(STAGE.outside(night))

    assert len({str(mark) for mark in marks}) == 3
    assert STAGE.outside(job(tmp_path)) == {}


def test_the_model_is_looked_for_beside_the_configuration_unless_its_path_is_whole(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")

    relative, absolute = (
        STAGE.outside(job(tmp_path, follow_up_model=path)) for path in ("./model", str(tmp_path / "model"))
    )

    assert relative == absolute != {"follow-up model": "missing"}
