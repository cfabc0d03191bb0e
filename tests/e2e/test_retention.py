"""Tables past their retention are gone; nothing becomes stale, and nothing fails, because of it."""

from pathlib import Path

import pytest

from flows.desk import new_run
from flows.night import Night
from flows.nightly import tidy
from flows.report import judged
from flows.sql import query
from flows.status import release_status, site_status
from tests.sites import NIGHT, Place, feed, feed_night, nights, qa, qa_night
from tests.support import mill, newest

NIGHTS = nights(3)
VOTED_QUESTIONS = 12
"""Enough for the votes on them to tell what other signals are worth."""
SHORT = dict.fromkeys(("calibration", "leaderboard", "loadings"), 1)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Two sites, of which one is never heard of again after the first of three nights."""
    place = Place(tmp_path_factory.mktemp("retention"))
    place.configure(qa(), feed(), retention_days=SHORT)
    for number in range(VOTED_QUESTIONS):
        qa_night(place, NIGHT, question=f"q{number}", ups=f"up{number}", downs=f"down{number}")
    for night in NIGHTS:
        feed_night(place, night)
        desk = mill(place.config, night).desk
        tidy(desk, new_run(), night)
    return place


@pytest.fixture(scope="module")
def again(place):
    """What came of running it all once more."""
    return mill(place.config, *NIGHTS)


@pytest.mark.parametrize("table", ["calibration", "loadings"])
def test_what_is_left_can_be_queried(again, table):
    assert query(again.desk, f"SELECT DISTINCT night FROM {table} ORDER BY night")["night"].to_list() == NIGHTS[1:]


def test_what_expired_makes_nothing_stale_and_no_look_fails(again):
    desk = again.desk
    found = [*site_status(desk, desk.config.sites, NIGHTS), *release_status(desk, NIGHTS)]
    states = {(one.site, one.night, one.stage): one.state for one in found if one.state != "ok"}

    assert {key for key, state in states.items() if state == "expired"} == {
        (site, NIGHT, stage) for site in ("zhihu", "xhs") for stage in ("evidence", "calibrate")
    }
    assert {site for (site, _, _), state in states.items() if state != "expired"} == {"zhihu"}
    assert {night for (_, night, _), state in states.items() if state != "expired"} == set(NIGHTS[1:])


def test_a_rerun_has_nothing_to_do_and_says_what_is_no_longer_kept(again):
    assert again.all_cached
    assert set(again.failures) == {("zhihu", night) for night in NIGHTS[1:]}
    (site,) = (site for site in again.desk.config.sites if site.name == "xhs")
    first, _, last = (judged(Night(again.desk, site, night)).lines() for night in NIGHTS)
    assert first == [f"xhs {NIGHT}, calibration: past its retention"]
    assert "too few explicit votes" in last[0]


def test_the_card_of_a_release_still_has_the_verdict_on_a_site_that_went_quiet(again):
    card = (Path(again.desk.lake.store.root) / "releases" / newest(again.desk).version / "README.md").read_text()
    assert "### zhihu\n\nnot calibrated: too few explicit votes" in card


def test_a_site_begins_with_what_others_had_learned_though_their_table_expired(again):
    inputs = [
        again.outcomes["xhs", night, "evidence"].record.inputs["loadings of other sites (night before)"]
        for night in NIGHTS
    ]

    assert inputs[1] != inputs[0] == inputs[2]
