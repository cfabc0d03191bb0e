import polars as pl

from tests.transforms.behaviour import as_events, contents, events, library, views
from tests.transforms.clean.nights import judged

LENGTHS = [300, 600, 1200, 2400, 4800]


def test_misclicks_and_idle_tabs_are_found_and_honest_views_left_alone():
    table = views(6, LENGTHS, 20_000, misclicks=0.1, idle=0.05)
    verdicts, _ = judged(as_events(table), library(LENGTHS))
    flagged = table.join(verdicts, on="event_id", how="left").group_by("kind").agg(pl.col("reason").count() / pl.len())
    shares = dict(flagged.iter_rows())
    assert shares[0] < 0.01
    assert shares[1] > 0.95
    assert shares[2] > 0.95


def test_a_verdict_says_the_share_of_the_expected_time():
    usual = [{"dwell_ms": 60_000, "user": number} for number in range(2, 402)]
    verdicts, _ = judged(events({"dwell_ms": 600}, *usual), contents({"response": "a1"}))
    assert verdicts["reason"].to_list() == ["misclick"]
    assert 0.005 < verdicts["value"].item() < 0.02


def test_no_dwell_or_no_text_gives_no_verdict():
    night = events({"dwell_ms": None}, {"dwell_ms": 1, "response": "unknown"}, {"dwell_ms": 60_000})
    assert judged(night, contents({"response": "a1"}))[0].is_empty()
