"""Stage `release`: what stands, of all sites: nothing twice, nothing leaked, weighed, and split for ever."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import ReleaseConfig
from schemas.evidence import Dropped
from schemas.pairs import Released
from schemas.release import Beside
from transforms.balance import balanced
from transforms.balance.report import report
from transforms.duplicates.contamination import contaminated
from transforms.release.copies import SIDES, is_copy, is_near_copy, whole, with_clusters
from transforms.release.judges import disagree, with_judges
from transforms.release.q_values import with_q_values
from transforms.release.splits import SPLITS, held_out, leaks, split, with_strictest


class Release(NamedTuple):
    """The three files of a release, each sorted by pair_id, what was left out, and the prompts that judge for ever."""

    train: dy.LazyFrame[Released]
    validation: dy.LazyFrame[Released]
    test: dy.LazyFrame[Released]
    dropped: dy.LazyFrame[Dropped]
    held_out: pl.LazyFrame


def compared(standing: pl.LazyFrame, *, config: ReleaseConfig) -> pl.LazyFrame:
    """All pairs that stand (`Curated` with `site`, `kind` and `dt`) with the groups of nearly equal texts (`copies`).

    To be collected before it goes on to `judged`: in one plan, the two cost the optimiser seconds whatever the rows.
    """
    return with_clusters(standing, similar=config.near_duplicate)


def judged(compared: pl.LazyFrame, beside: Beside, *, config: ReleaseConfig) -> pl.LazyFrame:
    """All `compared` pairs with split, q-value and `reason` to be left out.

    The first reason that holds, each judged among the pairs that none before has taken. `duplicate`: a better pair, of
    the same site or another, holds the same prompt and couple of answers; better is first one of a stricter split, then
    one better founded (`copies.founded`). `contaminated`: a text holds an item of an evaluation set. `judges_disagree`:
    several other judges are against it. `near_duplicate`: a better pair is nearly the same. `held_out`: its prompt is,
    or was, in a stricter split, or one nearly equal to it is (`splits.with_strictest`). `fdr`: the q-value exceeds
    `config.fdr`.
    """
    pairs = compared.with_columns(reason=pl.lit(None, pl.String), split=split(pl.col("root")))
    pairs = _because(pairs, duplicate=is_copy())
    pairs = _because(_with_contamination(pairs, beside.evaluation, config), contaminated=pl.col("is_contaminated"))
    pairs = _because(with_judges(pairs, beside.judgements), judges_disagree=disagree(config.judges_against))
    pairs = _because(pairs, near_duplicate=is_near_copy())
    pairs = _because(with_strictest(pairs, beside.held_out), held_out=leaks())
    over = (pl.col("q_value") > config.fdr).fill_null(False) if config.fdr else pl.lit(False)
    return _because(with_q_values(pairs), fdr=over)


def released(judged: pl.LazyFrame, beside: Beside, *, config: ReleaseConfig) -> Release:
    """The files of a release from `judged` pairs: those without a reason, weighed, and in stages of a curriculum."""
    kept = judged.filter(pl.col("reason").is_null())
    weighed = {"train": balanced(described(kept.filter(split="train")), config=config)}
    flat = {"weight": pl.lit(1.0), "curriculum": pl.lit(0, pl.Int8)}
    weighed |= {name: kept.filter(split=name).with_columns(**flat) for name in SPLITS[1:]}
    files = [Released.cast(weighed[name].select(Released.column_names()).sort("pair_id")) for name in SPLITS]
    return Release(*files, _dropped(judged), held_out(kept, beside.held_out))


def mix(train: pl.LazyFrame, judged: pl.LazyFrame, *, config: ReleaseConfig) -> pl.LazyFrame:
    """What balancing did to the file `train` of `judged` pairs (`transforms.balance.report`)."""
    placed = train.join(judged.select("pair_id", "prompt_cluster"), on="pair_id", how="left")
    return report(described(placed), config=config)


def _because(pairs: pl.LazyFrame, **reasons: pl.Expr) -> pl.LazyFrame:
    """Gives pairs without a reason the named one, where it holds."""
    named = [pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items()]
    return pairs.with_columns(reason=pl.coalesce("reason", *named))


def _with_contamination(pairs: pl.LazyFrame, items: pl.LazyFrame, config: ReleaseConfig) -> pl.LazyFrame:
    """Adds `is_contaminated`: whether prompt or an answer holds an evaluation item."""
    parts = ("prompt", *SIDES)
    texts = pl.concat(pairs.select(key=f"{part}_digest", text=whole(pl.col(part))) for part in parts).unique("key")
    holding = contaminated(texts, items, share=config.contamination).select("key", held=pl.lit(True))
    for part in parts:
        marked = holding.rename({"key": f"{part}_digest", "held": f"{part}_held"})
        pairs = pairs.join(marked, on=f"{part}_digest", how="left")
    held = [f"{part}_held" for part in parts]
    return pairs.with_columns(is_contaminated=pl.any_horizontal(held).fill_null(False)).drop(held)


def described(train: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `chosen_chars` and `rejected_chars`."""
    return train.with_columns(whole(pl.col(side)).str.len_chars().alias(f"{side}_chars") for side in SIDES)


def _dropped(judged: pl.LazyFrame) -> dy.LazyFrame[Dropped]:
    return Dropped.cast(
        judged.filter(pl.col("reason").is_not_null()).select(
            stage=pl.lit("release"), context="context_id", response="chosen_id", other="rejected_id", reason="reason"
        )
    )
