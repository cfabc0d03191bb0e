"""Turns of the window: how often an answer was regenerated, stopped, praised or complained about (chat)."""

import polars as pl

KEYS = ("context", "response")
FLAGS = ("regenerated", "continued", "stopped")
COUNTS = ("attempt", "siblings", "similarity", "earlier_regenerations", "earlier_complaints")
NAMES = ("conversation", "parent", "edited_into", "follow_up")
AGAINST = ("complaint", "rephrased")
"""Follow-ups after which the answer had not served: who asks the same again complains as well."""


def merge(turns: pl.LazyFrame) -> pl.LazyFrame:
    """One row per (response, user) of all nights: flags merge by or, counts by max, differing names by the smallest."""
    return turns.group_by("response", "user").agg(pl.col(FLAGS).any(), pl.col(COUNTS).max(), pl.col(NAMES).min())


def tally(turns: pl.LazyFrame) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of what became of an answer.

    Regenerations and stops are out of the times that the answer was served. Follow-ups are a chain: complaints out of
    all, praise out of the rest; whether there is a follow-up at all says nothing.
    """
    complaints = pl.col("follow_up").is_in(AGAINST).sum()
    follow_ups = pl.col("follow_up").count()
    shares = {
        "regenerate": (pl.col("regenerated").sum(), pl.len()),
        "stop": (pl.col("stopped").sum(), pl.len()),
        "complaint": (complaints, follow_ups),
        "praise": ((pl.col("follow_up") == "praise").sum(), follow_ups - complaints),
    }
    structs = [
        pl.struct(
            signal=pl.lit(signal),
            successes=successes.cast(pl.Float64),
            trials=trials.cast(pl.Float64),
            overdispersion=pl.lit(1.0),
        ).alias(signal)
        for signal, (successes, trials) in shares.items()
    ]
    return (
        turns.group_by(KEYS)
        .agg(structs)
        .select(*KEYS, pl.concat_list(list(shares)).alias("tally"))
        .explode("tally")
        .unnest("tally")
    )
