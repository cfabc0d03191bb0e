"""why says how sure a pair is and why no surer, and leads to what it rests on; it changes no byte."""

import re

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.desk import open_to_read
from tests.sites import NIGHT, PEOPLE, Place, chat, chat_night, chat_talk, qa, qa_answer, qa_question, three_sites
from tests.support import mill, newest, released, snapshot


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = three_sites(tmp_path_factory.mktemp("why"))
    mill(place.config, NIGHT)
    return place


def why(place: Place, site: str) -> tuple[str, dict]:
    """What the command prints about a released pair, after a check that it changed nothing; and the pair."""
    pair = released(open_to_read(place.config)).filter(site=site).row(0, named=True)
    before = snapshot(place.lake)
    done = CliRunner().invoke(app, ["why", pair["pair_id"], "--config", str(place.config)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert snapshot(place.lake) == before
    return done.stdout, pair


def thanks(person: str) -> dict:
    """What the user says to the good answer of his talk."""
    good = chat_talk(person, NIGHT)[-1]
    own = {"message_id": f"thanks-{good['message_id']}", "parent_id": good["message_id"], "role": "user"}
    return (
        good | own | {"content": "谢谢,很有帮助", "model": None, "user_id": person, "created_at": f"{NIGHT}T08:01:00Z"}
    )


def counts(answer: str, **votes: int) -> dict:
    """The totals of a day."""
    return {"answer_id": answer, "date": str(NIGHT), "impressions": 200, "views": 100, **votes}


def test_a_pair_is_told_with_evidence_acts_files_and_lines(place):
    said, _ = why(place, "zhihu")
    assert "up_over_down, tier explicit" in said
    assert f"raw/zhihu/events/{NIGHT}/events.jsonl:" in said.replace("\n", "")
    assert said.count("upvote") > len(PEOPLE)


def test_a_pair_is_told_with_its_prompt_models_release_and_calibration(place):
    said, pair = why(place, "zhihu")
    version = newest(open_to_read(place.config)).version
    assert f"prompt: {pair['prompt'][-1]['content']}" in said
    assert "chosen a1 by model model-good: good a1" in said
    assert f"in release {version} ({pair['split']}), q_value {pair['q_value']:.4f}" in said
    assert f"zhihu {NIGHT}, calibration: " in said


def test_signals_that_nobody_ever_gave_are_unknown_and_not_zero(place):
    said, _ = why(place, "zhihu")
    (silent,) = re.findall(r"never given on this site, so unknown rather than none: (.*)", said)
    assert "collect" in silent.split(", ")
    assert not re.search(r"│ collect ", said)
    assert re.search(r"│ dwell \(seconds\) ", said)


def test_a_follow_up_is_told_by_its_class(tmp_path):
    place = Place(tmp_path)
    place.configure(chat())
    chat_night(place)
    place.add(f"raw/assistant/messages/{NIGHT}/messages.jsonl", [thanks(person) for person in PEOPLE])
    mill(place.config, NIGHT)
    assert "follow_up: praise" in why(place, "assistant")[0]


def test_totals_are_told_by_their_rows_and_have_no_users(tmp_path):
    place = Place(tmp_path)
    site = qa(events=None, aggregates="raw/totals/{date}.jsonl")
    place.configure({name: value for name, value in site.items() if value is not None})
    place.put("raw/zhihu/questions.jsonl", [qa_question()])
    place.put(f"raw/zhihu/answers/{NIGHT}/answers.jsonl", [qa_answer("a1", "q1", "good"), qa_answer("a2", "q1", "bad")])
    place.put(
        f"raw/totals/{NIGHT}.jsonl", [counts("a1", upvotes=40, downvotes=1), counts("a2", upvotes=1, downvotes=40)]
    )
    mill(place.config, NIGHT)

    said, _ = why(place, "zhihu")

    assert "users unknown (made from totals)" in said
    assert f"totals, read from raw/totals/{NIGHT}.jsonl" in said
    assert re.search(rf"{NIGHT} +a1 +200 +100 +40 ", said)
    assert "collects" not in said
