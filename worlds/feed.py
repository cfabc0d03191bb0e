"""A simulated feed of short posts."""

from random import Random

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from worlds.acts import Act
from worlds.dice import dice
from worlds.knobs import FeedKnobs
from worlds.people import gather
from worlds.people import truth as people_truth
from worlds.phrases import LANGUAGES
from worlds.responses import languages, truth, write
from worlds.served import Habits, Pages, behave, publish
from worlds.text import Subject, brief, fill, subjects
from worlds.world import Scene, World, arrival, clock, ids, in_order

USUAL_CHARS = 90
OPENING = 0.2
"""Log-odds that a usual post is opened by somebody who looks at it."""
PAGE = 10
"""Posts drawn for a page."""
MOST_IMAGES = 9
COLUMNS = ("event_id", "ts", "user_id", "request_id", "note_id", "type", "position", "dwell_ms")


def simulate(knobs: FeedKnobs) -> World:
    """A whole site; the same knobs give the same world."""
    chance = dice(knobs.seed, "feed")
    rng = chance.numbers
    briefs = subjects(languages(knobs.topics, knobs, rng), chance.words)
    belongs = np.sort(rng.integers(0, knobs.topics, knobs.notes))
    usual = np.full(knobs.notes, USUAL_CHARS)
    scene = Scene(knobs, gather(knobs, rng), write(belongs, [briefs[i] for i in belongs], usual, knobs, chance))
    published = publish(knobs.notes, knobs, rng)
    acts = behave(scene, Habits(_pages(published), published, knobs.views, OPENING, _acts(knobs)), rng)
    return World(
        kind="feed",
        knobs=knobs,
        events=_events(acts, knobs),
        contents={"notes": _notes(scene, briefs, published, chance.words, rng)},
        responses=truth(scene.responses, ids("n", np.arange(knobs.notes)), ids("b", belongs)),
        users=people_truth(scene.people),
    )


def _acts(knobs: FeedKnobs) -> tuple[Act, ...]:
    return (
        Act("like", knobs.like_share, 1, undo="unlike", verdict=True),
        Act("hide", 0.006, -1, verdict=True),
        Act("collect", 0.04, 0.6, 1.5, undo="uncollect"),
        Act("share", 0.01, 0.5, 0.5),
        Act("comment", 0.015, 0.2, 0.3),
        Act("follow", 0.006, 0.6, 0.3),
        Act("report", 0.001, -1.0),
    )


def _pages(published: NDArray[np.int64]) -> Pages:
    """A page shows a few of the posts that have been published, of any brief."""

    def pages(time: NDArray[np.int64], rng: Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        visit = np.repeat(np.arange(len(time)), PAGE)
        couple = np.unique(visit * len(published) + rng.integers(0, len(published), len(visit)))
        visit, response = np.divmod(couple, len(published))
        there = published[response] <= time[visit]
        return visit[there], response[there]

    return pages


def _events(acts: pl.DataFrame, knobs: FeedKnobs) -> pl.DataFrame:
    events = in_order(acts, knobs, "feed")
    return events.with_columns(
        ids("r", events["request"]).alias("request_id"), ids("n", events["response"]).alias("note_id")
    ).select(COLUMNS)


def _notes(
    scene: Scene, briefs: list[Subject], published: NDArray[np.int64], words: Random, rng: Generator
) -> pl.DataFrame:
    n, responses, knobs = len(published), scene.responses, scene.knobs
    about = [briefs[number] for number in responses.context]
    return pl.DataFrame(
        {
            "note_id": ids("n", np.arange(n)),
            "title": [fill(words.choice(LANGUAGES[subject.language].titles), subject, words) for subject in about],
            "text": responses.text,
            "tags": [[subject.topic, subject.aspect] for subject in about],
            "image_count": rng.integers(0, MOST_IMAGES + 1, n),
            "prompt": [brief(subject) for subject in about],
            "model": responses.model,
            "published_at": clock(knobs, published),
            "arrives": arrival(knobs, published, rng.random(n) < knobs.late_content_share),
        }
    )
