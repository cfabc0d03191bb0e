import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import EvidenceConfig, PairsConfig
from schemas.evidence import Comparisons, Dropped, Evidence, Loadings
from schemas.reading import Verdicts
from schemas.statistics import Reads, Totals, Turns
from tests.transforms.evidence.world import (
    NIGHT,
    World,
    answers,
    curves,
    empty,
    propensities,
    simulate,
    statistics,
    table,
    user,
)  # fmt: skip
from transforms.evidence import EvidenceTables, evidence
from transforms.evidence.statistics import Inputs
from transforms.pairs import pairs


def weigh(world: World, kind="qa") -> EvidenceTables:
    """The stage's tables, collected and checked against their schemas."""
    tables = evidence(Inputs(*world[:4]), config=EvidenceConfig(), kind=kind)
    schemas = (Evidence, Comparisons, Loadings, Dropped)
    return EvidenceTables(
        *(s.validate(t.collect().sort(pl.all().exclude("signals"))) for s, t in zip(schemas, tables, strict=True))
    )


def judged(world: World) -> pl.DataFrame:
    """All couples of a world with their confidence and whether the truth agrees."""
    tables = weigh(world)
    touched = tables.evidence.lazy().select("context")
    everything = PairsConfig(min_confidence=0.5, min_users=1)
    decided = pairs(tables.evidence.lazy(), tables.comparisons.lazy(), touched, config=everything).pairs.collect()
    sides = decided.join(world.truth, left_on="chosen_id", right_on="response").join(
        world.truth, left_on="rejected_id", right_on="response", suffix="_rejected"
    )
    return sides.select("confidence", "tier", right=pl.col("theta") > pl.col("theta_rejected"))


@pytest.mark.parametrize(("views", "style"), [(60, 0.5), (15, 0.5), (60, 1.0), (300, 1.0)])
def test_sure_pairs_are_right_and_confidence_is_calibrated(views, style):
    found = pl.concat(judged(simulate(seed, views=views, style=style)) for seed in (1, 2))
    sure = found.filter(pl.col("confidence") >= 0.9)

    assert sure["right"].mean() > 0.9
    assert sure.height > 0.1 * found.height
    assert found["right"].mean() == pytest.approx(found["confidence"].mean(), abs=0.04)


def test_votes_weigh_more_than_style():
    found = judged(simulate(4))

    assert (found["tier"] == "explicit").mean() > 0.5


def test_the_order_of_rows_changes_nothing():
    world = simulate(5, contexts=20)
    shuffled = world._replace(
        statistics=world.statistics._replace(
            **{name: getattr(world.statistics, name).collect().sample(fraction=1, shuffle=True, seed=1).lazy()
               for name in ("votes", "reads")}
        ),
        contents=world.contents.collect().reverse().lazy(),
    )  # fmt: skip

    assert_frame_equal(weigh(world).evidence, weigh(shuffled).evidence)


def test_contributions_sum_to_the_score():
    found = weigh(simulate(6, contexts=20)).evidence
    total = pl.col("signals").list.eval(pl.element().struct.field("log_odds")).list.sum()

    assert found.select((total - pl.col("score")).abs().max()).item() < 1e-5


def test_votes_define_the_preference_and_know_no_style():
    loadings = weigh(simulate(11, style=1.0)).loadings.rows_by_key("signal", named=True, unique=True)

    assert loadings["upvote"]["anchor"]
    assert (loadings["upvote"]["loading"], loadings["upvote"]["style"]) == (1.0, 0.0)
    assert loadings["downvote"]["loading"] < -0.5
    assert loadings["dwell"]["style"] == pytest.approx(1.0, abs=0.15)
    assert loadings["dwell"]["loading"] == pytest.approx(0.1, abs=0.1)


def test_votes_of_a_flagged_user_are_out_of_the_whole_window():
    world = simulate(7, contexts=20)
    flagged = world.statistics.votes.select("user").unique().sort("user").limit(200)
    verdicts = table(Verdicts, flagged.collect().with_columns(reason=pl.lit("likes_everything")))
    without = world.statistics.votes.join(flagged, on="user", how="anti")

    by_verdict = world._replace(statistics=world.statistics._replace(verdicts=verdicts))
    by_hand = world._replace(statistics=world.statistics._replace(votes=without))

    columns = ["context", "response", "score", "variance", "signals"]
    assert_frame_equal(weigh(by_verdict).evidence.select(columns), weigh(by_hand).evidence.select(columns))


def test_a_site_without_explicit_votes_is_not_anchored():
    world = simulate(8, contexts=20)
    collects = world.statistics.votes.filter(pl.col("signal") == "collect")
    unanchored = world._replace(statistics=world.statistics._replace(votes=collects))

    assert weigh(world).evidence["anchored"].all()
    assert not weigh(unanchored).evidence["anchored"].any()


def test_votes_alone_are_evidence():
    world = simulate(9, contexts=60, views=200)
    only_votes = world._replace(statistics=world.statistics._replace(reads=empty(Reads)))

    found = judged(only_votes)

    assert found.filter(pl.col("confidence") >= 0.9)["right"].mean() > 0.9


def test_totals_give_what_their_events_would_with_more_doubt_and_without_users():
    world = simulate(10, contexts=60)
    counts = world.statistics.votes.group_by("response").agg(
        *((pl.col("signal") == name).sum().alias(f"{name}s") for name in ("upvote", "downvote", "collect"))
    )
    mean = pl.col("log_dwell_sum") / pl.col("timed") / 1000
    variance = pl.col("log_dwell_squares") / pl.col("timed") / 1e6 - mean**2
    views = world.statistics.reads.select(
        "response", "dt", views="opens",
        mean_dwell_ms=(mean + variance / 2).exp(),
        sd_dwell_ms=(mean + variance / 2).exp() * (variance.exp() - 1).sqrt(),
    )  # fmt: skip
    rows = views.join(counts, on="response", how="left").with_columns(
        pl.selectors.ends_with("votes", "collects").fill_null(0)
    )
    summed = world._replace(statistics=statistics(totals=table(Totals, rows.collect())))

    of_events, of_totals = weigh(world).evidence, weigh(summed).evidence

    assert (
        pl.DataFrame([of_events["score"], of_totals["score"].alias("other")]).select(pl.corr("score", "other")).item()
        > 0.98
    )
    assert of_totals["variance"].mean() > of_events["variance"].mean()
    assert of_totals["n_users"].null_count() == of_totals.height
    assert of_totals["anchored"].all()


def test_without_statistics_there_is_no_evidence():
    tables = weigh(World(statistics(), answers([{"response": "a", "context": "c"}]), curves(), propensities(), None))

    assert [table.height for table in tables] == [0, 0, 0, 0]


def test_a_rewriting_stands_beside_its_original():
    turn = {"response": "a", "user": user(1), "conversation": "t", "dt": NIGHT, "edited_into": "a~1"}
    flags = {"regenerated": False, "continued": False, "stopped": False}
    counts = {"earlier_regenerations": 0, "earlier_complaints": 0}
    contents = answers([{"response": r, "context": "c"} for r in ("a", "a~1")])
    edited = statistics(turns=table(Turns, [turn | flags | counts]))

    tables = weigh(World(edited, contents, curves(), propensities(), None), kind="chat")

    assert tables.evidence.select("response", "n_users").rows() == [("a", 1), ("a~1", 0)]
    assert tables.comparisons.select("first", "second").rows() == [("a", "a~1")]
