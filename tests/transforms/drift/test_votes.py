import polars as pl
import pytest

from schemas.calibration import Calibration
from schemas.config import ReleaseConfig
from schemas.difference import VoteDrift
from transforms.drift.votes import vote_drift


def calibration(agreement: float | None, *, half: float = 0.02, error: float | None = 0.02, site: str = "s"):
    """The table of a site whose intervals are `half` wide to either side; None: not calibrated."""
    told = {"couples": 100, "observed": agreement, "lower": None, "upper": None}
    if agreement is not None:
        told |= {"lower": agreement - half, "upper": agreement + half}
    whole = told | {"bin": 0, "error": error, "chance": error and 0.01, "note": "calibrated"}
    bins = [told | {"bin": number} for number in range(1, 11)] if agreement is not None else []
    return pl.DataFrame([whole, *bins], schema=Calibration.create_empty().schema).with_columns(site=pl.lit(site)).lazy()


def judged(old: pl.LazyFrame, new: pl.LazyFrame, **config) -> dict[str, dict]:
    rows = VoteDrift.validate(vote_drift(old, new, config=ReleaseConfig(**config)).collect()).to_dicts()
    return {row["measure"]: row for row in rows}


@pytest.mark.parametrize(
    ("agreement", "half", "verdict"),
    [
        (0.80, 0.02, "ok"),
        (0.78, 0.001, "ok"),
        (0.75, 0.04, "ok"),
        (0.75, 0.01, "warn"),
        (0.95, 0.01, "warn"),
        (0.65, 0.02, "stop"),
        (0.65, 0.12, "ok"),
        (None, 0.02, "warn"),
    ],
)
def test_agreement_drifts_where_it_changed_much_and_surely_or_is_lost(agreement, half, verdict):
    new = calibration(agreement, half=half, error=None if agreement is None else 0.02)

    assert judged(calibration(0.80, half=half), new)["agreement"]["verdict"] == verdict


def test_the_difference_is_told_in_standard_errors():
    found = judged(calibration(0.80), calibration(0.70))["agreement"]

    assert found["se"] == pytest.approx(2**0.5 * 0.02 / 1.96, abs=1e-4)
    assert found["z"] == pytest.approx(-0.10 / found["se"], rel=0.01)


def test_a_larger_error_of_calibration_stops_and_a_smaller_one_does_not():
    good, bad = calibration(0.8, error=0.02), calibration(0.8, error=0.15)

    assert judged(good, bad)["error"]["verdict"] == "stop"
    assert judged(bad, good)["error"]["verdict"] == "warn"


def test_nothing_stops_where_no_limit_stops():
    assert judged(calibration(0.8), calibration(0.6), drift_stop=None)["agreement"]["verdict"] == "warn"


def test_sites_that_both_releases_have_are_compared_and_one_without_calibration_is_quiet():
    old = pl.concat([calibration(0.8, site="gone"), calibration(None, error=None, site="s")])
    new = pl.concat([calibration(0.6, site="new"), calibration(None, error=None, site="s")])

    rows = vote_drift(old, new, config=ReleaseConfig()).collect()

    assert rows.select("site", "measure", "verdict").rows() == [("s", "agreement", "ok"), ("s", "error", "ok")]
