"""Synthetic negatives: beside a chosen answer of people a worse one that a generator made.

Each generator is a file: what it makes (`make`), and a check, which sees the texts alone, of whether that is really
worse (`is_worse`). What passes becomes a pair whose confidence is the share of the generator's negatives of the night
that passed.
"""

from collections.abc import Iterator
from typing import NamedTuple

import dataframely as dy
import polars as pl

from schemas.config import CurateConfig
from schemas.evidence import Dropped
from schemas.pairs import Curated, Generated
from transforms.identity import pair_id
from transforms.synthetic.business_rules import broken, covered
from transforms.synthetic.caps import capped
from transforms.synthetic.finish import DIGITS, MIN_RATE, as_pairs, laplace
from transforms.synthetic.generators import GENERATORS
from transforms.synthetic.material import drawn, material

BUSINESS_RULES = "business_rules"
TRIES = 8
"""Chosen answers that a generator looks at, for each negative that it may make: most work on one in five or more."""
SOURCE = ("context_id", "chosen_id", "chosen_model", "prompt", "root", "language", "scenario", "chosen_quality", "text")
"""What a pair takes over from its source; `text` is the chosen answer."""
MAKER = ("generator", "business_rule")


class Synthesis(NamedTuple):
    """Pairs; the negatives that were not found to be worse; what each generator, or rule, has achieved."""

    pairs: dy.LazyFrame[Curated]
    rejected: dy.LazyFrame[Dropped]
    generated: dy.LazyFrame[Generated]


def synthesize(sources: pl.LazyFrame, people: pl.LazyFrame, *, site: str, config: CurateConfig) -> Synthesis:
    """Synthetic pairs of a night; candidates = pairs + rejected.

    A row of `sources` is a chosen answer: the columns of `Curated` but for `pair_id`, the rejected side and what
    compares the sides. A row of `people` is one of the night's pairs of people; a generator makes at most its share of
    their number. A pair's prompt is that of its source, but `prompt_injection` adds the quoted material.

    `not_worse:<generator>`: the check failed, or it fails more than half of the generator's (or business rule's).
    `duplicate`: another generator made the same pair, or people have compared the two answers themselves.
    """
    ready = material(sources.filter(pl.col("confidence") >= config.min_source_confidence))
    drafts = dict(_drafts(ready, people, config))
    judged = pl.concat([*_judged(drafts, people, config), *_broken(ready, people, config), _no_drafts(ready)])
    generated = _achieved(judged, pl.concat([*_tried(drafts), *_covered(ready, config)]))
    rates = generated.select("generator", "rate", business_rule="rule")
    rated = judged.join(rates, on=MAKER, how="left", nulls_equal=True).with_columns(
        confidence=pl.col("rate"), rejected_id=pl.concat_str("chosen_id", *MAKER, separator="~", ignore_nulls=True)
    )
    is_kept = pl.col("worse") & (pl.col("rate") >= MIN_RATE)
    pairs = as_pairs(rated.filter(is_kept), site=site, hard_similarity=config.hard_similarity)
    pairs = _with_again(pairs, people, site)
    rejected = [
        _dropped(rated.filter(~is_kept), pl.concat_str(pl.lit("not_worse:"), "generator")),
        _dropped(pairs.filter("again"), pl.lit("duplicate")),
    ]
    return Synthesis(
        Curated.cast(pairs.filter(~pl.col("again"))), Dropped.cast(pl.concat(rejected)), Generated.cast(generated)
    )


def _with_again(pairs: pl.LazyFrame, people: pl.LazyFrame, site: str) -> pl.LazyFrame:
    """Adds `again`: the pair is there already, or people have compared its answers, with whatever result."""
    turned = pair_id(pl.lit(site), pl.col("prompt"), pl.col("rejected"), pl.col("chosen"))
    compared = people.select("pair_id", compared=pl.lit(True)).unique("pair_id")
    either = compared.rename({"pair_id": "turned_id", "compared": "turned"})
    joined = pairs.with_columns(turned_id=turned).join(compared, on="pair_id", how="left")
    first = pl.struct("rejected_id", "context_id").rank("ordinal").over("pair_id") == 1
    again = ~first | pl.col("compared").is_not_null() | pl.col("turned").is_not_null()
    return joined.join(either, on="turned_id", how="left").with_columns(again=again)


def _drafts(ready: pl.LazyFrame, people: pl.LazyFrame, config: CurateConfig) -> Iterator[tuple[str, pl.LazyFrame]]:
    """What each generator makes of the chosen answers with the smallest draws."""
    for name in sorted(set(config.generators) & set(GENERATORS)):
        tried = capped(drawn(ready, name, config.seed), people, TRIES * config.generators[name])
        yield name, GENERATORS[name].make(tried)


def _judged(drafts: dict[str, pl.LazyFrame], people: pl.LazyFrame, config: CurateConfig) -> Iterator[pl.LazyFrame]:
    """The candidates, within the generators' shares, with `worse`."""
    for name, frame in drafts.items():
        made = capped(frame.filter(_is_made()), people, config.generators[name])
        yield _plain(GENERATORS[name].judge(made), name, pl.lit(None, dtype=pl.String))


def _broken(ready: pl.LazyFrame, people: pl.LazyFrame, config: CurateConfig) -> Iterator[pl.LazyFrame]:
    """The candidates of the business rules."""
    if BUSINESS_RULES in config.generators and config.rules:
        share = config.generators[BUSINESS_RULES]
        made = broken(ready, people, config.rules, share=share, seed=config.seed)
        yield _plain(made, BUSINESS_RULES, pl.col("rule"))


def _is_made() -> pl.Expr:
    return (pl.col("rejected_text") != pl.col("text")) & (pl.col("rejected_text") != "")


def _plain(judged: pl.LazyFrame, generator: str, rule: pl.Expr) -> pl.LazyFrame:
    maker = {"generator": pl.lit(generator), "business_rule": rule}
    return judged.select(*SOURCE, "rejected_text", pl.col("worse").fill_null(False), **maker)


def _no_drafts(ready: pl.LazyFrame) -> pl.LazyFrame:
    """So that there is a table also where no generator is asked for."""
    nothing = pl.lit(None, dtype=pl.String)
    return _plain(ready.filter(False).with_columns(rejected_text=nothing, worse=pl.lit(False)), "", nothing)


def _tried(drafts: dict[str, pl.LazyFrame]) -> Iterator[pl.LazyFrame]:
    """(generator, business_rule, sources, applied) per generator."""
    yield pl.LazyFrame(
        schema={"generator": pl.String, "business_rule": pl.String, "sources": pl.Int64, "applied": pl.Int64}
    )
    for name, frame in drafts.items():
        yield frame.select(
            generator=pl.lit(name),
            business_rule=pl.lit(None, dtype=pl.String),
            sources=pl.len().cast(pl.Int64),
            applied=_is_made().sum().cast(pl.Int64),
        )


def _covered(ready: pl.LazyFrame, config: CurateConfig) -> Iterator[pl.LazyFrame]:
    """The same per business rule: answers whose question it is about, and those that keep it."""
    if BUSINESS_RULES in config.generators and config.rules:
        counts = covered(ready, config.rules).rename({"rule": "business_rule"})
        yield counts.select(pl.lit(BUSINESS_RULES).alias("generator"), "business_rule", "sources", "applied")


def _achieved(judged: pl.LazyFrame, counts: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of `Generated`."""
    passed = judged.group_by(MAKER).agg(candidates=pl.len().cast(pl.Int64), passed=pl.col("worse").sum().cast(pl.Int64))
    return counts.join(passed, on=MAKER, how="left", nulls_equal=True).select(
        "generator",
        pl.col("business_rule").alias("rule"),
        "sources",
        "applied",
        pl.col("candidates").fill_null(0),
        pl.col("passed").fill_null(0),
        rate=laplace(pl.col("passed").fill_null(0), pl.col("candidates").fill_null(0)).round(DIGITS),
    )


def _dropped(drafts: pl.LazyFrame, reason: pl.Expr) -> pl.LazyFrame:
    return drafts.select(
        stage=pl.lit("curate"), context="context_id", response="chosen_id", other="rejected_id", reason=reason
    )
