import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.calibration import NO_USERS, NO_VOTES, Calibration
from schemas.config import EvidenceConfig
from schemas.statistics import Totals
from tests.transforms.calibrate.readers import simulate
from tests.transforms.evidence.world import NIGHT, World, statistics, table
from transforms.calibrate import calibrate
from transforms.calibrate.mending import CALIBRATED
from transforms.evidence import evidence
from transforms.evidence.statistics import Inputs


def calibrated(world: World) -> pl.DataFrame:
    """The table of a world's stage, after that of its evidence."""
    config = EvidenceConfig()
    loadings = evidence(Inputs(*world[:4]), config=config, kind="qa").loadings.collect().lazy()
    return Calibration.validate(calibrate(Inputs(*world[:4]), loadings, config=config, kind="qa").collect())


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(3)


def test_evidence_of_one_half_foretells_the_votes_of_the_other(world):
    found = calibrated(world)
    row = found.row(0, named=True)

    assert row["note"] == CALIBRATED
    assert row["slope_lower"] < 1 < row["slope_upper"]
    assert row["predicted"] > 0.6
    assert row["lower"] < row["predicted"] < row["upper"]


def test_the_order_of_rows_changes_nothing(world):
    parts = {name: getattr(world.statistics, name).collect() for name in ("votes", "reads")}
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=1).lazy() for name, frame in parts.items()}
    other = world._replace(
        statistics=world.statistics._replace(**shuffled), contents=world.contents.collect().reverse().lazy()
    )

    assert_frame_equal(calibrated(world), calibrated(other))


def test_a_site_without_explicit_votes_is_not_calibrated(world):
    silent = world._replace(statistics=world.statistics._replace(votes=world.statistics.votes.limit(0)))

    assert calibrated(silent)["note"].to_list() == [NO_VOTES]


def test_totals_are_not_calibrated():
    rows = [{"response": f"a{i}", "dt": NIGHT, "views": 50, "upvotes": 3 + i % 5} for i in range(80)]
    summed = simulate(3, contexts=20)._replace(statistics=statistics(totals=table(Totals, rows)))

    assert calibrated(summed)["note"].to_list() == [NO_USERS]
