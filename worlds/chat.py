"""A simulated chat site, where the same answer is served in many conversations."""

import numpy as np
import polars as pl
from numpy.random import Generator

from worlds.abuse import push, scrape
from worlds.acts import Act, react, undo
from worlds.dice import Dice, dice
from worlds.knobs import ChatKnobs
from worlds.people import gather, visits
from worlds.people import truth as people_truth
from worlds.phrases import LANGUAGES
from worlds.responses import truth
from worlds.script import PLACES, Script, compose_script
from worlds.talk import Talk, converse
from worlds.text import fill
from worlds.world import Scene, World, arrival, clock, ids, in_order

THUMBS_UP = 0.7
"""Share of thumbs that point up."""
SULK = 0.3
"""What a unit of bad mood takes from the log-odds of a positive verdict and adds to those of a negative one."""
COLUMNS = ("event_id", "ts", "user_id", "conversation_id", "message_id", "type", "dwell_ms", "edited_text")


def simulate(knobs: ChatKnobs) -> World:
    """A whole site; the same knobs give the same world."""
    chance = dice(knobs.seed, "chat")
    rng = chance.numbers
    script = compose_script(knobs, chance)
    scene = Scene(knobs, gather(knobs, rng), script.responses)
    talk = converse(scene, script, *visits(scene.people, knobs.conversations, knobs, rng), rng)
    acts = pl.concat([_own_acts(scene, talk.answers, rng), _strangers(scene, talk.answers, rng)], how="diagonal")
    return World(
        kind="chat",
        knobs=knobs,
        events=_events(acts, script, chance, knobs),
        contents={"messages": _messages(talk, script, knobs, rng)},
        responses=_truth(talk.answers, script),
        users=people_truth(scene.people),
    )


def _acts(knobs: ChatKnobs) -> tuple[Act, ...]:
    return (
        Act("thumbs_up", THUMBS_UP * knobs.thumb_share, 1, undo="thumbs_clear", verdict=True),
        Act("thumbs_down", (1 - THUMBS_UP) * knobs.thumb_share, -1, undo="thumbs_clear", verdict=True),
        Act("copy", 0.08, 0.5, 1.5),
        Act("share", 0.015, 0.5, 0.5),
        Act("edit", 0.01, -0.3),
        Act("stop", 0.015, -0.6),
        Act("report", 0.002, -1.0),
    )


def _own_acts(scene: Scene, answers: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """What the people of the conversations do: they view every answer, regenerate some, judge some."""
    views = answers.with_columns(pl.lit("view").alias("type"))
    regenerated = answers.filter("regenerated").drop("dwell_ms")
    replaced = regenerated.with_columns(pl.col("finished").alias("time"), pl.lit("regenerate").alias("type"))
    reads = answers.filter("engaged").with_columns(pl.col("mood") * SULK)
    reactions = react(_acts(scene.knobs), scene, reads, 0.0, rng)
    return pl.concat([views, replaced, reactions, undo(reactions, _acts(scene.knobs), rng)], how="diagonal")


def _strangers(scene: Scene, answers: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """What scrapers and rings do in other people's conversations: each errand is to one message, already written."""
    first_answers = np.flatnonzero(scene.responses.context % PLACES == 0)
    acts = pl.concat([scrape(scene, first_answers, rng), push(scene, first_answers, "thumbs_up", rng)], how="diagonal")
    errands = acts.group_by("user", "errand", maintain_order=True).agg(pl.col("response").first(), pl.col("time").min())
    written = answers.select("response", "time", "conversation", "message").sort("response", "time", "message")
    when = (pl.col("response") * (1 << 40) + pl.col("time")).alias("key")
    known, wanted = (frame.select(when).to_series().to_numpy() for frame in (written, errands))
    start = np.searchsorted(known, errands["response"].to_numpy() * (1 << 40))
    there = np.searchsorted(known, wanted) - start
    row = start + (rng.random(len(errands)) * there).astype(np.int64)
    goals = written.select("conversation", "message")[row.clip(0, len(written) - 1)]
    reached = pl.concat([errands.select("user", "errand"), goals], how="horizontal").filter(pl.Series(there > 0))
    return acts.join(reached, on=["user", "errand"], maintain_order="left")


def _events(acts: pl.DataFrame, script: Script, dice: Dice, knobs: ChatKnobs) -> pl.DataFrame:
    events = in_order(acts, knobs, "chat")
    return events.with_columns(
        ids("c", events["conversation"]).alias("conversation_id"),
        ids("m", events["message"]).alias("message_id"),
        _edited(events, script, dice).alias("edited_text"),
    ).select(COLUMNS)


def _edited(events: pl.DataFrame, script: Script, dice: Dice) -> pl.Series:
    """What an edit makes of the answer: a useful sentence is added. Null for other acts."""
    rows = events.with_row_index("row").filter(pl.col("type") == "edit").select("row", "response")
    texts = []
    for response in rows["response"]:
        subject = script.subjects[script.responses.context[response] // PLACES]
        useful = dice.words.choice(LANGUAGES[subject.language].good)
        texts.append(f"{script.responses.text[response]}\n{fill(useful, subject, dice.words)}")
    numbers = pl.DataFrame({"row": pl.Series(range(len(events)), dtype=pl.UInt32)})
    texts = rows.select("row", pl.Series("text", texts, dtype=pl.String))
    return numbers.join(texts, on="row", how="left", maintain_order="left")["text"]


def _messages(talk: Talk, script: Script, knobs: ChatKnobs, rng: Generator) -> pl.DataFrame:
    """All messages in the order of time; a conversation arrives as a whole."""
    spoken = talk.answers["response"]
    answers = talk.answers.with_columns(
        content=script.responses.text.gather(spoken),
        model=script.responses.model.gather(spoken),
        role=pl.lit("assistant"),
    )
    asked = talk.questions.with_columns(role=pl.lit("user"), model=pl.lit(None, pl.String))
    columns = ["conversation", "message", "parent", "role", "content", "model", "time", "user"]
    both = pl.concat([asked.select(columns), answers.select(columns)]).sort("time", "message")
    late = rng.random(both["conversation"].max() + 1) < knobs.late_content_share
    return both.select(
        ids("c", both["conversation"]).alias("conversation_id"),
        ids("m", both["message"]).alias("message_id"),
        pl.when(pl.col("parent") >= 0).then(ids("m", both["parent"])).alias("parent_id"),
        "role",
        "content",
        "model",
        clock(knobs, both["time"].to_numpy()).alias("created_at"),
        pl.when(pl.col("role") == "user").then(ids("u", both["user"])).alias("user_id"),
        arrival(knobs, both["time"].to_numpy(), late[both["conversation"].to_numpy()]).alias("arrives"),
    )


def _truth(answers: pl.DataFrame, script: Script) -> pl.DataFrame:
    """One row per assistant message; the same answer stands under many messages."""
    context = script.responses.context
    where = ids("p", context // PLACES) + ids(".", context % PLACES)
    known = truth(script.responses, ids("", np.arange(len(context))), where)
    return known[answers["response"]].with_columns(ids("m", answers["message"]).alias("response"))
