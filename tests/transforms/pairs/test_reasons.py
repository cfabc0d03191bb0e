import polars as pl
import pytest

from schemas.evidence import Comparisons, Evidence
from schemas.signals import SIGNALS
from transforms.pairs.judge import couples, judge
from transforms.pairs.reasons import RULE, explain

USERS = {"users": pl.List(pl.UInt64)}
COMPARISONS = Comparisons.create_empty(lazy=True)


def response(name: str, **signals: tuple[float, float]) -> dict:
    """A response with signals of (value, contribution)."""
    contributions = [{"signal": s, "value": v, "trials": 9, "log_odds": o} for s, (v, o) in signals.items()]
    numbers = {
        "users": [],
        "n_users": 9,
        "n_views": 9,
        "length": 9,
        "images": 0,
        "variance": 0.1,
        "score": sum(o for _, o in signals.values()),
    }
    return {
        "context": "c",
        "response": name,
        "language": "zh",
        "anchored": True,
        "voted": None,
        "voted_variance": None,
        "signals": contributions,
    } | numbers


def explained(*rows: dict) -> dict:
    evidence = Evidence.cast(pl.DataFrame([row | {"model": "m"} for row in rows], schema_overrides=USERS)).lazy()
    return explain(judge(couples(evidence, COMPARISONS)), evidence).collect().row(0, named=True)


def test_contributions_sum_to_the_margin_and_show_both_sides():
    found = explained(response("a", upvote=(5, 0.7), dwell=(40, -0.1)), response("b", upvote=(1, -0.2), share=(1, 0.1)))

    by_signal = {item["signal"]: item for item in found["evidence"]}
    assert sum(item["log_odds"] for item in by_signal.values()) == pytest.approx(found["margin"], abs=1e-5)
    assert (by_signal["upvote"]["chosen"], by_signal["upvote"]["rejected"]) == (5, 1)
    assert (by_signal["share"]["chosen"], by_signal["share"]["rejected"]) == (None, 1)


def test_the_signal_that_says_most_for_the_pair_names_tier_and_rule():
    found = explained(response("a", share=(3, 1.0), upvote=(0, -0.5)), response("b", upvote=(2, 0.1)))

    assert (found["chosen"], found["tier"], found["rule"]) == ("a", "strong", "engagement")


@pytest.mark.parametrize(("down", "rule"), [((4, -0.5), "up_over_down"), ((1, -0.5), "votes"), ((0, 0.1), "votes")])
def test_votes_oppose_each_other_where_one_side_is_up_and_the_other_down(down, rule):
    chosen = response("a", upvote=(5, 1.0), downvote=(1, 0.0))

    assert explained(chosen, response("b", upvote=(2, -0.1), downvote=down))["rule"] == rule


def test_every_signal_has_a_rule():
    assert set(RULE) == set(SIGNALS)
