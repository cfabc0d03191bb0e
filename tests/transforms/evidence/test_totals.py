import datetime as dt
import math

import numpy as np
import polars as pl
import pytest

from schemas.statistics import Totals
from tests.transforms.evidence.world import NIGHT, reads, table
from transforms.evidence import opened, totals


def day(**values) -> dict:
    return {"context": "c", "response": "a", "dt": NIGHT, "views": 100} | values


def counted(*rows: dict) -> dict[str, tuple]:
    frame = totals.tally(table(Totals, list(rows))).collect()
    return {signal: (k, n) for signal, k, n in frame.select("signal", "successes", "trials").rows()}


def test_the_latest_nights_row_replaces_the_earlier_one():
    later = NIGHT + dt.timedelta(days=1)
    rows = [day(likes=1, night=NIGHT), day(likes=None, collects=5, night=later)]

    newest = totals.latest(table(Totals, rows)).select("likes", "collects").collect()

    assert newest.rows() == [(None, 5)]


def test_a_missing_count_is_unknown_and_not_zero():
    assert counted(day(likes=0)) == {"like": (0, 100)}


def test_trials_are_the_views_of_the_days_that_know_the_count():
    other = NIGHT + dt.timedelta(days=1)

    assert counted(day(likes=3), day(dt=other, views=50, likes=None, shares=1)) == {"like": (3, 100), "share": (1, 50)}


def test_downvotes_are_out_of_views_without_an_upvote():
    assert counted(day(upvotes=30, downvotes=5)) == {"upvote": (30, 100), "downvote": (5, 70)}


def test_without_views_votes_are_out_of_voters_and_likes_are_a_count():
    assert counted(day(views=None, upvotes=30, downvotes=10, likes=4)) == {
        "upvote": (30, 40),
        "downvote": (10, 10),
        "like": (4, None),
    }


def test_without_views_and_downvotes_upvotes_are_a_count():
    assert counted(day(views=None, upvotes=30), day(views=None, upvotes=4, downvotes=0))["upvote"] == (34, None)


def test_days_without_views_do_not_count_beside_days_with():
    other = NIGHT + dt.timedelta(days=1)

    assert counted(day(likes=10), day(dt=other, views=None, likes=10)) == {"like": (10, 100)}


def test_days_of_which_events_tell_are_left_out():
    other = NIGHT + dt.timedelta(days=1)
    rows = [day(likes=1), day(dt=other, likes=2), day(response="b", likes=3)]

    left = totals.alone(table(Totals, rows), reads([{"context": "c", "response": "a", "opens": 9}]))

    assert sorted(left.collect()["likes"]) == [2, 3]


def dwell(*rows: dict) -> dict:
    """What is known of the dwell on response `a`."""
    frame = table(Totals, [day(**row) for row in rows]).with_columns(log_expected=pl.lit(10.0))
    return totals.dwell(frame).filter(response="a").collect().row(0, named=True)


def test_mean_and_spread_of_a_log_normal_dwell_give_back_its_logarithm():
    seconds = np.exp(np.random.default_rng(3).normal(10.0, 0.6, 200_000))

    found = dwell({"views": 200_000, "mean_dwell_ms": seconds.mean(), "sd_dwell_ms": seconds.std()})
    mean = found["total"] / found["n"]

    assert mean == pytest.approx(10.0, abs=0.01)
    assert found["squares"] / found["n"] - mean**2 == pytest.approx(0.36, abs=0.01)


def test_an_unknown_spread_of_dwell_is_the_stated_one():
    found = dwell({"mean_dwell_ms": 30_000.0})

    variance = found["squares"] / found["n"] - (found["total"] / found["n"]) ** 2
    assert variance == pytest.approx(totals.PRIOR_AVERAGED_SD**2)


def test_an_unknown_spread_is_borrowed_from_the_texts_whose_spread_is_known():
    known = {
        "response": "b",
        "views": 10**7,
        "mean_dwell_ms": 30_000.0,
        "sd_dwell_ms": 30_000.0 * math.sqrt(math.e - 1),
    }

    found = dwell({"mean_dwell_ms": 30_000.0}, known)

    assert found["total"] / found["n"] == pytest.approx(math.log(30_000) - 0.5, abs=0.001)


@pytest.mark.parametrize(("sd", "given"), [(0.6, True), (0.9, True), (totals.PRIOR_AVERAGED_SD, False)])
def test_an_average_of_few_views_is_as_uncertain_as_it_is_said_to_be(sd, given):
    """Of 400 texts with 30 views each, all alike; the averages' own scatter against the stated variance."""
    log_dwell = np.random.default_rng(5).normal(10.0, sd, (400, 30))
    spread = np.exp(log_dwell).std(axis=1, ddof=1) if given else [None] * 400
    means = np.exp(log_dwell).mean(axis=1)
    rows = [
        day(response=f"r{i}", views=30, mean_dwell_ms=m, sd_dwell_ms=s) | {"log_expected": 10.0}
        for i, (m, s) in enumerate(zip(means, spread, strict=True))
    ]
    frame = table(Totals, rows).with_columns(log_expected=pl.lit(10.0))

    found = totals.dwell(frame).with_columns(mean=pl.col("total") / pl.col("n")).collect()
    within = (found["squares"] / found["n"] - found["mean"] ** 2).mean()
    stated = found["overdispersion"].mean() * within / 30

    assert found["mean"].var() < stated < 2.5 * found["mean"].var()


def test_repeatable_acts_and_dwell_are_less_sure_than_votes_and_all_less_than_of_known_people():
    row = day(likes=3, shares=3, mean_dwell_ms=9_000.0, sd_dwell_ms=9_000.0)

    of_counts = dict(totals.tally(table(Totals, [row])).select("signal", "overdispersion").collect().rows())

    assert 1 < of_counts["like"] < of_counts["share"] <= dwell(row)["overdispersion"]


def test_opens_are_views_out_of_impressions_by_position():
    rows = [day(position=p, impressions=n, views=v) for p, n, v in ((1, 50, 20), (2, 60, 10), (None, None, 5))]
    places = {"position": [1, 2], "relative": [1.0, 0.5], "applied": [True, True]}
    propensities = pl.LazyFrame(places, schema_overrides={"position": pl.Int32})

    found = opened.tally(totals.shown(table(Totals, rows)), propensities).select("successes", "trials").collect()

    assert found.rows() == [(30.0, 80.0)]


def test_views_that_are_not_known_are_no_opens():
    rows = [day(views=None, impressions=50), day(dt=NIGHT + dt.timedelta(days=1), views=3, impressions=None)]

    assert totals.shown(table(Totals, rows)).select("impressions", "opens").collect().rows() == [(0, 3)]
