"""Texts of a simulated site: distinct, as long as they are told to be, and with a trace of their quality."""

import math
from collections.abc import Iterator
from itertools import cycle, product
from random import Random
from typing import NamedTuple

from worlds.phrases import LANGUAGES, Phrases

CHARS = {"zh": 1.0, "en": 2.6}
"""Characters that say as much as one Chinese character."""
TRACE = 1.5
"""Log-odds that a telling sentence is a good one, per standard deviation of quality."""
NEUTRAL_SHARE = 0.4
"""Share of sentences that tell nothing about quality."""


class Subject(NamedTuple):
    """What a question, brief or prompt is about, and what all its answers share."""

    language: str
    topic: str
    aspect: str
    audience: str
    frame: int


class Voice(NamedTuple):
    """How a text is written: `quality` and `style` in standard deviations, wanted length, whether it leaks contacts."""

    quality: float
    style: float
    chars: int
    personal: bool = False


def subjects(languages: list[str], rng: Random) -> list[Subject]:
    """One subject per given language; topic and aspect recur only after all couples of the language are used up."""
    decks = {language: _deck(phrases, rng) for language, phrases in LANGUAGES.items()}
    drawn = dict.fromkeys(LANGUAGES, 0)
    found = []
    for language in languages:
        lap, place = divmod(drawn[language], len(decks[language]))
        drawn[language] += 1
        found.append(_subject(language, decks[language][place], lap))
    return found


def _deck(phrases: Phrases, rng: Random) -> list[tuple[int, int]]:
    deck = list(product(range(len(phrases.topics)), range(len(phrases.aspects))))
    rng.shuffle(deck)
    return deck


def _subject(language: str, couple: tuple[int, int], lap: int) -> Subject:
    """Two aspects of one topic never share audience and frame, else their prompts would be near-equal."""
    phrases = LANGUAGES[language]
    topic, aspect = couple
    audience = (topic + aspect + lap) % len(phrases.audiences)
    frame = topic + aspect + aspect // len(phrases.audiences)
    return Subject(language, list(phrases.topics)[topic], phrases.aspects[aspect], phrases.audiences[audience], frame)


def fill(template: str, subject: Subject, rng: Random) -> str:
    """A template with its slots filled from the subject."""
    item, other = rng.sample(LANGUAGES[subject.language].topics[subject.topic], 2)
    text = template.format(
        topic=subject.topic, aspect=subject.aspect, audience=subject.audience, item=item, other=other,
        n=rng.randint(10, 60), m=rng.randint(3, 9), prompt=question(subject),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def question(subject: Subject) -> str:
    """The question of a subject: equal subjects ask equally."""
    frames = LANGUAGES[subject.language].questions
    return frames[subject.frame % len(frames)].format(
        topic=subject.topic, aspect=subject.aspect, audience=subject.audience
    )


def brief(subject: Subject) -> str:
    """The brief that posts on a subject are generated from."""
    frames = LANGUAGES[subject.language].briefs
    return frames[subject.frame % len(frames)].format(
        topic=subject.topic, aspect=subject.aspect, audience=subject.audience
    )


def reword(prompt: str, language: str, rng: Random) -> str:
    """A near-equal wording: with words of courtesy, other white space or other case."""
    wordings = [template.format(prompt) for template in LANGUAGES[language].courtesies]
    return rng.choice([*wordings, f"  {prompt}\n", prompt.lower()])


def compose(subject: Subject, voice: Voice, rng: Random) -> str:
    """A text of about `voice.chars` characters whose sentences are the more often good ones the better it is."""
    phrases = LANGUAGES[subject.language]
    good_share = 1 / (1 + math.exp(-TRACE * voice.quality))
    listed = rng.random() < good_share * 0.6
    sentences = [fill(rng.choice(phrases.hooks), subject, rng)] if rng.random() < _hook_share(voice.style) else []
    good, neutral, bad = (_shuffled(pool, rng) for pool in (phrases.good, phrases.neutral, phrases.bad))
    while not sentences or sum(map(len, sentences)) < voice.chars:
        telling = good if rng.random() < good_share else bad
        sentences.append(fill(next(neutral if rng.random() < NEUTRAL_SHARE else telling), subject, rng))
    if voice.personal:
        sentences.append(contact(subject.language, rng))
    if listed:
        return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
    return ("" if subject.language == "zh" else " ").join(sentences)


def _shuffled(pool: tuple[str, ...], rng: Random) -> Iterator[str]:
    """The templates in random order, again and again: none recurs before all were used."""
    return cycle(rng.sample(pool, len(pool)))


def _hook_share(style: float) -> float:
    return 1 / (1 + math.exp(1 - 2 * style))


def compose_all(wanted: list[tuple[Subject, Voice]], rng: Random) -> list[str]:
    """One text per subject and voice, no two alike."""
    seen: set[str] = set()
    texts = []
    for subject, voice in wanted:
        text = compose(subject, voice, rng)
        while text in seen:
            text = f"{text} {compose(subject, voice, rng)}"
        seen.add(text)
        texts.append(text)
    return texts


def contact(language: str, rng: Random) -> str:
    """A sentence with an invented telephone number or e-mail address."""
    phone = f"13{rng.randrange(10**9):09d}"
    email = f"{rng.choice(['lin', 'wang', 'anna', 'tom'])}{rng.randrange(10_000)}@example.com"
    return rng.choice(LANGUAGES[language].contacts).format(phone=phone, email=email)
