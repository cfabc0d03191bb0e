import math

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.transforms.calibrate.votes import sigmoid
from transforms.calibrate.estimate import estimate
from transforms.recalibrate import Mending, recalibrate

N, PER_CONTEXT, READERS, THETA_VARIANCE = 2000, 5, 60, 1.0


def believe(votes: np.ndarray, engagement: np.ndarray, noise: float, loading: float, prior: float) -> pl.DataFrame:
    """theta ~ N(score, variance) if `votes` were theta + N(0, noise) and `engagement` loading theta + N(0, 1)."""
    precision = 1 / prior + 1 / noise + loading**2
    score = (votes / noise + loading * engagement) / precision
    return pl.DataFrame({"score": score, "variance": np.full(N, 1 / precision)})


def world(seed: int, *, understated: float = 1.0, loading: float = 0.0, prior: float = THETA_VARIANCE):
    """All users' evidence with the true `theta`, and what the halves say of it.

    Votes have noise of 1, and 2 in a half; it is believed to be `understated` times less. Engagement says nothing
    of theta, and is believed to load `loading` on it.
    """
    rng = np.random.default_rng(seed)
    theta = rng.normal(0, math.sqrt(THETA_VARIANCE), N)
    engagement = rng.normal(size=N)
    errors = rng.normal(0, math.sqrt(2), (2, N))
    halves = [
        believe(theta + error, engagement, 2 / understated, loading, prior).with_columns(
            context=pl.Series([f"c{i // PER_CONTEXT}" for i in range(N)]),
            response=pl.Series([f"r{i}" for i in range(N)]),
            direction=pl.lit(half),
            k=pl.Series(rng.binomial(READERS, sigmoid(-2 + theta))).cast(pl.Float64),
            n=pl.lit(float(READERS)),
        )
        for half, error in enumerate(errors)
    ]
    site = {"has_totals": False, "has_votes": True, "has_anchor": True, "prior_variance": prior, "vote_share": 0.0}
    word = estimate(pl.concat(halves).lazy().with_columns(**{k: pl.lit(v) for k, v in site.items()})).collect()
    whole = believe(theta + errors.mean(axis=0), engagement, 1 / understated, loading, prior)
    return with_signals(whole).with_columns(theta=theta), Mending(*word.select(Mending._fields).row(0))


def with_signals(scores: pl.DataFrame) -> pl.DataFrame:
    """Evidence whose score is the sum of two signals' contributions."""
    part = [{"signal": name, "value": 1.0, "trials": 9} for name in ("collect", "upvote")]
    signals = [[side | {"log_odds": score / 2} for side in part] for score in scores["score"]]
    schema = pl.List(pl.Struct({"signal": pl.String, "value": pl.Float32, "trials": pl.Int64, "log_odds": pl.Float32}))
    return scores.with_columns(
        context=pl.lit("c"),
        response=pl.Series([f"r{i:05d}" for i in range(len(scores))]),
        signals=pl.Series(signals, dtype=schema),
    )


def mended(evidence: pl.DataFrame, by: Mending) -> pl.DataFrame:
    return recalibrate(evidence.lazy(), by).collect().sort("response").select(evidence.columns)


def errors(evidence: pl.DataFrame) -> tuple[float, float]:
    """Expected calibration error, over ten equal bins of couples of neighbours, of confidence and of preference."""
    sides = [evidence.gather_every(2, offset) for offset in (0, 1)]
    delta, margin = ((sides[0][name] - sides[1][name]).to_numpy() for name in ("theta", "score"))
    spread = (sides[0]["variance"] + sides[1]["variance"]).to_numpy()
    delta, margin = delta * np.sign(margin), np.abs(margin)
    confidence = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in margin / np.sqrt(spread)])
    preference = sigmoid(margin / np.sqrt(1 + np.pi / 8 * spread))
    bins = np.array_split(np.argsort(margin), 10)
    return tuple(
        np.mean([abs((claim - truth)[part].mean()) for part in bins])
        for claim, truth in ((confidence, delta > 0), (preference, sigmoid(delta)))
    )


@pytest.mark.parametrize("wrong", [{"understated": 3.0}, {"loading": 0.8}, {"prior": 0.3}], ids=str)
def test_order_and_preference_are_calibrated_again(wrong):
    worlds = [world(seed, **wrong) for seed in range(4)]
    before = errors(pl.concat(evidence for evidence, _ in worlds))
    after = errors(pl.concat(mended(*found) for found in worlds))

    assert not any(by.changes_nothing for _, by in worlds)
    assert max(before) > 0.03
    assert max(after) < min(0.03, 0.8 * max(before))


def test_evidence_that_is_right_stays_as_it_is():
    evidence, by = world(9)

    assert by.changes_nothing
    assert_frame_equal(mended(evidence, by), evidence)


def test_contributions_still_sum_to_the_score():
    evidence, by = world(1, understated=3.0)
    unknown = with_signals(pl.DataFrame({"score": [0.0], "variance": [1.0]})).with_columns(
        response=pl.lit("unheard"), signals=pl.lit([], dtype=evidence.schema["signals"]), theta=pl.lit(0.0)
    )
    found = mended(pl.concat([evidence, unknown.select(evidence.columns)]), by)
    total = pl.col("signals").list.eval(pl.element().struct.field("log_odds")).list.sum()

    assert found.height == N + 1
    assert found.select((total - pl.col("score")).abs().max()).item() < 2e-4
    assert found["variance"].max() <= by.prior_variance
    assert (found["variance"].head(N) > evidence["variance"]).all()
