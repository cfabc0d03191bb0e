"""The dataset card of a release: README.md as Hugging Face and people read it."""

from collections.abc import Mapping
from datetime import date
from textwrap import fill
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from schemas.signals import TIERS
from transforms.diagram import diagram
from transforms.reliability import MEANING, markdown

SPLITS = ("train", "validation", "test")
CELL = ("split", "site", "tier", "language", "confidence")
WIDTH = 120
CODES = ("zh", "en")
"""Languages that have a code of their own; `other` has none."""

BODY = """
# pairmill {version}

{total} pairs of answers to one prompt, of which people's behaviour preferred the one over the other; in the tier
`synthetic` the other was made worse on purpose. `prompt`, `chosen` and `rejected` are lists of messages (TRL's
conversational form with an explicit prompt).

| split | pairs |
| --- | --- |
{splits}

| site | tier | pairs |
| --- | --- | --- |
{tiers}

The tier is that of the signal that says most for the pair: explicit (votes, thumbs, likes, hides, reports), strong
(shares, copies, collections, thanks, edits), contextual (regenerations, follow-ups, comments), weak (dwell, depth), or
synthetic.

## What confidence means

`confidence` is the probability that the order is right: that unlimited evidence from such people would put chosen
above rejected. Of pairs with confidence 0.8, one in five is expected to be wrong. `preference` is the expected share of
people who would choose chosen over rejected: a near-tie can be certain. `margin` is the mean difference in log-odds of
an explicit positive verdict. `q_value` is the expected share of wrong pairs among those at least as sure. Where a
site has fewer than 100 explicit votes, both are at most 0.75, or what these votes say by themselves: not calibrated.

| confidence | pairs |
| --- | --- |
{confidence}

{mix}

{left_out}

## Calibration

What the evidence of half of a site's users predicts of the explicit votes of the other half, against these votes: the
agreement of two held-out readers who disagree, in bins of couples of answers by their preference.

{meaning}

{sites}
"""
BALANCE = fill(
    "`weight` balances train and has mean 1; the doubt is not in it. `curriculum` is the stage, from 0, when a pair "
    "is learned best. Shares of train, before and after weighing; where the share of weight is not what was asked for, "
    "weights of at most `max_pair_weight` could not reach it.",
    WIDTH,
)
SITE = """### {site}

{calibration}

{positions}

![Reliability diagram of {site}]({picture})
"""


class Judgement(NamedTuple):
    """What the newest night of a site says of its evidence.

    `calibration` holds rows of `Calibration`. `positions` is the number of positions at which responses are known to
    have been shown, and `applied` whether opens were held against them; None where the night does not say.
    `switched_off` is whether the configuration asks for no correction.
    """

    night: date
    calibration: pl.DataFrame
    positions: int | None = None
    applied: bool = False
    switched_off: bool = False


def composition(splits: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Counts `n` of pairs per (split, site, tier, language, confidence), `confidence` cut to one decimal."""
    cut = (pl.col("confidence").cast(pl.Float64).round(4) * 10 + 1e-9).floor().clip(5, 9).cast(pl.Int8)
    parts = [
        pairs.select("site", "tier", "language", split=pl.lit(name), confidence=cut) for name, pairs in splits.items()
    ]
    return pl.concat(parts).group_by(CELL).agg(n=pl.len()).sort(CELL)


def reasons(judged: pl.LazyFrame) -> pl.LazyFrame:
    """How many pairs that stand were left out, by `reason`, the most frequent first."""
    left_out = judged.filter(pl.col("reason").is_not_null())
    return left_out.group_by("reason").agg(n=pl.len()).sort(-pl.col("n").cast(pl.Int64), "reason")


def card(
    version: str,
    counts: pl.DataFrame,
    sites: Mapping[str, Judgement] = MappingProxyType({}),
    *,
    mix: pl.DataFrame | None = None,
    left_out: pl.DataFrame | None = None,
) -> str:
    """The card of a release whose `composition` is `counts`; the same input gives the same text.

    `mix` is the report of what balancing did, `left_out` the counts of `reasons`.
    """
    by_tier = counts.group_by("site", "tier").agg(pl.col("n").sum())
    by_tier = by_tier.sort("site", pl.col("tier").replace_strict({tier: i for i, tier in enumerate(TIERS)}))
    bins = pl.DataFrame({"confidence": range(5, 10)}, schema_overrides={"confidence": pl.Int8})
    interval = pl.format("0.{} to {}", "confidence", ((pl.col("confidence") + 1) / 10).round(1))
    by_bin = bins.join(counts, on="confidence", how="left").group_by("confidence").agg(pl.col("n").sum())
    splits = pl.DataFrame({"split": SPLITS})
    by_split = splits.join(counts, on="split", how="left", maintain_order="left")
    by_split = by_split.group_by("split", maintain_order=True).agg(pl.col("n").sum())
    body = BODY.format(
        version=version,
        total=counts["n"].sum(),
        splits=_rows(by_split),
        tiers=_rows(by_tier),
        confidence=_rows(by_bin.sort("confidence").select(interval, "n")),
        meaning="\n\n".join(fill(part, WIDTH) for part in MEANING),
        sites="\n".join(_site(site, sites[site]) for site in sorted(sites)),
        left_out=_left_out(left_out),
        mix=_mix(mix),
    )
    return _front_matter(version, counts) + body.rstrip() + "\n"


def pictures(sites: Mapping[str, Judgement]) -> dict[str, str]:
    """The reliability diagrams that the card of a release shows, by path beside it."""
    return {
        picture(site): diagram(f"{site}, night of {judgement.night}", judgement.calibration)
        for site, judgement in sites.items()
    }


def picture(site: str) -> str:
    """Where a release keeps the reliability diagram of a site."""
    return f"calibration/{site}.svg"


def _left_out(counts: pl.DataFrame | None) -> str:
    if counts is None or counts.is_empty():
        return "No pair that stands was left out."
    return "\n".join(["Pairs that stand and were left out:", "", "| reason | pairs |", "| --- | --- |", _rows(counts)])


def _mix(mix: pl.DataFrame | None) -> str:
    """What balancing did, as a table: what was not asked for has no target."""
    if mix is None:
        return "All pairs weigh the same."
    shown = mix.select("aspect", "group", "pairs", *(_share(name) for name in ("share", "weighted", "target")))
    head = ["## Balance", "", BALANCE, "", "| | | pairs | share | of weight | asked for |", "| --- " * 6 + "|"]
    return "\n".join([*head, _rows(shown)])


def _share(name: str) -> pl.Expr:
    return pl.col(name).round(3).cast(pl.String).fill_null("").alias(name)


def _site(site: str, judgement: Judgement) -> str:
    calibration = markdown(judgement.calibration).rstrip()
    return SITE.format(site=site, calibration=calibration, positions=_positions(judgement), picture=picture(site))


def _positions(judgement: Judgement) -> str:
    """Whether being opened was corrected for positions, in words."""
    if judgement.positions is None:
        return "Positions: not known whether opens were corrected for them."
    if judgement.applied:
        return "Positions: corrected. Opens are held against how likely something is to be seen where it stood."
    if judgement.positions == 0:
        return "Positions: not corrected, as none are known."
    if judgement.switched_off:
        return "Positions: not corrected, as the configuration says (`correction: off`)."
    return "Positions: measured, and not corrected, as votes agree better with shares of opens as they are."


def _front_matter(version: str, counts: pl.DataFrame) -> str:
    """YAML that Hugging Face's hub and `datasets` read: languages, and which file is which split.

    Only splits with rows are named: `datasets` cannot load a file without any.
    """
    languages = [code for code in CODES if code in counts["language"]]
    lines = ["---", f"pretty_name: pairmill {version}"]
    if languages:
        lines += ["language:", *(f"- {code}" for code in languages)]
    lines += ["tags:", "- preference", "- dpo", "configs:", "- config_name: default", "  data_files:"]
    for split in (name for name in SPLITS if name in counts["split"]):
        lines += [f"  - split: {split}", f"    path: {split}.parquet"]
    return "\n".join([*lines, "---", ""])


def _rows(table: pl.DataFrame) -> str:
    """The rows of a Markdown table."""
    cells = pl.concat_str([pl.col(name).cast(pl.String) for name in table.columns], separator=" | ")
    return "\n".join(table.select("| " + cells + " |").to_series().to_list())
