from datetime import UTC, date, datetime

import dataframely as dy
import polars as pl
import pytest

from schemas.contents import Assignments, Contents
from schemas.events import Events, Quarantine
from schemas.pairs import Pairs
from schemas.raw import AGGREGATES, CONTENTS, EVENTS
from schemas.reading import Verdicts
from schemas.signals import ACTIONS, CLEARS, FOLLOW_UP, RAW_TYPES, SETS, SIGNALS, TIERS, TOTALS
from schemas.statistics import Reads, Totals, Votes
from schemas.tables import TABLES
from transforms.ingest.totals import MEASURES

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
KEY, OTHER = "a" * 32, "b" * 32
ROWS = {
    Events: {
        "event_id": "e", "ts": NOON, "dt": NOON.date(), "user": KEY, "action": "view", "thread": "t", "response": "r",
        "dwell_ms": 1, "file": "f", "line": 1,
    },
    Contents: {
        "content_id": "r", "response": "r", "role": "assistant", "thread": "t", "text": "x", "text_hash": KEY,
        "normal_hash": KEY, "language": "en", "length": 1, "images": 0, "file": "f", "line": 1,
    },
    Assignments: {"space": "version", "key": KEY, "value": "r"},
    Quarantine: {
        "source": "events", "file": "f", "line": 0, "reason": "x", "text": "", "length": 0, "sha256": "0" * 64,
    },
    Votes: {"response": "r", "dt": NOON.date(), "user": KEY, "signal": "upvote", "set_ts": NOON},
    Verdicts: {"event_id": "e", "response": "r", "reason": "misclick"},
    Reads: dict.fromkeys(
        ("impressions", "timed", "bounces", "idle", "satisfied", "last_in_request", "log_dwell_sum",
         "log_dwell_squares", "depth_n", "depth_sum"), 0)
    | {"response": "r", "dt": NOON.date(), "position": 1, "half": 0, "opens": 2, "users": [1, 2]},
    Totals: {"response": "r", "dt": NOON.date(), "position": 1, "views": 1},
}  # fmt: skip


def broken(schema: type[dy.Schema], *rows: dict) -> set[str]:
    """The rules that rows, each the usual one with some fields changed, break."""
    frame = pl.DataFrame([ROWS[schema] | row for row in rows], schema=schema.create_empty().schema)
    return set(schema.filter(frame).failure.counts())


@pytest.mark.parametrize("schema", list(ROWS))
def test_the_usual_row_keeps_its_schema(schema):
    assert broken(schema, {}) == set()


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_leaves_site_and_night_to_the_lake(name):
    assert not {"site", "night"} & set(TABLES[name].columns())


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_without_rows_is_valid(name):
    assert TABLES[name].is_valid(TABLES[name].create_empty())


@pytest.mark.parametrize(
    ("schema", "row", "rule"),
    [
        (Events, {"user": "u1"}, "user|regex"),
        (Events, {"action": "applaud", "dwell_ms": None}, "action|check__is_known"),
        (Events, {"action": "upvote"}, "dwell_only_on_view"),
        (Events, {"response": ""}, "response|min_length"),
        (Events, {"dwell_ms": 86_400_001}, "dwell_ms|max"),
        (Events, {"propensity": 0.0}, "propensity|min_exclusive"),
        (Events, {"dt": None}, "dt|nullability"),
        (Contents, {"role": "bot"}, "role|check__is_known"),
        (Contents, {"text_hash": "x"}, "text_hash|regex"),
        (Contents, {"attempt": 0}, "attempt|min"),
        (Assignments, {"space": "user"}, "space|check__is_known"),
        (Quarantine, {"text": "x" * (4 * 4096 + 1)}, "text|max_length"),
        (Quarantine, {"reason": ""}, "reason|min_length"),
        (Votes, {"set_ts": None}, "was_set_or_cleared"),
        (Votes, {"signal": "dwell"}, "signal|check__is_a_vote"),
        (Verdicts, {"user": KEY}, "is_about_an_event_or_a_user"),
        (Verdicts, {"reason": "scraper"}, "reason_fits_the_subject"),
        (Reads, {"timed": 2, "idle": 1}, "timed_opens_are_opens"),
        (Reads, {"users": list(range(17))}, "users|max_length"),
        (Reads, {"half": 2}, "half|max"),
        (Totals, {"views": -1}, "views|min"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(schema, row, rule):
    assert broken(schema, row) == {rule}


@pytest.mark.parametrize(
    ("schema", "rule", "other"),
    [
        (Assignments, "assigned_once", {"space": "answer"}),
        (Votes, "one_row_per_response_user_and_signal", {"user": OTHER}),
        (Reads, "one_row_per_response_date_position_and_half", {"half": 1}),
        (Totals, "one_row_per_response_date_and_position", {"dt": date(2026, 11, 18)}),
        (Totals, "one_row_per_response_date_and_position", {"position": None}),
    ],
)
def test_a_row_that_is_there_twice_is_refused(schema, rule, other):
    assert broken(schema, {}, {}) == {rule}
    assert broken(schema, {}, other) == set()


def test_a_pair_is_of_two_responses_and_no_surer_than_certain():
    columns = Pairs.create_empty().schema
    row = {"context_id": "c", "chosen_id": "a", "rejected_id": "b", "rule": "engagement", "tier": "weak"}
    row |= {"confidence": 0.9, "preference": 0.6, "margin": 1.0, "n_users": 3, "evidence": []}

    def faults(**fields) -> set[str]:
        return set(Pairs.filter(pl.DataFrame([row | fields], schema=columns)).failure.counts())

    assert faults() == set()
    assert faults(rejected_id="a") == {"chosen_differs_from_rejected"}
    assert faults(confidence=0.4) == {"confidence|min"}
    assert faults(confidence=1.1) == {"confidence|max"}
    assert faults(tier="strongest") == {"tier|check__is_known"}


def test_every_raw_act_is_an_action_and_nothing_else_but_the_follow_up():
    assert set(ACTIONS) == {FOLLOW_UP}.union(*RAW_TYPES.values())


def test_every_raw_act_sets_or_clears_a_vote_or_is_read_otherwise():
    read_otherwise = {"impression", "view", "regenerate", "stop", FOLLOW_UP}

    assert set(ACTIONS) == set(SETS) | set(CLEARS) | read_otherwise


def test_votes_set_cleared_and_counted_are_signals():
    votes = set(SETS.values())

    assert votes <= set(SIGNALS)
    assert {vote for cleared in CLEARS.values() for vote in cleared} <= votes
    assert set(TOTALS.values()) <= votes


def test_opposites_are_mutual_and_of_opposite_sign():
    for name, signal in SIGNALS.items():
        if signal.opposite:
            assert SIGNALS[signal.opposite].opposite == name
            assert SIGNALS[signal.opposite].sign == -signal.sign


def test_every_signal_has_a_tier_of_its_own_and_none_is_synthetic():
    assert {signal.tier for signal in SIGNALS.values()} == set(TIERS) - {"synthetic"}


def test_every_kind_has_acts_and_texts_and_lists_have_totals():
    assert set(EVENTS) == set(CONTENTS) == set(RAW_TYPES) == {"chat", "feed", "qa"}
    assert set(AGGREGATES) == {"feed", "qa"}


@pytest.mark.parametrize("kind", list(AGGREGATES))
def test_what_a_site_may_count_has_room_in_the_totals(kind):
    assert set(MEASURES) < set(AGGREGATES[kind].columns())
    assert set(MEASURES) < set(Totals.columns())
