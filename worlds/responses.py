"""What there is to judge: every response with its true worth, its engagement style and its text."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.dice import Dice
from worlds.knobs import Knobs
from worlds.text import CHARS, Subject, Voice, compose_all

MODELS = ("m0", "m1", "m2", "m3")
MODEL_QUALITY = np.array([-0.4, -0.1, 0.1, 0.4])
"""Mean quality of what a model writes, in standard deviations."""
LENGTH_SPREAD = 0.5
"""Standard deviation of log length."""
READ_CHARS, READ_MS = 100, 12_000
"""Length of a Chinese text and the time that it takes to read; `length_bias` is the elasticity around it."""


class Responses(NamedTuple):
    """One element per response, those of a context side by side.

    `context` is the number of what its alternatives share. `theta` is, up to the site's constant, the log-odds that a
    reader of average taste gives a positive verdict. `style` is what the engagement style adds to log dwell. `flavour`
    is a point on a circle of radius sqrt(taste): its product with a reader's palate is what taste adds to theta.
    `allure` is what the title adds to the log-odds of being opened. `log_read` is the log of the expected reading time
    in ms.
    """

    context: NDArray[np.int64]
    theta: NDArray[np.float64]
    style: NDArray[np.float64]
    flavour: NDArray[np.float64]
    allure: NDArray[np.float64]
    log_read: NDArray[np.float64]
    model: pl.Series
    language: pl.Series
    text: pl.Series


class Drawn(NamedTuple):
    """What is drawn for a response before it is written, in standard deviations; `model` is a number."""

    quality: NDArray[np.float64]
    style: NDArray[np.float64]
    log_length: NDArray[np.float64]
    model: NDArray[np.int64]


def languages(n: int, knobs: Knobs, rng: Generator) -> list[str]:
    """Language of each of `n` prompts, in the share that is asked for."""
    chinese = round(n * knobs.chinese)
    return rng.permutation(["zh"] * chinese + ["en"] * (n - chinese)).tolist()


def write(
    context: NDArray[np.int64], about: list[Subject], usual: NDArray[np.int64], knobs: Knobs, dice: Dice
) -> Responses:
    """Write one response per element of `context`, `about` a subject and of `usual` length (in Chinese) each."""
    rng, n = dice.numbers, len(context)
    drawn = _draw(n, rng)
    width = np.array([CHARS[subject.language] for subject in about])
    wanted = (width * usual * np.exp(LENGTH_SPREAD * drawn.log_length)).astype(int)
    personal = rng.random(n) < knobs.personal_share
    voices = map(Voice, drawn.quality.tolist(), drawn.style.tolist(), wanted.tolist(), personal.tolist())
    text = pl.Series(compose_all(list(zip(about, voices, strict=True)), dice.words), dtype=pl.String)
    angle = rng.uniform(0, 2 * np.pi, n)
    length = text.str.len_chars().to_numpy()
    return Responses(
        context=context,
        theta=knobs.quality * drawn.quality,
        style=knobs.style * drawn.style,
        flavour=np.sqrt(knobs.taste) * np.column_stack([np.cos(angle), np.sin(angle)]),
        allure=rng.normal(0, 0.4, n),
        log_read=np.log(READ_MS) + knobs.length_bias * np.log(length / (width * READ_CHARS)),
        model=pl.Series(MODELS).gather(drawn.model),
        language=pl.Series([subject.language for subject in about], dtype=pl.String),
        text=text,
    )


def _draw(n: int, rng: Generator) -> Drawn:
    model = rng.integers(0, len(MODELS), n)
    own = np.sqrt(1 - MODEL_QUALITY.var())
    return Drawn(
        quality=MODEL_QUALITY[model] + own * rng.normal(0, 1, n),
        style=rng.normal(0, 1, n),
        log_length=rng.normal(0, 1, n).clip(-2.5, 2.5),
        model=model,
    )


def truth(responses: Responses, response: pl.Series, context: pl.Series) -> pl.DataFrame:
    """One row per response under the site's own ids.

    `answer` is the number of the text, equal for a text that was served under several ids. `flavour_x` and `flavour_y`
    are what `score.shares` needs to know how many people prefer which of two responses; `length` is in characters.
    """
    return pl.DataFrame(
        {
            "response": response,
            "context": context,
            "answer": np.arange(len(responses.theta)),
            "theta": responses.theta,
            "style": responses.style,
            "flavour_x": responses.flavour[:, 0],
            "flavour_y": responses.flavour[:, 1],
            "length": responses.text.str.len_chars().cast(pl.Int32),
            "language": responses.language,
        }
    )
