import polars as pl
import pytest

from tests.flows.stages.ingest.site import NIGHT, Record, SiteOnDisk, at, column, message, night, talk

SKY = "请详细解释一下为什么晴朗的白天天空看起来是蓝色的而到了傍晚日落的时候却变成了红色"
NEAR_SKY = SKY + "呢"


@pytest.fixture
def chat(tmp_path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path, "chat", settings={"allow_empty": True})


def test_a_near_equal_prompt_joins_the_context_of_the_one_before_it(chat):
    chat.ingest(
        NIGHT, messages=[*talk("a", SKY, "甲"), *talk("b", NEAR_SKY, "乙", created_at=at(13)), *talk("c", "海呢", "丙")]
    )

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

    chat.ingest(
        night(1), messages=[*talk("a", "请问天蓝吗", "因为散射。", created_at=at(1)), *talk("c", "海蓝吗", "因为散射")]
    )

    assert column(chat, "representative")["a1"] == "b1"
    assert column(chat, "representative")["c1"] == "c1"


def test_a_follow_ups_context_is_history_and_message_and_its_root_the_first_message(chat):
    chat.ingest(
        NIGHT, messages=[*talk("a", "天蓝吗", "蓝", "为什么", "散射"), *talk("b", "海蓝吗", "蓝", "为什么", "反射")]
    )

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
    first = [
        message("u", "user", "天蓝吗"),
        message("a", "assistant", "甲", "u"),
        message("b", "assistant", "乙", "u", created_at=at(13)),
    ]
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
    whole, parted = (
        SiteOnDisk(tmp_path / name, "chat", settings={"allow_empty": True}) for name in ("whole", "parted")
    )
    whole.ingest(NIGHT, messages=messages)

    parted.ingest(NIGHT, messages=[*messages[:late], *messages[late + 1 :]])
    assert column(parted, "context")["m3"] is None
    parted.ingest(night(1), messages=[messages[late]])
    parted.ingest(night(2), messages=talk("m", "天蓝吗"))

    for name in ("context", "root", "representative", "attempt", "parent"):
        assert column(parted, name) == column(whole, name)
    assert parted.table("contents", night(2)).is_empty()


def test_a_cycle_has_no_context_and_harms_nobody(chat):
    cycle = [
        message("x", "user", "甲", "y", conversation_id="c2"),
        message("y", "assistant", "乙", "x", conversation_id="c2"),
    ]

    chat.ingest(NIGHT, messages=[*cycle, *talk("m", "天蓝吗", "蓝")])

    contexts = column(chat, "context")
    assert contexts["x"] is contexts["y"] is None is not contexts["m1"]


def edit(event: str, text: str, **fields) -> Record:
    usual = {
        "event_id": event,
        "ts": at(13),
        "user_id": "u1",
        "type": "edit",
        "conversation_id": "m",
        "message_id": "m1",
    }
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
    assert chat.table("contents").filter(pl.col("edited_from").is_not_null())["text"].str.contains(
        "PHONE"
    ).to_list() == [True]


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
