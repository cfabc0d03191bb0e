import polars as pl
import pytest

from schemas.curation import QualityWeights
from tests.transforms.quality.answers import EN, QUESTIONS, ZH, answers, site
from transforms.quality import measured, quality, scores

TOPICS = {
    "How do I boil water for tea leaves?": EN[0],
    "Which route suits a visit to the lake and the hill?": EN[1],
    "How often do I water my plants by the window?": EN[2],
    "My knee hurts when I run, what now?": EN[-1],
    "绿茶用多高的水温泡，会不会有苦味？": ZH[0],
    "第一次去看湖爬山走哪条路线？": ZH[1],
    "绿植放在窗边多久浇一次水？": ZH[2],
    "跑步膝盖不舒服怎么恢复训练？": ZH[-1],
}


def scored(*rows: tuple[str, str]) -> pl.DataFrame:
    return measured(answers(*rows)).select(scores().alias("scores")).unnest("scores").collect()


def score(dimension: str, request: str, *texts: str) -> list[float]:
    rows = [(request, text) for text in texts]
    return scored(*rows, *site(2))[dimension].head(len(rows)).to_list()


def test_good_answers_are_complete_consistent_and_well_formed():
    found = scored(*TOPICS.items())
    assert found.select((pl.exclude("relevance") > 0.9).all()).row(0) == (True,) * 3
    assert found.select(pl.all().is_between(0, 1).all()).row(0) == (True,) * 4


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_an_answer_cut_short_is_less_complete(spoken: str):
    good = {"zh": ZH, "en": EN}[spoken][0]
    whole, bare, cut = score("completeness", QUESTIONS[spoken], good, good[:-4], good[:15] + ",")
    assert whole > bare > cut


def test_fewer_items_or_words_than_asked_are_less_complete():
    items = [f"{number}. {text}" for number, text in enumerate(EN, start=1)]
    found = score("completeness", "Give me four tips", *("\n".join(items[:n]) for n in (1, 2, 4)))
    assert found == sorted(found)
    assert found[-1] == 1
    assert found[0] == pytest.approx(0.25)
    short, enough = score("completeness", "写一篇200字的短文", ZH[0], "".join(ZH * 2))
    assert short < enough
    long, brief = score("completeness", "Explain in at most 10 words", EN[0] * 3, "Add leaves to hot water.")
    assert long < brief


def test_the_answer_of_another_prompt_is_less_relevant():
    requests, texts = list(TOPICS), list(TOPICS.values())
    own = scored(*TOPICS.items())["relevance"]
    others = scored(*zip(requests, [*texts[1:4], texts[0], *texts[5:], texts[4]], strict=True))["relevance"]
    assert (own > others).all()


def test_words_that_all_requests_share_do_not_make_an_answer_relevant():
    rows = [(f"Please write a friendly note about {topic}", "") for topic in ("gardens", "kitchens", "trains", "music")]
    shared = [(request, "Please write a friendly note about it.") for request, _ in rows]
    own = [(request, f"On {request.split()[-1]}.") for request, _ in rows]
    assert scored(*shared)["relevance"].to_list() == pytest.approx([0] * 4, abs=2e-3)
    assert scored(*own)["relevance"].to_list() == [1] * 4


def test_relevance_does_not_depend_on_the_order_of_rows():
    rows = [*TOPICS.items(), *site(2)]
    assert scored(*rows).equals(scored(*rows[::-1]).reverse())


def test_repetition_gaps_in_counting_foreign_letters_and_turnabouts_are_less_consistent():
    good = EN[0]
    whole, twice, letters, back = score(
        "consistency", QUESTIONS["en"], good, f"{good} {good}", f"{good} Это вода и чай.", f"{good} Wait, actually, no."
    )
    counted, skipped = score("consistency", QUESTIONS["en"], "1. One\n2. Two\n3. Three", "1. One\n4. Two\n2. Three")
    assert max(twice, letters, back) < whole == 1
    assert skipped < counted == 1


@pytest.mark.parametrize("broken", ["(", "**", "“", "\n```\nx", "\n| a | b |\n|---|---|\n| 1 |"])
def test_what_is_begun_and_not_ended_is_badly_formed(broken: str):
    whole, worse = score("format", QUESTIONS["en"], EN[0], EN[0] + broken)
    assert worse < whole == 1


def test_faces_and_list_markers_are_no_brackets():
    assert score("format", QUESTIONS["en"], "a) tea\nb) milk :)", "1) one\n2) two (and more)") == [1, 1]


def test_quality_is_the_weighted_mean_and_one_without_weights():
    marks = pl.DataFrame({"completeness": [1.0], "relevance": [0.0], "consistency": [0.5], "format": [1.0]})
    both = marks.select(
        quality(pl.struct(pl.all()), QualityWeights()).alias("even"),
        quality(pl.struct(pl.all()), QualityWeights(relevance=0, format=0, completeness=3)).alias("some"),
        quality(pl.struct(pl.all()), QualityWeights(completeness=0, relevance=0, consistency=0, format=0)).alias(
            "none"
        ),
    )
    assert both.row(0) == (0.625, 0.875, 1.0)
