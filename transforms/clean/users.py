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


def verdicts(users: pl.LazyFrame, acts: pl.LazyFrame, known: pl.LazyFrame, *, config: CleanConfig) -> pl.LazyFrame:
    """(user, response, reason, value): one row for each that the tests found, a user perhaps for several reasons.

    A member of a ring is not believed about its targets and what stands beside them, which it passes over or votes
    down for their sake: one row for each `response` of the targets' contexts among his `acts` (user, response) of the
    window. Elsewhere he is believed: where a ring's accounts behave well, their votes are honest ones. `known` are
    `acts.items`.
    """
    spread = pl.coalesce("log_dwell_spread", pl.col("views").cast(pl.Float64))
    found = {
        "scraper": (pl.col("is_scraper"), spread),
        "likes_everything": (pl.col("liker_q") <= config.verdict_fdr, pl.col("liker_log10_odds")),
    }
    allied = users.filter(pl.col("ring_doubt") <= config.ring_doubt)
    targets = allied.select("user", item="targets").explode("item", empty_as_null=False)
    rings = (
        around(targets, acts.join(allied, on="user", how="semi"), known)
        .join(allied, on="user")
        .select("user", "response", reason=pl.lit("ring"), value=pl.col("ring_targets").cast(pl.Float64))
    )
    altogether = [
        users.filter(condition).select("user", reason=pl.lit(reason), value=value)
        for reason, (condition, value) in found.items()
    ]
    return pl.concat([*altogether, rings], how="diagonal")


def published(users: pl.LazyFrame) -> dy.LazyFrame[Users]:
    """The table."""
    return Users.cast(users)
