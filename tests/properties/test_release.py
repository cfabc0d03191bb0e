"""What holds of every row of every release, whatever the logs."""

from math import isclose
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sites import NIGHT, Place, event, qa, qa_answer, qa_question
from tests.support import mill, pair_id, released

PEOPLE = tuple(f"u{number}" for number in range(8))
QUESTIONS = ("q1", "q12", "q33")
"""One that falls in train, one in test, one in validation."""
ANSWERS = tuple(f"{question}-a{number}" for question in QUESTIONS for number in range(3))
acts = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(("view", "view", "upvote", "downvote", "cancel_upvote", "collect", "share", "report")),
        st.sampled_from(ANSWERS),
        st.integers(100, 90_000),
    ),
    min_size=20,
    max_size=120,
)


def milled_pairs(folder: Path, drawn: list[tuple]) -> pl.DataFrame:
    """The release of a night in which just that was done."""
    place = Place(folder)
    place.configure(qa(allow_empty=True, min_users=1, min_confidence=0.55))
    place.put("raw/zhihu/questions.jsonl", [qa_question(question) for question in QUESTIONS])
    answers = [qa_answer(answer, answer.split("-")[0], "text") for answer in ANSWERS]
    place.put(f"raw/zhihu/answers/{NIGHT}/answers.jsonl", answers)
    lines = []
    for number, (person, type, answer, dwell) in enumerate(drawn):
        timed = {"dwell_ms": dwell, "position": 1 + number % 5} if type == "view" else {}
        act = event(NIGHT, person, type, question_id=answer.split("-")[0], answer_id=answer, **timed)
        lines.append(act | {"event_id": f"e{number}"})
    place.put(f"raw/zhihu/events/{NIGHT}/events.jsonl", lines)
    milled = mill(place.config, NIGHT)
    assert milled.failures == {}
    return released(milled.desk)


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=acts)
def test_a_release_keeps_its_promises_whatever_people_did(tmp_path_factory, drawn):
    pairs = milled_pairs(tmp_path_factory.mktemp("drawn"), drawn)

    couples = [tuple(sorted(sides)) for sides in pairs.select("chosen_id", "rejected_id").iter_rows()]
    assert len(set(couples)) == len(couples)
    assert pairs["pair_id"].is_unique().all()
    assert pairs.filter(~pl.col("confidence").is_between(0.55, 1)).is_empty()
    assert pairs.filter(pl.col("chosen").list.first() == pl.col("rejected").list.first()).is_empty()
    assert pairs.group_by("root").agg(pl.col("split").n_unique())["split"].max() in (1, None)
    for row in pairs.iter_rows(named=True):
        assert row["pair_id"] == pair_id(row["site"], row["prompt"], row["chosen"], row["rejected"])
        assert isclose(sum(one["log_odds"] for one in row["evidence"]), row["margin"], abs_tol=5e-4)
    ranked = pairs.sort("confidence", "pair_id", descending=[True, False])
    assert ranked["q_value"].is_sorted()


def test_training_weights_have_mean_one(tmp_path):
    drawn = [
        (person, vote, f"q1-a{place}", 9_000) for person in PEOPLE for place, vote in enumerate(("upvote", "downvote"))
    ]
    pairs = milled_pairs(tmp_path, [*drawn, (PEOPLE[0], "view", "q1-a2", 5_000)])
    assert pairs.height > 0
    assert pairs.filter(split="train")["weight"].mean() == pytest.approx(1)
