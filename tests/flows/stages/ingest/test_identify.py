from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.stages.ingest.site import NIGHT, Record, SiteOnDisk, at, message, night, view

SKY = "请详细解释一下为什么晴朗的白天天空看起来是蓝色的而到了傍晚日落的时候却变成了红色"
NEAR_SKY = SKY + "呢"


@pytest.fixture
def chat(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "chat", settings={"allow_empty": True})


@pytest.fixture
def feed(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "feed", settings={"allow_empty": True})


@pytest.fixture
def qa(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "qa", settings={"allow_empty": True})


def talk(name: str, *texts: str, **fields) -> list[Record]:
    """A conversation in which the user speaks first and every message answers the one before."""
    ids = [f"{name}{i}" for i in range(len(texts))]
    roles = ["user", "assistant"] * len(texts)
    parents = [None, *ids[:-1]]
    return [
        message(own, role, text, parent, conversation_id=name) | fields
        for own, role, text, parent in zip(ids, roles, texts, parents, strict=False)
    ]


def column(site: SiteOnDisk, name: str, *nights) -> dict[str, str | None]:
    """Response -> a column of its newest row."""
    rows = site.table("contents", *nights).sort("night").unique("response", keep="last")
    return dict(rows.select("response", name).rows())


def test_a_near_equal_prompt_joins_the_context_of_the_one_before_it(chat):
    chat.ingest(NIGHT, messages=[*talk("a", SKY, "甲"), *talk("b", NEAR_SKY, "乙", created_at=at(13)), *talk("c", "海呢", "丙")])

    contexts = column(chat, "context")
    assert contexts["a0"] == contexts["a1"] == contexts["b0"] == contexts["b1"] != contexts["c1"]
    assert contexts["a0"] == column(chat, "prompt_key")["a0"]


@pytest.mark.parametrize(("first", "second"), [(SKY, NEAR_SKY), (NEAR_SKY, SKY)])
def test_a_prompt_of_a_later_night_joins_the_earlier_founder(chat, first, second):
    chat.ingest(NIGHT, messages=talk("a", first, "甲"))

    chat.ingest(night(1), messages=talk("b", second, "乙", created_at=at(day=-3)))

    contexts = column(chat, "context")
    assert contexts["b1"] == contexts["a1"] == column(chat, "prompt_key")["a0"]


def test_doing_an_earlier_night_again_with_more_prompts_changes_no_assignment(chat):
    chat.ingest(NIGHT, messages=talk("a", "海为什么是蓝的", "甲"))
    chat.ingest(night(1), messages=talk("b", SKY, "乙"))
    before = chat.table("assignments").drop("night")
    known = column(chat, "context")

    chat.ingest(NIGHT, messages=[*talk("a", "海为什么是蓝的", "甲"), *talk("c", NEAR_SKY, "丙", created_at=at(1))])

    after = chat.table("assignments").drop("night")
    assert before.join(after, on=before.columns, how="anti", nulls_equal=True).is_empty()
    contexts = column(chat, "context")
    assert contexts["c1"] == contexts["b1"] == known["b1"]
    assert {name: contexts[name] for name in known} == known


def test_doing_a_night_again_keeps_what_it_assigned_though_its_files_changed(chat):
    chat.ingest(NIGHT, messages=talk("b", "天蓝吗", "因为", created_at=at(12)))

    chat.ingest(NIGHT, messages=[*talk("a", "天蓝吗", "因为", created_at=at(8)), *talk("b", "天蓝吗", "因为")])

    assert column(chat, "representative") == {"a0": None, "a1": "b1", "b0": None, "b1": "b1"}


def test_equal_answers_have_the_representative_of_the_night_that_came_first(chat):
    chat.ingest(NIGHT, messages=talk("b", "天蓝吗", "因为，散射"))

    chat.ingest(night(1), messages=[*talk("a", "请问天蓝吗", "因为散射。", created_at=at(1)), *talk("c", "海蓝吗", "因为散射")])

    assert column(chat, "representative")["a1"] == "b1"
    assert column(chat, "representative")["c1"] == "c1"


def test_a_follow_ups_context_is_history_and_message_and_its_root_the_first_message(chat):
    chat.ingest(NIGHT, messages=[*talk("a", "天蓝吗", "蓝", "为什么", "散射"), *talk("b", "海蓝吗", "蓝", "为什么", "反射")])

    contexts, roots = column(chat, "context"), column(chat, "root")
    assert len({contexts[name] for name in ("a1", "a3", "b1", "b3")}) == 4
    assert {roots["a0"], roots["a1"], roots["a2"], roots["a3"]} == {contexts["a0"]}
    assert roots["b3"] == contexts["b0"]


def test_one_first_message_under_different_system_messages_has_one_root(chat):
    under = [
        [message(f"s{i}", "system", text, conversation_id=f"c{i}"),
         message(f"u{i}", "user", wording, f"s{i}", conversation_id=f"c{i}"),
         message(f"a{i}", "assistant", "因为", f"u{i}", conversation_id=f"c{i}")]
        for i, (text, wording) in enumerate([("你是老师", "天蓝吗"), ("你是诗人", "请问天蓝吗？")])
    ]  # fmt: skip
    chat.ingest(NIGHT, messages=[*under[0], *talk("p", "天蓝吗", "对")])

    chat.ingest(night(1), messages=under[1])

    roots, contexts = column(chat, "root"), column(chat, "context")
    assert roots["a0"] == roots["a1"] == roots["p1"] == contexts["p1"]
    assert len({contexts["a0"], contexts["a1"], contexts["p1"]}) == 3


def test_regenerations_are_attempts_of_one_context_also_a_night_later(chat):
    first = [message("u", "user", "天蓝吗"), message("a", "assistant", "甲", "u"), message("b", "assistant", "乙", "u", created_at=at(13))]
    chat.ingest(NIGHT, messages=first)

    chat.ingest(night(1), messages=[message("c", "assistant", "丙", "u", created_at=at(day=1))])

    assert {name: place for name, place in column(chat, "attempt").items() if place} == {"a": 1, "b": 2, "c": 3}
    assert len({column(chat, "context")[name] for name in "abc"}) == 1


def test_a_deep_conversation_that_goes_on_the_next_night_keeps_its_root(chat):
    words = [f"第{i}句" for i in range(200)]
    conversation = talk("m", *words)
    chat.ingest(NIGHT, messages=conversation[:120])

    chat.ingest(night(1), messages=conversation[120:])

    contexts, roots = column(chat, "context"), column(chat, "root")
    assert contexts["m199"] == contexts["m198"] is not None
    assert roots["m199"] == contexts["m0"]
    assert len({contexts[f"m{i}"] for i in range(0, 200, 2)}) == 100


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_missing_ancestor_that_comes_a_night_later_gives_what_one_night_gives(tmp_path, late):
    messages = talk("m", "天蓝吗", "蓝", "为什么", "散射")
    whole, parted = (SiteOnDisk(tmp_path / name, "chat", settings={"allow_empty": True}) for name in ("whole", "parted"))
    whole.ingest(NIGHT, messages=messages)

    parted.ingest(NIGHT, messages=[*messages[:late], *messages[late + 1 :]])
    assert column(parted, "context")["m3"] is None
    parted.ingest(night(1), messages=[messages[late]])
    parted.ingest(night(2), messages=talk("m", "天蓝吗"))

    for name in ("context", "root", "representative", "attempt", "parent"):
        assert column(parted, name) == column(whole, name)
    assert parted.table("contents", night(2)).is_empty()


def test_a_cycle_has_no_context_and_harms_nobody(chat):
    cycle = [message("x", "user", "甲", "y", conversation_id="c2"), message("y", "assistant", "乙", "x", conversation_id="c2")]

    chat.ingest(NIGHT, messages=[*cycle, *talk("m", "天蓝吗", "蓝")])

    contexts = column(chat, "context")
    assert contexts["x"] is contexts["y"] is None is not contexts["m1"]


def edit(event: str, text: str, **fields) -> Record:
    usual = {"event_id": event, "ts": at(13), "user_id": "u1", "type": "edit", "conversation_id": "m", "message_id": "m1"}
    return usual | {"edited_text": text} | fields


def test_an_edited_answer_stands_beside_the_original(chat):
    acts = [edit("e1", "蓝的"), edit("e2", "蓝的", user_id="u2"), edit("e3", "蓝")]

    chat.ingest(NIGHT, messages=talk("m", "天蓝吗", "蓝。"), events=acts)

    events = chat.table("events").sort("event_id")
    assert events["response"].to_list() == ["m1"] * 3
    made, same = events["target"][0], events["target"][2]
    assert events["target"][1] == made != same
    contexts, parents = column(chat, "context"), column(chat, "parent")
    assert (contexts[made], parents[made]) == (contexts["m1"], "m0")
    assert column(chat, "edited_from")[made] == "m1"
    assert column(chat, "representative")[same] == "m1"
    assert column(chat, "attempt")[made] is None


def test_an_edit_of_an_answer_that_comes_a_night_later_finds_its_context_then(chat):
    chat.ingest(NIGHT, messages=[], events=[edit("e1", "蓝的")])
    (made,) = column(chat, "context")

    chat.ingest(night(1), messages=talk("m", "天蓝吗", "蓝"))

    assert column(chat, "context")[made] == column(chat, "context")["m1"] is not None
    assert column(chat, "parent")[made] == "m0"


def test_an_edited_text_is_redacted_before_it_is_named(chat):
    acts = [edit("e1", "打13812345678"), edit("e2", "打138-1234-5678", user_id="u2")]

    chat.ingest(NIGHT, messages=talk("m", "天蓝吗", "蓝"), events=acts)

    assert chat.table("events")["target"].n_unique() == 1
    assert chat.table("contents").filter(pl.col("edited_from").is_not_null())["text"].str.contains("PHONE").to_list() == [True]


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

    rows = qa.table("contents", night(1)).sort("response").select("content_id", "response", "context", "representative").rows()
    (_, version, *_) = rows[0]
    assert version == f"a@{column(qa, 'text_hash')['b'][:8]}"
    assert rows == [("a", version, "q", "b"), ("b", "b", "q", "b")]


def test_versions_of_one_night_are_all_kept(qa):
    versions = [answer("a", text, updated_at=at(hour)) for hour, text in enumerate("甲乙丙")]

    qa.ingest(NIGHT, questions=[], answers=versions[::-1])

    assert dict(qa.table("contents").select("text", "since").rows())["甲"] is None
    assert dict(qa.table("contents").select("response", "text").rows())["a"] == "甲"
    assert qa.table("contents")["response"].n_unique() == 3


def test_a_question_and_an_answer_of_one_id_are_two(qa):
    qa.ingest(NIGHT, questions=[question("1"), question("2", "何时")], answers=[answer("1", "甲", "1"), answer("2", "乙", "1")])

    assert column(qa, "context") == {"question:1": "1", "question:2": "2", "1": "1", "2": "1"}
    assert column(qa, "root") == column(qa, "context")
    assert column(qa, "role")["1"] == "assistant"


def test_an_answer_without_its_question_is_in_its_context_all_the_same(qa):
    qa.ingest(NIGHT, questions=[], answers=[answer("a", "甲")])

    assert column(qa, "context") == {"a": "q"}


def note(name: str, prompt: str | None, **fields) -> Record:
    return {"note_id": name, "title": name, "text": f"正文{name}", "prompt": prompt, "published_at": at()} | fields


def test_notes_of_a_brief_share_a_context_that_the_brief_founds(feed):
    feed.ingest(NIGHT, notes=[note("a", SKY), note("b", NEAR_SKY, published_at=at(13)), note("c", None), note("d", "周末")])

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

    site.ingest(NIGHT, notes=[note("a", "x", tags=["旅行"]), note("b", "y", tags=["旅行"]), note("c", "x", tags=["美食"])])

    contexts = column(site, "context")
    assert contexts["a"] == contexts["b"] != contexts["c"]
    assert "写一篇关于旅行的笔记" in column(site, "text").values()


def test_a_message_delivered_twice_with_two_texts_is_two_versions(chat):
    messages = talk("m", "天蓝吗", "蓝")

    chat.ingest(NIGHT, messages=[*messages, messages[1], messages[1] | {"content": "不蓝", "updated_at": at(14)}])

    rows = chat.table("contents").filter(pl.col("content_id") == "m1").sort("since")
    assert rows["text"].to_list() == ["蓝", "不蓝"]
    assert rows["context"].n_unique() == 1
    assert rows["representative"].to_list() == rows["response"].to_list()


def test_an_edited_question_does_not_change_the_context_of_what_was_known(chat):
    chat.ingest(NIGHT, messages=talk("m", "天蓝吗", "蓝"))
    before = column(chat, "context")

    chat.ingest(night(1), messages=[message("m0", "user", "海蓝吗", conversation_id="m", updated_at=at(day=1))])

    after = column(chat, "context")
    assert len(after) == 3
    assert {name: after[name] for name in before} == before


def test_the_prompt_of_a_question_with_two_texts_in_one_night_is_the_first(chat):
    edited = message("m0", "user", "海为什么是咸的", conversation_id="m", updated_at=at(14))

    chat.ingest(NIGHT, messages=[*talk("m", "天为什么是蓝的", "因为"), edited, *talk("p", "天为什么是蓝的", "散射")])

    contexts = column(chat, "context")
    assert contexts["m0"] == contexts["p0"]


WORDS = ["天蓝吗", "请问天蓝吗？", SKY, NEAR_SKY, "海蓝吗"]


@st.composite
def conversations(draw) -> list[Record]:
    """Trees of messages with regenerations, edits of questions, late parents and equal texts."""
    messages: list[Record] = []
    for conversation in range(draw(st.integers(1, 3))):
        n = draw(st.integers(1, 6))
        for i in range(n):
            parent = draw(st.none() | st.integers(0, n - 1))
            name, above = f"c{conversation}m{i}", None if parent is None else f"c{conversation}m{parent}"
            role = draw(st.sampled_from(["user", "assistant"]))
            text = draw(st.sampled_from(WORDS if role == "user" else ["甲", "甲。", "乙"]))
            time = at(draw(st.integers(0, 23)))
            messages.append(message(name, role, text, above, conversation_id=f"c{conversation}", created_at=time))
    return messages


def ingested(parts: Sequence[Sequence[Record]], nights: Sequence[int]) -> tuple[pl.DataFrame, ...]:
    """Contents, events and assignments of a chat whose messages come in files, each on its night; file and line apart."""
    with TemporaryDirectory() as folder:
        site = SiteOnDisk(Path(folder), "chat", settings={"allow_empty": True})
        for day in sorted(set(nights)):
            site.put(night(day), messages=[], events=[])
            for number, (part, its_night) in enumerate(zip(parts, nights, strict=True)):
                if its_night == day:
                    acts = [
                        view(f"e{row['message_id']}", conversation_id=row["conversation_id"], message_id=row["message_id"])
                        | {"user_id": row["content"][:1], "dwell_ms": 1}
                        for row in part
                    ]
                    site.put(night(day), part=number + 1, messages=part, events=acts)
            site.ingest(night(day))
        tables = [("contents", "response"), ("events", "event_id"), ("assignments", ["space", "key"])]
        return tuple(site.table(name).drop("file", "line", "night", strict=False).sort(order) for name, order in tables)


@settings(max_examples=6, deadline=None)
@given(conversations(), st.randoms())
def test_a_night_is_the_same_however_its_rows_are_ordered_and_cut_into_files(messages, random):
    shuffled = messages[:]
    random.shuffle(shuffled)
    cut = random.randint(0, len(messages))

    one, other = ingested([messages], [0]), ingested([shuffled[:cut], shuffled[cut:]], [0, 0])

    for table, other_table in zip(one, other, strict=True):
        assert table.equals(other_table)


@settings(max_examples=4, deadline=None)
@given(conversations(), st.randoms())
def test_a_conversation_cut_over_two_nights_has_the_prompts_of_one_night(messages, random):
    cut = random.randint(0, len(messages))

    whole, _, _ = ingested([messages], [0])
    parted, _, _ = ingested([messages[:cut], messages[cut:]], [0, 1])

    placed = parted.sort("prompt_key", nulls_last=True).unique("response", keep="first")
    columns = ["response", "prompt_key", "parent", "text_hash"]
    assert placed.select(columns).sort("response").equals(whole.select(columns))
