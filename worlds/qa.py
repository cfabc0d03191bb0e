"""A simulated site of questions with long answers."""

from random import Random

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.acts import Act
from worlds.dice import dice
from worlds.knobs import QaKnobs
from worlds.people import gather
from worlds.people import truth as people_truth
from worlds.phrases import LANGUAGES
from worlds.responses import languages, truth, write
from worlds.served import Habits, Pages, behave, publish
from worlds.text import Subject, fill, question, subjects
from worlds.world import Scene, World, arrival, clock, ids, in_order

USUAL_CHARS = 220
OPENING = 0.3
"""Log-odds that a usual answer is opened by somebody who looks at it."""
UPVOTES = 0.8
"""Share of votes that are upvotes."""
DETAILED = 0.4
"""Share of questions with a detail."""
SCROLLS_LOGGED = 0.8
"""Share of views whose scroll depth is logged."""
COLUMNS = (
    "event_id", "ts", "user_id", "request_id", "question_id", "answer_id",
    "type", "position", "dwell_ms", "scroll_depth",
)  # fmt: skip


def simulate(knobs: QaKnobs) -> World:
    """A whole site; the same knobs give the same world."""
    chance = dice(knobs.seed, "qa")
    rng = chance.numbers
    asked = subjects(languages(knobs.questions, knobs, rng), chance.words)
    count = rng.integers(knobs.min_answers, knobs.max_answers + 1, knobs.questions)
    belongs = np.repeat(np.arange(knobs.questions), count)
    usual = np.full(len(belongs), USUAL_CHARS)
    scene = Scene(knobs, gather(knobs, rng), write(belongs, [asked[i] for i in belongs], usual, knobs, chance))
    published = publish(len(belongs), knobs, rng)
    acts = behave(scene, Habits(_pages(count, published, rng), published, knobs.views, OPENING, _acts(knobs)), rng)
    return World(
        kind="qa",
        knobs=knobs,
        events=_events(acts, belongs, knobs, rng),
        contents={"questions": _questions(asked, knobs, chance.words), "answers": _answers(scene, published, rng)},
        responses=truth(scene.responses, ids("a", np.arange(len(belongs))), ids("q", belongs)),
        users=people_truth(scene.people),
    )


def _acts(knobs: QaKnobs) -> tuple[Act, ...]:
    return (
        Act("upvote", UPVOTES * knobs.vote_share, 1, undo="cancel_upvote", verdict=True),
        Act("downvote", (1 - UPVOTES) * knobs.vote_share, -1, undo="cancel_downvote", verdict=True),
        Act("collect", 0.03, 0.6, 1.5, undo="uncollect"),
        Act("share", 0.008, 0.5, 0.5),
        Act("thank", 0.008, 0.9),
        Act("comment", 0.015, 0.2, 0.3),
        Act("report", 0.001, -1.0),
    )


def _pages(count: NDArray[np.int64], published: NDArray[np.int64], rng: Generator) -> Pages:
    """A page shows all answers to one question that have been published; a few questions get most visits."""
    first = np.cumsum(count) - count
    fame = rng.pareto(2.0, len(count)) + 0.5
    fame /= fame.sum()

    def pages(time: NDArray[np.int64], rng: Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        opened = rng.choice(len(count), len(time), p=fame)
        visit = np.repeat(np.arange(len(time)), count[opened])
        start = np.cumsum(count[opened]) - count[opened]
        response = np.arange(len(visit)) + np.repeat(first[opened] - start, count[opened])
        there = published[response] <= time[visit]
        return visit[there], response[there]

    return pages


def _events(acts: pl.DataFrame, belongs: NDArray[np.int64], knobs: QaKnobs, rng: Generator) -> pl.DataFrame:
    events = in_order(acts, knobs, "qa")
    response = events["response"].to_numpy()
    logged = pl.Series(rng.random(len(events)) < SCROLLS_LOGGED)
    return events.with_columns(
        ids("r", events["request"]).alias("request_id"),
        ids("q", belongs[response]).alias("question_id"),
        ids("a", response).alias("answer_id"),
        pl.when(logged).then("depth").alias("scroll_depth"),
    ).select(COLUMNS)


def _questions(asked: list[Subject], knobs: QaKnobs, rng: Random) -> pl.DataFrame:
    details = [
        fill(rng.choice(LANGUAGES[subject.language].details), subject, rng) if rng.random() < DETAILED else None
        for subject in asked
    ]
    return pl.DataFrame(
        {
            "question_id": ids("q", np.arange(len(asked))),
            "title": [question(subject) for subject in asked],
            "detail": pl.Series(details, dtype=pl.String),
            "topics": [[subject.topic, subject.aspect] for subject in asked],
            "arrives": [knobs.start] * len(asked),
        }
    )


def _answers(scene: Scene, published: NDArray[np.int64], rng: Generator) -> pl.DataFrame:
    n, responses, knobs = len(published), scene.responses, scene.knobs
    return pl.DataFrame(
        {
            "answer_id": ids("a", np.arange(n)),
            "question_id": ids("q", responses.context),
            "text": responses.text,
            "model": responses.model,
            "published_at": clock(knobs, published),
            "arrives": arrival(knobs, published, rng.random(n) < knobs.late_content_share),
        }
    )
