import polars as pl
import pytest

from schemas.config import ReadingConfig
from schemas.reading import Curves, Readers
from tests.transforms.behaviour import as_events, contents, events, library, of_lake, shuffled, views
from transforms.expected import speeds
from transforms.reading import reading

CONFIG = ReadingConfig()
NONE = of_lake(Curves.create_empty().lazy())
LENGTHS = [300, 600, 1200, 2400, 4800]


def test_the_tables_keep_their_contracts():
    tables = reading(as_events(views(1, LENGTHS, 2_000)), library(LENGTHS), NONE, config=CONFIG)
    assert Curves.is_valid(tables.curves.collect())
    assert Readers.is_valid(tables.readers.collect())


def test_every_timed_view_of_a_known_text_is_counted_once():
    night = events(
        {"dwell_ms": 5000},
        {"dwell_ms": 0, "user": 2},
        {"dwell_ms": None},
        {"action": "upvote"},
        {"response": "unknown", "dwell_ms": 5000},
    )
    tables = reading(night, contents({"response": "a1"}), NONE, config=CONFIG)
    assert tables.curves.select(pl.col("n").sum()).collect().item() == 2
    assert tables.readers.select(pl.col("n").sum()).collect().item() == 2


def test_rows_in_another_order_give_the_same_tables():
    night = as_events(views(2, LENGTHS, 3_000))
    first = reading(night, library(LENGTHS), NONE, config=CONFIG)
    second = reading(shuffled(night), shuffled(library(LENGTHS)), NONE, config=CONFIG)
    for one, other in zip(first, second, strict=True):
        assert one.collect().sort(pl.all()).equals(other.collect().sort(pl.all()))


def test_images_beyond_the_cap_share_a_bin():
    night = events({"dwell_ms": 5000}, {"dwell_ms": 5000, "response": "a2"})
    texts = contents({"response": "a1", "images": 9}, {"response": "a2", "images": 40})
    assert reading(night, texts, NONE, config=CONFIG).curves.collect()["n"].to_list() == [2]


def test_slow_readers_are_told_from_fast_ones():
    table = views(5, LENGTHS, 20_000, users=100)
    readers = reading(as_events(table), library(LENGTHS), NONE, config=CONFIG).readers
    truth = table.select("user", "speed").unique()
    found = speeds(readers, config=CONFIG).collect().join(truth, on="user")
    assert found.select(pl.corr("log_speed", "speed")).item() > 0.97


def test_one_idle_tab_makes_nobody_a_slow_reader():
    usual = [{"dwell_ms": 60_000, "user": number} for number in range(2, 52)]
    tables = reading(events(*usual, {"dwell_ms": 80_000_000}), contents({"response": "a1"}), NONE, config=CONFIG)
    slow = speeds(tables.readers, config=CONFIG).select(pl.col("log_speed").max()).collect().item()
    assert slow == pytest.approx(2 / (1 + CONFIG.prior_reader_views))
