import polars as pl
import pytest

from schemas.config import CleanConfig, ReadingConfig
from schemas.reading import Curves, Verdicts
from tests.transforms.behaviour import as_events, contents, events, library, of_lake, shuffled, user, views
from transforms.clean import clean
from transforms.reading import reading

CONFIG = CleanConfig()
LENGTHS = [300, 600, 1200, 2400, 4800]


def verdicts(night: pl.LazyFrame, texts: pl.LazyFrame, config: CleanConfig = CONFIG) -> pl.DataFrame:
    tables = reading(night, texts, of_lake(Curves.create_empty().lazy()), config=ReadingConfig())
    found = clean(night, texts, of_lake(tables.curves), of_lake(tables.readers), config=config)
    return Verdicts.validate(found.collect())


def users(found: pl.DataFrame, reason: str) -> list[str]:
    return found.filter(pl.col("reason") == reason)["user"].sort().to_list()


def test_misclicks_and_idle_tabs_are_found_and_honest_views_left_alone():
    table = views(6, LENGTHS, 20_000, misclicks=0.1, idle=0.05)
    found = verdicts(as_events(table), library(LENGTHS))
    judged = table.join(found, on="event_id", how="left")
    flagged = judged.group_by("kind").agg(pl.col("reason").count() / pl.len())
    shares = dict(flagged.iter_rows())
    assert shares[0] < 0.01
    assert shares[1] > 0.95
    assert shares[2] > 0.95


def test_a_verdict_says_the_share_of_the_expected_time():
    usual = [{"dwell_ms": 60_000, "user": number} for number in range(2, 402)]
    found = verdicts(events({"dwell_ms": 600}, *usual), contents({"response": "a1"}))
    assert found["reason"].to_list() == ["misclick"]
    assert 0.005 < found["value"].item() < 0.02


def test_no_dwell_or_no_text_gives_no_verdict():
    night = events({"dwell_ms": None}, {"dwell_ms": 1, "response": "unknown"}, {"dwell_ms": 60_000})
    assert verdicts(night, contents({"response": "a1"})).is_empty()


def test_a_machine_that_reads_everything_equally_long_is_a_scraper():
    table = views(7, LENGTHS, 5_000, users=10)
    robot = [{"user": 99, "dwell_ms": 3000 + place % 5, "response": f"a{place % 5}"} for place in range(200)]
    found = verdicts(pl.concat([as_events(table), events(*robot)]), library(LENGTHS))
    assert users(found, "scraper") == [user(99)]


def test_exactly_constant_dwell_is_a_scrapers():
    found = verdicts(events(*[{"dwell_ms": 3000}] * 200), contents({"response": "a1"}))
    assert found.filter(pl.col("reason") == "scraper").select("user", "value").rows() == [(user(1), 0.0)]


def test_extreme_volume_is_a_scrapers_even_without_dwell():
    found = verdicts(events(*[{"user": 1}] * 2000, *[{"user": 2}] * 1999), contents({"response": "a1"}))
    assert found.select("user", "reason", "value").rows() == [(user(1), "scraper", 2000.0)]


@pytest.mark.parametrize(("liked", "flagged"), [(18, True), (17, False)])
def test_who_likes_nearly_everything_opened_is_flagged(liked: int, flagged: bool):
    opened = [{"response": f"a{place}"} for place in range(20)]
    likes = [{"response": f"a{place}", "action": "like"} for place in range(liked)]
    found = verdicts(events(*opened, *likes), contents({"response": "a1"}))
    assert users(found, "likes_everything") == ([user(1)] if flagged else [])


def test_a_site_that_logs_only_votes_flags_nobody_for_voting():
    votes = [{"response": f"a{place}", "action": "upvote"} for place in range(40)]
    assert verdicts(events(*votes), contents({"response": "a1"})).is_empty()


def test_few_honest_users_are_flagged():
    table = views(8, LENGTHS, 40_000, users=200)
    likes = as_events(table.sample(fraction=0.1, seed=1)).with_columns(
        event_id="v" + pl.col("event_id"), action=pl.lit("like"), dwell_ms=pl.lit(None, pl.Int64)
    )
    found = verdicts(pl.concat([as_events(table), likes]), library(LENGTHS))
    assert found["user"].drop_nulls().n_unique() <= 1


def test_rows_in_another_order_give_the_same_verdicts():
    night = as_events(views(9, LENGTHS, 3_000, misclicks=0.1, idle=0.05))
    first, second = (verdicts(order, library(LENGTHS)) for order in (night, shuffled(night)))
    assert first.sort(pl.all()).equals(second.sort(pl.all()))
