"""Who does what after reading."""

import polars as pl
import pytest

HONEST = {"scrapers": 0, "likers": 0, "rings": 0}
VERDICTS = {"qa": ("upvote", "downvote"), "feed": ("like", "hide"), "chat": ("thumbs_up", "thumbs_down")}
UNDONE = {"qa": ("upvote", "cancel_upvote"), "feed": ("like", "unlike"), "chat": ("thumbs_up", "thumbs_clear")}
RESPONSE = {"qa": "answer_id", "feed": "note_id", "chat": "message_id"}
KINDS = pytest.mark.parametrize("kind", list(RESPONSE))


def _mean(world, act: str, trait: str) -> float:
    """Mean of a trait over acts, in standard deviations from its mean over views."""
    acts = world.events.join(world.responses, left_on=RESPONSE[world.kind], right_on="response")
    views = acts.filter(type="view")[trait]
    return (acts.filter(type=act)[trait].mean() - views.mean()) / views.std()


@KINDS
def test_positive_verdicts_rise_with_theta_and_negative_ones_fall(small, kind):
    world = small(kind, **HONEST)
    up, down = VERDICTS[kind]

    assert _mean(world, up, "theta") > 0.2
    assert _mean(world, down, "theta") < -0.2


@KINDS
def test_verdicts_know_no_style_but_copies_and_collects_do(small, kind):
    sizes = {"chat": {"conversations": 4_000}}.get(kind, {"views": 20_000})
    world = small(kind, style=1.0, quality=0.0, **sizes | ({} if kind == "chat" else {"herding": 0.0}), **HONEST)

    assert abs(_mean(world, VERDICTS[kind][0], "style")) < 0.15
    assert _mean(world, "copy" if kind == "chat" else "collect", "style") > 0.4


@KINDS
def test_some_verdicts_are_taken_back_later_by_the_same_person(small, kind):
    up, clear = UNDONE[kind]
    key = ["user_id", RESPONSE[kind]]
    events = small(kind).events

    cleared = events.filter(type=clear)
    set_before = cleared.join(events.filter(pl.col("type").is_in(VERDICTS[kind])), on=key, suffix="_set").filter(
        pl.col("ts_set") < pl.col("ts")
    )

    assert 0 < cleared.height < 0.15 * events.filter(type=up).height
    assert set_before.unique("event_id").height == cleared.height


@KINDS
def test_one_read_leads_to_one_verdict_at_most(small, kind):
    """Each verdict follows a view of its own, so with one view of a response there is no second verdict."""
    world = small(kind, **HONEST)
    key = ["user_id", RESPONSE[kind]]

    views = world.events.filter(type="view").group_by(key).len("views")
    verdicts = world.events.filter(pl.col("type").is_in(VERDICTS[kind])).group_by(key).len("verdicts")
    joined = verdicts.join(views, on=key, how="left")

    assert (joined["verdicts"] <= joined["views"]).all()
