"""Conversations are trees of messages whose texts are pooled, and people regenerate what they do not like."""

import polars as pl
import pytest

from worlds.script import FOLLOW_UPS, REPLIES


@pytest.fixture
def world(small):
    return small("chat", conversations=3_000)


def test_message_ids_are_unique(world):
    assert world.contents["messages"]["message_id"].is_unique().all()


def test_every_parent_is_an_earlier_message_of_the_same_conversation(world):
    messages = world.contents["messages"]
    parents = messages.select("message_id", "conversation_id", "created_at", "role")

    joined = messages.drop_nulls("parent_id").join(
        parents, left_on="parent_id", right_on="message_id", suffix="_of_parent"
    )

    assert joined.height == messages.drop_nulls("parent_id").height
    assert (joined["conversation_id"] == joined["conversation_id_of_parent"]).all()
    assert (joined["created_at"] > joined["created_at_of_parent"]).all()
    assert (joined["role"] != joined["role_of_parent"]).all()


def test_some_questions_are_edited_into_siblings_of_the_question(world):
    asked = world.contents["messages"].filter(role="user")
    openings = asked.filter(pl.col("parent_id").is_null()).group_by("conversation_id").len()

    assert (openings["len"] > 1).any()


def test_regenerations_are_siblings_and_no_answer_comes_twice_among_them(world):
    answers = world.contents["messages"].filter(role="assistant")
    siblings = answers.group_by("parent_id").agg(pl.len(), pl.col("content").n_unique().alias("distinct"))
    regenerated = world.events.filter(type="regenerate")

    assert (siblings["len"] == siblings["distinct"]).all()
    assert siblings.select((pl.col("len") - 1).sum()).item() == regenerated.height


def test_answers_of_low_theta_are_regenerated_more(world):
    last = world.responses.join(
        world.events.filter(type="regenerate"), left_on="response", right_on="message_id", how="anti"
    )

    assert last["theta"].mean() > world.responses["theta"].mean() + 0.1


def test_equal_answers_stand_under_many_messages_with_one_truth(world):
    per_answer = world.responses.group_by("answer").agg(pl.col("theta").n_unique(), pl.col("response").n_unique())

    assert per_answer["theta"].max() == 1
    assert per_answer["response"].mean() > 4


def test_truth_covers_every_answer_and_only_answers(world):
    answers = world.contents["messages"].filter(role="assistant")["message_id"]

    assert sorted(world.responses["response"]) == sorted(answers)


def test_every_kind_of_follow_up_has_its_pool_of_replies(world):
    pools = world.responses.group_by("context").agg(pl.col("answer").n_unique())
    replies = pools.filter(~pl.col("context").str.ends_with(".0"))

    assert replies["answer"].max() == REPLIES
    assert replies["context"].str.split(".").list.last().n_unique() == len(FOLLOW_UPS)


def test_low_theta_draws_corrections_and_high_theta_thanks(world):
    replies = world.contents["messages"].filter((pl.col("role") == "user") & pl.col("parent_id").is_not_null())
    judged = replies.join(world.responses.select("response", "theta"), left_on="parent_id", right_on="response")

    corrected = judged.filter(pl.col("content").str.contains("不对|没有回答|有误|wrong|did not answer|incorrect"))
    thanked = judged.filter(pl.col("content").str.contains("谢|(?i)thank"))

    assert corrected["theta"].mean() < thanked["theta"].mean() - 0.3


def test_an_edit_adds_to_the_answer(world):
    edits = world.events.filter(type="edit").join(world.contents["messages"], on="message_id")

    assert edits.height > 0
    assert edits.select(pl.col("edited_text").str.starts_with(pl.col("content"))).to_series().all()
    assert not edits["edited_text"].str.contains("{", literal=True).any()


def test_nobody_views_a_message_before_it_is_written(world):
    views = world.events.filter(type="view").join(world.contents["messages"], on="message_id")

    assert (views["ts"] >= views["created_at"]).all()
