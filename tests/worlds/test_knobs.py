"""Every knob acts: one claim each. Those of delivery stand in test_delivery.py and test_write.py."""

from datetime import date

import polars as pl
import pytest
from pydantic import ValidationError

from worlds.knobs import KNOBS, ChatKnobs, QaKnobs
from worlds.naive import naive

KINDS = pytest.mark.parametrize("kind", list(KNOBS))
SERVED = pytest.mark.parametrize("kind", ["feed", "qa"])
HONEST = {"scrapers": 0, "likers": 0, "rings": 0}


def _count(world, *types: str) -> int:
    return world.events.filter(pl.col("type").is_in(types)).height


def _views(world) -> pl.DataFrame:
    return world.events.filter(pl.col("type") == "view")


def _dwell_by_response(world) -> pl.DataFrame:
    response = {"qa": "answer_id", "feed": "note_id", "chat": "message_id"}[world.kind]
    means = _views(world).group_by(response).agg(pl.col("dwell_ms").log().mean().alias("log_dwell"))
    return means.join(world.responses, left_on=response, right_on="response").with_columns(pl.col("length").log())


def _rules(world) -> dict[str, float]:
    return dict(naive(world).select("rule", "right").iter_rows())


@KINDS
def test_unknown_keys_are_refused(kind):
    with pytest.raises(ValidationError, match="extra"):
        KNOBS[kind](colour="red")


@pytest.mark.parametrize("model", [QaKnobs, ChatKnobs])
def test_a_range_of_answers_upside_down_is_refused(model):
    with pytest.raises(ValidationError, match="min_answers must not exceed max_answers"):
        model(min_answers=5, max_answers=4)


@KINDS
def test_another_seed_gives_other_events(small, kind):
    assert not small(kind, seed=1).events.drop("event_id").equals(small(kind, seed=2).events.drop("event_id"))


@KINDS
def test_events_fall_on_the_days_from_the_start(small, kind):
    world = small(kind, start=date(2026, 2, 27), days=3)

    days = world.events["ts"].dt.date().unique().sort().to_list()

    assert days == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]


@KINDS
def test_honest_people_are_as_many_as_asked(small, kind):
    world = small(kind, users=123)

    assert world.users.filter(kind="honest").height == 123


@KINDS
def test_the_share_of_chinese_is_as_asked(small, kind):
    only_english, only_chinese = (small(kind, chinese=share).responses["language"] for share in (0.0, 1.0))

    assert (only_english == "en").all()
    assert (only_chinese == "zh").all()


@KINDS
def test_quality_spreads_theta(small, kind):
    narrow, wide = (small(kind, quality=sd).responses.unique("answer")["theta"].std() for sd in (0.5, 2.0))

    assert wide == pytest.approx(4 * narrow, rel=0.1)


@KINDS
def test_taste_is_the_squared_radius_of_flavours(small, kind):
    flavours = small(kind, taste=0.7).responses.select(pl.col("flavour_x") ** 2 + pl.col("flavour_y") ** 2).to_series()

    assert flavours.to_list() == pytest.approx([0.7] * len(flavours))


@SERVED
def test_style_makes_the_dwell_rule_worse_and_leaves_the_vote_rule(small, kind):
    plain, styled = (_rules(small(kind, style=style, views=40_000)) for style in (0.0, 1.5))

    assert styled["longer mean dwell wins"] < plain["longer mean dwell wins"] - 0.02
    assert styled["vote rate wins"] == pytest.approx(plain["vote rate wins"], abs=0.08)


@KINDS
def test_length_bias_ties_dwell_to_length(small, kind):
    slopes = [
        _dwell_by_response(small(kind, length_bias=bias, style=0.0, chinese=1.0, **HONEST))
        .select(pl.cov("log_dwell", "length") / pl.col("length").var())
        .item()
        for bias in (0.0, 1.0)
    ]

    assert slopes[1] > slopes[0] + 0.4


@KINDS
def test_misclicks_end_at_once(small, kind):
    without, with_half = (
        _views(small(kind, misclick_share=share, idle_share=0.0, **HONEST))
        .select((pl.col("dwell_ms") < 900).mean())
        .item()
        for share in (0.0, 0.5)
    )

    assert with_half - without == pytest.approx(0.5 * (1 - without), abs=0.05)


@KINDS
def test_idle_tabs_stay_for_very_long(small, kind):
    without, with_half = (
        _views(small(kind, idle_share=share, **HONEST)).select((pl.col("dwell_ms") > 500_000).mean()).item()
        for share in (0.0, 0.5)
    )

    assert without < 0.01
    assert with_half > 0.2


@KINDS
@pytest.mark.parametrize(("knob", "name"), [("scrapers", "scraper"), ("likers", "liker")])
def test_as_many_scrapers_and_likers_as_asked(small, kind, knob, name):
    assert small(kind, **{knob: 4}).users.filter(kind=name).height == 4


@KINDS
def test_rings_have_the_members_and_targets_asked_for(small, kind):
    world = small(kind, rings=2, ring_members=7, ring_targets=3, likers=0)
    ring = world.users.filter(kind="ring")
    response = {"qa": "answer_id", "feed": "note_id", "chat": "message_id"}[kind]

    acts = world.events.join(ring, on="user_id").join(world.responses, left_on=response, right_on="response")
    targets = acts.group_by("ring").agg(pl.col("answer").n_unique())["answer"]

    assert ring["ring"].value_counts().sort("ring").rows() == [(0, 7), (1, 7)]
    assert set(targets) <= {1, 2, 3}


@SERVED
def test_position_bias_lowers_the_rate_of_opens_with_position(small, kind):
    def rate(world, position: int) -> float:
        at = world.events.filter(position=position)
        return at.filter(type="view").height / at.filter(type="impression").height

    flat, steep = (small(kind, position_bias=bias) for bias in (0.0, 1.5))

    assert rate(flat, 4) > 0.8 * rate(flat, 1)
    assert rate(steep, 4) < 0.3 * rate(steep, 1)


@SERVED
def test_herding_gathers_votes_on_few_responses(small, kind):
    response, vote = {"qa": ("answer_id", "upvote"), "feed": ("note_id", "like")}[kind]
    apart, together = (
        small(kind, herding=herding, quality=0.0, **HONEST)
        .events.filter(type=vote)[response]
        .value_counts()["count"]
        .max()
        for herding in (0.0, 2.0)
    )

    assert together > 1.5 * apart


@SERVED
def test_fresh_responses_are_published_within_the_days_and_not_shown_before(small, kind):
    name, key = {"qa": ("answers", "answer_id"), "feed": ("notes", "note_id")}[kind]
    world = small(kind, fresh_share=1.0)

    published = world.contents[name].select(key, "published_at")
    early = world.events.join(published, on=key).filter(pl.col("ts") < pl.col("published_at"))

    assert published["published_at"].min().date() >= world.knobs.start
    assert early.height == 0
    assert small(kind, fresh_share=0.0).contents[name]["published_at"].max().date() < world.knobs.start


@SERVED
def test_views_by_honest_people_are_about_as_many_as_asked(small, kind):
    assert _views(small(kind, views=20_000, **HONEST)).height == pytest.approx(20_000, rel=0.1)


def test_questions_have_as_many_answers_as_asked(small):
    counts = small("qa", questions=50, min_answers=3, max_answers=5).responses["context"].value_counts()

    assert counts.height == 50
    assert set(counts["count"]) == {3, 4, 5}


def test_votes_are_the_share_of_reads_that_is_asked(small):
    world = small("qa", vote_share=0.2, views=20_000, users=20_000, misclick_share=0.0, **HONEST)

    assert _count(world, "upvote", "downvote") / _count(world, "view") == pytest.approx(0.2, rel=0.15)


def test_likes_are_the_share_of_reads_that_is_asked(small):
    world = small("feed", like_share=0.2, views=20_000, users=20_000, misclick_share=0.0, **HONEST)

    assert _count(world, "like") / _count(world, "view") == pytest.approx(0.2, rel=0.15)


def test_notes_and_topics_are_as_many_as_asked(small):
    notes = small("feed", topics=5, notes=60).contents["notes"]

    assert notes.height == 60
    assert notes["prompt"].n_unique() == 5


def test_conversations_and_prompts_are_as_many_as_asked(small):
    world = small("chat", conversations=900, prompts=12, reworded_share=0.0, **HONEST)
    opening = world.contents["messages"].filter(pl.col("parent_id").is_null()).unique("conversation_id")

    assert world.contents["messages"]["conversation_id"].n_unique() == 900
    assert opening.height == 900
    assert world.responses["context"].str.split(".").list.first().n_unique() == 12


def test_prompts_have_as_many_first_answers_as_asked(small):
    first = small("chat", min_answers=4, max_answers=6).responses.filter(pl.col("context").str.ends_with(".0"))

    assert set(first.group_by("context").agg(pl.col("answer").n_unique())["answer"]) <= {4, 5, 6}


def test_thumbs_are_the_share_of_answers_that_is_asked(small):
    world = small("chat", thumb_share=0.5, misclick_share=0.0, **HONEST)

    assert _count(world, "thumbs_up", "thumbs_down") / _count(world, "view") == pytest.approx(0.5, rel=0.2)


def test_regenerations_of_first_answers_are_the_share_that_is_asked(small):
    rare, often = (
        _count(small("chat", regenerate_share=share, follow_share=0.0, misclick_share=0.0, **HONEST), "regenerate")
        / 800
        for share in (0.0, 0.4)
    )

    assert rare == 0
    assert 0.3 < often < 0.8


def test_follow_ups_are_the_share_that_is_asked(small):
    def later_turns(share: float) -> int:
        messages = small("chat", follow_share=share, **HONEST).contents["messages"]
        return messages.filter(role="user").height - messages["conversation_id"].n_unique()

    assert later_turns(0.0) == 0
    assert later_turns(0.5) == pytest.approx(800 * (0.5 + 0.25), rel=0.2)


def test_reworded_prompts_are_the_share_that_is_asked(small):
    def wordings(share: float) -> int:
        opening = small("chat", reworded_share=share).contents["messages"].filter(pl.col("parent_id").is_null())
        return opening.group_by("conversation_id").first()["content"].n_unique()

    assert wordings(0.0) == 20
    assert wordings(0.5) > 40


@KINDS
def test_personal_data_stand_in_the_share_of_texts_that_is_asked(small, kind):
    name, text = {"qa": ("answers", "text"), "feed": ("notes", "text"), "chat": ("messages", "content")}[kind]
    pattern = r"13\d{9}|@example\.com"

    never, half = (
        small(kind, personal_share=share)
        .contents[name]
        .filter(pl.col("model").is_not_null())[text]
        .str.contains(pattern)
        .mean()
        for share in (0.0, 0.5)
    )

    assert never == 0
    assert half == pytest.approx(0.5, abs=0.2)
