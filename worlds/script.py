"""All that can be said on a simulated chat site: prompts in several wordings, follow-ups, and the answers to each."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from worlds.dice import Dice
from worlds.knobs import ChatKnobs
from worlds.phrases import LANGUAGES
from worlds.responses import Responses, languages, write
from worlds.text import Subject, fill, question, reword, subjects

FOLLOW_UPS = ("thanks", "deeper", "corrections", "rephrasings", "changes")
"""Fields of `Phrases`: what a user may say to an answer. The replies to the k-th, from 0, compete at place k + 1."""
PLACES = 1 + len(FOLLOW_UPS)
"""Places of a prompt at which answers compete: 0 the prompt itself, then one per kind of follow-up."""
WORDINGS = 4
"""Wordings of a prompt and of a follow-up; the first of a prompt is the plain one."""
REPLIES = 3
"""Answers that compete at a follow-up."""
USUAL_CHARS, USUAL_REPLY_CHARS, THANKS_REPLY_CHARS = 120, 80, 15


class Script(NamedTuple):
    """`responses` by context = prompt x PLACES + place, which starts at `first` and has `size` answers.

    `subjects` has one subject per prompt; `prompts` holds WORDINGS texts per prompt, `follow_ups` WORDINGS texts per
    prompt and kind of follow-up.
    """

    subjects: list[Subject]
    responses: Responses
    first: NDArray[np.int64]
    size: NDArray[np.int64]
    prompts: pl.Series
    follow_ups: pl.Series


def compose_script(knobs: ChatKnobs, dice: Dice) -> Script:
    """Write everything that can be said."""
    asked = subjects(languages(knobs.prompts, knobs, dice.numbers), dice.words)
    size = np.full((knobs.prompts, PLACES), REPLIES)
    size[:, 0] = dice.numbers.integers(knobs.min_answers, knobs.max_answers + 1, knobs.prompts)
    size = size.reshape(-1)
    context = np.repeat(np.arange(len(size)), size)
    usual = np.array([USUAL_CHARS, *[USUAL_REPLY_CHARS] * len(FOLLOW_UPS)])
    usual[1 + FOLLOW_UPS.index("thanks")] = THANKS_REPLY_CHARS
    about = [asked[number] for number in context // PLACES]
    return Script(
        subjects=asked,
        responses=write(context, about, usual[context % PLACES], knobs, dice),
        first=np.cumsum(size) - size,
        size=size,
        prompts=_prompts(asked, dice),
        follow_ups=_follow_ups(asked, dice),
    )


def _prompts(asked: list[Subject], dice: Dice) -> pl.Series:
    texts = []
    for subject in asked:
        plain = question(subject)
        texts += [plain, *(reword(plain, subject.language, dice.words) for _ in range(WORDINGS - 1))]
    return pl.Series(texts, dtype=pl.String)


def _follow_ups(asked: list[Subject], dice: Dice) -> pl.Series:
    texts = [
        fill(dice.words.choice(getattr(LANGUAGES[subject.language], kind)), subject, dice.words)
        for subject in asked
        for kind in FOLLOW_UPS
        for _ in range(WORDINGS)
    ]
    return pl.Series(texts, dtype=pl.String)
