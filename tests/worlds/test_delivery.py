"""What delivery does to the lines of event files."""

from datetime import datetime

import dataframely as dy
import orjson
import polars as pl
import pytest

from schemas.raw import EVENTS
from worlds.delivery import MOST_DAYS_LATE, deliver

KINDS = pytest.mark.parametrize("kind", list(EVENTS))
CLEAN = {"late_share": 0.0, "redelivered_share": 0.0, "malformed_share": 0.0}


def _rows(lines: pl.Series, schema: type[dy.Schema]) -> pl.DataFrame:
    """The lines as a tolerant reader would type them: `ts` as text, missing fields as null."""
    records = [{name: record.get(name) for name in schema.column_names()} for record in map(orjson.loads, lines)]
    texts = [record | {"ts": str(record["ts"])} for record in records]
    return pl.DataFrame(texts, schema=schema.create_empty().schema)


def _is_an_event(line: str, schema: type[dy.Schema]) -> bool:
    """Whether a line is an event by the contract, as far as one line can be."""
    try:
        record = orjson.loads(line)
        if not isinstance(record["ts"], int):
            datetime.fromisoformat(record["ts"])
        return isinstance(record.get("dwell_ms", 0), int) and schema.is_valid(_rows(pl.Series([line]), schema))
    except (ValueError, TypeError, KeyError):
        return False


@KINDS
def test_clean_lines_keep_the_contract_of_the_format(small, kind):
    sent = deliver(small(kind, **CLEAN))

    _, failure = EVENTS[kind].filter(_rows(sent["line"], EVENTS[kind]))

    assert failure.counts() == {}


@KINDS
def test_without_trouble_every_event_is_written_once_on_its_day(small, kind):
    world = small(kind, **CLEAN)

    sent = deliver(world)

    assert sorted(orjson.loads(line)["event_id"] for line in sent["line"]) == sorted(world.events["event_id"])
    assert sent["arrives"].value_counts().sort("arrives")["count"].to_list() == (
        world.events["ts"].dt.date().value_counts().sort("ts")["count"].to_list()
    )


@KINDS
def test_event_ids_are_unique_before_delivery(small, kind):
    assert small(kind).events["event_id"].is_unique().all()


def test_late_events_come_one_to_seven_days_after_their_own(small):
    world = small("qa", days=12, **CLEAN | {"late_share": 0.3})

    sent = deliver(world).with_columns(pl.col("line").str.json_path_match("$.event_id").alias("event_id"))
    days = (
        sent.join(world.events, on="event_id")
        .select(pl.col("arrives") - pl.col("ts").dt.date())
        .to_series()
        .dt.total_days()
    )

    assert (days > 0).mean() == pytest.approx(0.3, abs=0.05)
    assert days.min() == 0
    assert 3 <= days.max() <= MOST_DAYS_LATE


@KINDS
def test_redelivered_events_come_again_word_for_word(small, kind):
    sent = deliver(small(kind, **CLEAN | {"redelivered_share": 0.2}))
    ids = sent["line"].str.json_path_match("$.event_id")

    copies = len(sent) - ids.n_unique()

    assert copies / ids.n_unique() == pytest.approx(0.2, rel=0.1)
    assert sent["line"].n_unique() == ids.n_unique()


@KINDS
def test_malformed_lines_are_the_share_of_lines_that_is_asked(small, kind):
    sent = deliver(small(kind, **CLEAN | {"malformed_share": 0.02}))
    suspects = sent.filter(pl.col("line").str.contains("broken-"))

    good = [line for line in suspects["line"] if _is_an_event(line, EVENTS[kind])]

    assert good == []
    assert len(sent) - small(kind, **CLEAN).events.height == pytest.approx(0.02 * len(sent), abs=1)


def test_lines_are_nearly_but_not_quite_in_order(small):
    sent = deliver(small("feed", **CLEAN))
    times = sent["line"].str.json_path_match("$.ts").cast(pl.Int64)

    steps = times.diff().drop_nulls()

    assert 0.05 < (steps < 0).mean() < 0.6
    assert steps.min() > -3_600_000


@KINDS
def test_delivery_is_the_same_each_time(small, kind):
    assert deliver(small(kind)).equals(deliver(small(kind)))
