import math

import polars as pl
import pytest

from schemas.config import ReadingConfig
from schemas.reading import Curves, Readers
from tests.transforms.behaviour import as_events, contents, frame, library, user, views
from transforms.expected import expected, expected_by_response, speeds, texts
from transforms.reading import reading

CONFIG = ReadingConfig()
NONE = Curves.create_empty().lazy()


def curves(n: int, dwell_ms: float, length: int = 600, language: str = "zh") -> pl.LazyFrame:
    length_bin, dwell_bin = math.floor(4 * math.log2(length + 1)), math.floor(8 * math.log(dwell_ms + 1))
    columns = {"language": [language], "images": [0], "length_bin": [length_bin], "dwell_bin": [dwell_bin], "n": [n]}
    return frame(Curves, columns)


def seconds(curve: pl.LazyFrame, config: ReadingConfig = CONFIG) -> list[float]:
    return expected(curve, config=config).select(pl.col("log_expected").exp() / 1000).collect().to_series().to_list()


def test_a_new_site_expects_full_reading_at_published_speeds():
    prior_alone = ReadingConfig(prior_views=1e9)
    english = seconds(curves(1, dwell_ms=1, length=1428, language="en"), prior_alone)[0]
    chinese = seconds(curves(1, dwell_ms=1, length=332), prior_alone)[0]
    # A minute each, up to the width of a length bin and the glance.
    assert english == pytest.approx(60, rel=0.25)
    assert chinese == pytest.approx(60, rel=0.25)


def test_many_views_outweigh_the_prior():
    assert seconds(curves(1_000_000, dwell_ms=20_000))[0] == pytest.approx(20, rel=0.07)


def test_a_bin_without_much_data_follows_the_level_of_the_site():
    skimmers = pl.concat([curves(100_000, dwell_ms=12_000), curves(1, dwell_ms=12_000, length=6_000)])
    full = pl.concat([curves(1, dwell_ms=100_000), curves(1, dwell_ms=100_000, length=6_000)])
    skimmed = expected(skimmers, config=CONFIG).sort("length_bin").collect()["log_expected"]
    read = expected(full, config=CONFIG).sort("length_bin").collect()["log_expected"]
    assert skimmed[1] < read[1] - 1


def test_the_median_hardly_moves_under_misclicks_and_idle_tabs():
    lengths = [300, 600, 1200, 2400, 4800]
    medians = {}
    for name, misclicks, idle in (("clean", 0.0, 0.0), ("dirty", 0.1, 0.05)):
        night = as_events(views(3, lengths, 20_000, misclicks=misclicks, idle=idle))
        tonight = reading(night, library(lengths), NONE, config=CONFIG).curves
        medians[name] = expected(tonight, config=CONFIG).sort("length_bin").collect()["log_expected"]
    assert (medians["clean"] - medians["dirty"]).abs().max() < 0.1


def test_the_expected_time_is_near_the_truth_on_simulated_readers():
    lengths = [300, 600, 1200, 2400, 4800]
    table = views(4, lengths, 20_000, misclicks=0.05, idle=0.03)
    tonight = reading(as_events(table), library(lengths), NONE, config=CONFIG).curves
    usual = expected_by_response(library(lengths), tonight, config=CONFIG).collect()
    found = table.select("response", "log_true").unique().join(usual, on="response")
    assert (found["log_expected"] - found["log_true"]).abs().max() < 0.12


def test_nights_of_curves_add_up():
    parts = pl.concat([curves(30, 10_000), curves(70, 10_000)])
    assert seconds(parts) == seconds(curves(100, 10_000))


def test_a_readers_speed_is_shrunken_to_the_usual():
    sums = {"user": [user(1), user(1), user(2)], "n": [50, 45, 1], "log_speed_sum": [50_000, 45_000, 1000]}
    readers = frame(Readers, sums)
    found = dict(speeds(readers, config=CONFIG).collect().iter_rows())
    assert found[user(1)] == pytest.approx(0.95)
    assert found[user(2)] == pytest.approx(1 / 6)


def test_the_newest_row_of_a_response_counts():
    old = contents({"response": "a1", "length": 100}).with_columns(night=pl.date(2026, 11, 1))
    new = contents({"response": "a1", "length": 6000})
    assert texts(pl.concat([new, old])).collect()["length_bin"].to_list() == [math.floor(4 * math.log2(6001))]


def test_a_bin_without_views_has_no_expected_time():
    known = expected_by_response(library([600, 6000]), curves(10, 10_000), config=CONFIG)
    assert known.sort("response").collect()["log_expected"].is_null().to_list() == [False, True]
