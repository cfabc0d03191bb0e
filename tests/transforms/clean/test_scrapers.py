import numpy as np
import polars as pl
import pytest

from tests.transforms.behaviour import as_events, contents, events, library, user, views
from tests.transforms.clean.nights import judged, suspects

LENGTHS = [300, 600, 1200, 2400, 4800]


def scrapers(*parts: pl.LazyFrame) -> list[str]:
    return suspects(judged(pl.concat(parts), library(LENGTHS))[0], "scraper")


def robot(number: int, dwells: list[int]) -> pl.LazyFrame:
    rows = [{"user": number, "dwell_ms": dwell, "response": f"a{place % 5}"} for place, dwell in enumerate(dwells)]
    return events(*({"event_id": f"r{number}-{place}", **row} for place, row in enumerate(rows)))


def test_a_machine_that_reads_everything_equally_long_is_a_scraper():
    people = as_events(views(7, LENGTHS, 5_000, users=100))
    assert scrapers(people, robot(999, [3000 + place % 50 for place in range(100)])) == [user(999)]


def test_a_machine_whose_net_hangs_now_and_then_is_a_scraper():
    people = as_events(views(7, LENGTHS, 5_000, users=100))
    assert scrapers(people, robot(999, [900_000 if place % 8 == 0 else 3000 for place in range(100)])) == [user(999)]


def test_the_heaviest_honest_reader_of_a_small_site_is_none():
    most = views(1, LENGTHS, 3_000, users=1).with_columns(event_id="h" + pl.col("event_id"), user=pl.lit(user(40)))
    assert scrapers(as_events(views(2, LENGTHS, 1_000, users=39)), as_events(most)) == []


def test_hardly_anybody_honest_is_one():
    for seed in (3, 4, 5):
        people = as_events(views(seed, LENGTHS, 40_000, users=1_000, misclicks=0.05, idle=0.03))
        assert len(scrapers(people)) <= 3


@pytest.mark.parametrize("robots", [1, 40, 80])
def test_machines_are_found_among_people_who_read_little_however_many_they_are(robots: int):
    random = np.random.default_rng(0)
    machines = [robot(5_000 + n, np.exp(9 + random.normal(0, 0.2, 150)).astype(int).tolist()) for n in range(robots)]
    found = scrapers(as_events(views(7, LENGTHS, 3_000, users=300)), *machines)
    assert len(found) >= 0.95 * robots
    assert min(found) >= user(5_000)


def test_a_dwell_as_constant_for_all_as_for_a_machine_makes_nobody_one():
    constant = views(7, LENGTHS, 1_200, users=20).with_columns(dwell_ms=pl.lit(0, pl.Int64))
    assert scrapers(as_events(constant)) == []


@pytest.mark.parametrize("timed", [0, 1, 100])
def test_a_few_dwells_do_not_excuse_thousands_of_views_without(timed: int):
    rows = [{"user": 999, "event_id": f"r{n}", "dwell_ms": 3_000 if n < timed else None} for n in range(5_000)]
    assert scrapers(as_events(views(7, LENGTHS, 3_000, users=300)), events(*rows)) == [user(999)]


def test_without_dwell_only_extreme_volume_among_many_is_a_scrapers():
    few = [{"user": number} for number in range(1, 101)]
    robots = [{"user": 999}] * 2000
    texts = contents({"response": "a1"})
    assert suspects(judged(events(*few, *robots), texts)[0], "scraper") == [user(999)]
    assert suspects(judged(events(*few, *robots[1:]), texts)[0], "scraper") == []
    assert suspects(judged(events(*robots, {"user": 1}), texts)[0], "scraper") == []


def test_the_table_says_how_much_of_the_site_a_user_opened():
    night = events(*({"user": 1, "response": f"a{place}"} for place in range(3)), {"user": 2, "response": "a3"})
    _, users = judged(night, library(LENGTHS))
    assert users.sort("user").select("views", "opened", "coverage").rows() == [(3, 3, 0.75), (1, 1, 0.25)]
