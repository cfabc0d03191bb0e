import datetime as dt

import numpy as np
import polars as pl
import pytest

from schemas.statistics import Totals
from tests.transforms.evidence.world import NIGHT, table
from transforms.evidence import totals


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


def test_mean_and_spread_of_a_log_normal_dwell_give_back_its_logarithm():
    log_dwell = np.random.default_rng(3).normal(10.0, 0.6, 200_000)
    seconds = np.exp(log_dwell)
    row = day(views=200_000, mean_dwell_ms=seconds.mean(), sd_dwell_ms=seconds.std())

    found = totals.dwell(table(Totals, [row]).with_columns(log_expected=pl.lit(10.0))).collect().row(0, named=True)
    mean = found["total"] / found["n"]

    assert mean == pytest.approx(10.0, abs=0.01)
    assert found["squares"] / found["n"] - mean**2 == pytest.approx(0.36, abs=0.01)


def test_an_unknown_spread_of_dwell_is_the_stated_one():
    row = table(Totals, [day(mean_dwell_ms=30_000.0)]).with_columns(log_expected=pl.lit(10.0))

    found = totals.dwell(row).collect().row(0, named=True)

    variance = found["squares"] / found["n"] - (found["total"] / found["n"]) ** 2
    assert variance == pytest.approx(totals.PRIOR_DWELL_SD**2)
