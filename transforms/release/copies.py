"""Pairs that say the same: exactly, or nearly."""

import polars as pl

from transforms.duplicates.clusters import clusters
from transforms.duplicates.guard import guard
from transforms.identity import couple
from transforms.release.splits import place
from transforms.text import digest

SIDES = ("chosen", "rejected")


def founded() -> list[pl.Expr]:
    """What sorts equal pairs, the one that stays first.

    One of the strictest `split` that any of them has, as the others must not be learned from (`splits.leaks`). Known
    people before totals, where nobody could look for robots, rings and calibration; among these the surest, of equally
    sure ones that by most people, or else with the smaller pair_id.
    """
    people = pl.col("n_users")
    return [
        -place("split"),
        pl.col("tier") == "synthetic",
        people.is_null(),
        -pl.col("confidence"),
        -people.fill_null(0).cast(pl.Int64),
        pl.col("pair_id"),
    ]


def is_copy() -> pl.Expr:
    """Whether a better founded pair holds the same prompt and unordered couple of answers."""
    return _rank().over(couple(*(pl.col(part) for part in ("prompt", *SIDES)))) > 1


def with_clusters(pairs: pl.LazyFrame, *, similar: float) -> pl.LazyFrame:
    """Adds `prompt_digest` and, per prompt and answer, the group of nearly equal texts that it is in (`*_cluster`).

    Nearly equal prompts have the same digits, code and negations in the same order: other numbers ask something else.
    """
    texts = {"prompt": whole(pl.col("prompt"))} | {side: whole(pl.col(side)) for side in SIDES}
    keyed = pairs.with_columns(digest(text).alias(f"{part}_digest") for part, text in texts.items())
    prompts = keyed.select(key="prompt_digest", text=texts["prompt"]).unique("key")
    answers = pl.concat(keyed.select(key=f"{side}_digest", text=texts[side]) for side in SIDES).unique("key")
    prompt_clusters = clusters(prompts.with_columns(guard=guard(pl.col("text"))), similar=similar)
    answer_clusters = clusters(answers, similar=similar)
    for part, found in {"prompt": prompt_clusters, "chosen": answer_clusters, "rejected": answer_clusters}.items():
        named = found.select(pl.col("key").alias(f"{part}_digest"), pl.col("cluster").alias(f"{part}_cluster"))
        keyed = keyed.join(named, on=f"{part}_digest", how="left")
    return keyed


def is_near_copy() -> pl.Expr:
    """Whether a better founded pair without `reason` has nearly the same prompt and unordered couple of answers.

    A pair whose own answers are nearly equal is a copy of none: what sets them apart sets its kind apart.
    """
    answers = [pl.col(f"{side}_cluster") for side in SIDES]
    alike = ["prompt_cluster", pl.min_horizontal(answers), pl.max_horizontal(answers), pl.col("reason").is_null()]
    own = answers[0] == answers[1]
    return ~own & (_rank().over(alike) > 1)


def whole(messages: pl.Expr) -> pl.Expr:
    """All that a list of messages says, one below the other."""
    return messages.list.eval(pl.element().struct.field("content")).list.join("\n")


def _rank() -> pl.Expr:
    names = [expr.alias(str(place)) for place, expr in enumerate(founded())]
    return pl.struct(names).rank("ordinal")
