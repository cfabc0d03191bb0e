"""The rules that a first attempt would use, on a world's raw events: what pairmill has to beat."""

import polars as pl

from worlds.world import World

MIN_VIEWS = 3
"""Views on each side of a couple."""


def naive(world: World) -> pl.DataFrame:
    """Per rule, the number of couples that it decides and the share that it decides as the truth does (`right`)."""
    if world.kind == "chat":
        return pl.concat([_row("regenerated loses", _regenerated(world))])
    rates = _rates(world)
    return pl.concat(
        [
            _row("longer mean dwell wins", _couples(rates, "dwell")),
            _row("vote rate wins", _couples(rates, "rate")),
        ]
    )


def _rates(world: World) -> pl.DataFrame:
    """Per response: `dwell`, the mean of its views, and `rate`, positive minus negative verdicts per view."""
    response, up, down = {"qa": ("answer_id", "upvote", "downvote"), "feed": ("note_id", "like", "hide")}[world.kind]
    kind = pl.col("type")
    return (
        world.events.group_by(response)
        .agg(
            (kind == "view").sum().alias("views"),
            pl.col("dwell_ms").mean().alias("dwell"),
            ((kind == up).sum().cast(pl.Int64) - (kind == down).sum().cast(pl.Int64)).alias("votes"),
        )
        .filter(pl.col("views") >= MIN_VIEWS)
        .with_columns(rate=pl.col("votes") / pl.col("views"))
        .join(world.responses.select("response", "context", "theta"), left_on=response, right_on="response")
        .rename({response: "response"})
    )


def _couples(rates: pl.DataFrame, value: str) -> pl.DataFrame:
    """Couples of one context that differ in `value`, and whether the higher one is the better."""
    sides = rates.select("context", "response", "theta", value)
    return (
        sides.join(sides, on="context", suffix="_other")
        .filter((pl.col("response") < pl.col("response_other")) & (pl.col(value) != pl.col(f"{value}_other")))
        .select(right=(pl.col("theta") > pl.col("theta_other")) == (pl.col(value) > pl.col(f"{value}_other")))
    )


def _regenerated(world: World) -> pl.DataFrame:
    """Couples of answers of which one replaced the other more often than the reverse, and whether it is the better."""
    answers = world.contents["messages"].filter(pl.col("role") == "assistant").sort("created_at")
    replaced = world.events.filter(pl.col("type") == "regenerate").select("message_id").unique()
    truth = world.responses.select("response", "answer", "theta")
    steps = (
        answers.with_columns(pl.col("message_id").shift(-1).over("parent_id").alias("next"))
        .join(replaced, on="message_id")
        .drop_nulls("next")
        .join(truth, left_on="message_id", right_on="response")
        .join(truth, left_on="next", right_on="response", suffix="_next")
    )
    forward = pl.col("answer") < pl.col("answer_next")
    return (
        steps.group_by(
            pl.min_horizontal("answer", "answer_next").alias("first"),
            pl.max_horizontal("answer", "answer_next").alias("second"),
        )
        .agg(
            pl.when(forward).then(1).otherwise(-1).sum().alias("net"),
            (forward == (pl.col("theta_next") > pl.col("theta"))).first().alias("second_is_better"),
        )
        .filter(pl.col("net") != 0)
        .select(right=pl.col("second_is_better") == (pl.col("net") > 0))
    )


def _row(rule: str, couples: pl.DataFrame) -> pl.DataFrame:
    return couples.select(pl.lit(rule).alias("rule"), pl.len().cast(pl.Int64).alias("pairs"), pl.col("right").mean())
