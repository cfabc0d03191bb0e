"""What shares of the weight are to be."""

from typing import NamedTuple

import polars as pl

from schemas.config import ReleaseConfig

OTHER = "other"
"""In a mix: every scenario that it does not name."""
SAFETY = "safety"
LANGUAGES = ("zh", "en")
"""Those that keep their share; `other` is what they leave."""
FIRM, YIELDING = 4.0, 2.0
"""How far a target may move log-odds, in multiples of ln(largest weight). Any two weights lie within twice that, so a
yielding target too can go all the way; but where it and a firm one exclude each other, the firm one outbids it."""


class Bounds(NamedTuple):
    """The least and the largest share."""

    low: pl.Expr
    high: pl.Expr


EVEN = Bounds(pl.lit(0.5), pl.lit(0.5))


class Target(NamedTuple):
    """Members' share of the weight, within each group of rows that agree in `within` (all rows, if there is none).

    Null as `member` is a row that neither side counts. `reach` bounds the log-odds by which members may be moved
    against the others, in multiples of ln(largest weight).
    """

    member: pl.Expr
    bounds: Bounds
    within: tuple[str, ...] = ()
    reach: float = FIRM


def targets(config: ReleaseConfig) -> list[Target]:
    """All that a configuration asks for; evenness in length and languages yield.

    *Languages* keep their share of the pairs: letters make English answers more alike than Chinese ones, and a mix
    of hard negatives would else teach English. *Length*: within a stratum of the length gap, half of the weight is
    where the longer answer was chosen. *Mix*: hard negatives within `hard_shares` of each scenario. *Safety* within
    `safety_share`, *tiers* within `tier_caps`.
    """
    caps = (Target(pl.col("tier") == tier, bounds) for tier, bounds in tier_caps(config).items())
    return [
        *(
            Target(pl.col("language") == code, _natural(pl.col("language") == code), reach=YIELDING)
            for code in LANGUAGES
        ),
        Target(longer(), EVEN, within=("gap",), reach=YIELDING),
        Target(pl.col("negative") == "hard", hard_shares(config, pl.col("scenario")), within=("scenario",)),
        Target(pl.col("scenario") == SAFETY, safety_share(config)),
        *caps,
    ]


def _natural(member: pl.Expr) -> Bounds:
    """The members' share of the pairs."""
    share = pl.col("n").filter(member).sum() / pl.col("n").sum()
    return Bounds(share, share)


def longer() -> pl.Expr:
    """Whether the longer answer was chosen; null where they are equally long."""
    return pl.when(pl.col("direction") != "even").then(pl.col("direction") == "longer")


def tier_caps(config: ReleaseConfig) -> dict[str, Bounds]:
    """By tier that has a cap; where the caps of all tiers that are there add up to less than 1, none is capped."""
    here = [cap * (pl.col("tier") == tier).any().cast(pl.Float64) for tier, cap in config.tier_shares.items()]
    others = (~pl.col("tier").is_in(list(config.tier_shares))).any().cast(pl.Float64)
    can_hold = pl.sum_horizontal(*here, others) >= 1
    return {
        tier: Bounds(pl.lit(0.0), pl.when(can_hold).then(cap).otherwise(1.0))
        for tier, cap in config.tier_shares.items()
    }


def safety_share(config: ReleaseConfig) -> Bounds:
    """Of safety prompts."""
    least, most = config.safety_share
    return Bounds(pl.lit(least), pl.lit(most))


def hard_shares(config: ReleaseConfig, scenario: pl.Expr) -> Bounds:
    """Of hard negatives: what the mix says of a scenario that it names; of others, no less than it says of `other`."""
    named = {name: share for name, share in config.mix.items() if name != OTHER}
    return Bounds(
        scenario.replace_strict(named, default=config.mix[OTHER], return_dtype=pl.Float64),
        scenario.replace_strict(named, default=1.0, return_dtype=pl.Float64),
    )
