"""What is planted in a soiled world is where the truth says, and all else is as it was."""

from pathlib import Path
from random import Random

import polars as pl
import pytest
from stdnum import luhn
from stdnum.cn.ric import calc_check_digit

from schemas.load import load
from tests.worlds.test_write import _digests
from worlds import exams, pii, retouch, spoilt
from worlds.overwrite import TAGS, TEXTS, answer_texts, prompt_texts
from worlds.reposts import MARK
from worlds.simulate import simulate
from worlds.world import World
from worlds.write import configuration, write

KINDS = pytest.mark.parametrize("kind", list(TEXTS))
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SHARE = 0.4
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@pytest.fixture
def dirty(small):
    """A soiled world of a kind, with contexts enough for most ways of soiling one."""
    return lambda kind, **knobs: small(kind, **_many(kind), dirty_share=SHARE, **knobs)


@pytest.fixture
def clean(small):
    """The same world without dirt."""
    return lambda kind: small(kind, **_many(kind))


def _many(kind: str) -> dict[str, int]:
    return {"feed": {"topics": 24}, "qa": {}, "chat": {"prompts": 24}}[kind]


def _stains(world: World, *kinds: str) -> list[dict]:
    return world.dirt.stains.filter(pl.col("kind").is_in(kinds)).to_dicts()


def _grams(text: str, n: int) -> set[str]:
    return {text[start : start + n] for start in range(len(text) - n + 1)}


def _plain(number: str) -> str:
    return number.translate(HALF_WIDTH).replace(" ", "").replace("-", "")


def _likeness(one: str, other: str) -> float:
    a, b = _grams(one, 5), _grams(other, 5)
    return len(a & b) / len(a | b)


@KINDS
def test_nothing_is_planted_unless_it_is_asked_for(small, kind, tmp_path):
    write(small(kind), tmp_path)

    assert small(kind).dirt is None
    assert not list(tmp_path.rglob("*evaluation*"))
    assert not (tmp_path / "truth" / "dirt.parquet").exists()


@KINDS
def test_the_same_soiled_world_gives_the_same_bytes(dirty, kind, tmp_path):
    write(dirty(kind), tmp_path / "one")
    write(simulate(kind, dirty(kind).knobs), tmp_path / "two")

    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")


@KINDS
def test_what_is_not_soiled_is_as_it_was(dirty, clean, kind):
    soiled, was = dirty(kind), clean(kind)
    touched = set(soiled.dirt.stains["answer"].drop_nulls())
    acts = soiled.events.filter(~pl.col("event_id").str.ends_with(MARK))

    lost = was.events.join(acts, on="event_id", how="anti")

    assert set(lost["type"]) <= {"edit"}
    assert acts.drop("edited_text", strict=False).equals(
        was.events.join(acts, on="event_id", how="semi", maintain_order="left").drop("edited_text", strict=False)
    )
    after = answer_texts(soiled)
    assert {answer for answer, text in answer_texts(was).items() if after[answer] != text} <= touched


@KINDS
def test_every_planted_text_stands_where_the_truth_says(dirty, kind):
    world = dirty(kind)
    answers, prompts = answer_texts(world), prompt_texts(world)
    tags = world.contents[{"qa": "questions", "feed": "notes"}[kind]][TAGS[kind]].to_list() if kind in TAGS else []

    assert world.dirt.stains.height
    for stain in world.dirt.stains.iter_rows(named=True):
        found = {
            "answer": lambda stain=stain: stain["planted"] in answers[stain["answer"]],
            "prompt": lambda stain=stain: all(stain["planted"] in text for text in prompts[stain["context"]]),
            "tags": lambda stain=stain: any(stain["planted"] in tag for some in tags for tag in some),
        }[stain["what"]]()
        assert found, stain


@KINDS
def test_as_many_responses_are_soiled_as_asked(dirty, clean, kind):
    first = clean(kind).responses.filter(~pl.col("context").str.contains(r"\.[1-9]"))

    assert dirty(kind).dirt.stains.height == pytest.approx(SHARE * first["answer"].n_unique(), rel=0.2)


def test_a_week_of_three_sites_holds_every_kind_of_dirt(dirty):
    kinds = set().union(*(dirty(kind).dirt.stains["kind"] for kind in TEXTS))

    personal = {f"personal {type}" for type in pii.TYPES}
    assert kinds == {*personal, *spoilt.SPOILERS, "repost", "twin", "near_equal", "evaluation"}


@KINDS
def test_spoilt_answers_are_what_people_like_best_or_what_a_ring_pushes(dirty, kind):
    world = dirty(kind)
    truth = {row["answer"]: row for row in world.responses.iter_rows(named=True)}

    stains = _stains(world, *spoilt.SPOILERS)

    assert stains
    for stain in stains:
        rivals = [row["theta"] for row in truth.values() if row["context"] == stain["context"]]
        assert stain["note"] == "pushed" or truth[stain["answer"]]["theta"] == max(rivals)


@KINDS
def test_reposts_are_near_equal_and_have_acts_of_their_own_people(dirty, kind):
    world = dirty(kind)
    texts = answer_texts(world)

    stains = _stains(world, "repost")
    copied = world.events.filter(pl.col("event_id").str.ends_with(MARK))
    originals = world.events.filter(~pl.col("event_id").str.ends_with(MARK))

    assert stains
    assert copied.height
    assert world.events["event_id"].is_unique().all()
    assert set(copied["user_id"]).isdisjoint(originals["user_id"])
    assert set(copied["user_id"]) <= set(world.users["user_id"])
    for stain in stains:
        copy, original = texts[stain["answer"]], texts[stain["original"]]
        assert copy != original
        assert "punctuation" in stain["note"] or _likeness(copy, original) > 0.7


def test_a_repost_of_a_conversation_is_a_tree_of_its_own(dirty):
    messages = dirty("chat").contents["messages"]
    copies = messages.filter(pl.col("conversation_id").str.ends_with(MARK))
    parents = messages.select(parent_id="message_id", home="conversation_id")

    joined = copies.drop_nulls("parent_id").join(parents, on="parent_id")

    assert messages["message_id"].is_unique().all()
    assert joined.height == copies.drop_nulls("parent_id").height > 0
    assert (joined["conversation_id"] == joined["home"]).all()


@KINDS
def test_twins_differ_in_nothing_but_a_number(dirty, kind):
    texts = answer_texts(dirty(kind))

    for stain in _stains(dirty(kind), "twin"):
        mine, other = texts[stain["answer"]], texts[stain["original"]]
        assert mine != other
        assert mine.replace(stain["planted"], "") == other.replace(
            other[mine.index(stain["planted"]) :][: len(stain["planted"])], ""
        )


def test_twins_among_posts_have_one_title(dirty):
    world = dirty("feed")
    titles = dict(world.contents["notes"].select("note_id", "title").iter_rows())
    numbers = dict(world.responses.select("answer", "response").iter_rows())

    stains = _stains(world, "twin", "near_equal")

    assert stains
    assert all(titles[numbers[one["answer"]]] == titles[numbers[one["original"]]] for one in stains)


@KINDS
def test_who_rewrites_a_soiled_answer_keeps_its_text(dirty, kind):
    if kind != "chat":
        return
    world = dirty(kind)
    edits = world.events.filter(type="edit").join(world.contents["messages"], on="message_id")

    assert edits.select(pl.col("edited_text").str.starts_with(pl.col("content"))).to_series().all()


@KINDS
def test_benchmark_items_that_are_asked_stand_in_the_file_beside_others(dirty, kind, tmp_path):
    world = dirty(kind)
    write(world, tmp_path)
    items = pl.read_ndjson(tmp_path / "raw" / kind / "evaluation.jsonl")
    by_id = dict(items.select("id", "question").iter_rows())

    stains = _stains(world, "evaluation")

    assert 0 < len(stains) < items.height
    for stain in stains:
        manner, number = stain["note"].split(" ")
        question = _grams(by_id[number], 13)
        held = len(question & _grams(stain["planted"], 13)) / len(question)
        assert held == 1 if manner == "whole" else 0.5 < held < 1


def test_the_configuration_names_the_benchmark_files_of_soiled_sites(dirty, tmp_path):
    write(dirty("qa"), tmp_path)
    (tmp_path / "pairmill.yaml").write_text(configuration(Path(), ["qa", "feed"], soiled=["qa"]), encoding="utf-8")

    (named,) = load(tmp_path / "pairmill.yaml").release.evaluation_sets

    assert named.endswith("raw/qa/evaluation.jsonl")


@LANGUAGES
def test_numbers_with_a_checksum_pass_it(language):
    rng = Random(5)

    for _ in range(50):
        card = pii.leak("bank_card", language, rng).value
        resident = _plain(pii.leak("resident_id", language, rng).value)
        luhn.validate(_plain(card))
        assert calc_check_digit(resident) == resident[-1]


@LANGUAGES
@pytest.mark.parametrize("type", list(pii.TYPES))
def test_a_leak_holds_its_value_in_many_wordings(type, language):
    rng = Random(6)

    leaks = [pii.leak(type, language, rng) for _ in range(200)]

    assert all(leak.value in leak.sentence for leak in leaks)
    assert len({leak.sentence.replace(leak.value, "") for leak in leaks}) >= 8


@LANGUAGES
def test_every_fault_has_eight_wordings_or_more(language):
    worded = (spoilt.ERRORS, spoilt.REFUSALS, spoilt.IDENTITIES, spoilt.SENSITIVE, spoilt.LOOPS, spoilt.INTRODUCTIONS)
    others = (exams.QUESTIONS, exams.CARRIERS, retouch.PREFIXES)

    assert min(len(set(wordings[language])) for wordings in (*worded, *others)) >= 8


@LANGUAGES
def test_a_retouched_text_says_the_same(language):
    text = {
        "zh": "建议列一张清单，写清索引、分区和每项的预算60元。如果没有把握，就不要改动，先记录37天的结果再说。" * 3,
        "en": "Make a list with indexes and a budget of 60 dollars. If you are not sure, never touch it for 37 days. "
        * 3,
    }[language]
    telling = retouch.KEPT if language == "zh" else set("0123456789")
    rng = Random(7)

    for _ in range(100):
        new = retouch.retouch(text, language, rng).text
        assert new != text
        assert [letter for letter in new if letter in telling] == [letter for letter in text if letter in telling]
        assert language == "zh" or (new.count(" not "), new.count(" never ")) == (3, 3)
