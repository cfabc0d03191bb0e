"""identify on sites that serve lists: questions with answers, and notes with briefs."""

import polars as pl
import pytest

from tests.flows.stages.ingest.site import NIGHT, Record, SiteOnDisk, at, column, night

SKY = "写一篇笔记讲讲为什么晴朗的白天天空看起来是蓝色的而到了傍晚日落的时候却变成了红色"
NEAR_SKY = SKY + "呢"


@pytest.fixture
def feed(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "feed", settings={"allow_empty": True})


@pytest.fixture
def qa(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "qa", settings={"allow_empty": True})


def answer(name: str, text: str, question: str = "q", **fields) -> Record:
    return {"answer_id": name, "question_id": question, "text": text} | fields


def question(name: str, title: str = "为什么") -> Record:
    return {"question_id": name, "title": title}


def test_the_same_texts_again_add_no_row(qa):
    texts = {"questions": [question("q")], "answers": [answer("a", "甲"), answer("a", "甲")]}
    first = qa.ingest(NIGHT, **texts)

    second = qa.ingest(night(1), **texts)

    assert (first.kept["contents"], second.kept["contents"], second.kept["assignments"]) == (2, 0, 0)


def test_an_edited_answer_is_a_new_response_of_its_context(qa):
    qa.ingest(NIGHT, questions=[question("q")], answers=[answer("a", "甲")])

    qa.ingest(night(1), questions=[], answers=[answer("a", "乙"), answer("b", "乙", published_at=at(day=1))])

    rows = (
        qa.table("contents", night(1))
        .sort("response")
        .select("content_id", "response", "context", "representative")
        .rows()
    )
    (_, version, *_) = rows[0]
    assert version == f"a@{column(qa, 'text_hash')['b'][:8]}"
    assert rows == [("a", version, "q", "b"), ("b", "b", "q", "b")]


def test_versions_of_one_night_are_all_kept(qa):
    versions = [answer("a", text, updated_at=at(hour)) for hour, text in enumerate("甲乙丙")]

    qa.ingest(NIGHT, questions=[], answers=versions[::-1])

    assert dict(qa.table("contents").select("response", "text").rows())["a"] == "甲"
    assert qa.table("contents")["response"].n_unique() == 3


def test_a_question_and_an_answer_of_one_id_are_two(qa):
    qa.ingest(
        NIGHT,
        questions=[question("1"), question("2", "何时")],
        answers=[answer("1", "甲", "1"), answer("2", "乙", "1")],
    )

    assert column(qa, "context") == {"question:1": "1", "question:2": "2", "1": "1", "2": "1"}
    assert column(qa, "root") == column(qa, "context")
    assert column(qa, "role")["1"] == "assistant"


def test_an_answer_without_its_question_is_in_its_context_all_the_same(qa):
    qa.ingest(NIGHT, questions=[], answers=[answer("a", "甲")])

    assert column(qa, "context") == {"a": "q"}


def note(name: str, prompt: str | None, **fields) -> Record:
    return {"note_id": name, "title": name, "text": f"正文{name}", "prompt": prompt, "published_at": at()} | fields


def test_notes_of_a_brief_share_a_context_that_the_brief_founds(feed):
    feed.ingest(
        NIGHT, notes=[note("a", SKY), note("b", NEAR_SKY, published_at=at(13)), note("c", None), note("d", "周末")]
    )

    contexts = column(feed, "context")
    assert contexts["a"] == contexts["b"] != contexts["d"]
    assert contexts["c"] is None
    briefs = feed.table("contents").filter(pl.col("role") == "user")
    assert sorted(briefs["text"]) == sorted([SKY, NEAR_SKY, "周末"])
    assert set(briefs["context"]) == {contexts["a"], contexts["d"]}
    assert column(feed, "root") == contexts


@pytest.mark.parametrize("prompt", ["", " "])
def test_notes_with_a_blank_prompt_share_no_context(feed, prompt):
    feed.ingest(NIGHT, notes=[note("a", prompt), note("b", prompt)])

    assert column(feed, "context") == {"a": None, "b": None}


def test_another_wording_of_a_known_brief_is_no_new_text(feed):
    feed.ingest(NIGHT, notes=[note("a", "周末去哪儿")])

    record = feed.ingest(night(1), notes=[note("b", "请问，周末去哪儿？")])

    assert record.kept["contents"] == 1
    assert column(feed, "context")["b"] == column(feed, "context")["a"]


def test_notes_of_the_same_tags_share_a_context_where_tags_are_the_prompt(tmp_path):
    site = SiteOnDisk(tmp_path, "feed", settings={"allow_empty": True, "context": "tags"})

    site.ingest(
        NIGHT, notes=[note("a", "x", tags=["旅行"]), note("b", "y", tags=["旅行"]), note("c", "x", tags=["美食"])]
    )

    contexts = column(site, "context")
    assert contexts["a"] == contexts["b"] != contexts["c"]
    assert "写一篇关于旅行的笔记" in column(site, "text").values()
