"""What is known of each user, and whom it speaks against."""

import dataframely as dy
import polars as pl

from schemas.config import CleanConfig
from schemas.reading import Users
from transforms.clean.acts import around

COUNTS = ("views", "timed", "opened", "approved")


def summary(machines: pl.LazyFrame, likers: pl.LazyFrame, members: pl.LazyFrame) -> pl.LazyFrame:
    """The columns of `Users`, and `is_scraper`: one row per user of tonight or member of a ring of the window."""
    joined = machines.join(likers, on="user", how="left").join(members, on="user", how="full", coalesce=True)
    return joined.with_columns(
        pl.col(*COUNTS).fill_null(0),
        pl.col("coverage").fill_null(0.0).round(4),
        pl.col("is_scraper").fill_null(False),
        pl.col("log_dwell_spread", "scraper_q", "liker_log10_odds", "liker_q", "ring_doubt").round(4),
    )


def verdicts(
    users: pl.LazyFrame, before: pl.LazyFrame, acts: pl.LazyFrame, known: pl.LazyFrame, *, config: CleanConfig
) -> pl.LazyFrame:
    """(user, response, reason, value): one row for each that the tests found, a user perhaps for several reasons.

    A member of a ring is not believed about the ring's targets and what stands beside them, which it passes over or
    votes down for their sake: one row for each `response` of the targets' contexts among his `acts` (user, response) of
    the window. Elsewhere he is believed: where a ring's accounts behave well, their votes are honest ones. `known` are
    `acts.items`.

    A finding of the nights `before` (`Verdicts`) holds for what he does there later, with a null value: so that it
    lasts as long as the window in which it was made, not from one night to the next for ever.
    """
    found = {
        "scraper": (pl.col("is_scraper"), pl.col("scraper_value")),
        "likes_everything": (pl.col("liker_q") <= config.verdict_fdr, pl.col("liker_log10_odds")),
    }
    altogether = [
        users.filter(condition).select("user", reason=pl.lit(reason), value=value)
        for reason, (condition, value) in found.items()
    ]
    targets = pl.concat([_targets(users, config), _earlier(before, known)])
    aimed = acts.join(targets.select("user").unique(), on="user", how="semi")
    rings = around(targets, aimed, known).with_columns(reason=pl.lit("ring"))
    return pl.concat([*altogether, rings], how="diagonal")


def _targets(users: pl.LazyFrame, config: CleanConfig) -> pl.LazyFrame:
    """(user, item, value) of tonight's members: all that their ring aims at, also what they tried for in vain."""
    allied = users.filter(pl.col("ring_doubt") <= config.ring_doubt)
    of_ring = allied.select("ring", item="targets").explode("item", empty_as_null=False).unique()
    value = pl.col("ring_targets").cast(pl.Float64).alias("value")
    return allied.join(of_ring, on="ring").select("user", "item", value)


def _earlier(before: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """(user, item, value) of what earlier nights found members of a ring to aim at, or to do beside it."""
    return (
        before.filter(pl.col("reason") == "ring", pl.col("value").is_not_null())
        .join(known.select("response", "item"), on="response", how="left")
        .select("user", item=pl.coalesce("item", "response"), value=pl.lit(None, pl.Float64))
        .unique()
    )


def published(users: pl.LazyFrame) -> dy.LazyFrame[Users]:
    """The table."""
    return Users.cast(users)
