"""The benchmark of the evidence, on its smallest worlds and on pairs made by hand."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks.evidence import measures
from benchmarks.evidence.bars import BARS, NOT_MEASURED, against
from benchmarks.evidence.mill import again, desk_of, mill
from benchmarks.evidence.parts import ONE_FACTOR, PAIRS, RUN, WITH, WITHOUT, work
from benchmarks.evidence.plan import DATE, KINDS, SECTIONS, Case, cases
from benchmarks.evidence.report import markdown, sections
from benchmarks.evidence.rings import pushes
from benchmarks.evidence.steps import STEPS, factors
from benchmarks.evidence.totals import reduce
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

SMALL = {"topics": 8, "notes": 60, "views": 4_000, "users": 200}
KEY = "PAIRMILL_USER_KEY"


def _pairs(*rows: tuple[str, int, float, bool]) -> pl.DataFrame:
    """Judged pairs of one world from (variant, number of the couple, confidence, right)."""
    frame = pl.DataFrame(rows, schema=["variant", "low", "confidence", "right"], orient="row")
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in PAIRS.items() if name not in frame.columns]
    named = frame.with_columns(missing).with_columns(kind=pl.lit("qa"), world=pl.lit("w"), seed=1, context=pl.lit("c"))
    return named.with_columns(high=pl.col("low") + 1).select(pl.col(name).cast(dtype) for name, dtype in PAIRS.items())


def test_every_bar_is_about_a_world_that_is_planned():
    planned = {(case.kind, case.world) for case in cases(SECTIONS, KINDS, [1])}

    assert {(bar.kind, bar.world) for bar in BARS} <= planned


def test_every_planned_world_has_valid_knobs_and_a_name_of_its_own():
    planned = cases(SECTIONS, KINDS, [1, 2])

    assert len({(case.kind, case.world, case.seed) for case in planned}) == len(planned)
    assert all(case.knobs.seed == case.seed for case in planned)


def test_a_ring_is_charged_with_what_is_wrong_now_and_with_what_is_no_longer_right():
    before = [(WITHOUT, 1, 0.95, True), (WITHOUT, 2, 0.95, True), (WITHOUT, 3, 0.95, True), (WITHOUT, 4, 0.95, False)]
    after = [(WITH, 1, 0.95, True), (WITH, 2, 0.95, False), (WITH, 3, 0.8, True), (WITH, 4, 0.95, False)]

    (row,) = measures.poisoning(_pairs(*before, *after, (WITH, 5, 0.95, False)), ["world"]).to_dicts()

    assert row == {"world": "w", "worlds": 1, "pairs": 4, "made_wrong": 2 / 4, "right_lost": 2 / 3}


def test_a_bin_of_high_confidence_may_err_by_two_hundredths_and_two_standard_errors():
    pairs = _pairs(*((RUN, number, 0.93, number % 10 > 0) for number in range(100)))

    (row,) = measures.sure_bins(pairs, ["world"]).to_dicts()

    assert (row["bin"], row["pairs"]) == (0.9, 100)
    assert row["gap"] == pytest.approx(0.03)
    assert row["allowed"] == pytest.approx(0.02 + 2 * 0.03)


def test_expected_calibration_error_is_the_mean_gap_of_bins_of_equal_mass():
    pairs = _pairs(*((RUN, number, 0.8 if number < 50 else 0.9, number % 2 == 0) for number in range(100)))

    assert measures.calibration_error(pairs, ["world"])["ece"].item() == pytest.approx(0.35)


def test_a_bar_is_reached_from_the_right_side():
    rows = [("qa", "default", "right >= 0.9", 0.96), ("qa", "default", "ece", 0.04)]
    told = pl.DataFrame(rows, schema=["kind", "world", "measure", "value"], orient="row")

    reached = dict(against(told).select("measure", "reached").iter_rows())

    assert (reached["right >= 0.9"], reached["ece"]) == ("yes", "**no**")


@pytest.mark.parametrize("measured", [[], [("qa", "default", "right >= 0.95", None)]])
def test_a_bar_without_its_measure_is_shown_as_not_measured(measured):
    rows = [("qa", "default", "pairs >= 0.95", 0.0), *measured]
    told = against(pl.DataFrame(rows, schema=["kind", "world", "measure", "value"], orient="row"))

    bars = [bar for bar in BARS if (bar.kind, bar.world) == ("qa", "default")]
    assert told["measure"].to_list() == [bar.measure for bar in bars]
    assert told.filter(measure="right >= 0.95")["reached"].item() == NOT_MEASURED
    assert told.filter(measure="pairs >= 0.95")["reached"].item() == "**no**"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("covert", [False, True])
def test_only_what_a_ring_did_as_a_ring_is_told_apart(kind, covert):
    world = simulate(kind, KNOBS[kind](seed=3, start=DATE, days=1, covert=covert))
    members = world.users.filter(kind="ring")["user_id"]

    pushed = world.events.filter(pl.col("event_id").is_in(pushes(world).implode()))

    own = world.events.filter(pl.col("user_id").is_in(members.implode())).height - pushed.height
    knobs = world.knobs
    assert pushed["user_id"].is_in(members.implode()).all()
    assert 0.6 * 2 * len(members) * knobs.ring_targets < pushed.height <= 2 * len(members) * knobs.ring_targets
    assert (own > 0) == covert


def test_totals_count_the_acts_of_people_alone():
    world = simulate("qa", KNOBS["qa"](seed=3, start=DATE, days=1, questions=20, views=2_000, users=100))
    people = world.events.join(world.users.filter(pl.col("kind").is_in(["honest", "liker"])), on="user_id")

    totals = reduce(world)

    assert totals["views"].sum() == (people["type"] == "view").sum()
    assert totals["upvotes"].sum() == (people["type"] == "upvote").sum() - (people["type"] == "cancel_upvote").sum()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A small feed, milled once."""
    out = tmp_path_factory.mktemp("feed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEY, "a key for tests")
        write(simulate("feed", KNOBS["feed"](seed=3, start=DATE, days=1, **SMALL)), out)
        desk = desk_of(out, configuration(out, ["feed"]))
        mill(desk, DATE)
    return desk


@pytest.fixture(scope="module")
def pairs(desk):
    """Its pairs, as the lake has them."""
    return desk.lake.scan("pairs", "feed", [DATE]).drop("site", "night").collect()


def test_once_more_without_edits_makes_the_pairs_of_the_pipeline(desk, pairs):
    assert_frame_equal(again(desk, DATE, {})["pairs"], pairs, check_row_order=False)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_away_changes_the_pairs(desk, pairs, step):
    with factors(two=bool(STEPS[step])):
        without = again(desk, DATE, STEPS[step])["pairs"]

    order = ["context_id", "chosen_id", "rejected_id"]
    assert len(without) > 0
    assert step == "recalibration" or not without.sort(order).equals(pairs.sort(order))


def test_a_small_world_is_reported_with_and_without_the_second_factor(monkeypatch):
    monkeypatch.setenv(KEY, "a key for tests")

    found = work(Case("factors", "feed", "strong style", SMALL | {"style": 1.2}, 3))

    assert set(found.pairs["variant"]) == {RUN, ONE_FACTOR}
    titles = {section.title for section in sections(found) if markdown(section.rows)}
    assert {"What is to be reached", "Calibration", "By knob", "With one factor"} <= titles
