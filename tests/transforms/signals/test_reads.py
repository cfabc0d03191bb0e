import math

import numpy as np
import polars as pl
import pytest

from schemas.config import SignalsConfig
from schemas.statistics import SKETCH_SIZE, Reads
from tests.transforms.behaviour import contents, events, shuffled, user
from transforms.expected import texts
from transforms.signals.reads import reads
from transforms.text import hash64

CONFIG = SignalsConfig()
EXPECTED_MS = 60_000
RESPONSES = texts(contents({"response": "a1"}, {"response": "a2"})).with_columns(
    log_expected=pl.lit(math.log(EXPECTED_MS))
)
NO_SPEEDS = pl.LazyFrame(schema={"user": pl.String, "log_speed": pl.Float64})


def doubtful(reasons: dict[str, str] | None = None) -> pl.LazyFrame:
    rows = list((reasons or {}).items())
    return pl.LazyFrame(rows, schema={"event_id": pl.String, "reason": pl.String}, orient="row")


def read(night: pl.LazyFrame, reasons: dict[str, str] | None = None, speeds: pl.LazyFrame = NO_SPEEDS) -> pl.DataFrame:
    found = reads(night, doubtful(reasons), RESPONSES, speeds, config=CONFIG)
    return Reads.validate(found.collect()).sort("response", "dt", "position", "half")


def total(table: pl.DataFrame, *columns: str) -> tuple[int, ...]:
    return table.select(pl.col(columns).sum()).row(0)


def test_a_user_counts_once_as_shown_and_once_as_open():
    shown = {"action": "impression", "position": 2}
    found = read(events(shown, shown, {"position": 2, "dwell_ms": 10_000}, {"dwell_ms": 5_000}, {"action": "upvote"}))
    assert total(found, "impressions", "opens", "timed") == (1, 1, 1)


def test_a_vote_without_a_view_is_an_open_without_a_time():
    found = read(events({"action": "upvote"}))
    assert total(found, "opens", "timed", "bounces", "idle") == (1, 0, 0, 0)


def test_being_shown_opens_nothing():
    found = read(events({"action": "impression", "position": 1}))
    assert total(found, "impressions", "opens") == (1, 0)
    assert found["users"].to_list() == [[]]


def trials(*rows: dict) -> list[tuple]:
    """(position, impressions, opens) of a user's acts on one response."""
    found = read(events(*rows))
    return found.select("position", "impressions", "opens").sort("position", nulls_last=True).rows()


def shown(position: int | None = None, **more) -> dict:
    return {"action": "impression", "position": position} | more


def test_an_impression_that_was_not_opened_stays_where_it_was():
    assert trials(shown(7), shown(9), shown()) == [(7, 1, 0), (9, 1, 0), (None, 1, 0)]


def test_an_open_is_where_it_was_first_opened_or_else_last_shown_before():
    at, nowhere = {"position": 3}, {"action": "upvote"}

    assert trials(shown(7), at, {"position": 2}) == [(3, 1, 1)]
    assert trials(shown(7), nowhere) == [(7, 1, 1)]
    assert trials(shown(9), shown(7), nowhere, shown(3)) == [(7, 1, 1), (9, 1, 0)]
    assert trials(nowhere, shown(7)) == [(7, 1, 1)]


def test_impressions_behind_the_open_are_no_trials():
    assert trials(shown(5), shown(3), {"position": 3}, shown(1), shown(3)) == [(3, 1, 1), (5, 1, 0)]


def test_what_a_list_shows_again_at_its_place_is_one_trial():
    lists = (shown(5, request_id="r1"), shown(5, request_id="r1"), shown(5, request_id="r2"))

    assert trials(*lists) == [(5, 2, 0)]
    assert trials(*lists, {"position": 5}) == [(5, 2, 1)]
    assert trials(shown(5), shown(5), {"position": 5}) == [(5, 1, 1)]


def test_responses_that_come_back_are_no_likelier_to_have_been_opened_in_front():
    """Who is shown the same at two of three positions by lot, opens it where he looks: at 80, 40 and 20%."""
    rng = np.random.default_rng(0)
    looks = {1: 0.8, 2: 0.4, 3: 0.2}
    rows = []
    for number in range(3000):
        for position in rng.choice([1, 2, 3], 2, replace=False).tolist():
            rows.append(shown(position, user=number))
            if rng.random() < looks[position]:
                rows.append({"position": position, "user": number})
                break

    found = read(events(*rows)).group_by("position").agg(share=pl.col("opens").sum() / pl.col("impressions").sum())

    assert dict(found.rows()) == pytest.approx(looks, abs=0.04)


def test_without_impressions_and_positions_there_are_only_opens():
    found = read(events({}, {"user": 2}))
    assert total(found, "impressions", "opens") == (0, 2)
    assert found["position"].null_count() == found.height


def test_believable_dwells_of_a_user_add_up_to_one_read():
    found = read(events({"dwell_ms": 30_000}, {"dwell_ms": 20_000}))
    thousandths = round(math.log(50_001) * 1000)
    assert total(found, "timed", "satisfied", "log_dwell_sum", "log_dwell_squares") == (
        1,
        1,
        thousandths,
        thousandths**2,
    )


def test_log_dwell_is_over_the_readers_own_speed():
    slow = pl.LazyFrame({"user": [user(1)], "log_speed": [0.5]})
    found = read(events({"dwell_ms": 60_000}), speeds=slow)
    assert total(found, "log_dwell_sum") == (round((math.log(60_001) - 0.5) * 1000),)


@pytest.mark.parametrize(
    ("reasons", "outcome"),
    [
        ({"e1": "misclick", "e2": "misclick"}, {"bounces"}),
        ({"e1": "misclick", "e2": "idle"}, {"idle"}),
        ({"e1": "misclick"}, {"timed"}),
        ({"e2": "idle"}, {"timed"}),
    ],
)
def test_an_open_has_one_outcome(reasons: dict[str, str], outcome: set[str]):
    night = events(
        {"event_id": "e1", "dwell_ms": 50, "depth": 0.5}, {"event_id": "e2", "dwell_ms": 50_000, "depth": 0.5}
    )
    found = read(night, reasons)
    assert {name for name in ("timed", "bounces", "idle") if found[name].sum()} == outcome
    assert total(found, "depth_n") == (1 if outcome == {"timed"} else 0,)


@pytest.mark.parametrize(
    ("dwell_ms", "depth", "satisfied"), [(43_000, None, 1), (41_000, None, 0), (43_000, 0.6, 1), (43_000, 0.5, 0)]
)
def test_a_read_satisfies_by_time_and_where_logged_by_depth(dwell_ms: int, depth: float | None, satisfied: int):
    assert total(read(events({"dwell_ms": dwell_ms, "depth": depth})), "satisfied") == (satisfied,)


def test_a_response_without_content_has_reads_and_no_context():
    found = read(events({"response": "unknown", "dwell_ms": 90_000}))
    assert found["context"].to_list() == [None]
    assert total(found, "timed", "satisfied") == (1, 0)


def test_the_last_view_of_a_list_of_answers_is_marked():
    night = events(
        {"request_id": "r1", "response": "a1"},
        {"request_id": "r1", "response": "a2"},
        {"request_id": "r2", "response": "a2", "user": 2},
        {"request_id": "r2", "response": "a1", "user": 2},
        {"request_id": "r2", "response": "a2", "user": 2, "action": "upvote"},
    )
    assert read(night).group_by("response").agg(pl.col("last_in_request").sum()).sort("response").rows() == [
        ("a1", 1),
        ("a2", 1),
    ]


def test_the_last_note_of_a_feed_is_not_marked():
    note = texts(contents({"response": "n1", "thread": "n1"})).with_columns(log_expected=pl.lit(1.0))
    night = events({"request_id": "r1", "response": "n1", "thread": "n1"})
    found = reads(night, doubtful(), note, NO_SPEEDS, config=CONFIG).collect()
    assert total(found, "opens", "last_in_request") == (1, 0)


def test_weights_are_inverse_propensities_where_logged():
    served = {"action": "impression", "position": 1}
    night = events(
        served | {"propensity": 0.25}, {"position": 1}, served | {"propensity": 0.5, "user": 2},
        served | {"response": "a2", "user": 3},
    )  # fmt: skip
    weights = read(night).group_by("response").agg(pl.col("weighted_impressions", "weighted_opens").sum(), n=pl.len())
    assert weights.filter(response="a1").select(pl.exclude("response", "n")).row(0) == (6000, 4000)
    assert read(night).filter(response="a2")["weighted_impressions"].to_list() == [None]


def test_the_propensity_is_that_of_the_impression_that_counts():
    night = events(shown(9, propensity=0.1), shown(1, propensity=0.9), {"position": 9}, shown(9, propensity=0.5))
    weights = read(night).select("position", "weighted_impressions", "weighted_opens").sort("position")
    assert weights.rows() == [(1, 1111, 0), (9, 10_000, 10_000)]


def test_the_sketch_keeps_the_smallest_hashes_of_a_half():
    people = 200
    found = read(events(*({"user": number} for number in range(people))))
    people_seen = pl.DataFrame({"user": [user(number) for number in range(people)]})
    hashes = people_seen.select(hash64(pl.col("user")))["user"]
    for half, users in found.select("half", "users").rows():
        assert users == hashes.filter(hashes // 2**32 % 2 == half).sort().head(SKETCH_SIZE).to_list()
    assert total(found, "opens") == (people,)


def busy_night() -> pl.LazyFrame:
    acts = ("impression", "view", "view", "upvote")
    return events(
        *(
            {
                "user": n % 17, "response": f"a{n % 3}", "action": acts[n % 4], "position": n % 5 + 1,
                "dwell_ms": 1000 * n if n % 4 == 1 else None, "request_id": f"r{n % 17}",
            }
            for n in range(400)
        )
    )  # fmt: skip


def test_opens_are_timed_or_bounced_or_idle_or_untimed_and_none_is_lost():
    night = busy_night()
    reasons = dict.fromkeys((f"2026-11-19-{n:05d}" for n in range(1, 400, 8)), "misclick")
    found = read(night, reasons)
    opened = night.filter(pl.col("action") != "impression").select("user", "response").unique().collect().height
    assert total(found, "opens") == (opened,)
    assert found.select((pl.col("timed") + pl.col("bounces") + pl.col("idle") <= pl.col("opens")).all()).item()


def test_rows_in_another_order_give_the_same_reads():
    assert read(busy_night()).equals(read(shuffled(busy_night())))
