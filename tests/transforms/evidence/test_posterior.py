import itertools

import polars as pl
import pytest

from schemas.signals import SIGNALS
from transforms.evidence import posterior


def measurements(rows: list[tuple]) -> pl.LazyFrame:
    """Rows of (signal, estimate, variance) of one response."""
    frame = pl.DataFrame(rows, schema=["signal", "estimate", "variance"], orient="row")
    return frame.lazy().with_columns(
        pl.col("estimate", "variance").cast(pl.Float64),
        context=pl.lit("c"),
        response=pl.lit("a"),
        value=pl.lit(1.0),
        trials=pl.lit(10, pl.Int64),
    )


def combined(*rows: tuple, prior_variance=1.0) -> dict:
    return posterior.combine(measurements(list(rows)), prior_variance=prior_variance).collect().row(0, named=True)


def test_one_exact_vote_signal_is_shrunken_by_the_textbook_formula():
    specific = posterior.WEIGHTS["upvote"].specific

    found = combined(("upvote", 2.0, 0.4), prior_variance=1.5)

    assert found["variance"] == pytest.approx(1 / (1 / 1.5 + 1 / (0.4 + specific)), abs=1e-4)
    assert found["score"] == pytest.approx(2.0 * found["variance"] / (0.4 + specific), abs=1e-3)


def test_contributions_sum_to_the_score():
    found = combined(("upvote", 0.7, 0.3), ("collect", -0.2, 0.1), ("dwell", 1.3, 0.01), ("opened", 2.0, 0.1))

    assert sum(signal["log_odds"] for signal in found["signals"]) == pytest.approx(found["score"], abs=1e-6)


def test_more_evidence_is_never_less_sure():
    one = combined(("upvote", 0.7, 0.3))
    two = combined(("upvote", 0.7, 0.3), ("share", -0.5, 0.3))

    assert two["variance"] < one["variance"]


@pytest.mark.parametrize("signal", sorted(set(SIGNALS) - posterior.SILENT))
def test_a_signal_speaks_for_the_side_of_its_sign(signal):
    assert combined((signal, 1.0, 0.1))["score"] * SIGNALS[signal].sign > 0


@pytest.mark.parametrize("signal", sorted(posterior.SILENT))
def test_signals_that_are_judged_elsewhere_or_by_votes_alone_contribute_nothing(signal):
    found = combined((signal, 3.0, 0.01))

    assert (found["score"], found["variance"]) == (0.0, 1.0)


def test_the_tiers_of_the_pyramid_say_less_and_less():
    weights = [posterior.OF_TIER[tier] for tier in ("explicit", "strong", "contextual", "weak")]
    information = [weight.loading**2 / weight.specific for weight in weights]

    assert all(upper > lower for upper, lower in itertools.pairwise(information))
