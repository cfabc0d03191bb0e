"""What became of each answer of a conversation."""

import dataframely as dy
import polars as pl

from schemas.signals import FOLLOW_UP
from schemas.statistics import Turns
from transforms.follow_ups import classify, similarity

SESSION = ["thread", "user"]
ANSWER = ["response", "user"]
MOMENT = ["ts", "event_id"]


def turns(events: pl.LazyFrame, contents: pl.LazyFrame) -> dy.LazyFrame[Turns]:
    """One row per answer and user who did anything on it, view included; none on sites that are no conversations.

    `earlier_*` count the user's regenerations and complaints of tonight in the same conversation, before the first
    event on this answer. Of several follow-ups to an answer (the user edited his question) the first counts; of several
    edits the last.
    """
    columns = ("event_id", "ts", "dt", "user", "action", "thread", "response", "target")
    acts = events.select(columns).join(_conversations(contents), on="thread", how="semi")
    answers = _answers(contents)
    follow_ups = _follow_ups(acts, answers, contents)
    told = acts.join(follow_ups.select("event_id", "follow_up"), on="event_id", how="left").with_columns(_moods())
    rows = (
        told.group_by(ANSWER)
        .agg(_became())
        .join(answers, on="response", how="left")
        .join(_first_follow_up(follow_ups), on=ANSWER, how="left")
        .join(_last_edit(acts), on=ANSWER, how="left")
    )
    return Turns.cast(rows)


def _conversations(contents: pl.LazyFrame) -> pl.LazyFrame:
    """Threads whose answers are numbered: only those of conversations are."""
    return contents.filter(pl.col("attempt").is_not_null()).select("thread").unique()


def _answers(contents: pl.LazyFrame) -> pl.LazyFrame:
    """(response, context, parent, attempt, siblings) of every answer; a user's own rewrite is no sibling."""
    answers = (
        contents.filter(pl.col("role") == "assistant")
        .group_by("response")
        .agg(pl.col("content_id", "thread", "context", "parent", "attempt", "edited_from").max_by("night"))
    )
    siblings = (
        answers.filter(pl.col("edited_from").is_null(), pl.col("parent").is_not_null())
        .group_by("thread", "parent")
        .agg(siblings=pl.col("content_id").n_unique())
    )
    columns = ("response", "context", "parent", "attempt", "siblings")
    return answers.join(siblings, on=["thread", "parent"], how="left").select(columns)


def _follow_ups(acts: pl.LazyFrame, answers: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """Every follow-up whose text is known, with its class `follow_up` and its `similarity` to the question."""
    first_versions = contents.filter(pl.col("content_id") == pl.col("response"))
    texts = first_versions.group_by("content_id").agg(pl.col("text").max_by("night"))
    likeness = similarity(pl.col("text"), pl.col("question"))
    return (
        acts.filter(pl.col("action") == FOLLOW_UP)
        .select(*ANSWER, *MOMENT, "target")
        .join(answers.select("response", "parent"), on="response", how="left")
        .join(texts, left_on="target", right_on="content_id")
        .join(texts.rename({"text": "question"}), left_on="parent", right_on="content_id", how="left")
        .with_columns(similarity=likeness)
        .select(*ANSWER, *MOMENT, "similarity", follow_up=classify(pl.col("text"), pl.col("similarity")))
    )


def _first_follow_up(follow_ups: pl.LazyFrame) -> pl.LazyFrame:
    return follow_ups.group_by(ANSWER).agg(pl.col("follow_up", "similarity").min_by(pl.struct(MOMENT)))


def _last_edit(acts: pl.LazyFrame) -> pl.LazyFrame:
    edits = acts.filter(pl.col("action") == "edit").group_by(ANSWER)
    return edits.agg(edited_into=pl.col("target").max_by(pl.struct(MOMENT)))


def _moods() -> list[pl.Expr]:
    """What the session had seen before each act, the act itself excluded."""
    regenerated = (pl.col("action") == "regenerate").cast(pl.Int32)
    complained = (pl.col("follow_up") == "complaint").fill_null(False).cast(pl.Int32)
    return [
        (act.cum_sum().over(SESSION, order_by=MOMENT) - act).alias(name)
        for name, act in (("earlier_regenerations", regenerated), ("earlier_complaints", complained))
    ]


def _became() -> list[pl.Expr]:
    return [
        pl.col("dt").max(),
        pl.col("thread").first().alias("conversation"),
        (pl.col("action") == "regenerate").any().alias("regenerated"),
        (pl.col("action") == FOLLOW_UP).any().alias("continued"),
        (pl.col("action") == "stop").any().alias("stopped"),
        # Counts only grow within a session, so the smallest is that of the answer's first event.
        pl.col("earlier_regenerations", "earlier_complaints").min(),
    ]
