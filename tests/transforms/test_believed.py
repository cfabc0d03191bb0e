from datetime import timedelta

import polars as pl

from schemas.reading import Verdicts
from tests.transforms.behaviour import NIGHT, frame, user
from transforms.believed import believed, believed_that_night

ACTS = pl.LazyFrame({"user": [user(1), user(1), user(2), user(2)], "response": ["a", "b", "a", "b"]})


def left(**verdict) -> list[tuple[str, str]]:
    found = believed(ACTS, frame(Verdicts, {name: [value] for name, value in verdict.items()}))
    return sorted(found.collect().rows())


def test_a_verdict_on_a_user_takes_out_all_that_he_did():
    assert left(user=user(1), reason="scraper") == [(user(2), "a"), (user(2), "b")]


def test_a_verdict_on_a_user_and_a_response_leaves_what_he_did_elsewhere():
    assert left(user=user(1), response="a", reason="ring") == [(user(1), "b"), (user(2), "a"), (user(2), "b")]


def test_a_verdict_on_an_event_takes_no_user_out():
    assert len(left(event_id="e", response="a", reason="misclick")) == 4


def test_a_nights_own_verdicts_take_nothing_out_of_another_night():
    later = NIGHT + timedelta(days=1)
    acts = pl.concat([ACTS.with_columns(night=pl.lit(night)) for night in (NIGHT, later)])
    about = {"user": [user(1), user(2)], "response": [None, "a"], "reason": ["scraper", "ring"]}
    counted = believed_that_night(acts, frame(Verdicts, about, later)).collect()
    assert counted.filter(pl.col("night") == NIGHT).height == 4
    assert counted.filter(pl.col("night") == later).select("user", "response").rows() == [(user(2), "b")]
