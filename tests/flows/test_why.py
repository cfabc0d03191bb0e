"""A pair is traced to the acts that it rests on, and each act to its file and line."""

import json

import pytest

from flows.why import why
from schemas.errors import UsageError
from tests.sites import NIGHT, PEOPLE, event, qa_answer, three_sites
from tests.support import mill, released


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Beside the default night: an answer that reads like a1, with one more vote, and a misclick."""
    place = three_sites(tmp_path_factory.mktemp("why"))
    same = qa_answer("a1", "q1", "good") | {"answer_id": "a1-again", "published_at": "2026-11-02T00:00:00Z"}
    place.add(f"raw/zhihu/answers/{NIGHT}/answers.jsonl", [same])
    vote = event(NIGHT, "late comer", "upvote", question_id="q1", answer_id="a1-again")
    misclick = event(NIGHT, "misclicker", "view", question_id="q1", answer_id="a2", dwell_ms=40)
    place.add(f"raw/zhihu/events/{NIGHT}/events.jsonl", [vote, misclick])
    return place


@pytest.fixture(scope="module")
def desk(place):
    return mill(place.config, NIGHT).desk


@pytest.fixture(scope="module")
def zhihu(desk):
    pair = released(desk).filter(site="zhihu").row(0, named=True)
    return why(desk, pair["pair_id"])


def test_a_pair_is_found_with_its_site_night_and_evidence(desk, zhihu):
    pair = released(desk).filter(site="zhihu").row(0, named=True)
    assert (zhihu.site, zhihu.night) == ("zhihu", NIGHT)
    assert zhihu.pair["confidence"] == pair["confidence"]
    assert zhihu.pair["evidence"] == pair["evidence"]


def test_the_evidence_sums_to_the_margin(desk):
    for pair in released(desk).iter_rows(named=True):
        assert sum(one["log_odds"] for one in pair["evidence"]) == pytest.approx(pair["margin"], abs=2e-4)


def test_every_act_on_either_side_is_shown_with_equal_answers_pooled(zhihu):
    assert zhihu.chosen.filter(action="upvote").height == len(PEOPLE) + 1
    assert set(zhihu.chosen["response"]) == {"a1", "a1-again"}
    assert zhihu.rejected.filter(action="downvote").height == len(PEOPLE)
    assert zhihu.rejected["ts"].is_sorted()


def test_file_and_line_lead_to_the_raw_act(place, zhihu):
    for act in zhihu.chosen.vstack(zhihu.rejected).iter_rows(named=True):
        raw = json.loads((place.folder / act["file"]).read_text().splitlines()[act["line"] - 1])
        assert (raw["event_id"], raw["type"], raw["answer_id"]) == (act["event_id"], act["action"], act["response"])


def test_an_act_that_is_not_believed_says_why(zhihu):
    assert zhihu.rejected.filter(dwell_ms=40)["verdict"].to_list() == ["misclick"]
    assert zhihu.rejected.filter(action="downvote")["verdict"].null_count() == len(PEOPLE)


@pytest.mark.parametrize("site", ["xhs", "assistant"])
def test_pairs_of_other_kinds_are_traced_too(desk, site):
    pair = released(desk).filter(site=site).row(0, named=True)
    found = why(desk, pair["pair_id"])
    assert not found.chosen.is_empty()
    assert not found.rejected.is_empty()


def test_an_unknown_pair_is_a_usage_error(desk):
    with pytest.raises(UsageError, match="there is no pair 0123"):
        why(desk, "0123")
