"""Which responses there are: their context, the representative of equal answers, and how many people met them."""

import polars as pl

from schemas.evidence import USERS_SKETCH
from schemas.signals import TOTALS
from transforms.evidence.statistics import Statistics
from transforms.newest import newest
from transforms.text import hash64

KEYS = ("context", "response")


def index(contents: pl.LazyFrame) -> pl.LazyFrame:
    """One row per version of an answer, from the newest night that holds it.

    (response, context, representative, language, length, images, model)
    """
    answers = contents.filter(pl.col("role") == "assistant")
    return newest(answers, "context", "representative", "language", "length", "images", "model")


def pool(statistics: pl.LazyFrame, index: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of known responses, with the representative as `response` and the context that it has today."""
    placed = index.filter(_is_placed()).select("response", "context", "representative")
    return (
        statistics.drop("context", strict=False)
        .join(placed, on="response")
        .drop("response")
        .rename({"representative": "response"})
    )


def describe(index: pl.LazyFrame) -> pl.LazyFrame:
    """One row per representative: its own text's (model, language, length, images), else those of an equal text."""
    is_own = pl.col("response") == pl.col("representative")
    return (
        index.filter(_is_placed())
        .group_by("context", "representative")
        .agg(pl.col("model", "language", "length", "images").sort_by(~is_own, "response").first())
        .rename({"representative": "response"})
    )


def unplaced(statistics: Statistics, index: pl.LazyFrame) -> pl.LazyFrame:
    """One row of `Dropped` per response with statistics but without text (`no_content`) or context (`no_context`)."""
    frames = (statistics.votes, statistics.reads, statistics.turns, statistics.totals)
    acted_on = pl.concat([frame.select("response") for frame in frames]).unique()
    known = index.select("response", known=True, placed=_is_placed())
    return (
        acted_on.join(known, on="response", how="left")
        .filter(~pl.col("placed").fill_null(False))
        .select(
            stage=pl.lit("evidence"),
            context=pl.lit(None, pl.String),
            response="response",
            other=pl.lit(None, pl.String),
            reason=pl.when("known").then(pl.lit("no_context")).otherwise(pl.lit("no_content")),
        )
    )


def unbelieved(statistics: Statistics, index: pl.LazyFrame, seen: pl.LazyFrame) -> pl.LazyFrame:
    """One row of `Dropped` per response, `not_believed`, on which only people acted who are not believed about it."""
    acted_on = pl.concat([statistics.votes.select("response"), statistics.turns.select("response")]).unique()
    placed = index.filter(_is_placed()).select("response", "context", "representative")
    return (
        acted_on.join(placed, on="response")
        .join(seen, left_on=["context", "representative"], right_on=KEYS, how="anti")
        .select(
            stage=pl.lit("evidence"),
            context="context",
            response="response",
            other=pl.lit(None, pl.String),
            reason=pl.lit("not_believed"),
        )
    )


def seen(pooled: Statistics, couples: pl.LazyFrame) -> pl.LazyFrame:
    """One row per representative that anybody met: `n_users` (null from totals) and `n_views`.

    `n_users` counts the distinct hashes of those who voted, took a turn or are in a sketch of readers: exact while no
    sketch is full, else a lower bound. The two sides of a comparison are there even if nobody acted on one: a rewritten
    answer has been read by its author. Who votes has viewed, so there are no fewer views than votes of one kind.
    """
    acts = pl.concat([pooled.votes.select(*KEYS, "user"), pooled.turns.select(*KEYS, "user")])
    readers = pooled.reads.select(*KEYS, person="users").explode("person", empty_as_null=False)
    people = pl.concat([acts.select(*KEYS, person=hash64(pl.col("user"))), readers])
    sides = [couples.select("context", response=side) for side in ("first", "second")]
    found = pl.concat([frame.select(*KEYS) for frame in (acts, pooled.reads, pooled.totals, *sides)]).unique()
    counts = (
        people.group_by(KEYS)
        .agg(pl.col("person").unique())
        .select(*KEYS, people=pl.col("person").list.len(), users=pl.col("person").list.sort().list.head(USERS_SKETCH)),
        acts.group_by(KEYS).agg(acting=pl.col("user").n_unique()),
        pooled.reads.group_by(KEYS).agg(pl.col("opens").sum()),
        pooled.totals.group_by(KEYS).agg(views=pl.max_horizontal(pl.col("views", *TOTALS).sum())),
    )
    for count in counts:
        found = found.join(count, on=KEYS, how="left")
    return found.select(
        *KEYS,
        users=pl.col("users").fill_null([]),
        n_users=pl.when(pl.col("views").is_null()).then(pl.col("people").fill_null(0)),
        n_views=pl.coalesce("views", pl.max_horizontal("acting", "opens"), 0),
    )


def _is_placed() -> pl.Expr:
    return pl.col("context").is_not_null() & pl.col("representative").is_not_null()
