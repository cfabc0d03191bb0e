import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from transforms.evidence.latent import preferences
from transforms.evidence.latent.infer import BELIEFS
from transforms.evidence.latent.priors import LEAST_VOTES, LOADING_SD
from transforms.pairs.judge import normal_cdf

TRUE = {
    "upvote": (-2.8, 1.0, 0.0),
    "downvote": (-4.5, -1.0, 0.0),
    "collect": (-3.5, 0.6, 1.0),
    "share": (-4.0, 0.4, 0.5),
}
"""Signal -> intercept, loading, style."""
DWELL = (0.0, 0.2, 0.6)


def site(seed: int, contexts: int = 200, size: int = 5, views: int = 60, style: float = 1.0) -> pl.DataFrame:
    """Measurements of a simulated site, with the truth beside them as `true_theta`."""
    rng = np.random.default_rng(seed)
    n = contexts * size
    context = np.repeat(np.arange(contexts), size)
    theta, phi = rng.normal(0, 0.8, n), rng.normal(0, style, n)
    trials = rng.poisson(views, n) + 1
    base = {
        "context": [f"c{c:04d}" for c in context],
        "response": [f"r{i:05d}" for i in range(n)],
        "length": rng.normal(0, 0.5, n),
        "chars": 100,
        "value": 1.0,
        "trials": 1,
        "true_theta": theta,
    }
    frames = []
    for name, (intercept, loading, manner) in TRUE.items():
        own = rng.normal(0, 0.3 if manner else 0.0, n) + rng.normal(0, 0.3, contexts)[context]
        rate = 1 / (1 + np.exp(-(intercept + loading * theta + manner * phi + own)))
        counts = {"signal": name, "k": rng.binomial(trials, rate).astype(float), "n": trials.astype(float)}
        frames.append(pl.DataFrame(base | counts))
    noise = 0.7 / np.sqrt(trials)
    mean = DWELL[0] + DWELL[1] * theta + DWELL[2] * phi + rng.normal(0, 0.1, n) + rng.normal(0, noise)
    frames.append(pl.DataFrame(base | {"signal": "dwell", "mean": mean, "variance": noise**2}))
    beliefs = dict.fromkeys(BELIEFS, pl.lit(None, pl.Float64))
    return pl.concat(frames, how="diagonal").with_columns(unseen=pl.lit(False), **beliefs)


def inferred(measurements: pl.DataFrame) -> pl.DataFrame:
    return preferences(measurements.lazy(), prior_variance=1.0).collect()


def couples(measurements: pl.DataFrame) -> pl.DataFrame:
    """Per couple of a context: z = E[delta] / sd and whether the order is right, the better side first in belief."""
    truth = measurements.select("response", "true_theta").unique()
    one = inferred(measurements).unique("response").join(truth, on="response")
    both = one.join(one, on="context", suffix="_b").filter(pl.col("response") < pl.col("response_b"))
    delta = pl.col("theta") - pl.col("theta_b")
    return both.select(
        z=delta.abs() / (pl.col("theta_variance") + pl.col("theta_variance_b")).sqrt(),
        right=(delta > 0) == (pl.col("true_theta") > pl.col("true_theta_b")),
    )


def test_weights_of_the_world_are_found():
    weights = inferred(site(1)).unique("signal").rows_by_key("signal", named=True, unique=True)

    for name, (_, loading, style) in TRUE.items():
        assert weights[name]["loading"] == pytest.approx(loading, abs=0.2), name
        assert weights[name]["style"] == pytest.approx(style, abs=0.2), name
    assert weights["dwell"]["loading"] == pytest.approx(DWELL[1], abs=0.05)
    assert weights["dwell"]["style"] == pytest.approx(DWELL[2], abs=0.05)
    assert weights["upvote"]["prior_variance"] == pytest.approx(0.64, abs=0.15)


@pytest.mark.parametrize("style", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("views", [15, 60, 300])
def test_as_many_couples_are_right_as_claimed_whatever_style_does(style, views):
    found = pl.concat(couples(site(seed, style=style, views=views)) for seed in (2, 3))
    found = found.with_columns(claimed=normal_cdf(pl.col("z")))
    sure = found.filter(pl.col("claimed") >= 0.9)

    assert -0.01 < found["right"].mean() - found["claimed"].mean() < 0.035
    assert -0.01 < sure["right"].mean() - sure["claimed"].mean() < 0.03


def test_contributions_sum_to_theta():
    found = inferred(site(4, contexts=30)).group_by("response").agg(pl.col("log_odds").sum(), pl.col("theta").first())

    assert found["log_odds"].to_list() == pytest.approx(found["theta"].to_list())


def test_the_order_of_rows_changes_nothing():
    measurements = site(5, contexts=30)

    shuffled = measurements.sample(fraction=1, shuffle=True, seed=1)

    keys = ["context", "response", "signal"]
    assert_frame_equal(inferred(measurements).sort(keys), inferred(shuffled).sort(keys), abs_tol=1e-9)


def test_a_signal_of_unknown_sign_gets_the_sign_that_votes_give_it():
    """Being opened is the more frequent the worse the answer, as where titles promise too much."""
    measurements = site(6)
    rng = np.random.default_rng(6)
    theta = measurements.filter(pl.col("signal") == "upvote")["true_theta"].to_numpy()
    opened = rng.binomial(200, 1 / (1 + np.exp(1 + 0.6 * theta))).astype(float)
    shown = measurements.filter(pl.col("signal") == "upvote").with_columns(
        signal=pl.lit("opened"), k=pl.Series(opened), n=pl.lit(200.0)
    )

    found = inferred(pl.concat([measurements, shown])).filter(pl.col("signal") == "opened")

    assert found["loading"][0] == pytest.approx(-0.6, abs=0.15)


def test_without_votes_nothing_is_learned_about_what_signals_are_worth():
    found = inferred(site(7, contexts=30).filter(pl.col("signal").is_in(["collect", "share", "dwell"])))

    weights = dict(found.filter(pl.col("anchor").is_not_null()).select("signal", "loading").unique().iter_rows())
    assert weights == {"collect": 0.6, "share": 0.6, "dwell": 0.3}
    assert not found["anchor"].any()


def test_votes_say_what_people_think_of_length():
    measurements = site(8, contexts=300)
    rng = np.random.default_rng(8)
    votes = measurements.filter(pl.col("signal") == "upvote")
    eta = -2.8 + votes["true_theta"] + 0.8 * votes["length"]
    liked = votes.with_columns(k=pl.Series(rng.binomial(60, 1 / (1 + np.exp(-eta.to_numpy()))).astype(float)), n=60.0)

    found = inferred(pl.concat([measurements.filter(pl.col("signal") != "upvote"), liked]))

    assert found.filter(signal="upvote")["length"][0] == pytest.approx(0.8, abs=0.15)
    per_unit = found.filter(signal="length").join(votes.select("response", length_true="length"), on="response")
    assert (per_unit["log_odds"] / per_unit["length_true"]).median() == pytest.approx(0.8, abs=0.15)


def test_a_context_of_one_response_and_a_site_of_one_signal_are_no_trouble():
    lonely = site(9, contexts=3, size=1).filter(pl.col("signal") == "upvote")

    found = inferred(lonely)

    assert found["theta"].is_finite().all()
    assert (found["theta_variance"] > 0).all()


def test_what_nobody_or_everybody_did_says_nothing():
    measurements = site(10, contexts=20)
    never = measurements.filter(signal="upvote").with_columns(signal=pl.lit("thank"), k=pl.lit(0.0))
    always = measurements.filter(signal="upvote").with_columns(signal=pl.lit("comment"), k=pl.col("n"))

    with_both = inferred(pl.concat([measurements, never, always]))

    is_silent = pl.col("signal").is_in(["thank", "comment"])
    assert with_both.filter(is_silent)["log_odds"].to_list() == [0.0] * 200
    keys = ["context", "response", "signal"]
    assert_frame_equal(with_both.filter(~is_silent).sort(keys), inferred(measurements).sort(keys))


def test_a_small_site_believes_what_others_have_learned_and_a_large_one_its_own_votes():
    told = {"prior_loading": 2.0, "prior_loading_sd": 0.1}
    for contexts, low, high in ((4, 1.5, 2.5), (400, 0.4, 1.2)):
        believing = site(11, contexts=contexts).with_columns(
            pl.when(pl.col("signal") == "collect").then(value).otherwise(None).alias(name)
            for name, value in told.items()
        )

        found = inferred(believing).filter(signal="collect")["loading"][0]

        assert low < found < high


def thinned(measurements: pl.DataFrame, votes: int, seed: int) -> pl.DataFrame:
    """The same site with about so many up-votes, and no other votes."""
    kept = measurements.filter(pl.col("signal") != "downvote")
    is_vote, k = pl.col("signal") == "upvote", kept["k"].fill_null(0).to_numpy()
    share = votes / kept.filter(is_vote)["k"].sum()
    few = pl.Series(np.random.default_rng(seed).binomial(k.astype(int), share).astype(float))
    return kept.with_columns(k=pl.when(is_vote).then(few).otherwise("k"))


@pytest.mark.parametrize("seed", range(10, 16))
def test_where_votes_are_few_the_errors_say_how_far_off_loadings_are(seed):
    weights = inferred(thinned(site(seed), 150, seed)).unique("signal")

    for name, truth in {"dwell": DWELL[1], "collect": TRUE["collect"][1], "share": TRUE["share"][1]}.items():
        found = weights.filter(signal=name).row(0, named=True)
        assert abs(found["loading"] - truth) < 2.5 * found["loading_se"], name


def test_too_few_votes_to_learn_from_are_no_anchor():
    enough, few = (inferred(thinned(site(16), votes, 16)) for votes in (2 * LEAST_VOTES, LEAST_VOTES // 2))

    assert enough["anchor"].any()
    assert not few["anchor"].any()
    assert few.filter(signal="dwell")["loading_se"][0] == LOADING_SD
