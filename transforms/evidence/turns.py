"""Turns of the window: how often an answer was regenerated, stopped, praised or complained about (chat)."""

import polars as pl

from transforms.evidence.influence import influence

KEYS = ("context", "response")
MOST = 3
"""Attempts, and troubles before, beyond which all are alike."""
PRIOR_TURNS = 20
"""Turns that the site's share of regenerations is worth against the share at one attempt and mood (assumption)."""
FLAGS = ("regenerated", "continued", "stopped")
COUNTS = ("attempt", "siblings", "similarity", "earlier_regenerations", "earlier_complaints")
NAMES = ("conversation", "parent", "edited_into", "follow_up")
AGAINST = ("complaint", "rephrased")
"""Follow-ups after which the answer had not served: who asks the same again complains as well."""


def merge(turns: pl.LazyFrame) -> pl.LazyFrame:
    """One row per (response, user) of all nights: flags merge by or, counts by max, differing names by the smallest."""
    return turns.group_by("response", "user").agg(pl.col(FLAGS).any(), pl.col(COUNTS).max(), pl.col(NAMES).min())


def tally(turns: pl.LazyFrame, *, share: float) -> pl.LazyFrame:
    """(context, response, signal, successes, trials, overdispersion) of what became of an answer.

    Stops are out of the times that the answer was served. Regenerations are out of those times as well, each worth the
    relative readiness to regenerate at that attempt and in that mood (`_readiness`), so that not having been replaced
    says little where hardly anybody replaces: the last answer of a chain is censored, not proven good. Follow-ups are a
    chain: complaints out of all, praise out of the rest; whether there is a follow-up at all says nothing. One user's
    turns are at most a `share` of a context's (`influence`).
    """
    weight = pl.col("weight")
    complaints = weight.filter(pl.col("follow_up").is_in(AGAINST)).sum()
    follow_ups = weight.filter(pl.col("follow_up").is_not_null()).sum()
    regenerated = weight.filter("regenerated").sum()
    shares = {
        "regenerate": (regenerated, pl.max_horizontal(regenerated, (weight * pl.col("readiness")).sum())),
        "stop": (weight.filter("stopped").sum(), weight.sum()),
        "complaint": (complaints, follow_ups),
        "praise": (weight.filter(pl.col("follow_up") == "praise").sum(), follow_ups - complaints),
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
        influence(turns, share=share)
        .with_columns(readiness=_readiness())
        .group_by(KEYS)
        .agg(structs)
        .select(*KEYS, pl.concat_list(list(shares)).alias("tally"))
        .explode("tally")
        .unnest("tally")
    )


def _readiness() -> pl.Expr:
    """How readily answers are regenerated at this attempt and in this mood, relative to the whole site.

    The mood is what the session had regenerated and complained about before this message. Each cell's share is shrunken
    to the site's, as by a Beta prior worth `PRIOR_TURNS`.
    """
    attempt = pl.col("attempt").fill_null(1).clip(upper_bound=MOST)
    before = pl.col("earlier_regenerations") + pl.col("earlier_complaints") - attempt + 1
    cell = (attempt, before.clip(0, MOST))
    regenerated, usual = pl.col("regenerated").cast(pl.Float64), pl.col("regenerated").mean()
    share = (regenerated.sum().over(cell) + PRIOR_TURNS * usual) / (pl.len().over(cell) + PRIOR_TURNS)
    return pl.when(usual > 0).then(share / usual).otherwise(1.0)
