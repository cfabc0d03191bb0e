"""What scrapers, people who like everything, and rings look like."""

import polars as pl
import pytest

from schemas.config import CleanConfig

RESPONSE = {"qa": "answer_id", "feed": "note_id", "chat": "message_id"}
POSITIVE = {"qa": "upvote", "feed": "like", "chat": "thumbs_up"}
KINDS = pytest.mark.parametrize("kind", list(RESPONSE))


def _of(world, kind: str) -> pl.DataFrame:
    return world.events.join(world.users.filter(kind=kind), on="user_id").with_columns(
        pl.col("ts").dt.date().alias("dt")
    )


@KINDS
def test_scrapers_view_hundreds_a_day_with_one_dwell_and_do_nothing_else(small, kind):
    events = _of(small(kind), "scraper")

    nights = events.group_by("user_id", "dt").agg(pl.len(), pl.col("dwell_ms").log().std().alias("sd"))

    assert set(events["type"]) == {"view"}
    assert nights["len"].median() > CleanConfig().scraper_views
    assert nights["sd"].max() < 0.1


@KINDS
def test_who_likes_everything_does_so_for_nearly_all_that_is_opened_each_day(small, kind):
    views = _of(small(kind, users=2_000), "liker").filter(type="view")
    likes = _of(small(kind, users=2_000), "liker").filter(type=POSITIVE[kind])

    a_day = views.group_by("user_id", "dt").agg(pl.col(RESPONSE[kind]).n_unique())[RESPONSE[kind]]
    opened = views.select("user_id", RESPONSE[kind]).unique().height

    assert a_day.min() >= 15
    assert likes.select("user_id", RESPONSE[kind]).unique().height / opened > 0.85


@KINDS
def test_open_rings_vote_within_an_hour_and_do_nothing_else(small, kind):
    events = _of(small(kind, days=5, covert=False), "ring")
    span = events["ts"].max() - events["ts"].min()

    assert set(events["type"]) == {"view", POSITIVE[kind]}
    assert span.total_seconds() <= 3_700


@KINDS
def test_covert_rings_spread_their_votes_and_act_like_others_besides(small, kind):
    events = _of(small(kind, days=5, covert=True, users=30), "ring")

    assert events["dt"].n_unique() == 5
    assert len(set(events["type"])) > 2


@KINDS
def test_rings_push_responses_that_are_worse_than_usual(small, kind):
    world = small(kind, rings=4)
    pushed = _of(world, "ring").join(world.responses, left_on=RESPONSE[kind], right_on="response")

    assert pushed["theta"].mean() < world.responses["theta"].mean() - 0.2


@KINDS
def test_ring_members_may_promote_a_part_of_the_targets_each(small, kind):
    world = small(kind, days=1, ring_members=30, ring_targets=6, promoted_share=1 / 3)
    answers = world.responses.select(pl.col("response").alias(RESPONSE[kind]), "answer")
    pushed = _of(world, "ring").filter(type=POSITIVE[kind]).join(answers, on=RESPONSE[kind])

    assert pushed.group_by("user_id").agg(pl.col("answer").n_unique())["answer"].max() == 2
    assert pushed["answer"].n_unique() == 6


@pytest.mark.parametrize(
    ("kind", "knobs"), [("qa", {"questions": 1}), ("feed", {"topics": 1, "notes": 6}), ("chat", {"prompts": 1})]
)
def test_where_fewer_are_bad_than_a_ring_wants_it_pushes_those(small, kind, knobs):
    world = small(kind, **knobs, ring_targets=20, promoted_share=0.5)
    pushed = _of(world, "ring").join(world.responses, left_on=RESPONSE[kind], right_on="response")

    assert 1 <= pushed["answer"].n_unique() < 20
    assert pushed["theta"].max() <= world.responses["theta"].max()
