"""How likely somebody who voted for one item would vote for another one, if nobody had agreed on it."""

import polars as pl

from transforms.clean.rates import ITEM_VARIANCE, RATE, Rates, Suspects, log_odds

ALIKE = 2.0
"""How many times more often than other readers the voters of one item may open another one (assumption)."""
TRUST = 2.0
"""Readers that the chance by activity is worth (assumption)."""


def chances_of(
    couples: pl.LazyFrame, given: pl.LazyFrame, rates: Rates, suspects: Suspects, *, taste: float
) -> pl.LazyFrame:
    """One row per couple and voter of its first item: (a, b, total, user, both, chance, variance).

    `both` says that he voted for the second too, `chance` is how likely that was: opening it times voting for it then.
    Voting: the log-odds of the user elsewhere plus those of b's other readers, minus the other users' (Rasch 1960, with
    shrunken log-odds). Left out are the common voters from b's readers and from the other users, and from the user's
    own votes those for a, b and the suspects' targets; the `suspects` are out of all rates already. `variance` is the
    relative one of b's rate: (1 - p)^2 times that of its log-odds a posteriori and `taste`, by which two items please
    the same people more than any two.
    """
    aimed = suspects.targets.select("item", aimed=pl.lit(True))
    votes = given.join(aimed, on="item", how="left").with_columns(pl.col("aimed").fill_null(False))
    of_b = votes.select("user", b="item", both=pl.lit(True), own_b=~pl.col("aimed"))
    return (
        couples.join(votes.select("user", "context", a="item", own=~pl.col("aimed")), on="a")
        .join(of_b, on=["user", "b"], how="left")
        .with_columns(pl.col("both", "own_b").fill_null(False))
        .join(suspects.users.with_columns(counted=pl.lit(False)), on="user", how="left")
        .with_columns(pl.col("counted").fill_null(True))
        .join(rates.users, on="user")
        .join(_of_b(rates, given), on="b")
        .join(rates.site, how="cross")
        .with_columns(opening=_opens())
        .with_columns(opens_b=pl.when("both").then(1.0).otherwise("opening"))
        .with_columns(_others())
        .select(
            *("a", "b", "total", "user", "both"),
            chance=pl.col("opening") * _votes(),
            variance=_variance(taste),
        )
    )


def _of_b(rates: Rates, given: pl.LazyFrame) -> pl.LazyFrame:
    contexts = given.group_by("item").agg(b_context=pl.col("context").first())
    return rates.items.join(contexts, on="item", how="left").rename({"item": "b", "approvals": "b_approvals"})


def _others() -> list[pl.Expr]:
    """Rate of approval of the users who did not vote for both, and how many of them voted for b and opened it."""
    both = (pl.col("both") & pl.col("counted")).cast(pl.Int64)
    couple = ["a", "b"]
    approvals = pl.col("all_approvals") - (both * pl.col("approvals")).sum().over(couple)
    opened = pl.col("all_opened") - (both * pl.col("opened")).sum().over(couple)
    votes = (pl.col("b_approvals") - both.sum().over(couple)).clip(lower_bound=0)
    return [
        ((approvals + pl.col("rate")) / (opened + 1)).clip(*RATE).alias("others_rate"),
        votes.alias("others_votes"),
        pl.max_horizontal(pl.col("opens") - (pl.col("opens_b") * pl.col("counted")).sum().over(couple), votes).alias(
            "others_opens"
        ),
    ]


def _opens() -> pl.Expr:
    """Chance that a voter of a opens b, `ALIKE` times that of other readers; 1 for two alternatives of one context.

    By activity it is opens of the user x opens of b / all opens x the site's lift, without the opens of the common
    voters, whom a ring would have sent. a's readers that did not vote tell more: (k + c q) / (n + c), k of those n
    opened b, q the chance by activity and c = `TRUST`. The larger counts.
    """
    others = pl.col("opens") - (pl.col("both") & pl.col("counted")).sum().over("a", "b")
    usual = (pl.col("lift") * pl.col("opened") * others / pl.col("all_opened")).clip(upper_bound=1.0)
    seen = (pl.col("met") + TRUST * usual) / (pl.col("silent") + TRUST)
    together = (pl.col("context") == pl.col("b_context")).fill_null(False)
    return pl.when(together).then(1.0).otherwise((ALIKE * pl.max_horizontal(usual, seen)).clip(upper_bound=1.0))


def _variance(taste: float) -> pl.Expr:
    """Of b's rate among the others, relative to its square; the delta method on log-odds."""
    rate, votes, opens = pl.col("others_rate"), pl.col("others_votes"), pl.col("others_opens")
    of_log_odds = 1 / (1 / ITEM_VARIANCE + opens * rate * (1 - rate))
    return (of_log_odds + taste) / (1 + log_odds(votes, opens, rate, ITEM_VARIANCE).exp()).pow(2)


def _votes() -> pl.Expr:
    own = pl.col("own").cast(pl.Int64) + pl.col("own_b").cast(pl.Int64)
    votes = (pl.col("approvals") - own).clip(lower_bound=0)
    trials = pl.max_horizontal(pl.col("opened") - own, votes)
    rate = pl.col("others_rate")
    of_user = log_odds(votes, trials, pl.col("rate"), pl.col("leniency"))
    of_item = log_odds(pl.col("others_votes"), pl.col("others_opens"), rate, ITEM_VARIANCE)
    return 1 / (1 + ((rate / (1 - rate)).log() - of_user - of_item).exp())
