"""How conversations go: answers are read, regenerated, and followed up."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.dice import intercept, sigmoid
from worlds.knobs import ChatKnobs
from worlds.reading import Views, appeal, read
from worlds.script import FOLLOW_UPS, PLACES, WORDINGS, Script
from worlds.world import Scene

TURNS = 3
ATTEMPTS = 4
"""Most answers to one message."""
MESSAGES = 1 << 4
"""More than a conversation has in one turn; a message's number is (conversation x TURNS + turn) x MESSAGES + place."""
PATIENCE_MS = 180_000
"""Longest time for which reading holds up what follows."""
REGRET = 1.3
"""What a unit of theta, as this reader sees it, takes from the log-odds of regenerating."""
FATIGUE = 0.6
"""Share of regenerations at an attempt, relative to the attempt before."""
TONE = {
    "thanks": (-0.2, 0.6, -0.4),
    "deeper": (0.4, 0.2, 0.0),
    "corrections": (-0.6, -0.8, 0.6),
    "rephrasings": (-0.9, -0.5, 0.3),
    "changes": (-0.9, 0.0, 0.0),
}
"""Log weight of a kind of follow-up: constant, per unit of theta as the reader sees it, per unit of bad mood."""
EDITED_SHARE = 0.4
"""Share of rephrasings that replace the question rather than follow the answer."""


class Turn(NamedTuple):
    """Conversations that wait for an answer, one element each.

    `message` is the number of the user message to be answered and `parent` that of the message before it (-1: none);
    `context` is where the answers compete; `time` is in ms since the start; `mood` is worse the higher it is.
    """

    conversation: NDArray[np.int64]
    user: NDArray[np.int64]
    message: NDArray[np.int64]
    parent: NDArray[np.int64]
    context: NDArray[np.int64]
    time: NDArray[np.int64]
    mood: NDArray[np.float64]


class Talk(NamedTuple):
    """What was said.

    `answers` has one row per assistant message: `message`, `parent`, `conversation`, `user`, `response`, `time`,
    `mood`, `dwell_ms`, `engaged`, `finished` (when the reader is free to act) and `regenerated`. `questions` has one
    row per user message: `message`, `parent` (-1: none), `conversation`, `user`, `time`, `content`.
    """

    answers: pl.DataFrame
    questions: pl.DataFrame


def converse(scene: Scene, script: Script, user: NDArray[np.int64], time: NDArray[np.int64], rng: Generator) -> Talk:
    """One conversation per visit."""
    turn, opening = _begin(scene.knobs, script, user, time, rng)
    answers, questions = [], [opening]
    for number in range(TURNS):
        given = _answer(scene, script, turn, rng)
        answers.append(given)
        if number + 1 < TURNS:
            turn, asked = _follow_up(scene, script, turn, given, rng)
            questions.append(asked)
    return Talk(pl.concat(answers), pl.concat(questions))


def _begin(
    knobs: ChatKnobs, script: Script, user: NDArray[np.int64], time: NDArray[np.int64], rng: Generator
) -> tuple[Turn, pl.DataFrame]:
    n = len(user)
    prompt = rng.integers(0, knobs.prompts, n)
    wording = np.where(rng.random(n) < knobs.reworded_share, rng.integers(1, WORDINGS, n), 0)
    conversation = np.arange(n)
    turn = Turn(
        conversation=conversation,
        user=user,
        message=conversation * TURNS * MESSAGES,
        parent=np.full(n, -1),
        context=prompt * PLACES,
        time=time,
        mood=rng.normal(0, 1, n),
    )
    return turn, _questions(turn, script.prompts.gather(prompt * WORDINGS + wording))


def _questions(turn: Turn, content: pl.Series) -> pl.DataFrame:
    columns = ("message", "parent", "conversation", "user", "time")
    return pl.DataFrame({name: getattr(turn, name) for name in columns} | {"content": content})


def _answer(scene: Scene, script: Script, turn: Turn, rng: Generator) -> pl.DataFrame:
    """Answers to the messages of a turn: one each, and others where a reader regenerates, none of them twice."""
    size = script.size[turn.context]
    lots = rng.random((len(size), size.max(initial=1)))
    lots[np.arange(lots.shape[1]) >= size[:, None]] = np.inf
    order = np.argsort(lots, axis=1)
    waiting, now, given = np.arange(len(size)), turn.time + 3_000, []
    for attempt in range(min(ATTEMPTS, lots.shape[1])):
        response = script.first[turn.context[waiting]] + order[waiting, attempt]
        more = (attempt + 1 < ATTEMPTS) & (attempt + 1 < size[waiting])
        answers = _attempt(scene, turn, Attempt(attempt, waiting, response, now, more), rng)
        given.append(answers)
        again = answers["regenerated"].to_numpy()
        waiting = waiting[again]
        now = answers["finished"].to_numpy()[again] + 4_000
    return pl.concat(given)


class Attempt(NamedTuple):
    """The `number`-th answers, from 0, to the messages at `waiting` of a turn; `more` where another answer is left."""

    number: int
    waiting: NDArray[np.int64]
    response: NDArray[np.int64]
    time: NDArray[np.int64]
    more: NDArray[np.bool_]


def _attempt(scene: Scene, turn: Turn, attempt: Attempt, rng: Generator) -> pl.DataFrame:
    at, n = attempt.waiting, len(attempt.waiting)
    views = Views(turn.user[at], attempt.response, np.ones(n, dtype=np.int64))
    reads = read(scene, views, 0.0, rng)
    mood = turn.mood[at] + 0.3 * attempt.number
    odds = -REGRET * appeal(scene, views) + 0.4 * mood
    share = scene.knobs.regenerate_share * FATIGUE**attempt.number
    wants = rng.random(n) < sigmoid(intercept(odds, share) + odds)
    return pl.DataFrame(
        {
            "message": turn.message[at] + 1 + attempt.number,
            "parent": turn.message[at],
            "conversation": turn.conversation[at],
            "user": views.user,
            "response": views.response,
            "time": attempt.time,
            "mood": mood,
            "dwell_ms": reads.dwell,
            "engaged": reads.engaged,
            "finished": attempt.time + np.minimum(reads.dwell, PATIENCE_MS),
            "regenerated": wants & reads.engaged & attempt.more,
        }
    )


def _follow_up(
    scene: Scene, script: Script, turn: Turn, given: pl.DataFrame, rng: Generator
) -> tuple[Turn, pl.DataFrame]:
    """What some users say to the last answer of a turn, in the order of the turn."""
    last = given.filter(~pl.col("regenerated")).sort("conversation")
    place = np.searchsorted(turn.conversation, last["conversation"].to_numpy())
    chosen = np.flatnonzero((rng.random(len(last)) < scene.knobs.follow_share) & last["engaged"].to_numpy())
    last, place = last[chosen], place[chosen]
    kind = _kinds(scene, last, rng)
    edited = (kind == FOLLOW_UPS.index("rephrasings")) & (rng.random(len(kind)) < EDITED_SHARE)
    prompt = turn.context[place] // PLACES
    after = Turn(
        conversation=turn.conversation[place],
        user=turn.user[place],
        message=turn.message[place] + MESSAGES,
        parent=np.where(edited, turn.parent[place], last["message"].to_numpy()),
        context=prompt * PLACES + 1 + kind,
        time=last["finished"].to_numpy() + rng.integers(5_000, 60_000, len(kind)),
        mood=last["mood"].to_numpy() + 0.5 * (kind == FOLLOW_UPS.index("corrections")),
    )
    wording = rng.integers(0, WORDINGS, len(kind))
    text = script.follow_ups.gather((prompt * len(FOLLOW_UPS) + kind) * WORDINGS + wording)
    return after, _questions(after, text)


def _kinds(scene: Scene, last: pl.DataFrame, rng: Generator) -> NDArray[np.int64]:
    """Kind of follow-up to each answer, as a number of `FOLLOW_UPS`."""
    user, response = last["user"].to_numpy(), last["response"].to_numpy()
    felt = appeal(scene, Views(user, response, np.ones_like(user)))
    terms = np.column_stack([np.ones(len(felt)), felt, last["mood"].to_numpy()])
    weights = terms @ np.array([TONE[kind] for kind in FOLLOW_UPS]).T
    return np.argmax(weights + rng.gumbel(size=weights.shape), axis=1)
