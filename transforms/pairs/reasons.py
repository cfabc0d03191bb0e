"""Why a pair is one: what each signal says of both sides, and which signal decided."""

import polars as pl

from schemas.signals import SIGNALS

COUPLE = ("context", "chosen", "rejected")
UP_DOWN = {name: signal.sign for name, signal in SIGNALS.items() if signal.opposite}
TIER = {name: signal.tier for name, signal in SIGNALS.items()}
RULE = {
    **{name: "votes" for name, tier in TIER.items() if tier == "explicit"},
    **{name: "engagement" for name, tier in TIER.items() if tier in ("strong", "contextual")},
    "edit": "edited",
    "regenerate": "regenerated",
    "stop": "stopped",
    "praise": "follow_up",
    "complaint": "follow_up",
    "dwell": "dwell",
    "depth": "dwell",
    "satisfied": "dwell",
    "opened": "opened",
    "last": "opened",
    "length": "length",
}
"""The rule that a deciding signal stands for, unless up- and down-votes oppose each other (`up_over_down`)."""


def explain(couples: pl.LazyFrame, evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Judged couples with their `evidence`, and the `rule` and `tier` of the signal that says most for the chosen.

    The contributions of a couple's evidence sum to its margin; a couple that no signal tells apart falls away.
    `up_over_down` is the rule where votes decided and the chosen has more up- than down-votes and the rejected more
    down than up.
    """
    reasons = (
        _contributions(couples, evidence)
        .group_by(COUPLE)
        .agg(
            pl.struct("signal", chosen="chosen_value", rejected="rejected_value", log_odds="log_odds")
            .sort_by("signal")
            .alias("evidence"),
            decisive=pl.col("signal").sort_by(-pl.col("log_odds"), "signal").first(),
            chosen_votes=_net("chosen_value"),
            rejected_votes=_net("rejected_value"),
        )
    )
    opposed = (pl.col("chosen_votes") > 0) & (pl.col("rejected_votes") < 0)
    is_slot = pl.col("decisive").is_in(list(UP_DOWN))
    return couples.join(reasons, on=COUPLE).with_columns(
        rule=pl.when(is_slot & opposed)
        .then(pl.lit("up_over_down"))
        .otherwise(pl.col("decisive").replace_strict(RULE, return_dtype=pl.String)),
        tier=pl.col("decisive").replace_strict(TIER, return_dtype=pl.String),
    )


def _contributions(couples: pl.LazyFrame, evidence: pl.LazyFrame) -> pl.LazyFrame:
    """One row per couple and signal: both sides' values and the contribution to the margin."""
    signals = (
        evidence.select("context", "response", "signals")
        .explode("signals", empty_as_null=False)
        .unnest("signals")
        .select("context", "response", "signal", "value", pl.col("log_odds").cast(pl.Float64))
    )
    nothing = pl.lit(None, pl.Float32)
    scored = couples.filter(~pl.col("is_alone")).select(COUPLE)
    chosen = scored.join(signals, left_on=COUPLE[:2], right_on=["context", "response"])
    rejected = scored.join(signals, left_on=["context", "rejected"], right_on=["context", "response"])
    sign = pl.when(pl.col("chosen") == pl.col("first")).then(1.0).otherwise(-1.0)
    direct = couples.filter(pl.col("direct").is_not_null()).select(
        *COUPLE, signal="compared", chosen_value=nothing, rejected_value=nothing, log_odds=sign * pl.col("direct")
    )
    sides = [
        chosen.select(*COUPLE, "signal", chosen_value="value", rejected_value=nothing, log_odds="log_odds"),
        rejected.select(*COUPLE, "signal", chosen_value=nothing, rejected_value="value", log_odds=-pl.col("log_odds")),
    ]
    return (
        pl.concat([*sides, direct])
        .group_by(*COUPLE, "signal")
        .agg(pl.col("chosen_value", "rejected_value").max(), pl.col("log_odds").sum().round(4).cast(pl.Float32))
    )


def _net(side: str) -> pl.Expr:
    """Up-votes minus down-votes of one side."""
    sign = pl.col("signal").replace_strict(UP_DOWN, default=0, return_dtype=pl.Int8)
    return (sign * pl.col(side).fill_null(0)).sum()
