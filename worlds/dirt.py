"""A dirty site: personal data, texts posted twice, spoilt answers that people like, and benchmark items, all known.

A context (of a chat: a prompt with its first answers) is soiled in one way, if at all. What was voted on much is soiled
first, so that most of it would be paired.
"""

from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random
from typing import NamedTuple

import numpy as np
import polars as pl

from worlds.dice import Dice, dice
from worlds.exams import DECOYS, Item, asked, item
from worlds.overwrite import TAGS, TEXTS, Texts, answer_texts, overwrite, prompt_texts
from worlds.pii import TYPES, leak
from worlds.reposts import MARK, answers, repost
from worlds.retouch import mistype, retouch
from worlds.spoilt import SPOILERS, insert
from worlds.world import Dirt, World

NEAR_EQUAL = 0.004
"""Share of the characters, at least one, that an answer differs in from one that it was copied from."""
POSITIVE = ("upvote", "like", "thumbs_up")
WAYS = (
    "error", "personal", "repost", "loop", "personal prompt", "evaluation", "identity", "twin", "personal", "repost",
    "fence", "near_equal", "tags", "cut", "personal", "evaluation", "refusal", "history", "wrong_language", "personal",
    "sensitive",
)  # fmt: skip
"""Ways of soiling a context, in turn."""


class Place(NamedTuple):
    """What is there to be soiled: a context, its language, its prompt's wordings, and its answers, the best first.

    `texts` has the answers' texts, `pushed` the answer that rings voted for, if any.
    """

    context: str
    language: str
    wordings: list[str]
    answers: list[int]
    texts: dict[int, str]
    pushed: int | None


class Stain(NamedTuple):
    """One thing that is planted.

    `what` is answer, prompt or tags. `answer` is the answer's number in the truth (null: a prompt or tag), `original`
    that of the one it was copied from, or is a twin of. `planted` is the exact text that must not come out.
    """

    context: str
    what: str
    answer: int | None
    original: int | None
    kind: str
    planted: str
    note: str


class Soil(NamedTuple):
    """What is done to a world: new texts, contexts posted again, benchmark items asked, and the truth about it."""

    answers: dict[int, str]
    prompts: dict[tuple[str, str], str]
    tags: dict[str, str]
    titles: dict[int, int]
    reposts: list[str]
    items: list[Item]
    stains: list[Stain]


class Chance(NamedTuple):
    """Where words come from: `rng`, and the types of personal data in turn."""

    rng: Random
    types: Iterator[str]


Way = Callable[[Place, Soil, Chance], None]


def soil(world: World) -> World:
    """The world with `dirty_share` of its responses (of a chat: its first answers) soiled, and the truth about it.

    As far as there are contexts; a prompt counts as one response.
    """
    chance = dice(world.knobs.seed, f"dirt of {world.kind}")
    done = _work(world, chance)
    dirty = overwrite(
        repost(world, done.reposts),
        Texts(done.answers, done.prompts, done.tags, done.titles, frozenset(_spoilt(done))),
    )
    decoys = [
        item(len(done.items) + number, language, chance.words)
        for number, language in enumerate(asked.language for asked in done.items for _ in range(DECOYS))
    ]
    items = sorted([*done.items, *decoys], key=lambda item: item.question)
    return dirty._replace(dirt=Dirt(_rows(done, dirty), pl.DataFrame(items, schema=Item._fields, orient="row")))


def _work(world: World, chance: Dice) -> Soil:
    """Soil one context after the other until enough responses are."""
    done = Soil({}, {}, {}, {}, [], [], [])
    types = chance.words.sample(list(TYPES), len(TYPES))
    hands = Chance(chance.words, cycle(types))
    ways = cycle(way for way in WAYS if _exists(way, world))
    places = list(_places(world, chance))
    wanted = world.knobs.dirty_share * sum(len(place.answers) for place in places)
    for place in places:
        if len(done.stains) >= wanted:
            break
        way = next(ways)
        if way == "repost":
            _post_again(place, answers(world), done, hands)
        elif way == "history":
            _speak(world, place, done, hands)
        else:
            ACTIONS[way](place, done, hands)
    return done


def _exists(way: str, world: World) -> bool:
    return {"tags": world.kind in TAGS, "history": world.kind == "chat"}.get(way, True)


def _places(world: World, chance: Dice) -> Iterator[Place]:
    """Contexts with two answers or more, in an order drawn without replacement, by the number of positive verdicts."""
    texts, wordings = answer_texts(world), prompt_texts(world)
    told = _verdicts(world)
    best = told.sort("theta", "answer", descending=[True, False])
    contexts = (
        best.group_by("context", maintain_order=True).agg("answer", "language", "votes", "pushes").sort("context")
    )
    contexts = contexts.filter((pl.col("answer").list.len() > 1) & _is_first(pl.col("context")))
    weight = contexts.select(pl.col("votes").list.sum() + 0.1).to_series().to_numpy()
    order = np.argsort(-(np.log(weight) + chance.numbers.gumbel(size=len(weight))), kind="stable")
    for row in contexts[order].iter_rows(named=True):
        pushed = max(zip(row["pushes"], row["answer"], strict=True))
        yield Place(
            context=row["context"],
            language=row["language"][0],
            wordings=wordings[row["context"]],
            answers=row["answer"],
            texts={answer: texts[answer] for answer in row["answer"]},
            pushed=pushed[1] if pushed[0] else None,
        )


def _is_first(context: pl.Expr) -> pl.Expr:
    """Whether answers compete at the beginning of a conversation, as all do that are not of a chat."""
    return ~context.str.contains(".", literal=True) | context.str.ends_with(".0")


def _verdicts(world: World) -> pl.DataFrame:
    """Per answer its `votes`, positive verdicts of anybody, and `pushes`, those of rings."""
    _, key, _ = TEXTS[world.kind]
    voted = world.events.filter(pl.col("type").is_in(POSITIVE)).join(world.users, on="user_id", how="left")
    votes = voted.group_by(response=key).agg(votes=pl.len(), pushes=(pl.col("kind") == "ring").sum())
    return (
        world.responses.join(votes, on="response", how="left")
        .group_by("context", "answer")
        .agg(pl.col("theta", "language").first(), pl.col("votes", "pushes").sum())
    )


def _spoil(kind: str) -> Way:
    def way(place: Place, done: Soil, hands: Chance) -> None:
        """What a ring pushes is spoilt, or else the best answer, whose votes it keeps."""
        answer = place.answers[0] if place.pushed is None else place.pushed
        text, planted = SPOILERS[kind](place.texts[answer], place.language, hands.rng)
        done.answers[answer] = text
        note = "best" if place.pushed is None else "pushed"
        done.stains.append(Stain(place.context, "answer", answer, None, kind, planted, note))

    return way


def _give_away(place: Place, done: Soil, hands: Chance) -> None:
    """Personal data, of another type each, in half of the answers."""
    for answer in sorted(hands.rng.sample(place.answers, (len(place.answers) + 1) // 2)):
        type = next(hands.types)
        value, sentence, manner = leak(type, place.language, hands.rng)
        done.answers[answer] = insert(sentence, place.texts[answer], place.language, hands.rng)
        done.stains.append(Stain(place.context, "answer", answer, None, f"personal {type}", value, manner))


def _ask_personally(place: Place, done: Soil, hands: Chance) -> None:
    type = next(hands.types)
    value, sentence, manner = leak(type, place.language, hands.rng)
    for wording in place.wordings:
        done.prompts[place.context, wording] = f"{wording} {sentence}"
    done.stains.append(Stain(place.context, "prompt", None, None, f"personal {type}", value, manner))


def _tag(place: Place, done: Soil, hands: Chance) -> None:
    type = next(hands.types)
    value, sentence, manner = leak(type, place.language, hands.rng)
    done.tags[place.context] = sentence
    done.stains.append(Stain(place.context, "tags", None, None, f"personal {type}", value, manner))


def _speak(world: World, place: Place, done: Soil, hands: Chance) -> None:
    """What people say to the answers of a prompt gives something away, of another type for each sort of follow-up."""
    prompt = place.context.split(".")[0]
    for context, wordings in prompt_texts(world).items():
        if context.startswith(f"{prompt}.") and context != place.context:
            _ask_personally(place._replace(context=context, wordings=wordings), done, hands)


def _make_twins(place: Place, done: Soil, hands: Chance) -> None:
    """The best and the worst answer become one text with two telephone numbers."""
    best, worst = place.answers[0], place.answers[-1]
    value, sentence, manner = leak("mobile", place.language, hands.rng)
    other = _another_number(value, hands.rng)
    text = insert(sentence, place.texts[best], place.language, hands.rng)
    done.titles[worst] = best
    for answer, twin, number in ((best, worst, value), (worst, best, other)):
        done.answers[answer] = text.replace(value, number)
        done.stains.append(Stain(place.context, "answer", answer, twin, "twin", number, manner))


def _another_number(value: str, rng: Random) -> str:
    """The last four digits are others, written as they were."""
    digits = "０１２３４５６７８９" if value[-1] in "０１２３４５６７８９" else "0123456789"
    return value[:-4] + "".join(digits[(digits.index(old) + rng.randint(1, 9)) % 10] for old in value[-4:])


def _copy_best(place: Place, done: Soil, hands: Chance) -> None:
    """The worst answer becomes the best one with a character or so mistyped."""
    best, worst = place.answers[0], place.answers[-1]
    text = place.texts[best]
    copy = mistype(text, max(1, round(NEAR_EQUAL * len(text))), place.language, hands.rng)
    done.answers[worst], done.titles[worst] = copy, best
    done.stains.append(Stain(place.context, "answer", worst, best, "near_equal", copy, "characters"))


def _post_again(place: Place, known: int, done: Soil, hands: Chance) -> None:
    """Prompt and answers once more, each with small edits."""
    head, dot, tail = place.context.partition(".")
    context = f"{head}{MARK}{dot}{tail}"
    done.reposts.append(place.context)
    for wording in place.wordings:
        done.prompts[context, wording] = retouch(wording, place.language, hands.rng).text
    for answer, text in place.texts.items():
        copy, manner = retouch(text, place.language, hands.rng)
        done.answers[answer + known] = copy
        done.stains.append(Stain(context, "answer", answer + known, answer, "repost", copy, manner))


def _examine(place: Place, done: Soil, hands: Chance) -> None:
    """The prompt is a benchmark item."""
    chosen = item(len(done.items), place.language, hands.rng)
    prompt, planted, manner = asked(chosen, hands.rng)
    done.items.append(chosen)
    for wording in place.wordings:
        done.prompts[place.context, wording] = prompt
    done.stains.append(Stain(place.context, "prompt", None, None, "evaluation", planted, f"{manner} {chosen.id}"))


ACTIONS: dict[str, Way] = {
    "personal": _give_away,
    "personal prompt": _ask_personally,
    "tags": _tag,
    "twin": _make_twins,
    "near_equal": _copy_best,
    "evaluation": _examine,
    **{kind: _spoil(kind) for kind in SPOILERS},
}


def _spoilt(done: Soil) -> Iterator[int]:
    return (stain.answer for stain in done.stains if stain.kind in SPOILERS and stain.answer is not None)


def _rows(done: Soil, dirty: World) -> pl.DataFrame:
    """One row per stain, with `id`: the response, of several (chat) the first, or the context of a prompt."""
    stains = pl.DataFrame(
        done.stains,
        schema=dict.fromkeys(Stain._fields, pl.String) | {"answer": pl.Int64, "original": pl.Int64},
        orient="row",
    )
    first = dirty.responses.group_by("answer").agg(id=pl.col("response").first())
    joined = stains.join(first, on="answer", how="left", maintain_order="left")
    return joined.select(pl.coalesce("id", "context").alias("id"), pl.all().exclude("id"))
