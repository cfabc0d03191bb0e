"""Texts are distinct, as long as asked whatever their quality, and better ones can be told by their sentences."""

from random import Random

import numpy as np
import pytest

from worlds.phrases import LANGUAGES
from worlds.text import CHARS, Voice, brief, compose, compose_all, contact, fill, question, reword, subjects

LANGUAGE = pytest.mark.parametrize("language", list(LANGUAGES))


def _grams(text: str) -> set[str]:
    plain = "".join(filter(str.isalnum, text.lower()))
    return {plain[start : start + 5] for start in range(len(plain) - 4)}


def _texts(language: str, quality: float, n: int = 200) -> list[str]:
    rng = Random(3)
    return [
        compose(subject, Voice(quality, 0, int(150 * CHARS[language])), rng)
        for subject in subjects([language] * n, rng)
    ]


@LANGUAGE
@pytest.mark.parametrize("ask", [question, brief])
def test_different_prompts_are_far_from_near_equal(language, ask):
    grams = [_grams(ask(subject)) for subject in subjects([language] * 150, Random(5))]

    nearest = max(len(one & two) / len(one | two) for number, one in enumerate(grams) for two in grams[:number])

    assert nearest < 0.75


@LANGUAGE
def test_subjects_recur_only_after_all_couples_of_topic_and_aspect(language):
    couples = len(LANGUAGES[language].topics) * len(LANGUAGES[language].aspects)

    found = subjects([language] * (2 * couples), Random(1))

    assert len({(subject.topic, subject.aspect) for subject in found[:couples]}) == couples
    assert len(set(found)) == 2 * couples


@LANGUAGE
def test_texts_are_about_as_long_as_wanted_whatever_their_quality(language):
    good, bad = (np.mean([len(text) for text in _texts(language, quality)]) for quality in (2, -2))

    assert good == pytest.approx(bad, rel=0.12)
    assert 150 <= bad / CHARS[language] <= 210


@LANGUAGE
def test_a_handful_of_words_tells_better_texts_from_worse_ones(language):
    """A naive Bayes over 4-grams, learned on half of the texts, orders most of the others, but not all."""
    good, bad = _texts(language, 0.7), _texts(language, -0.7)
    counts = {}
    for texts, sign in ((good[:100], 1), (bad[:100], -1)):
        for text in texts:
            for gram in {text[start : start + 4] for start in range(len(text))}:
                counts[gram] = counts.get(gram, 0) + sign

    def judge(text: str) -> int:
        return sum(counts.get(text[start : start + 4], 0) for start in range(len(text)))

    right = np.mean([judge(one) > judge(two) for one, two in zip(good[100:], bad[100:], strict=True)])

    assert 0.75 < right < 0.999


@LANGUAGE
def test_no_two_texts_are_alike(language):
    subject = subjects([language], Random(1))[0]

    texts = compose_all([(subject, Voice(0.0, 0.0, 5))] * 300, Random(1))

    assert len(set(texts)) == 300


@LANGUAGE
def test_rewordings_keep_the_prompt(language):
    prompt = question(subjects([language], Random(2))[0])

    wordings = {reword(prompt, language, Random(seed)) for seed in range(40)}

    assert len(wordings) > 3
    assert all(prompt.lower() in wording.lower() for wording in wordings)


@LANGUAGE
def test_every_template_can_be_filled(language):
    phrases, subject = LANGUAGES[language], subjects([language], Random(2))[0]
    plain = [
        name for name in phrases._fields if name not in ("topics", "aspects", "audiences", "courtesies", "contacts")
    ]

    filled = [fill(template, subject, Random(1)) for name in plain for template in getattr(phrases, name)]

    assert not any("{" in text for text in filled)
    assert "{" not in contact(language, Random(1))
