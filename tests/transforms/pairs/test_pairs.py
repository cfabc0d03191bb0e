import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.config import PairsConfig
from schemas.evidence import USERS_SKETCH, Comparisons, Dropped, Evidence
from schemas.pairs import Decided, Pairs, Ties
from transforms.pairs import TIE_PROBABILITY, PairTables, pairs
from transforms.pairs.judge import UNCALIBRATED_CONFIDENCE, normal_cdf


def evidence(*rows: dict) -> pl.LazyFrame:
    """Evidence whose score is one signal's contribution."""
    usual = {
        "context": "c", "model": "m", "language": "zh", "length": 10, "images": 0, "n_users": 10, "n_views": 10,
        "score": 0.0, "variance": 0.1, "anchored": True, "voted": None, "voted_variance": None,
    }  # fmt: skip
    full = [usual | row for row in rows]
    for row in full:
        row.setdefault("users", _strangers(row["response"], row["n_users"]))
        row.setdefault("signals", [{"signal": "upvote", "value": 1.0, "trials": 9, "log_odds": row["score"]}])
    return Evidence.cast(pl.DataFrame(full, schema_overrides={"users": pl.List(pl.UInt64)})).lazy()


def _strangers(response: str, count: int | None) -> list[int]:
    """As many users as an answer has, none of them another answer's."""
    return [ord(response[0]) * 1000 + number for number in range(count or 0)]


def comparisons(*rows: dict) -> pl.LazyFrame:
    usual = {"context": "c", "signal": None, "n_users": 1, "log_odds": None, "variance": None}
    schema = Comparisons.create_empty().schema
    return Comparisons.cast(pl.DataFrame([usual | row for row in rows], schema=schema)).lazy()


def decide(rows: pl.LazyFrame, direct=None, contexts=("c",), **config) -> PairTables:
    """The stage's tables, collected and checked."""
    touched = pl.LazyFrame({"context": contexts})
    direct = comparisons() if direct is None else direct
    tables = pairs(rows, direct, touched, config=PairsConfig(**config))
    schemas = (Pairs, Ties, Decided, Dropped)
    return PairTables(*(s.validate(t.collect()) for s, t in zip(schemas, tables, strict=True)))


RESPONSES = st.lists(
    st.fixed_dictionaries(
        {
            "context": st.sampled_from(["c", "d", "e"]),
            "score": st.floats(-3, 3).map(lambda x: round(x, 4)),
            "variance": st.floats(0.01, 2),
            "n_users": st.one_of(st.none(), st.integers(0, 6)),
            "n_views": st.integers(0, 6),
            "length": st.integers(1, 3),
            "images": st.integers(0, 3),
            "anchored": st.booleans(),
        }
    ),
    min_size=1,
    max_size=12,
)


CONFIGS = st.fixed_dictionaries(
    {
        "max_pairs_per_context": st.integers(1, 4),
        "max_pairs_per_user": st.integers(1, 2),
        "max_pairs_per_rule": st.integers(1, 6),
        "min_confidence": st.sampled_from([0.5, 0.7]),
        "min_users": st.integers(1, 3),
        "tie_margin": st.sampled_from([0.0, 0.2, 2.0]),
        "strict": st.booleans(),
    }
)


@settings(max_examples=30, deadline=None)
@given(rows=RESPONSES, config=CONFIGS)
def test_candidates_are_kept_or_dropped_and_rows_may_come_in_any_order(rows, config):
    named = [row | {"response": f"r{i}"} for i, row in enumerate(rows)]

    tables = decide(evidence(*named), contexts=("c", "d"), ties=True, **config)
    reverse = decide(evidence(*named[::-1]), contexts=("d", "c", "d"), ties=True, **config)

    sizes = [sum(row["context"] == context for row in named) for context in ("c", "d")]
    assert tables.pairs.height + tables.dropped.height == sum(n * (n - 1) // 2 for n in sizes)
    assert tables.decided["candidates"].sum() == tables.pairs.height + tables.dropped.height
    assert tables.decided["pairs"].sum() == tables.pairs.height
    assert tables.ties.height == tables.dropped.filter(reason="tie").height
    assert all(n <= config["max_pairs_per_context"] for n in tables.pairs["context_id"].value_counts()["count"])
    assert all(n <= config["max_pairs_per_rule"] for n in tables.pairs["rule"].value_counts()["count"])
    for one, other in zip(tables, reverse, strict=True):
        keys = [name for name in one.columns if name != "evidence"]
        assert_frame_equal(one.sort(keys), other.sort(keys))


def test_names_do_not_decide():
    one = decide(evidence({"response": "a", "score": 2.0}, {"response": "b"})).pairs.row(0, named=True)
    other = decide(evidence({"response": "b", "score": 2.0}, {"response": "a"})).pairs.row(0, named=True)

    swap = {"a": "b", "b": "a"}
    assert (one["chosen_id"], one["rejected_id"]) == (swap[other["chosen_id"]], swap[other["rejected_id"]])
    assert {k: v for k, v in one.items() if k[-3:] != "_id"} == {k: v for k, v in other.items() if k[-3:] != "_id"}


def test_the_normal_distribution_function_is_exact():
    z = [x / 10 for x in range(-60, 61)]

    found = pl.DataFrame({"z": z}).select(normal_cdf(pl.col("z"))).to_series()

    assert found.to_list() == pytest.approx([0.5 * math.erfc(-x / math.sqrt(2)) for x in z], abs=1e-12)


@pytest.mark.parametrize("margin", [0.2, 1.0, 2.5])
@pytest.mark.parametrize("variance", [0.05, 0.5, 2.0])
def test_preference_is_the_expected_share_of_choices(margin, variance):
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    exact = (weights / (1 + np.exp(-(margin + math.sqrt(2 * variance) * nodes)))).sum() / weights.sum()

    rows = evidence(*({"response": r, "score": s, "variance": variance} for r, s in (("a", margin), ("b", 0.0))))
    found = decide(rows, min_confidence=0.5).pairs.row(0, named=True)

    assert found["preference"] == pytest.approx(exact, abs=0.02)
    assert found["margin"] == pytest.approx(margin)
    assert found["confidence"] == pytest.approx(
        0.5 * math.erfc(-margin / math.sqrt(2 * variance) / math.sqrt(2)), abs=1e-4
    )


def test_doubtful_couples_are_dropped_as_unsure():
    tables = decide(evidence({"response": "a", "score": 0.1}, {"response": "b"}))

    assert tables.pairs.is_empty()
    assert tables.dropped.select("response", "other", "reason").rows() == [("a", "b", "unsure")]


def test_without_anchor_confidence_and_preference_are_capped():
    found = decide(evidence({"response": "a", "score": 3.0, "anchored": False}, {"response": "b", "anchored": False}))

    assert found.pairs.select("confidence", "preference").rows() == [(UNCALIBRATED_CONFIDENCE,) * 2]


@pytest.mark.parametrize(("voted", "claimed"), [(2.0, True), (-2.0, False)])
def test_few_votes_can_claim_what_they_say_by_themselves(voted, claimed):
    few = {"anchored": False, "voted_variance": 0.5}
    rows = evidence({"response": "a", "score": 3.0, "voted": voted} | few, {"response": "b", "voted": 0.0} | few)

    found = decide(rows).pairs.row(0, named=True)

    by_votes = 0.5 * math.erfc(-2.0 / math.sqrt(1.0) / math.sqrt(2))
    assert found["confidence"] == pytest.approx(by_votes if claimed else UNCALIBRATED_CONFIDENCE, abs=1e-4)


@pytest.mark.parametrize("margin", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("variance", [0.001, 0.02])
def test_a_couple_is_a_tie_where_most_of_the_posterior_is_within_the_margin(margin, variance):
    def phi(x: float) -> float:
        return 0.5 * math.erfc(-x / math.sqrt(2 * 2 * variance))

    rows = evidence(*({"response": r, "score": s, "variance": variance} for r, s in (("a", margin), ("b", 0.0))))

    tables = decide(rows, tie_margin=0.2, ties=True)

    within = phi(0.2 - margin) - phi(-0.2 - margin)
    assert (tables.dropped["reason"].to_list() == ["tie"]) == (within >= TIE_PROBABILITY)
    assert tables.ties["probability"].to_list() == pytest.approx([within] * (within >= TIE_PROBABILITY), abs=1e-4)


@pytest.mark.parametrize("ties", [True, False])
def test_ties_are_written_where_they_are_asked_for_and_are_pairs_nowhere(ties):
    rows = evidence({"response": "b", "score": 0.01, "variance": 0.001}, {"response": "a", "variance": 0.001})

    tables = decide(rows, ties=ties)

    assert tables.pairs.is_empty()
    assert tables.dropped["reason"].to_list() == ["tie"]
    assert tables.ties.select("first_id", "second_id", "n_users").rows() == [("a", "b", 20)] * ties


def test_nothing_is_surely_a_tie_where_nobody_votes():
    rows = evidence(*({"response": r, "variance": 0.001, "anchored": False} for r in "ab"))

    assert decide(rows).dropped["reason"].to_list() == ["unsure"]


@pytest.mark.parametrize(("users", "views", "kept"), [(2, 9, 0), (3, 0, 1), (None, 2, 0), (None, 3, 1)])
def test_each_side_needs_users_or_where_they_are_unknown_views(users, views, kept):
    rows = evidence({"response": "a", "score": 2.0, "n_users": users, "n_views": views}, {"response": "b"})

    tables = decide(rows)

    assert (tables.pairs.height, tables.dropped["reason"].to_list()) == (kept, [] if kept else ["few_users"])


@pytest.mark.parametrize(("first", "second", "either"), [([1, 2], [3], 3), ([1, 2, 3], [2, 3, 4, 5], 5), ([], [7], 1)])
def test_users_are_those_of_either_side_each_counted_once(first, second, either):
    rows = evidence(
        {"response": "a", "score": 2.0, "n_users": len(first), "users": first},
        {"response": "b", "n_users": len(second), "users": second},
    )

    assert decide(
        rows, comparisons({"first": "a", "second": "b", "signal": "edit", "log_odds": 1.0, "variance": 1.0})
    ).pairs["n_users"].to_list() == [either]


def test_users_of_crowds_are_estimated_from_their_smallest_hashes():
    generator = np.random.default_rng(3)
    people = generator.integers(0, 2**64, 3000, dtype=np.uint64)
    crowd, other = np.sort(people[:2000])[:USERS_SKETCH], np.sort(people[1000:])[:USERS_SKETCH]
    rows = evidence(
        {"response": "a", "score": 2.0, "n_users": 2000, "users": crowd.tolist()},
        {"response": "b", "n_users": 2000, "users": other.tolist()},
    )

    (found,) = decide(rows).pairs["n_users"].to_list()

    assert found == pytest.approx(3000, rel=0.15)


def test_one_person_between_two_small_crowds_makes_them_no_larger():
    rows = evidence(
        {"response": "a", "score": 2.0, "n_users": 2, "users": [1, 2]}, {"response": "b", "n_users": 1, "users": [1]}
    )

    tables = decide(rows, comparisons({"first": "a", "second": "b"}))

    assert tables.dropped["reason"].to_list() == ["few_users"]


def test_what_one_person_met_side_by_side_needs_no_more_people():
    rows = evidence(
        {"response": "a", "score": 2.0, "n_users": 1, "users": [1]}, {"response": "b", "n_users": 1, "users": [1]}
    )

    found = decide(rows, comparisons({"first": "a", "second": "b"})).pairs

    assert found["n_users"].to_list() == [1]


def test_the_surest_pairs_of_a_context_stay():
    rows = evidence(*({"response": r, "score": s} for r, s in (("a", 3.0), ("b", 1.5), ("d", 0.0))))

    tables = decide(rows, max_pairs_per_context=1)

    assert tables.pairs.select("chosen_id", "rejected_id").rows() == [("a", "d")]
    assert tables.dropped["reason"].to_list() == ["context_cap", "context_cap"]


def test_the_surest_pairs_of_one_person_stay():
    """Two people who each met two answers in two contexts, side by side."""
    both = [(1, "c", 3.0), (1, "d", 2.0), (2, "e", 1.0)]
    rows = [
        {"context": c, "response": f"{c}{r}", "score": s, "n_users": 1, "users": [u]}
        for u, c, score in both
        for r, s in (("a", score), ("b", 0.0))
    ]
    met = comparisons(*({"context": c, "first": f"{c}a", "second": f"{c}b"} for _, c, _ in both))

    tables = decide(evidence(*rows), met, contexts=("c", "d", "e"), max_pairs_per_user=1)

    assert sorted(tables.pairs["context_id"]) == ["c", "e"]
    assert tables.dropped.select("context", "reason").rows() == [("d", "user_cap")]


def test_no_person_is_behind_pairs_of_many_or_of_nobody_known():
    known = [{"context": c, "response": f"{c}{r}", "score": s} for c in "cd" for r, s in (("a", 2.0), ("b", 0.0))]
    unknown = [row | {"n_users": None} for row in known]

    for rows in (known, unknown):
        assert decide(evidence(*rows), contexts=("c", "d"), max_pairs_per_user=1).pairs.height == 2


def test_the_surest_pairs_of_a_rule_stay_whatever_their_context():
    signal = {"value": 1.0, "trials": 9}
    rows = [
        {"context": c, "response": f"{c}{r}", "score": s, "signals": [signal | {"signal": name, "log_odds": s}]}
        for c, name, score in (("c", "upvote", 1.0), ("d", "dwell", 2.0), ("e", "dwell", 3.0))
        for r, s in (("a", score), ("b", 0.0))
    ]

    tables = decide(evidence(*rows), contexts=("c", "d", "e"), max_pairs_per_rule=1)

    assert sorted(tables.pairs.select("context_id", "rule").rows()) == [("c", "votes"), ("e", "dwell")]
    assert tables.dropped.select("context", "reason").rows() == [("d", "rule_cap")]
    assert sorted(tables.decided.rows()) == [("c", 1, 1), ("d", 1, 0), ("e", 1, 1)]


@pytest.mark.parametrize("score", [-2.0, 0.3, 2.0])
def test_a_rewriting_that_nobody_met_beats_any_original_by_what_a_rewriting_is_worth(score):
    rows = evidence({"response": "a", "score": score}, {"response": "b", "n_views": 0})
    direct = comparisons({"first": "a", "second": "b", "signal": "edit", "log_odds": -1.2, "variance": 0.5})

    found = decide(rows, direct).pairs.row(0, named=True)

    assert (found["chosen_id"], found["rule"], found["tier"]) == ("b", "edited", "strong")
    assert found["margin"] == pytest.approx(1.2)
    assert found["confidence"] == pytest.approx(0.5 * math.erfc(-1.2 / math.sqrt(0.5) / math.sqrt(2)), abs=1e-4)
    assert sum(part["log_odds"] for part in found["evidence"]) == pytest.approx(found["margin"], abs=1e-3)


def test_what_people_say_of_a_rewriting_and_that_it_is_one_count_by_their_precisions():
    rows = evidence({"response": "a", "score": 2.0, "variance": 0.25}, {"response": "b", "variance": 0.25})
    direct = comparisons({"first": "a", "second": "b", "signal": "edit", "log_odds": -1.0, "variance": 1.0})

    found = decide(rows, direct).pairs.row(0, named=True)

    assert found["margin"] == pytest.approx((2.0 / 0.5 - 1.0 / 1.0) / (1 / 0.5 + 1 / 1.0), abs=1e-4)
    assert found["chosen_id"] == "a"


def test_a_touched_context_without_evidence_is_decided_too():
    tables = decide(evidence({"response": "a"}), contexts=("c", "nothing"))

    assert sorted(tables.decided.rows()) == [("c", 0, 0), ("nothing", 0, 0)]
