from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from schemas.statistics import Turns
from tests.transforms.behaviour import START, contents, events, shuffled, user
from transforms.signals.turns import replies, turns

CHAT = {"thread": "c1", "context": "k1"}


def message(name: str, text: str, parent: str | None, **rest: Any) -> dict[str, Any]:
    return CHAT | {"response": name, "role": "user", "text": text, "parent": parent} | rest


def answer(name: str, parent: str, attempt: int | None, **rest: Any) -> dict[str, Any]:
    return message(name, "答", parent, role="assistant", attempt=attempt, **rest)


CONVERSATION = contents(
    message("q1", "怎么用 Python 读取 CSV 文件", None),
    answer("a1", "q1", 1),
    answer("a2", "q1", 2),
    message("q2", "不对,你说错了", "a2"),
    answer("a3", "q2", 1),
    message("q3", "谢谢", "a3"),
)


def act(action: str, response: str, target: str | None = None, **rest: Any) -> dict[str, Any]:
    return {"thread": "c1", "action": action, "response": response, "target": target} | rest


SESSION = events(
    act("view", "a1"),
    act("regenerate", "a1"),
    act("view", "a2"),
    act("follow_up", "a2", "q2"),
    act("view", "a3"),
    act("follow_up", "a3", "q3"),
)


def became(night: pl.LazyFrame, texts: pl.LazyFrame = CONVERSATION) -> pl.DataFrame:
    return Turns.validate(turns(night, texts).collect()).sort("response", "user")


def test_a_session_is_told_answer_by_answer():
    found = became(SESSION)
    columns = ("response", "parent", "attempt", "siblings", "regenerated", "continued", "follow_up")
    assert found.select(columns).rows() == [
        ("a1", "q1", 1, 2, True, False, None),
        ("a2", "q1", 2, 2, False, True, "complaint"),
        ("a3", "q2", 1, 1, False, True, "praise"),
    ]


def test_the_mood_is_what_came_before_an_answer():
    found = became(SESSION)
    assert found["earlier_regenerations"].to_list() == [0, 1, 1]
    assert found["earlier_complaints"].to_list() == [0, 0, 1]


def test_another_users_acts_are_not_my_mood():
    found = became(events(act("regenerate", "a1", user=2), act("view", "a2", user=1)))
    assert found.filter(user=user(1))["earlier_regenerations"].to_list() == [0]


def test_a_rewrite_is_recorded_and_is_no_sibling():
    texts = pl.concat([CONVERSATION, contents(answer("edit", "q1", None, edited_from="a1"))])
    found = became(events(act("edit", "a1", "edit"), act("stop", "a1")), texts)
    assert found.select("edited_into", "stopped", "siblings").rows() == [("edit", True, 2)]


def test_versions_of_an_answer_are_one_sibling():
    texts = pl.concat([CONVERSATION, contents(answer("a2@12345678", "q1", 2, content_id="a2"))])
    assert became(events(act("view", "a1")), texts)["siblings"].to_list() == [2]


def test_the_first_of_several_follow_ups_counts():
    texts = pl.concat([CONVERSATION, contents(message("q4", "继续", "a2"))])
    night = events(act("follow_up", "a2", "q2"), act("follow_up", "a2", "q4"))
    assert became(night, texts)["follow_up"].to_list() == ["complaint"]


def test_a_follow_up_whose_text_is_not_known_has_no_class():
    found = became(events(act("follow_up", "a2", "unknown")))
    assert found.select("continued", "follow_up", "similarity").rows() == [(True, None, None)]


def test_an_answer_without_content_has_a_turn_in_a_known_conversation():
    assert became(events(act("view", "lost"))).select("response", "parent", "context").rows() == [("lost", None, None)]


def reworded(text: str, seconds: int, **rest: Any) -> pl.LazyFrame:
    """The conversation, and another wording of its first question so many seconds after the session began."""
    again = message("q9", text, None, ts=START + timedelta(seconds=seconds), **rest)
    return pl.concat([CONVERSATION, contents(again)])


def test_a_question_worded_anew_after_its_answer_was_shown_is_rephrased():
    texts = reworded("Python 读取 CSV 文件的方法", 30)
    night = events(act("view", "a1"), act("regenerate", "a1"), act("view", "a2"), act("view", "a3"))
    found = became(night, texts).select("response", "follow_up", "continued")
    assert found.rows() == [("a1", None, False), ("a2", "rephrased", False), ("a3", None, False)]


@pytest.mark.parametrize(
    ("text", "seconds", "rest"),
    [
        pytest.param("给我讲个笑话", 30, {}, id="another question asked in its place"),
        pytest.param("Python 读取 CSV 文件的方法", -30, {}, id="worded before the answer was shown"),
        pytest.param("Python 读取 CSV 文件的方法", 30, {"author": user(2)}, id="worded by somebody else"),
    ],
)
def test_not_every_sibling_of_a_question_is_another_wording(text: str, seconds: int, rest: dict[str, Any]):
    found = became(events(act("view", "a2")), reworded(text, seconds, **rest))
    assert found["follow_up"].to_list() == [None]


def test_a_reply_that_comes_before_the_new_wording_counts():
    found = became(SESSION, reworded("Python 读取 CSV 文件的方法", 600))
    assert found["follow_up"].to_list() == [None, "complaint", "praise"]


def test_the_classes_of_a_model_take_the_place_of_the_lexicons():
    known = SESSION.filter(target="q2").select("event_id", follow_up=pl.lit("unrelated"))
    found = Turns.validate(turns(SESSION, CONVERSATION, known).collect()).sort("response")
    assert found.select("follow_up", "earlier_complaints").rows() == [(None, 0), ("unrelated", 0), ("praise", 0)]


def test_replies_are_told_with_the_question_that_was_answered():
    told = replies(SESSION, CONVERSATION).sort("ts").select("response", "text", "question").collect()
    assert told.rows() == [("a2", "不对,你说错了", "怎么用 Python 读取 CSV 文件"), ("a3", "谢谢", "不对,你说错了")]


def test_other_sites_have_no_turns():
    assert became(events({"action": "view"}), contents({"response": "a1"})).is_empty()


def test_rows_in_another_order_give_the_same_turns():
    texts = pl.concat([CONVERSATION, reworded("Python 读取 CSV 文件的方法", 2)]).unique()
    assert became(SESSION, texts).equals(became(shuffled(SESSION), shuffled(texts)))
