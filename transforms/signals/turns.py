"""What became of each answer of a conversation."""

import dataframely as dy
import polars as pl

from schemas.signals import FOLLOW_UP
from schemas.statistics import Turns
from transforms.follow_ups import asks_again, classify, similarity

SESSION = ["thread", "user"]
ANSWER = ["response", "user"]
MOMENT = ["ts", "event_id"]


def turns(events: pl.LazyFrame, contents: pl.LazyFrame, classes: pl.LazyFrame | None = None) -> dy.LazyFrame[Turns]:
    """One row per answer and user who did anything on it, view included; none on sites that are no conversations.

    `earlier_*` count the user's regenerations and complaints of tonight in the same conversation, before the first
    event on this answer. Of several follow-ups to an answer the first counts, of several edits the last. Whoever words
    the question anew after an answer was shown, instead of replying to it, has `rephrased` as well. `classes`
    (event_id, follow_up) take the place of the lexicon's where they know a follow-up.
    """
    columns = ("event_id", "ts", "dt", "user", "action", "thread", "response", "target")
    acts = events.select(columns).join(_conversations(contents), on="thread", how="semi")
    answers = _answers(contents)
    follow_ups = _classified(replies(acts, contents), classes)
    judged = pl.concat([follow_ups, _reworded(acts, answers, contents)], how="diagonal")
    told = acts.join(follow_ups.select("event_id", "follow_up"), on="event_id", how="left").with_columns(_moods())
    rows = (
        told.group_by(ANSWER)
        .agg(_became())
        .join(answers, on="response", how="left")
        .join(_first_follow_up(judged), on=ANSWER, how="left")
        .join(_last_edit(acts), on=ANSWER, how="left")
    )
    return Turns.cast(rows)


def replies(events: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """Every follow-up whose text is known: (event_id, ts, response, user, text, question).

    `question` is the text of the message that the answer before it answers, null where that is not known.
    """
    texts = _messages(contents).select("content_id", "text")
    return (
        events.filter(pl.col("action") == FOLLOW_UP)
        .select(*ANSWER, *MOMENT, "target")
        .join(_answers(contents).select("response", "parent"), on="response", how="left")
        .join(texts, left_on="target", right_on="content_id")
        .join(texts.rename({"text": "question"}), left_on="parent", right_on="content_id", how="left")
        .select(*MOMENT, *ANSWER, "text", "question")
    )


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


def _messages(contents: pl.LazyFrame) -> pl.LazyFrame:
    """(content_id, thread, parent, role, author, ts, text) of every message as it was first seen."""
    first_versions = contents.filter(pl.col("content_id") == pl.col("response"))
    columns = ("thread", "parent", "role", "author", "ts", "text")
    return first_versions.group_by("content_id").agg(pl.col(columns).max_by("night"))


def _classified(replies: pl.LazyFrame, classes: pl.LazyFrame | None) -> pl.LazyFrame:
    """Follow-ups with their class `follow_up` and their `similarity` to the question."""
    alike = replies.with_columns(similarity=similarity(pl.col("text"), pl.col("question")))
    told = alike.select(*MOMENT, *ANSWER, "similarity", follow_up=classify(pl.col("text"), pl.col("similarity")))
    if classes is None:
        return told
    known = classes.select("event_id", known="follow_up")
    return told.join(known, on="event_id", how="left").select(
        *MOMENT, *ANSWER, "similarity", follow_up=pl.coalesce("known", "follow_up")
    )


def _reworded(acts: pl.LazyFrame, answers: pl.LazyFrame, contents: pl.LazyFrame) -> pl.LazyFrame:
    """Answers that were left for another wording of their question, as follow-ups of the class `rephrased`.

    Two messages of a user with the same parent are wordings of one question, if they are alike (`asks_again`); else the
    later one is another question asked in its place, and says nothing. The wording must come after the user's first act
    on the answer, and be his where its author is known; of several answers the one shown last was left.
    """
    last = pl.col("shown") == pl.col("shown").max().over("user", "question_id", "event_id")
    asked = _messages(contents).filter(pl.col("role") == "user").join(acts, on="thread", how="semi")
    wording = asked.select("thread", "parent", "author", "ts", event_id="content_id", text="text")
    shown = acts.group_by(ANSWER).agg(shown=pl.col("ts").min()).join(answers, on="response")
    return (
        shown.select(*ANSWER, "shown", question_id="parent")
        .join(asked.select("thread", "parent", question_id="content_id", question="text"), on="question_id")
        .join(wording, on=["thread", "parent"], nulls_equal=True)
        .filter(
            pl.col("event_id") != pl.col("question_id"),
            pl.col("ts") > pl.col("shown"),
            pl.col("author").fill_null(pl.col("user")) == pl.col("user"),
        )
        .filter(last)
        .with_columns(similarity=similarity(pl.col("text"), pl.col("question")))
        .filter(asks_again(pl.col("text"), pl.col("similarity")))
        .select(*MOMENT, *ANSWER, "similarity", follow_up=pl.lit("rephrased"))
    )


def _first_follow_up(judged: pl.LazyFrame) -> pl.LazyFrame:
    return judged.group_by(ANSWER).agg(pl.col("follow_up", "similarity").min_by(pl.struct(MOMENT)))


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
